"""What the process of a room tells the one that started it. The room never waits for who reads it."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection

from server.log import LogLine
from server.other_clients import Proof

_MOST_WAITING = 10_000
"""Reports that wait for a parent that does not read. Further lines of the log are left out."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The room is open, and where."""

    host: str
    port: int
    fingerprint: str
    proof: Proof | None


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be opened; a sentence that says why."""

    words: str


@dataclass(frozen=True, slots=True)
class Logged:
    """Something happened, and how many people are in the room now."""

    line: LogLine
    people: int


@dataclass(frozen=True, slots=True)
class Locked:
    """Whether it takes more than to knock has changed."""

    locked: bool


Report = Opened | Failed | Logged | Locked


class Reporter:
    """Sends reports in their order, on a thread of its own: a pipe that nobody empties lets nobody go on."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._reports: queue.SimpleQueue[Report | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._send, name="reporter", daemon=True)
        self._thread.start()

    def tell(self, report: Report) -> None:
        """Any thread; waits for nothing."""
        if not isinstance(report, Logged) or self._reports.qsize() < _MOST_WAITING:
            self._reports.put(report)

    def close(self, timeout: float) -> None:
        """Have everything sent, as far as it goes in so many seconds."""
        self._reports.put(None)
        self._thread.join(timeout)

    def _send(self) -> None:
        try:
            while (report := self._reports.get()) is not None:
                self._pipe.send(report)
        except OSError:
            pass  # the parent is gone, which the room's own thread will notice
