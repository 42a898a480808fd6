"""What a person can do with what was said: put a sign on it, take it back, go to where it was said.

Tk thread only. Asks the session, while there is one; what comes of it, the room tells everybody.
"""

from typing import Protocol

from app.controllers.care import OFFLINE
from app.controllers.catch_up import CatchUp
from app.controllers.line import Line
from app.models.entries import Text
from app.models.room import Room
from app.words import N_, _

NO_REACTIONS = N_("This room does not pass on reactions. Answer with a message instead.")
NO_RETRACTION = N_("This room cannot take messages back. Whoever was there has read it.")


class Voice(Protocol):
    """Who tells the person what did not work."""

    def remark(self, text: str, *, error: bool = False, target: str = "", icon: str = "") -> None: ...


class Messages:
    """The messages of the current conversation of a room."""

    def __init__(self, room: Room, line: Line, voice: Voice, catch_up: CatchUp) -> None:
        self._room = room
        self._line = line
        self._voice = voice
        self._catch_up = catch_up

    def react(self, key: str, sign: str) -> None:
        """Put our sign on a message, or take it away if it is there."""
        session, conversation, message = self._line.session, self._room.current, self.find(key)
        if conversation is None or message is None:
            return
        if session is None:
            self._voice.remark(_(OFFLINE), error=True)
        elif not session.takes_tags:
            self._voice.remark(_(NO_REACTIONS), error=True)
        else:
            withdrawn = any(reaction.own and reaction.sign == sign for reaction in message.reactions)
            session.react(conversation.name, message.key, sign, withdrawn=withdrawn)

    def retract(self, key: str) -> None:
        """Take a message back, with all that corrected it; who may not is told so by the room."""
        session, conversation, message = self._line.session, self._room.current, self.find(key)
        if conversation is None or message is None:
            return
        if session is None:
            self._voice.remark(_(OFFLINE), error=True)
        elif not session.takes_back:
            self._voice.remark(_(NO_RETRACTION), error=True)
        else:
            for each in (message.key, *message.edits):
                session.retract(conversation.name, each)

    def load_to(self, key: str) -> bool:
        """Show all from the message with this key on; False if it is not kept here."""
        return self._room.current is not None and self._catch_up.load_to(self._room.current, key)

    def find(self, key: str) -> Text | None:
        """A message by its key, or that of its correction."""
        entry = self._room.current.find(key) if self._room.current else None
        return entry if isinstance(entry, Text) else None
