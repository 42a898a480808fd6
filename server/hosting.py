"""One handle for a hosted room, whether it lives in threads of this process or in a child.

A child tells its parent through a pipe what happens, and ends when the pipe does: a room never
outlives the window it belongs to, however that window died.
"""

from __future__ import annotations

import errno
import multiprocessing
import signal
import socket
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

from server.config import Config
from server.config_file import ConfigError, check, overlay
from server.entry import is_closed
from server.listener import RoomServer, allow_many_visitors, prepare_process
from server.log import Log, LogLine, no_log
from server.other_clients import Proof
from server.protocol.vocabulary import DEFAULT_CHANNEL
from server.reports import Failed, Locked, Logged, Opened, Report, Reporter
from server.room import Room
from server.store import StoreError
from server.trust import TrustError

_BUSY = (errno.EADDRINUSE, errno.EACCES, errno.EPERM)
_OPENING = 20.0
"""Seconds that a child may take to open its room; a cold start on a slow disk takes a few."""

_LOOK = 1.0
"""Seconds between looks of a child whether its room has been locked."""

_FAREWELL = 0.1
"""Seconds that the last reports of a child may take on their way."""

_SWITCH_INTERVAL = 0.001
"""Seconds for which a window that works may keep the threads of its room waiting, instead of Python's 5 ms.

With a window that draws without a pause, lines then arrived after 5 ms instead of 9 (medians of three runs that
took turns), and the slowest of them sooner too. Half a millisecond gained nothing more, and its slowest were later.
"""

OnDeath = Callable[[str], None]
"""Called once, on a thread of ours, with a sentence, when a room ends by itself."""


class HostingError(Exception):
    """The room could not be opened. The text is a sentence for the person who wanted to."""


class HostedRoom(Protocol):
    """A room that is open until it is stopped."""

    @property
    def name(self) -> str: ...
    @property
    def host(self) -> str: ...
    @property
    def port(self) -> int: ...
    @property
    def fingerprint(self) -> str:
        """What the room is known by; empty without TLS."""

    @property
    def proof(self) -> Proof | None:
        """What the programs of others know it by; None without TLS."""

    @property
    def isolated(self) -> bool: ...
    @property
    def alive(self) -> bool: ...
    def people(self) -> int:
        """How many people are in the room."""

    def locked(self) -> bool:
        """Whether it takes more than to knock: the room's password, or its first channel's key or invitation."""

    def stop(self, timeout: float = 1.0) -> None:
        """Say goodbye to everybody and close, within ``timeout`` seconds. A second time does nothing."""


def open_room(
    config: Config,
    *,
    settings: Path | None = None,
    isolated: bool = False,
    on_log: Log = no_log,
    on_death: OnDeath = lambda _: None,
) -> HostedRoom:
    """Open a room and come back when it listens; on another port if the wished one is taken.

    ``settings`` is the room's own file: if it exists, it says all but the room's name, its folder and who runs it, and
    it is read again by REHASH.
    ``isolated`` puts it into a process of its own. Takes a moment: not for the thread of a window.
    ``on_log`` and ``on_death`` are called on threads of the room. Raises HostingError.
    """
    try:
        check(config)
    except ConfigError as error:
        raise HostingError(str(error)) from error
    if isolated:
        return _Child(config, settings, on_log, on_death)
    return _InProcess(config, settings, on_log)


def bind(config: Config, log_to: Log = no_log, *, settings: Path | None = None) -> RoomServer:
    """A server that listens where it is told to, or on any free port if that one is busy. Raises HostingError."""
    try:
        told = _configured(config, settings)
        try:
            server = RoomServer(told, log_to)
        except OSError as error:
            if error.errno not in _BUSY or told.server.port == 0:
                raise
            server = RoomServer(told, log_to, port=0)
        if settings is not None:
            server.room.read_config = partial(_configured, config, settings)
        return server
    except ConfigError as error:
        raise HostingError(str(error)) from error
    except (TrustError, StoreError) as error:
        raise HostingError(str(error)) from error
    except socket.gaierror as error:
        raise HostingError(f"“{config.server.host}” is not an address of this computer.") from error
    except OSError as error:
        where = f" on {config.server.host}" if config.server.host else ""
        reason = error.strerror or str(error)
        raise HostingError(f"The room could not be opened{where}: {reason}.") from error


def _configured(config: Config, settings: Path | None) -> Config:
    """What a room is told, with what its own file says. Raises ConfigError."""
    if settings is None or not settings.exists():
        return config
    told = overlay(config, settings)
    server = replace(told.server, network=config.server.network, data_dir=config.server.data_dir)
    return replace(told, server=server, operators=config.operators)


class _InProcess:
    """A room in threads of this process."""

    isolated = False

    def __init__(self, config: Config, settings: Path | None, on_log: Log) -> None:
        self._server = bind(config, on_log, settings=settings)
        allow_many_visitors()
        sys.setswitchinterval(_SWITCH_INTERVAL)  # for good: it does no harm once the room is closed
        self._server.start()
        self.name = self._server.room.name
        self.host = self._server.host
        self.port = self._server.port
        self.fingerprint = self._server.fingerprint
        self.proof = self._server.proof
        self.alive = True

    def people(self) -> int:
        return self._server.room.count

    def locked(self) -> bool:
        return is_locked(self._server.room)

    def stop(self, timeout: float = 1.0) -> None:
        self.alive = False
        self._server.stop(timeout)


class _Child:
    """A room in a child process, and the thread that listens to its reports."""

    isolated = True

    def __init__(self, config: Config, settings: Path | None, on_log: Log, on_death: OnDeath) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_run_child, args=(config, settings, theirs), name="room", daemon=True)
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


def _run_child(config: Config, settings: Path | None, pipe: Connection) -> None:
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


def is_locked(room: Room) -> bool:
    """Any thread: it only looks, and what it sees is true a moment ago."""
    first = room.channels.find(DEFAULT_CHANNEL)
    return bool(room.config.server.password or (first and is_closed(first)))
