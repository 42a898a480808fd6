"""The door: listens on a port, gives each visitor a thread that reads, and starts and ends the whole room.

A visitor's thread cuts bytes into lines and hands them to the engine. It decides nothing, except how
fast somebody may talk: a flooder is held back by not being read.
"""

from __future__ import annotations

import contextlib
import errno
import ipaddress
import logging
import os
import socket
import socketserver
import threading
import time
from collections import Counter
from functools import partial
from typing import Any

import server.commands  # noqa: F401 - for its effect: the table of commands is full from here on
from server.config import Config
from server.engine import Engine
from server.flood import Bucket
from server.log import Log, no_log
from server.protocol.framing import LineDecoder
from server.room import Room
from server.session import Session
from server.transport import Link

log = logging.getLogger(__name__)

_FLOOD_PAUSE = 0.2
_ACCEPT_PAUSE = 0.1
_SMALL_STACK = 256 * 1024
_OUT_OF_DESCRIPTORS = (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM)


class RoomServer(socketserver.ThreadingTCPServer):
    """A room on a port. Listens once it is made; raises OSError if it cannot.

    ``start`` and ``stop`` belong to its owner's thread.
    """

    daemon_threads = True
    block_on_close = False  # or server_close() waits until the last visitor has gone by themselves
    request_queue_size = 1024  # the default of 5 lets in eight of a thousand who come at once, each second
    # On Windows the option means something else: that two programs may have the same port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, config: Config, log_to: Log = no_log, *, port: int | None = None) -> None:
        self.room = Room(config, log_to)
        self.engine = Engine(self.room)
        self._connections: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="listener", daemon=True)
        host, wanted = config.server.host, config.server.port if port is None else port
        super().__init__(self._choose_address(host, wanted), Visitor)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def host(self) -> str:
        return str(self.server_address[0])

    def start(self) -> None:
        self.engine.start()
        self._thread.start()
        self.room.log("opened", f"“{self.room.name}” is open on port {self.port}.")

    def stop(self, timeout: float = 1.0) -> None:
        """Close the door, say goodbye to everybody, end all threads: within ``timeout`` seconds, twice is fine."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        if self._thread.is_alive():
            self.shutdown()
            self.engine.stop(timeout * 0.6)
            self._thread.join(timeout)
            self.room.log("closed", f"“{self.room.name}” is closed.")
        self.server_close()

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

    # The listener's thread

    def get_request(self) -> tuple[socket.socket, Any]:
        try:
            return super().get_request()
        except OSError as error:
            if error.errno in _OUT_OF_DESCRIPTORS:
                # The caller comes back at once, since somebody is still waiting at the door.
                self.room.log("problem", "This computer has no room for further connections.")
                self._stopping.wait(_ACCEPT_PAUSE)
            raise

    def verify_request(self, request: Any, client_address: Any) -> bool:
        """Count the visitor in, or say politely that there are too many."""
        limits = self.room.config.limits
        host = plain_address(client_address[0])
        with self._lock:
            if limits.max_connections and self._connections.total() >= limits.max_connections:
                reason = "The room is full"
            elif limits.max_per_address and self._connections[host] >= limits.max_per_address:
                reason = "Too many connections from your address"
            else:
                self._connections[host] += 1
                return True
        self.room.log("refused", f"Somebody from {host} was turned away: {reason.lower()}.")
        with contextlib.suppress(OSError):
            request.setblocking(False)
            request.send(f"ERROR :Closing link: {reason}\r\n".encode())
        return False

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 - as socketserver calls it
        """A visitor's thread failed, or could not be started. socketserver would print it."""
        log.exception("A mistake while serving %s", client_address)  # noqa: LOG004 - it is called while one is handled
        self.room.log("problem", f"A connection from {plain_address(client_address[0])} failed.")

    # A visitor's thread

    def count_out(self, host: str) -> None:
        with self._lock:
            self._connections[host] -= 1
            if not self._connections[host]:
                del self._connections[host]


class Visitor(socketserver.BaseRequestHandler):
    """Reads one visitor's socket, on a thread of its own."""

    server: RoomServer

    def setup(self) -> None:
        self._host = plain_address(self.client_address[0])
        threading.current_thread().name = f"visitor-{self._host}"
        room = self.server.room
        limits = room.config.limits
        self._person = Session(room, self._host)
        self._link = Link(self.request)
        self._decoder = LineDecoder()
        self._backlog = limits.flood_backlog
        self._bucket: Bucket | None = None
        if room.config.server.flood_protection:
            self._bucket = Bucket(limits.flood_burst, limits.flood_rate, time.monotonic)

    def handle(self) -> None:
        engine = self.server.engine
        reason = "Connection closed"
        engine.arrive(self._person, self._link)
        try:
            while data := self._link.receive():
                self._take(data)
        except OSError:
            reason = "Connection lost"
        engine.leave(self._person, self._link, reason)
        self._link.wait_until_released()

    def finish(self) -> None:
        self.server.count_out(self._host)

    def _take(self, data: bytes) -> None:
        if self._link.ending.is_set():
            return  # the goodbye is said; what still comes is read so that it can arrive
        if lines := self._decoder.feed(data):
            self._hand_over(lines, len(data))
        if self._decoder.overflowed:
            self._dismiss("A line without an end")

    def _hand_over(self, lines: list[bytes], size: int) -> None:
        engine = self.server.engine
        if self._bucket is None:
            engine.read(self._person, self._link, lines, size)
            return
        while lines:
            if granted := self._bucket.take(len(lines)):
                engine.read(self._person, self._link, lines[:granted], size)
                lines, size = lines[granted:], 0
            if len(lines) > self._backlog:
                self._dismiss("Excess flood")
                return
            if lines and self._link.ending.wait(_FLOOD_PAUSE):
                return

    def _dismiss(self, reason: str) -> None:
        self._link.ending.set()
        self.server.engine.post(partial(self.server.room.dismiss, self._person, reason))


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


def plain_address(host: str) -> str:
    """An address as people know it: what comes by IPv4 through a socket for both is written as IPv4."""
    address = ipaddress.ip_address(host.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)


def use_small_stacks() -> None:
    """Let ten thousand visitors' threads fit into a 32-bit address space. For processes that are only a room."""
    threading.stack_size(_SMALL_STACK)
