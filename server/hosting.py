"""One handle for a hosted room, whether it lives in threads of this process or in a child."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Protocol

from server.binding import HostingError, bind
from server.child import ChildRoom, OnDeath
from server.config import Config
from server.config_file import ConfigError, check
from server.entry import is_locked
from server.listener import allow_many_visitors
from server.log import Log, no_log
from server.other_clients import Proof

_SWITCH_INTERVAL = 0.001
"""Seconds for which a window that works may keep the threads of its room waiting, instead of Python's 5 ms.

With a window that draws without a pause, lines then arrived after 5 ms instead of 9 (medians of three runs that
took turns), and the slowest of them sooner too. Half a millisecond gained nothing more, and its slowest were later.
"""


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
        return ChildRoom(config, settings, on_log, on_death)
    return _InProcess(config, settings, on_log)


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
