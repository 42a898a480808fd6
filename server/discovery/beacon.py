"""The sockets of our own way of finding rooms: to everybody on each network, and to one address.

Who holds a room open listens on ``ASK_PORT`` and answers whoever asks; it also says on ``TELL_PORT``,
unasked, that the room is there. Who looks for rooms listens there, and asks from a port of its own: an
answer to a question comes through firewalls that let nothing else in. Either way may be blocked, by
broadcast or by multicast, by IPv4 or by IPv6, so all are used. Lives on its event loop's thread, but for
``tell_once``.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import struct
import sys
from collections import Counter
from collections.abc import Callable, Iterable

from server.discovery.announcement import MAX_DATAGRAM, AnnouncementError, Word, decode, encode
from server.discovery.interfaces import Interface

log = logging.getLogger(__name__)

ASK_PORT = 26697
TELL_PORT = 26698
GROUP_4 = "239.255.66.97"
"""Of the addresses that every site may use as it likes (RFC 2365)."""
GROUP_6 = "ff12::6697"
"""Nobody's by registration, and never sent on by a router (RFC 4291)."""

BURST = 512
"""Datagrams that are read at once; when as many have come, the rest waits, or is lost."""
EACH = 16
"""Of these, how many from one address are looked at."""
PAUSE = 0.1
"""Seconds to wait then: a flood costs its senders more than us."""

Heard = Callable[[Word, str, int], None]
"""What was said, and the address and port of who said it."""


class Wire:
    """One side's sockets in some networks, as far as this computer lets us have them.

    ``port`` is where it listens, 0 for a port of its own. ``heard(word, address, port)`` gets what is well formed.
    """

    def __init__(self, interfaces: Iterable[Interface], port: int, heard: Heard) -> None:
        self._interfaces = tuple(interfaces)
        self._heard = heard
        self._loop = asyncio.get_running_loop()
        self._pauses: dict[socket.socket, asyncio.TimerHandle] = {}
        self._ipv4 = _open(socket.AF_INET, port) if any(i.ipv4 for i in self._interfaces) else None
        self._ipv6 = _open(socket.AF_INET6, port) if any(i.ipv6 for i in self._interfaces) else None
        for interface in self._interfaces if port else ():
            self._join_groups(interface)
        for opened in self._sockets:
            self._loop.add_reader(opened, self._read, opened)

    @property
    def _sockets(self) -> list[socket.socket]:
        return [opened for opened in (self._ipv4, self._ipv6) if opened is not None]

    @property
    def works(self) -> bool:
        """Whether there is any socket at all."""
        return bool(self._sockets)

    def close(self) -> None:
        """Hear no more. A second time does nothing."""
        for opened in self._sockets:
            self._loop.remove_reader(opened)
            if pause := self._pauses.pop(opened, None):
                pause.cancel()
            opened.close()
        self._ipv4 = self._ipv6 = None

    def _join_groups(self, interface: Interface) -> None:
        if self._ipv4:
            for own in interface.ipv4:
                member = socket.inet_aton(GROUP_4) + own.ip.packed
                _set(self._ipv4, socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        if self._ipv6 and interface.ipv6:
            member = socket.inet_pton(socket.AF_INET6, GROUP_6) + struct.pack("@I", interface.index)
            _set(self._ipv6, socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member)

    # -- speaking

    def shout(self, word: Word, port: int) -> None:
        """Say it to everybody in each of the networks."""
        data = encode(word)
        for interface in self._interfaces:
            if self._ipv4:
                for own in interface.ipv4:
                    if _set(self._ipv4, socket.IPPROTO_IP, socket.IP_MULTICAST_IF, own.ip.packed):
                        _send(self._ipv4, data, (GROUP_4, port))
                    _send(self._ipv4, data, (str(own.network.broadcast_address), port))
            if self._ipv6 and interface.ipv6:
                _send(self._ipv6, data, (GROUP_6, port, 0, interface.index))

    def tell(self, word: Word, address: str, port: int) -> None:
        """Say it to one address; those of IPv6 that need it have the interface's name or number behind a %."""
        if ":" not in address:
            if self._ipv4:
                _send(self._ipv4, encode(word), (address, port))
        elif self._ipv6:
            bare, _, scope = address.partition("%")
            _send(self._ipv6, encode(word), (bare, port, 0, _scope_number(scope)))

    # -- hearing

    def _read(self, opened: socket.socket) -> None:
        heard: Counter[str] = Counter()
        for _ in range(BURST):
            try:
                data, sender = opened.recvfrom(MAX_DATAGRAM + 1)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:  # Windows: too long for us, or somebody we wrote to was not there
                log.debug("nothing to be heard: %s", error)
                continue
            heard[sender[0]] += 1
            if heard[sender[0]] <= EACH:
                self._understand(data, sender[0], sender[1])
        self._loop.remove_reader(opened)
        self._pauses[opened] = self._loop.call_later(PAUSE, self._read_on, opened)

    def _read_on(self, opened: socket.socket) -> None:
        del self._pauses[opened]
        self._loop.add_reader(opened, self._read, opened)

    def _understand(self, data: bytes, address: str, port: int) -> None:
        try:
            word = decode(data)
        except AnnouncementError as error:
            log.debug("not understood, from %s: %s", address, error)
            return
        self._heard(word, address, port)


def tell_once(word: Word, addresses: Iterable[str], port: int = ASK_PORT) -> None:
    """Say it to each of these addresses, and hear nothing. Any thread; does not wait for the network."""
    for address in addresses:
        bare, _, scope = address.partition("%")
        family = socket.AF_INET6 if ":" in bare else socket.AF_INET
        if opened := _open(family, 0):
            with opened:
                where = (bare, port, 0, _scope_number(scope)) if ":" in bare else (bare, port)
                _send(opened, encode(word), where)


def _open(family: socket.AddressFamily, port: int) -> socket.socket | None:
    """A socket on that port, which others on this computer may listen on as well; None where there is no such thing."""
    try:
        opened = socket.socket(family, socket.SOCK_DGRAM)
    except OSError as error:
        log.info("no socket for the beacon: %s", error)
        return None
    try:
        opened.setblocking(False)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if hasattr(socket, "SO_REUSEPORT") and sys.platform != "linux":  # there it would shut out other users
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            opened.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 1)
        else:
            opened.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 1)
        opened.bind(("", port))
    except OSError as error:
        log.info("no socket for the beacon: %s", error)
        opened.close()
        return None
    return opened


def _set(opened: socket.socket, level: int, option: int, value: bytes) -> bool:
    try:
        opened.setsockopt(level, option, value)
    except OSError as error:  # the interface has just gone, or can do no multicast
        if error.errno != errno.EADDRINUSE:  # a group that was joined by another address of the interface
            log.debug("no multicast: %s", error)
        return False
    return True


def _send(opened: socket.socket, data: bytes, where: tuple[str, int] | tuple[str, int, int, int]) -> None:
    try:
        opened.sendto(data, where)
    except OSError as error:  # no route, not permitted, or the network's queue is full: there will be another time
        log.debug("not sent to %s: %s", where[0], error)


def _scope_number(scope: str) -> int:
    if not scope or scope.isdigit():
        return int(scope or 0)
    try:
        return socket.if_nametoindex(scope)
    except OSError:
        return 0
