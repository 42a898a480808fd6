"""Rooms near us, ours in the sight of others, and a word where one is seen and shut. Tk thread.

Looking and announcing have threads of their own. What those have to tell comes back through ``post``. Knows nothing of
joining.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from app.controllers.hosting import Post
from app.models.lobby import Lobby, NearbyRoom, Search
from app.models.settings import Choices, Settings
from app.pump import Clockwork
from app.services import network
from server import VERSION
from server.discovery.announcement import Announcement, Complaint, announce, complain
from server.discovery.background import Background, Work

if TYPE_CHECKING:
    from server.discovery.browser import View
    from server.discovery.roster import Found
    from server.hosting import HostedRoom

LOOK_AFTER_MS = 150
"""The screen is drawn first; what looks for rooms takes a moment to load."""

FAREWELL = 0.5
"""Seconds that the program's end waits for the goodbye of a room to be sent."""


class Stoppable(Protocol):
    """What goes on until it is stopped."""

    def stop(self, timeout: float = 0.0) -> None: ...


Browse = Callable[[Callable[["View"], object], tuple[str, ...]], Stoppable]
Complained = Callable[[str, tuple[str, ...]], object]
"""Told from where somebody nearby does not get into a room of ours, and at which of its addresses they have tried."""
Show = Callable[[Callable[[], Announcement], Complained], Stoppable]


def browse(show: "Callable[[View], object]", known: tuple[str, ...]) -> Stoppable:
    """Look for rooms on a thread of its own. ``show`` is called there; ``known`` are addresses to ask directly."""

    def load() -> Work:
        from server.discovery.browser import Browser  # on the thread: zeroconf is slow to load

        return Browser(show, known).run

    return Background("nearby", load)


def show_nearby(describe: Callable[[], Announcement], complained: Complained) -> Stoppable:
    """Announce a room on a thread of its own, on which both are called."""

    def load() -> Work:
        from server.discovery.announcer import Announcer

        return Announcer(describe, lambda address, made: complained(address, made.addresses)).run

    return Background("announcer", load)


class Lookout:
    """Looks for rooms while somebody wants to see them, and keeps the lobby's list of them."""

    def __init__(self, lobby: Lobby, clockwork: Clockwork, post: Post, *, browse: Browse = browse) -> None:
        self._lobby, self._clockwork, self._post, self._browse = lobby, clockwork, post, browse
        self._timer: str | None = None
        self._looking: Stoppable | None = None
        self._turn = 0  # what an earlier look still has to tell is not wanted any more

    def look(self) -> None:
        """Look, from now until ``rest``."""
        self.rest()
        self._lobby.set_nearby((), Search.LOOKING)
        self._timer = self._clockwork.after(LOOK_AFTER_MS, self._begin)

    def rest(self) -> None:
        """Look no more. Forgets what was found: it is stale before anybody sees it again."""
        self._turn += 1
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None
        if self._looking:
            self._looking.stop()
            self._looking = None
        self._lobby.set_nearby((), Search.OFF)

    def _begin(self) -> None:
        self._timer, turn = None, self._turn
        known = tuple(dict.fromkeys(recent.address for recent in self._lobby.recent if not recent.hosted))
        self._looking = self._browse(lambda view: self._post(lambda: self._show(turn, view)), known)

    def _show(self, turn: int, view: "View") -> None:
        if turn == self._turn:
            search = Search.SETTLED if view.settled else Search.LOOKING
            self._lobby.set_nearby(map(_nearby, view.rooms), search if view.able else Search.UNABLE)


class Sign:
    """Tells the neighbourhood of the room that we host, unless our settings say not to."""

    def __init__(self, settings: Settings, *, show: Show = show_nearby) -> None:
        self._settings, self._show_nearby = settings, show
        self._hosted: HostedRoom | None = None
        self._shown: Stoppable | None = None
        settings.changed.connect(self._settings_changed)

    def put_up(self, hosted: "HostedRoom", complained: Complained) -> None:
        """Tell of this room from now on. One that can prove nothing is not told of.

        ``complained`` hears, on another thread, of those who see it and do not get in.
        """
        if not hosted.fingerprint:
            return
        self._hosted, self._complained = hosted, complained
        self._describe = partial(_describe, hosted, network.computer_name())
        self._hang()

    def take_down(self) -> None:
        """Tell that the room is closed. Sent by a thread, which is not waited for."""
        self._hosted = None
        if self._shown:
            self._shown.stop()

    def wait(self) -> None:
        """Wait until that is sent, for a moment: for the program's end."""
        if self._shown:
            self._shown.stop(FAREWELL)

    def _hang(self) -> None:
        if self._hosted and self._settings.choices.show_nearby:
            self._shown = self._show_nearby(self._describe, self._complained)

    def _settings_changed(self, before: Choices, after: Choices) -> None:
        if before.show_nearby == after.show_nearby:
            return
        if after.show_nearby:
            self._hang()
        elif self._shown:
            self._shown.stop()


Tell = Callable[[Complaint, tuple[str, ...]], object]
"""Sends it to these addresses, if the network lets it."""


def tell_host(complaint: Complaint, addresses: tuple[str, ...]) -> None:
    """By the way on which rooms nearby are asked for."""
    from server.discovery.beacon import tell_once  # here: who sees rooms has loaded it

    tell_once(complaint, addresses)


class Complaints:
    """Lets the host of a room nearby know that we see it, but do not get in.

    Who is shut out has no other way to say so: the room hears only those who are in. Waits for nothing.
    """

    def __init__(self, lobby: Lobby, tell: Tell = tell_host) -> None:
        self._lobby, self._tell = lobby, tell

    def make(self, fingerprint: str, port: int) -> bool:
        """Nobody answers where this room should be: tell who announces it, if it is in sight. Whether it is."""
        for room in self._lobby.nearby:
            if room.fresh and (room.fingerprint, room.port) == (fingerprint, port):
                self._tell(complain(fingerprint, port, room.addresses), room.addresses)
                return True
        return False


def _describe(hosted: "HostedRoom", computer: str) -> Announcement:
    return announce(
        hosted.fingerprint,
        hosted.name,
        hosted.port,
        host=computer,
        locked=hosted.locked(),
        people=hosted.people(),
        version=VERSION,
    )


def _nearby(found: "Found") -> NearbyRoom:
    said = found.announcement
    return NearbyRoom(
        fingerprint=said.room,
        name=said.name,
        addresses=found.addresses,
        port=said.port,
        channel=said.channel,
        host=said.host,
        people=said.people,
        locked=said.locked,
        fresh=found.fresh,
    )
