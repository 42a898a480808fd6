"""Looking for what was said, here and in the room, and going there. Tk thread only: the finder has its own.

What is kept on this computer is found first. The room is asked a moment later, when nothing more is typed: it may
remember what was said before we came.
"""

from collections.abc import Callable, Sequence

from app.client.events import Amended, Happened, Recalled
from app.controllers.catch_up import CatchUp
from app.controllers.line import Line
from app.controllers.memory import Memory
from app.controllers.sync import Sync
from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from app.models.room import Room
from app.models.search import Found, Search
from app.pump import Clockwork
from app.services.finder import Finder

PAUSE_MS = 300
"""How long nothing is typed until the room is asked."""


class Seek:
    """The search of one room. Writes its model."""

    def __init__(
        self,
        room: Room,
        line: Line,
        memory: Memory,
        catch_up: CatchUp,
        sync: Sync,
        finder: Finder,
        clockwork: Clockwork,
    ) -> None:
        self.search: Search = room.search
        self._room = room
        self._line = line
        self._memory = memory
        self._catch_up = catch_up
        self._sync = sync
        self._finder = finder
        self._clockwork = clockwork
        self._timer = ""
        self._asked = ""  # the label of what the room was asked
        self._open = 0  # from how many sides an answer is still to come
        self._is_cut = False
        self._stop_waiting: Callable[[], None] = lambda: None

    def look(self, text: str, everywhere: bool) -> None:
        """Look for a text in the current conversation, or in all of the room; what is found arrives in the model."""
        self._forget()
        self.search.begin(text, everywhere=everywhere)
        current = self._room.current
        number = self._memory.number(current) if current is not None and not everywhere else None
        if not text.strip() or not (everywhere or number is not None):
            self.search.end(is_cut=False)
            return
        self._open = 1
        if self._line.session is not None and self._line.session.past.searches:
            self._open = 2
            target = "" if everywhere or current is None else current.name
            self._timer = self._clockwork.after(PAUSE_MS, lambda: self._ask(text, target))
        self._finder.look(text, number, self._told)

    def _forget(self) -> None:
        self._finder.stop()
        if self._timer:
            self._clockwork.after_cancel(self._timer)
        self._timer = self._asked = ""
        self._is_cut = False

    def stop(self) -> None:
        """The room is left."""
        self._forget()
        self._stop_waiting()

    # -- answers

    def _told(self, found: Sequence[Found], more: bool) -> None:
        """The finder has something, or (nothing) is at its end."""
        if found:
            self.search.add(found)
        else:
            self._end(is_cut=more)

    def _ask(self, text: str, target: str) -> None:
        self._timer = ""
        if (session := self._line.session) is not None:
            self._asked = session.past.search(" ".join(text.split()), target)
        else:
            self._end(is_cut=False)

    def recalled(self, event: Recalled) -> bool:
        """The room has told something that was said before. False if that is no answer to us."""
        if not self._asked or event.label != self._asked:
            return False
        self._asked = ""
        self.search.add(found for told in event.happened if (found := _found(told)) is not None)
        self._end(is_cut=False)
        return True

    def lost(self) -> None:
        """The connection is lost: the room will not answer."""
        if self._asked:
            self._asked = ""
            self._end(is_cut=False)

    def _end(self, *, is_cut: bool) -> None:
        self._is_cut = self._is_cut or is_cut
        self._open -= 1
        if not self._open:
            self.search.end(is_cut=self._is_cut)

    # -- going there

    def go(self, found: Found) -> None:
        """Show the conversation, with what was found in it; if that is not kept here, as soon as the room has told."""
        conversation = self._room.open(found.place, found.kind)
        if found.kind is Kind.DIRECT:
            conversation.set_joined(True)
        key = found.entry.key
        self._stop_waiting()
        is_shown = conversation.index(key) is not None
        if not self._catch_up.load_to(conversation, key):
            self._wait_for(conversation, key)
        elif not is_shown:
            self._memory.load_older(conversation)  # what stands above it
        self._sync.turn_to(conversation)

    def _wait_for(self, conversation: Conversation, key: str) -> None:
        def look(_change: object) -> None:
            if conversation.index(key) is not None:
                self._stop_waiting()
                if conversation is self._room.current:
                    self.search.arrived.emit(key)

        self._stop_waiting = conversation.entries_changed.connect(look)


def _found(told: Happened | Amended) -> Found | None:
    if not isinstance(told, Happened) or not isinstance(told.entry, Text):
        return None
    kind = Kind.CHANNEL if told.target.startswith(("#", "&")) else Kind.DIRECT
    return Found(told.target, kind, told.entry)
