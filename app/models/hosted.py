"""What is known of a room because it is ours, or because we were let in: values only."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of a hosted room's log. ``time`` in seconds since the epoch, UTC."""

    time: float
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class FileLimits:
    """Which files a room keeps that people send."""

    from_everybody: bool = True
    """Whether everybody may send some, or moderators alone."""
    longest: int = 100 * 1024 * 1024
    """Bytes of one file."""
    altogether: int = 2 * 1024 * 1024 * 1024
    """Bytes of all of them."""
    days: int = 0
    """How long one is kept; 0: for ever."""


@dataclass(frozen=True, slots=True)
class HostChoices:
    """What the host has decided about a room as a whole."""

    password: str = field(default="", repr=False)
    """What everybody has to give who comes; empty: nothing."""
    unencrypted: bool = False
    """Whether other programs may come in that do not encrypt."""
    files: FileLimits = FileLimits()
    application: str = ""
    """The file by which guests may have Parlor themselves; empty: none."""


@dataclass(frozen=True, slots=True)
class Hosting:
    """What we know of the room because it runs on this computer."""

    addresses: tuple[str, ...]
    port: int
    isolated: bool  # in a process of its own
    fingerprint: str = ""
    """What the room proves itself by; empty where it cannot."""
    clients: tuple[tuple[str, str], ...] = ()
    """What to type into other programs, by their names."""
    certificate: str = ""
    """What other programs may trust, as PEM; there is no key in it."""
    choices: HostChoices = HostChoices()
    package: str = ""
    """The one file that this program runs from, and others could; empty where it is none."""


@dataclass(frozen=True, slots=True)
class WaysIn:
    """Everything that lets others in, each for its own purpose; empty where there is none."""

    link: str = ""
    page: str = ""
    """The address of the room's page, which a QR code holds for telephones."""
    address: str = ""
    """What is typed on another computer."""
    code: str = ""
    """The same, and shorter, in the same network."""
    plain: str = ""
    """The link as other programs know it."""
    words: str = ""
    """What is compared with who came by an address or a code, so that both mean the same room."""
