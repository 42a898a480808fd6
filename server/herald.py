"""Tells the networks around of a room without a window, as its configuration has it. Main thread.

What announces has a thread of its own, which asks the room how it stands.
"""

from __future__ import annotations

import ipaddress
import platform
from collections.abc import Callable
from functools import partial

from server import VERSION
from server.discovery.announcement import Announcement, Complaint, announce
from server.discovery.background import Background, Work
from server.entry import is_locked
from server.listener import RoomServer

FAREWELL = 0.5
"""Seconds that the end waits for the room's goodbye to be sent."""

Start = Callable[[Callable[[], Work]], Background]


class Herald:
    """Announces a room while it may be announced: ``keep_watch`` finds out, and is to be called now and then."""

    def __init__(self, server: RoomServer, start: Start = lambda load: Background("announcer", load)) -> None:
        self._server = server
        self._start = start
        self._announcing: Background | None = None

    def keep_watch(self) -> None:
        """Begin to announce, or stop, if that is wished otherwise than before."""
        if self._is_wished() and self._announcing is None:
            self._announcing = self._start(self._load)
        elif not self._is_wished():
            self.stop()

    def stop(self, timeout: float = 0.0) -> None:
        """Announce no more, and wait so many seconds until the goodbye is sent."""
        if self._announcing is not None:
            self._announcing.stop(timeout)
            self._announcing = None

    def _is_wished(self) -> bool:
        """A room that others cannot reach, or that can prove nothing, is not announced whatever is wished."""
        server = self._server
        return bool(server.room.config.server.announce and server.fingerprint and not _is_here_alone(server.host))

    def _load(self) -> Work:
        from server.discovery.announcer import Announcer  # on the thread: zeroconf is slow to load

        return Announcer(self._describe, self._note_complaint).run

    def _describe(self) -> Announcement:
        """The room as it is now. On the announcer's thread."""
        server = self._server
        return announce(
            server.fingerprint,
            server.room.name,
            server.port,
            host=platform.node().partition(".")[0],
            locked=is_locked(server.room),
            people=server.room.count,
            version=VERSION,
        )

    def _note_complaint(self, address: str, complaint: Complaint) -> None:
        """Somebody nearby does not get in. On the announcer's thread."""
        words = f"Somebody at {address} sees the room but does not get through to port {complaint.port}."
        engine = self._server.engine
        engine.post(partial(engine.room.log, "problem", f"{words} Does a firewall here let nobody in?"))


def _is_here_alone(host: str) -> bool:
    return ipaddress.ip_address(host.partition("%")[0]).is_loopback
