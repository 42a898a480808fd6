"""A clock and a queue for a thread that has no Tk: what the pump and ``after`` are in the window."""

import heapq
import queue
import time
from collections.abc import Callable
from itertools import count

Work = Callable[[], object]


class Loop:
    """Runs on one thread what others post, and what was to be done later.

    ``post`` is safe from any thread; all else belongs to the thread that calls ``run``. Offers
    ``after`` and ``after_cancel`` as a Tk widget does, so controllers cannot tell the difference.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._posted: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._timers: list[tuple[float, int, Work]] = []
        self._cancelled: set[str] = set()
        self._count = count()
        self._stopped = False

    def post(self, work: Work) -> None:
        """Have ``work`` called after all that was posted before. Any thread."""
        self._posted.put(work)

    def after(self, ms: int, func: Work, /) -> str:
        number = next(self._count)
        heapq.heappush(self._timers, (self._clock() + ms / 1000, number, func))
        return str(number)

    def after_cancel(self, timer: str, /) -> None:
        self._cancelled.add(timer)

    def stop(self) -> None:
        """Let ``run`` return once what it is doing is done."""
        self._stopped = True

    def run(self) -> None:
        """Do what there is to do, until stopped."""
        while not self._stopped:
            pause = self._timers[0][0] - self._clock() if self._timers else None
            if pause is not None and pause <= 0:
                _, number, work = heapq.heappop(self._timers)
                if str(number) in self._cancelled:
                    self._cancelled.discard(str(number))
                else:
                    work()
                continue
            try:
                self._posted.get(timeout=pause)()
            except queue.Empty:
                pass
