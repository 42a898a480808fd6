"""What the room tells its host: who came in, where they went, who was turned away and why. Never what was said.

Whoever only connects is not told of: a browser does so a dozen times for one page, and a look whether the room is
still there does so too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "opened",
    "looked",
    "named",
    "joined",
    "left",
    "renamed",
    "disconnected",
    "refused",
    "sent",
    "closed",
    "problem",
]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of the room's log: when (seconds since 1970), what kind of thing, and the sentence."""

    time: float
    kind: Kind
    text: str


Log = Callable[[LogLine], None]
"""Where lines go. Called on the room's threads; must not wait and must not raise."""


def no_log(line: LogLine) -> None:
    """For rooms whose owner does not care."""
