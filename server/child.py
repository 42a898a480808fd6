"""A room in a child process, behind the same handle as any other; here are both ends of the pipe between them.

The child tells its parent what happens, and ends when the pipe does: a room never outlives the window it
belongs to, however that window died.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from server.binding import HostingError, bind
from server.config import Config
from server.entry import is_locked
from server.listener import RoomServer, prepare_process
from server.log import Log, LogLine
from server.reports import Failed, Locked, Logged, Opened, Report, Reporter

_OPENING = 20.0
"""Seconds that a child may take to open its room; a cold start on a slow disk takes a few."""

_LOOK = 1.0
"""Seconds between looks of a child whether its room has been locked."""

_FAREWELL = 0.1
"""Seconds that the last reports of a child may take on their way."""

OnDeath = Callable[[str], None]
"""Called once, on a thread of ours, with a sentence, when a room ends by itself."""


class ChildRoom:
    """A room in a child process, and the thread that listens to its reports."""

    isolated = True

    def __init__(self, config: Config, settings: Path | None, on_log: Log, on_death: OnDeath) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_run, args=(config, settings, theirs), name="room", daemon=True)
        self.name = config.server.network
        self._on_log = on_log
        self._on_death = on_death
        self._people, self._locked = 0, False
        self._stopping = threading.Event()
        try:
            self._process.start()
        except OSError as error:
            raise HostingError(f"A process for the room could not be started: {error.strerror or error}.") from error
        theirs.close()  # the child's copy is the only one left, so its end is the pipe's end
        opened = self._wait_until_open()
        self.host, self.port = opened.host, opened.port
        self.fingerprint, self.proof = opened.fingerprint, opened.proof
        self._thread = threading.Thread(target=self._follow, name="room-reports", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        return not self._stopping.is_set() and self._process.is_alive()

    def people(self) -> int:
        return self._people

    def locked(self) -> bool:
        return self._locked

    def stop(self, timeout: float = 1.0) -> None:
        if self._stopping.is_set():
            return
        self._stopping.set()
        try:
            self._pipe.send(None)
        except OSError:
            pass  # it is gone already
        self._end(timeout)
        self._thread.join(timeout)
        self._pipe.close()

    def _end(self, timeout: float) -> None:
        self._process.join(timeout)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(timeout)

    def _wait_until_open(self) -> Opened:
        words = "The room's process did not come up."
        try:
            while self._pipe.poll(_OPENING):
                report: Report = self._pipe.recv()
                if isinstance(report, Opened):
                    return report
                if isinstance(report, Failed):
                    words = report.words
                    break
                if isinstance(report, Logged):
                    self._note(report)
        except (EOFError, OSError):
            words = "The room's process ended before the room was open."
        self._stopping.set()
        self._end(1.0)
        self._pipe.close()
        raise HostingError(words)

    def _follow(self) -> None:
        try:
            while True:
                report: Report = self._pipe.recv()
                if isinstance(report, Logged):
                    self._note(report)
                elif isinstance(report, Locked):
                    self._locked = report.locked
        except (EOFError, OSError):
            pass
        if not self._stopping.is_set():
            self._process.join()
            self._on_death(f"The room “{self.name}” has ended unexpectedly. Everybody was cut off; host it again.")

    def _note(self, report: Logged) -> None:
        self._people = report.people
        self._on_log(report.line)


def _run(config: Config, settings: Path | None, pipe: Connection) -> None:
    """What the child process does: hold the room open until the parent says stop, or is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in the terminal is for the parent, which tells us
    prepare_process()
    reporter = Reporter(pipe)

    def note(line: LogLine) -> None:
        reporter.tell(Logged(line, server.room.count if server else 0))

    server: RoomServer | None = None  # a room may have something to say before it is open
    try:
        server = bind(config, note, settings=settings)
    except HostingError as error:
        reporter.tell(Failed(str(error)))
        reporter.close(_FAREWELL)
        return
    server.start()
    reporter.tell(Opened(server.host, server.port, server.fingerprint, server.proof))
    locked = False
    try:
        while True:
            if locked is not (locked := is_locked(server.room)):
                reporter.tell(Locked(locked))
            if pipe.poll(_LOOK):
                break
    except (EOFError, OSError):
        pass
    server.stop(0.8)
    reporter.close(_FAREWELL)
