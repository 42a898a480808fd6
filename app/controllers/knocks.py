"""Who waits before the door, for those who may open it. Tk thread only; writes ``Room.knocks``."""

from app.client import events, orders
from app.controllers.line import Line
from app.models.observable import Signal
from app.models.people import Knock
from app.models.room import Room
from server.protocol.names import casefold


class Knocks:
    """What comes of each knock. Who was let in once may come again: the room notes their account."""

    def __init__(self, room: Room, line: Line) -> None:
        self._room, self._line = room, line
        self.came: Signal[[Knock]] = Signal()
        """Somebody knocks who did not wait before."""
        self._let_in: dict[str, str] = {}  # folded names of those who were asked in, and the channel
        room.people_changed.connect(self._see_who_came)

    def heard(self, event: events.Knocked) -> None:
        """Somebody asks to be let in."""
        knock, known = Knock(event.nick, event.channel), len(self._room.knocks)
        self._forget(event.nick)
        self._room.set_knocks((*self._room.knocks, knock))
        if len(self._room.knocks) > known:
            self.came.emit(knock)

    def let_in(self, knock: Knock) -> None:
        """Ask them in."""
        self._answer(knock, allowed=True)

    def turn_away(self, knock: Knock) -> None:
        """Tell them that they are not."""
        self._answer(knock, allowed=False)

    def _answer(self, knock: Knock, *, allowed: bool) -> None:
        if session := self._line.session:
            order = orders.invite if allowed else orders.uninvite
            session.send(order(knock.nick, knock.channel))
            if allowed:
                self._let_in[casefold(knock.nick)] = knock.channel
            self._forget(knock.nick)

    def known(self, event: events.AccountSeen) -> None:
        """The room says who somebody is; who was let in need not knock the next time."""
        session = self._line.session
        if event.account and session and (channel := self._let_in.pop(casefold(event.nick), "")):
            for order in orders.lists(channel, "+I", [f"a:{event.account}"]):
                session.send(order)

    def lost(self) -> None:
        """The connection is gone, and with it all who knocked; they will do so again."""
        self._let_in.clear()
        self._room.set_knocks(())

    def _see_who_came(self) -> None:
        """Somebody else may have let them in."""
        for knock in self._room.knocks:
            if self._room.person(knock.nick):
                self._forget(knock.nick)

    def _forget(self, nick: str) -> None:
        rest = tuple(knock for knock in self._room.knocks if casefold(knock.nick) != casefold(nick))
        self._room.set_knocks(rest)
