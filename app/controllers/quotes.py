"""What answers quote and nobody here has kept: asks the room for it, message by message. Tk thread only.

What comes is shown with the answers alone. It is not put into the conversation, where it would make a hole.
"""

from collections.abc import Iterable

from app.client.events import Happened, Recalled
from app.controllers.afterwards import answering
from app.controllers.line import Line
from app.controllers.memory import Memory
from app.models.conversation import Conversation
from app.models.entries import Entry, Text
from app.models.room import Room


class Quotes:
    """The quotations of one room."""

    def __init__(self, room: Room, line: Line, memory: Memory) -> None:
        self._room = room
        self._line = line
        self._memory = memory
        self._asked: dict[str, tuple[Conversation, str]] = {}  # label → where it is quoted, and its key
        self._known: set[str] = set()  # keys that were asked for, whether or not there was an answer

    def look(self, conversation: Conversation, entries: Iterable[Entry]) -> None:
        """Ask for what these quote, where it is not known."""
        session = self._line.session
        if session is None or not session.past.remembers:
            return
        for entry in entries:
            key = entry.quote.key if isinstance(entry, Text) and entry.quote and not entry.quote.author else ""
            if key and key not in self._known and self._memory.find(conversation, key) is None:
                self._known.add(key)
                self._asked[session.past.recall_one(conversation.name, key)] = conversation, key

    def heard(self, target: str, entry: Entry) -> None:
        """Something was said just now."""
        if isinstance(entry, Text) and entry.quote and (conversation := self._room.find(target)):
            self.look(conversation, [entry])

    def recalled(self, event: Recalled) -> bool:
        """The room has told something; whether it was asked for here."""
        if event.label not in self._asked:
            return False
        conversation, key = self._asked.pop(event.label)
        for told in event.happened:
            if isinstance(told, Happened) and isinstance(told.entry, Text) and told.entry.key == key:
                self._fill(conversation, told.entry)
        return True

    def lost(self) -> None:
        """The connection is lost, and with it all answers."""
        self._known.difference_update(key for _conversation, key in self._asked.values())
        self._asked.clear()

    @staticmethod
    def _fill(conversation: Conversation, quoted: Text) -> None:
        for entry in list(conversation.entries):
            if isinstance(entry, Text) and entry.quote and entry.quote.key == quoted.key:
                conversation.replace(entry.key, answering(entry, quoted))
