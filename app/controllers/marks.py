"""How far we have read: tells the room, so that our other devices know, and hears from it what they tell.

Tk thread only.
"""

from collections.abc import Callable

from app.client.events import ReadSeen
from app.controllers.line import Line
from app.models.conversation import Conversation
from app.models.room import Room
from app.models.settings import Settings
from app.pump import Clockwork

PAUSE_MS = 2000
"""How long reading is gathered before it is told."""


class Marks:
    """The read marks of one room."""

    def __init__(self, room: Room, line: Line, clockwork: Clockwork, settings: Settings) -> None:
        self._room = room
        self._line = line
        self._clockwork = clockwork
        self._settings = settings
        self._timer: str | None = None
        self._told: dict[Conversation, float] = {}  # up to when the room knows that we have read
        self._stops: dict[Conversation, Callable[[], None]] = {}
        room.conversations_changed.connect(self._follow)
        self._follow()

    def stop(self) -> None:
        """Tell what is left to tell: the room is left."""
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._tell()

    def heard(self, event: ReadSeen) -> None:
        """The room says how far we have read, here or elsewhere."""
        conversation = self._room.find(event.target)
        if conversation is None:
            return
        self._told[conversation] = max(event.time, self._told[conversation])
        if event.time > conversation.read_to:
            conversation.note_read(event.time)
            newest = conversation.newest
            if newest is None or newest.time <= event.time:
                conversation.mark_read()

    def _follow(self) -> None:
        present = self._room.conversations
        for conversation in [known for known in self._stops if known not in present]:
            self._stops.pop(conversation)()
            self._told.pop(conversation, None)
        for conversation in present:
            if conversation not in self._stops:
                self._told[conversation] = conversation.read_to
                self._stops[conversation] = conversation.read_changed.connect(self._read)

    def _read(self) -> None:
        session = self._line.session
        if self._timer is None and self._settings.choices.send_read and session and session.past.marks_reading:
            self._timer = self._clockwork.after(PAUSE_MS, self._tell)

    def _tell(self) -> None:
        self._timer = None
        session = self._line.session
        for conversation, told in self._told.items():
            if session and conversation.read_to > told:
                self._told[conversation] = conversation.read_to
                session.past.mark_read(conversation.name, conversation.read_to)
