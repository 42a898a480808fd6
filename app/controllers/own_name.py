"""What we are called in a room while somebody else has our name, and that we get it back. Tk thread only."""

from app.client.session import Session
from app.controllers.sync import Sync
from app.models.room import Room
from app.words import _
from server.protocol.names import casefold


class OwnName:
    """For one stay."""

    def __init__(self, room: Room, sync: Sync) -> None:
        self._room, self._sync = room, sync
        self._missed = ""  # our name, while somebody else has it

    @property
    def suggestion(self) -> str:
        """A name that we could have instead."""
        return self._sync.suggestion(self._room.nick)

    def make_do(self, session: Session, reason: str) -> None:
        """Take another name for now: we are back, and somebody has ours, perhaps our own lost connection."""
        name = self.suggestion
        words = _("{reason} You are “{suggestion}” for now.").format(reason=reason, suggestion=name)
        self._sync.remark(words, error=True)
        self._missed = self._missed or self._room.nick
        self._room.set_about(nick=name)
        session.change_nick(name)

    def gone(self, session: Session | None, nick: str) -> None:
        """Somebody is gone; if they had our name, it is ours again."""
        if session and self._missed and casefold(nick) == casefold(self._missed):
            session.change_nick(self._missed)

    def changed(self) -> None:
        """We are called otherwise now, and miss nothing."""
        self._missed = ""
