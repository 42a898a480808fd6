"""How long a room may say nothing before it is asked whether it is there, and before it is given up. Pure."""

from collections.abc import Callable

PROBE_AFTER = 30.0
"""Seconds of silence after which we ask whether the room is there."""

QUIET = 5.0
"""The same when we have said something: who waits for an answer is told soon that none will come."""

PATIENCE, HASTE = 10.0, 4.0
"""Seconds for the answer; and when this computer has slept, or changed networks."""


class Silence:
    """How long nothing was heard on one connection. ``clock`` is monotonic."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._asked_at: float | None = None
        self._patience = PATIENCE
        self.end()

    def end(self) -> None:
        """Something was heard."""
        self._heard_at = self._clock()
        self._ask_at = self._heard_at + PROBE_AFTER
        self._asked_at = None
        self._patience = PATIENCE

    def note_said(self) -> None:
        """Something was sent."""
        self._ask_at = min(self._ask_at, self._heard_at + QUIET)

    def doubt(self) -> None:
        """There is a reason to believe that the room cannot be heard any more: ask at once."""
        self._ask_at = self._clock()
        self._asked_at = None
        self._patience = HASTE

    def must_ask(self) -> bool:
        """Whether it is time to ask, which then counts as done."""
        if self._asked_at is None and self._clock() >= self._ask_at:
            self._asked_at = self._clock()
            return True
        return False

    @property
    def left(self) -> float:
        """Seconds until something is to be done: to ask, or (when asked) to give up."""
        until = self._ask_at if self._asked_at is None else self._asked_at + self._patience
        return until - self._clock()

    @property
    def is_final(self) -> bool:
        """Whether the room was asked, and has not answered in time."""
        return self._asked_at is not None and self.left <= 0
