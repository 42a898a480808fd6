"""Looking for what was said, and going there. Tk thread only: what takes time is done by the finder."""

from collections.abc import Sequence

from app.controllers.memory import Memory
from app.controllers.sync import Sync
from app.models.conversation import Kind
from app.models.room import Room
from app.models.search import Found, Search
from app.services.finder import Finder


class Seek:
    """The search of one room. Writes its model."""

    def __init__(self, room: Room, memory: Memory, sync: Sync, finder: Finder) -> None:
        self.search: Search = room.search
        self._room = room
        self._memory = memory
        self._sync = sync
        self._finder = finder

    def look(self, text: str, everywhere: bool) -> None:
        """Look for a text in the current conversation, or in all of the room; what is found arrives in the model."""
        self.search.begin(text, everywhere=everywhere)
        current = self._room.current
        number = self._memory.number(current) if current is not None and not everywhere else None
        if text.strip() and (everywhere or number is not None):
            self._finder.look(text, number, self._told)
        else:
            self._finder.stop()
            self.search.end(is_cut=False)

    def _told(self, found: Sequence[Found], more: bool) -> None:
        if found:
            self.search.add(found)
        else:
            self.search.end(is_cut=more)

    def go(self, found: Found) -> None:
        """Show the conversation, with what was found in it."""
        conversation = self._room.open(found.place, found.kind)
        if found.kind is Kind.DIRECT:
            conversation.set_joined(True)
        if conversation.index(found.entry.key) is None and self._memory.load_to(conversation, found.entry.key):
            self._memory.load_older(conversation)  # what stands above it
        self._sync.turn_to(conversation)

    def stop(self) -> None:
        """The room is left."""
        self._finder.stop()
