"""Whether others can join a room of ours: what was tried from where, and what follows. Knows not how it is tried.

Tk thread only, but for the frozen values, which any thread may make.
"""

from dataclasses import dataclass
from enum import Enum

from app.models.observable import Signal


class Outcome(Enum):
    """What one computer found at one address."""

    WORKS = "works"
    REFUSED = "refused"  # a computer answers, and nothing is open there
    SILENT = "silent"  # nothing comes back
    NO_WAY = "no way"  # the network knows no way there, or no such computer
    ANOTHER = "another"  # something else answers than this room
    HERE = "here"  # it is the computer itself that was asked, which proves nothing


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of one try. ``near`` when the address is in a network of the computer that tried it."""

    address: str
    outcome: Outcome
    near: bool = True
    page: Outcome | None = None
    """The same for browsers, where they do not come by the room's own port: else they come where everybody does."""


class Judgement(Enum):
    """How it stands on the whole."""

    OPEN = "open"  # others can join
    PARTLY = "partly"  # some can, by some of the addresses
    SHUT = "shut"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Way:
    """One address and how it is; ``works`` is None where nobody has tried it."""

    address: str
    works: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Order:
    """A command that lets others in. Only an administrator of this computer may give it."""

    argv: tuple[str, ...]
    line: str
    """The same as it is typed, by who gives it by hand."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to be said: how it is and why, the one thing to do about it, and how each address is.

    ``order`` is what that thing comes down to, where it is a command; ``offered`` whether the system can be asked to
    do it at a click, or else it is for the person to type. ``instead`` is who in the room might host it, where that is
    the thing to do.
    """

    judgement: Judgement
    words: str
    step: str = ""
    ways: tuple[Way, ...] = ()
    order: Order | None = None
    offered: bool = False
    instead: str = ""


class Reach:
    """What is known of a room's reachability, and whether more is being found out."""

    def __init__(self) -> None:
        self.asking = False
        self.verdict: Verdict | None = None
        self.problem = ""
        """Why what was to be done at a click was not."""
        self.changed: Signal[[]] = Signal()

    def begin(self) -> None:
        """It is being found out."""
        self.asking, self.problem = True, ""
        self.changed.emit()

    def conclude(self, verdict: Verdict) -> None:
        """This is how it is."""
        self.asking, self.verdict = False, verdict
        self.changed.emit()

    def forget(self) -> None:
        """What was found out is not so any more: the network is another one."""
        if self.verdict and not self.asking:
            self.verdict, self.problem = None, ""
            self.changed.emit()

    def fail(self, problem: str) -> None:
        """What was to be done about it was not done."""
        self.asking, self.problem = False, problem
        self.changed.emit()
