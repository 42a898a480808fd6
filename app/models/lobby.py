"""The welcome window's state: our name, the two ways in, and the rooms we have been in.

Tk thread only; knows neither Tk nor sockets.
"""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.models.observable import Signal


@dataclass(frozen=True, slots=True)
class Idle:
    """Nothing is under way."""


@dataclass(frozen=True, slots=True)
class Busy:
    """Something is under way. ``text`` says what, ``hint`` what to check when it takes long."""

    text: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not work: a sentence why, and perhaps one thing to do about it.

    ``offer`` is what the offered button says (``Use "Ada2"``), empty for no button.
    """

    text: str
    offer: str = ""


Progress = Idle | Busy | Failed


@dataclass(frozen=True, slots=True)
class RecentRoom:
    """A room we have been in. ``last`` in seconds since the epoch, UTC."""

    name: str
    address: str
    port: int
    last: float
    hosted: bool = False  # by us, on this computer
    in_clear: bool = False  # known to speak without encryption
    fingerprint: str = ""  # what it proves itself by, where that is known


@dataclass(frozen=True, slots=True)
class NearbyRoom:
    """A room that was heard of nearby. What it says of itself is hearsay until it has proved its fingerprint."""

    fingerprint: str
    name: str
    addresses: tuple[str, ...]
    port: int
    channel: str
    host: str = ""
    """What the computer is called that holds it open."""
    people: int = 0
    locked: bool = False
    fresh: bool = True
    """Whether it was heard lately; if not, it is about to go."""


class Search(Enum):
    """How looking for rooms nearby stands."""

    OFF = "off"
    LOOKING = "looking"
    SETTLED = "settled"  # looking on, but what there is has had the time to answer
    UNABLE = "unable"  # this computer has no way of looking


class Whereabouts(Enum):
    """Whether a room that we have been in is there now, as far as looking tells."""

    HERE = "here"
    NOT_HERE = "not here"
    UNKNOWN = "unknown"


class Lobby:
    """What the welcome window shows."""

    def __init__(self) -> None:
        self.nick = ""
        self.display_name = ""
        self.nick_error = ""
        self.nick_offer = ""
        """A name that would be accepted, when the one given is not."""
        self.hosting: Progress = Idle()
        self.joining: Progress = Idle()
        self.invite = ""
        """What we were to join by, as it was given, until we are in."""
        self.recent: tuple[RecentRoom, ...] = ()
        self.nearby: tuple[NearbyRoom, ...] = ()
        self.search = Search.OFF
        self.network = ""
        """This computer's address in its network, for the footer; empty when there is none."""

        self.nick_changed: Signal[[]] = Signal()
        self.hosting_changed: Signal[[]] = Signal()
        self.joining_changed: Signal[[]] = Signal()
        self.invite_changed: Signal[[]] = Signal()
        self.recent_changed: Signal[[]] = Signal()
        self.nearby_changed: Signal[[]] = Signal()
        self.network_changed: Signal[[]] = Signal()

    @property
    def called(self) -> str:
        """What we are called: as it was given."""
        return self.display_name or self.nick

    def set_nick(self, nick: str, *, display_name: str = "", error: str = "", offer: str = "") -> None:
        """Note the name given, with the nickname that goes with it, and what is wrong with it."""
        self.nick, self.display_name, self.nick_error, self.nick_offer = nick, display_name, error, offer
        self.nick_changed.emit()

    def set_hosting(self, progress: Progress) -> None:
        """Note how opening a room goes."""
        self.hosting = progress
        self.hosting_changed.emit()

    def set_joining(self, progress: Progress) -> None:
        """Note how joining a room goes."""
        self.joining = progress
        self.joining_changed.emit()

    def set_invite(self, invite: str) -> None:
        """Note what we are to join by, wherever it was given: in this window, or to the program as it started."""
        if invite != self.invite:
            self.invite = invite
            self.invite_changed.emit()

    def set_recent(self, rooms: Iterable[RecentRoom]) -> None:
        """Note the rooms we have been in, the latest first."""
        self.recent = tuple(rooms)
        self.recent_changed.emit()

    def set_nearby(self, rooms: Iterable[NearbyRoom], search: Search) -> None:
        """Note which rooms are nearby, in the order in which they came, and how looking for them stands."""
        rooms = tuple(rooms)
        if (rooms, search) != (self.nearby, self.search):
            self.nearby, self.search = rooms, search
            self.nearby_changed.emit()

    def nearby_again(self, recent: RecentRoom) -> NearbyRoom | None:
        """The room nearby that is this one of those we have been in."""
        return next((room for room in self.nearby if _is_same(room, recent)), None)

    def whereabouts(self, recent: RecentRoom) -> Whereabouts:
        """Whether a room of others that we have been in is there now."""
        if (room := self.nearby_again(recent)) and room.fresh:
            return Whereabouts.HERE
        if self.search is Search.SETTLED and not recent.hosted and _is_local(recent.address):
            return Whereabouts.NOT_HERE
        return Whereabouts.UNKNOWN

    def set_network(self, network: str) -> None:
        """Note this computer's address."""
        self.network = network
        self.network_changed.emit()


def _is_same(room: NearbyRoom, recent: RecentRoom) -> bool:
    if recent.fingerprint:
        return room.fingerprint == recent.fingerprint
    return room.port == recent.port and recent.address in room.addresses


def _is_local(address: str) -> bool:
    """Whether looking around would have found it: elsewhere in the world nobody looks."""
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return False
