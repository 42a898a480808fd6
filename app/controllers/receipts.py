"""Who has read what: lets those we talk with know what we have read of theirs, and hears what they have of ours.

Only between two people and where few are together: among many, everybody would tell everybody all the time. Of what
was missed the last message alone is told. Tk thread only. Our own devices are told by ``marks``.
"""

from collections.abc import Callable

from app.client.events import ReadBy
from app.controllers.line import Line
from app.models.conversation import Conversation, Kind, is_told
from app.models.entries import Text
from app.models.room import Room
from app.models.settings import Settings
from app.pump import Clockwork

PAUSE_MS = 1000
"""From one message of ours about this to the next, whatever conversations they are about."""
FEW = 8
"""As many people may be in a channel."""
LOOKED_AT = 100
"""How many entries are gone through for something that somebody else has said."""


class Receipts:
    """Those of one room."""

    def __init__(self, room: Room, line: Line, clockwork: Clockwork, settings: Settings) -> None:
        self._room, self._line, self._clockwork, self._settings = room, line, clockwork, settings
        self._timer: str | None = None
        self._told: dict[Conversation, float] = {}  # when the last message was said that was told of, or never will be
        self._stops: dict[Conversation, Callable[[], None]] = {}
        room.conversations_changed.connect(self._follow)
        room.people_changed.connect(self._tell_soon)
        self._follow()

    def stop(self) -> None:
        """Tell nothing any more: the room is left."""
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None

    def heard(self, event: ReadBy) -> None:
        """Somebody has read up to a message, which we know or do not."""
        conversation = self._room.find(event.target)
        entry = conversation.find(event.key) if conversation else None
        if conversation and entry and is_told(entry) and not self._room.is_muted(event.nick):
            conversation.readers.note(event.nick, entry.time)

    def _follow(self) -> None:
        present = self._room.conversations
        for conversation in [known for known in self._stops if known not in present]:
            self._stops.pop(conversation)()
            self._told.pop(conversation)
        for conversation in present:
            if conversation not in self._stops:
                self._told[conversation] = conversation.read_to
                self._stops[conversation] = conversation.read_changed.connect(self._tell_soon)

    def _tell_soon(self) -> None:
        if self._timer is None and any(map(self._owed, self._told)):
            self._timer = self._clockwork.after(PAUSE_MS, self._tell)

    def _tell(self) -> None:
        """Tell of one conversation; another one is for the next time."""
        self._timer = None
        session = self._line.session
        for conversation in self._told:
            if session and (message := self._owed(conversation)):
                self._told[conversation] = message.time
                session.confirm_read(conversation.name, message.key)
                break
        self._tell_soon()

    def _owed(self, conversation: Conversation) -> Text | None:
        """The message of which its author could be told now that we have read it."""
        told = self._told[conversation]
        message = _last_read(conversation) if conversation.read_to > told and self._line.session else None
        if message is None or message.time <= told:
            return None
        if not self._settings.choices.show_read or self._room.is_muted(message.author):
            self._told[conversation] = message.time  # nobody is told of it later either
            return None
        return message if self._is_for_few(conversation) else None

    def _is_for_few(self, conversation: Conversation) -> bool:
        """Whether those who would hear of it are there, and are few."""
        if conversation.kind is Kind.DIRECT:
            return self._room.person(conversation.name) is not None and not self._room.is_me(conversation.name)
        return conversation.joined and 1 < len(conversation.members) <= FEW


def _last_read(conversation: Conversation) -> Text | None:
    """The last thing that somebody else has said and we have read."""
    for entry in reversed(conversation.entries[-LOOKED_AT:]):
        if entry.time <= conversation.read_to and isinstance(entry, Text) and entry.asks_for_attention:
            return entry
    return None
