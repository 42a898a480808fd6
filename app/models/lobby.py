"""The welcome window's state: our name, the two ways in, and the rooms we have been in.

Tk thread only; knows neither Tk nor sockets.
"""

from collections.abc import Iterable
from dataclasses import dataclass

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


class Lobby:
    """What the welcome window shows."""

    def __init__(self) -> None:
        self.nick = ""
        self.nick_error = ""
        self.nick_offer = ""
        """A name that would be accepted, when the one given is not."""
        self.hosting: Progress = Idle()
        self.joining: Progress = Idle()
        self.recent: tuple[RecentRoom, ...] = ()
        self.network = ""
        """This computer's address in its network, for the footer; empty when there is none."""

        self.nick_changed: Signal[[]] = Signal()
        self.hosting_changed: Signal[[]] = Signal()
        self.joining_changed: Signal[[]] = Signal()
        self.recent_changed: Signal[[]] = Signal()
        self.network_changed: Signal[[]] = Signal()

    def set_nick(self, nick: str, *, error: str = "", offer: str = "") -> None:
        """Note the name given, and what is wrong with it."""
        self.nick, self.nick_error, self.nick_offer = nick, error, offer
        self.nick_changed.emit()

    def set_hosting(self, progress: Progress) -> None:
        """Note how opening a room goes."""
        self.hosting = progress
        self.hosting_changed.emit()

    def set_joining(self, progress: Progress) -> None:
        """Note how joining a room goes."""
        self.joining = progress
        self.joining_changed.emit()

    def set_recent(self, rooms: Iterable[RecentRoom]) -> None:
        """Note the rooms we have been in, the latest first."""
        self.recent = tuple(rooms)
        self.recent_changed.emit()

    def set_network(self, network: str) -> None:
        """Note this computer's address."""
        self.network = network
        self.network_changed.emit()
