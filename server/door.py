"""A port of the room: listens, counts who comes, and gives each visitor a thread. What they say is not its affair."""

from __future__ import annotations

import _thread
import contextlib
import errno
import logging
import os
import socket
import socketserver
import sys
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

from server.config import LimitsTable
from server.engine import Engine
from server.files.service import Service
from server.threads import Lock
from server.visitor import Manners, Visitor, plain_address

log = logging.getLogger(__name__)

_ACCEPT_PAUSE = 0.1
_AT_ONCE = 64
"""How many are let in before it is looked whether the door is to be shut."""
_OUT_OF_DESCRIPTORS = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class Guests:
    """Who is connected, in all and from each address, by whichever door. Any thread."""

    def __init__(self, limits: Callable[[], LimitsTable]) -> None:
        self._limits = limits
        self._connections: Counter[str] = Counter()
        self._lock = Lock()

    @property
    def count(self) -> int:
        return self._connections.total()

    def admit(self, host: str) -> str | None:
        """Count somebody in, or say why there is no place for them."""
        limits = self._limits()
        with self._lock:
            if limits.max_connections and self._connections.total() >= limits.max_connections:
                return "The room is full"
            return self._add(host, limits)

    def move(self, old: str, new: str) -> str | None:
        """Count somebody by another address, which a proxy has told us. They are counted even if they are too many."""
        with self._lock:
            self._remove(old)
            reason = self._add(new, self._limits())
            if reason:
                self._connections[new] += 1
            return reason

    def leave(self, host: str) -> None:
        with self._lock:
            self._remove(host)

    def _add(self, host: str, limits: LimitsTable) -> str | None:
        if limits.max_per_address and self._connections[host] >= limits.max_per_address:
            return "Too many connections from your address"
        self._connections[host] += 1
        return None

    def _remove(self, host: str) -> None:
        self._connections[host] -= 1
        if not self._connections[host]:
            del self._connections[host]


class Door(socketserver.ThreadingTCPServer):
    """One port. Listens once it is made; raises OSError if it cannot. ``open`` and ``close`` belong to its owner."""

    daemon_threads = True
    block_on_close = False  # or server_close() waits until the last visitor has gone by themselves
    request_queue_size = 1024  # the default of 5 lets in eight of a thousand who come at once, each second
    # On Windows the option means something else: that two programs may have the same port.
    allow_reuse_address = os.name == "posix"

    def __init__(
        self, engine: Engine, guests: Guests, manners: Manners, *, host: str, port: int, files: Service | None = None
    ) -> None:
        self.engine = engine
        self.guests = guests
        self.manners = manners
        self.files = files
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)
        super().__init__(self._choose_address(host, port), Visitor)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def host(self) -> str:
        return str(self.server_address[0])

    @property
    def is_everywhere(self) -> bool:
        """Whether it is reached by every address of this computer."""
        return self.host in ("::", "0.0.0.0")

    def open(self) -> None:
        self._thread.start()

    def shut(self) -> None:
        """Let nobody in any more. Waits a tenth of a second at most."""
        self._closing.set()
        if self._thread.is_alive():
            self.shutdown()
            self._thread.join()

    def _listen(self) -> None:
        self.serve_forever(poll_interval=0.1)  # stopping takes as long as this, at most

    # Binding

    def _choose_address(self, host: str, port: int) -> tuple[str, int]:
        """Where to listen: all of this computer by IPv6 and IPv4 at once, if it can, or what was asked for."""
        if not host:
            if not _has_both_protocols():
                return "0.0.0.0", port
            self.address_family = socket.AF_INET6
            return "::", port
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        self.address_family = family
        return str(address[0]), port

    def server_bind(self) -> None:
        if self.address_family == socket.AF_INET6 and self.server_address[0] == "::":
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        super().server_bind()
        self.socket.setblocking(False)

    # The listener's thread

    def service_actions(self) -> None:
        """Let in who else is waiting, without looking first whether somebody is: each look may cost a turn."""
        for _ in range(_AT_ONCE):
            try:
                request, client_address = self.get_request()
            except OSError:
                return
            if self.verify_request(request, client_address):
                self.process_request(request, client_address)
            else:
                self.shutdown_request(request)

    def get_request(self) -> tuple[socket.socket, Any]:
        try:
            request, client_address = super().get_request()
            if sys.platform != "linux":  # where it takes after the listening socket, which does not wait
                request.setblocking(True)
            return request, client_address
        except OSError as error:
            if error.errno in _OUT_OF_DESCRIPTORS:
                # The caller comes back at once, since somebody is still waiting at the door.
                self.engine.room.log("problem", "This computer has no room for further connections.")
                self._closing.wait(_ACCEPT_PAUSE)
            raise

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Count the visitor in, or say politely that there are too many."""
        host = plain_address(client_address[0])
        reason = self.guests.admit(host)
        if reason is None:
            return True
        self.engine.room.log("refused", f"Somebody from {host} was turned away: {reason.lower()}.")
        with contextlib.suppress(OSError):
            request.setblocking(False)
            request.send(f"ERROR :Closing link: {reason}\r\n".encode())
        return False

    def process_request(self, request: Any, client_address: Any) -> None:
        """Give the visitor a thread.

        A bare one: threading.Thread.start() waits until the new thread has come to its turn, which was most of the
        time that a thousand people waited who came at once, and its objects take 2 KiB for each of them.
        """
        try:
            _thread.start_new_thread(self.process_request_thread, (request, client_address))
        except RuntimeError:  # no further thread can be started
            self.guests.leave(plain_address(client_address[0]))
            self.handle_error(request, client_address)
            self.shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as socketserver calls it
        """A visitor's thread failed, or could not be started. socketserver would print it."""
        log.exception("A mistake while serving %s", client_address)  # noqa: LOG004 - it is called while one is handled
        self.engine.room.log("problem", f"A connection from {plain_address(client_address[0])} failed.")


def _has_both_protocols() -> bool:
    """Whether one socket can take IPv6 and IPv4. Some systems have IPv6 and switched it off, so it is tried."""
    if not socket.has_dualstack_ipv6():
        return False
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::", 0))
    except OSError:
        return False
    return True
