"""The one bridge from other threads to the Tk thread.

Laws:
1. Other threads call ``post`` and nothing else; everything posted runs on the Tk thread, in order.
2. The Tk thread is asked by ``after``, never told by ``event_generate``: the latter blocks, then
   raises, when the main loop is not running, and the one time that matters is while closing.
3. ``stop`` comes before the root is destroyed; what is posted later is dropped without a word.
"""

import time
from collections import deque
from collections.abc import Callable
from typing import Protocol

INTERVAL = 15
"""Milliseconds between looks while nothing comes: 0.9 % of a core, and less than a frame of delay."""

SLICE = 0.008
"""Seconds of work at a time, so that a burst of history does not freeze the window."""


class Clockwork(Protocol):
    """What a Tk widget offers of time."""

    def after(self, ms: int, func: Callable[[], object], /) -> str: ...

    def after_cancel(self, timer: str, /) -> object: ...


class Pump:
    """Runs on the Tk thread what other threads post."""

    def __init__(self, clockwork: Clockwork, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clockwork = clockwork
        self._clock = clock
        self._posted: deque[Callable[[], object]] = deque()  # append and popleft are atomic
        self._timer: str | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin to look. Tk thread."""
        self._timer = self._clockwork.after(INTERVAL, self._tick)

    def post(self, work: Callable[[], object]) -> None:
        """Have ``work`` called on the Tk thread, after all that was posted before. Any thread."""
        if not self._stopped:
            self._posted.append(work)

    def stop(self) -> None:
        """Look no more. Tk thread, before the root is destroyed."""
        self._stopped = True
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None
        self._posted.clear()

    def _tick(self) -> None:
        self._timer = None
        try:
            self._drain()
        finally:  # an error in what was posted is Tk's to report; the pump goes on
            if not self._stopped:
                self._timer = self._clockwork.after(1 if self._posted else INTERVAL, self._tick)

    def _drain(self) -> None:
        end = self._clock() + SLICE
        while self._posted and self._clock() < end:
            self._posted.popleft()()
