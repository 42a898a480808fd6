"""How bytes travel on one connection: encrypted, so that the room proves which one it is, or in the clear.

Network thread. Nothing of ours is sent before it is known who reads it.
"""

import errno
import ipaddress
import selectors
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from app.client.dial import TIMEOUT, Alarm
from app.client.own_key import OwnKey, keep_own_key
from server.tls import Tls, TlsError, context, proves, room_fingerprint


class StrangerError(Exception):
    """A room that is not known yet: whether it is the right one, only people can tell."""

    def __init__(self, fingerprint: str, address: str) -> None:
        super().__init__(fingerprint)
        self.fingerprint = fingerprint
        self.address = address


class ImpostorError(Exception):
    """What answers is not the room that is known."""


class Wire(Protocol):
    """What stands between the socket and the lines."""

    early: bytes
    """What the room said before it was asked anything."""
    ended: bool
    """Whether the room has said that it will say no more."""
    showed_key: bool
    """Whether the room has seen our own key."""

    def receive(self, data: bytes) -> bytes:
        """What the room said, as far as it has arrived. Raises OSError."""

    def wrap(self, data: bytes) -> bytes:
        """What to send so that the room reads ``data``. Raises OSError."""

    def end(self) -> bytes:
        """What to send at the end."""


class Clear:
    """Bytes as they are."""

    early = b""
    ended = False
    showed_key = False

    def receive(self, data: bytes) -> bytes:
        return data

    def wrap(self, data: bytes) -> bytes:
        return data

    def end(self) -> bytes:
        return b""


class Encrypted(Tls):
    """Bytes that only the room can read, once hands are shaken."""

    early = b""

    def __init__(self, own: OwnKey | None) -> None:
        common = context(server=False)
        if own:
            common.use_privatekey(own.key)
            common.use_certificate(own.certificate)
        super().__init__(common, server_side=False)
        self.showed_key = own is not None

    def check(self, fingerprint: str, address: str) -> None:
        """Raises ImpostorError, or StrangerError where there is nothing to compare with."""
        certificates = self.peer_certificates()
        if not fingerprint and certificates:
            raise StrangerError(room_fingerprint(certificates), address)
        if not proves(certificates, fingerprint):
            raise ImpostorError


def agree(
    sock: socket.socket,
    address: str,
    *,
    fingerprint: str,
    in_clear: bool,
    key_file: Path | None,
    alarm: Alarm,
    cancelled: Callable[[], bool],
    timeout: float = TIMEOUT,
) -> Wire:
    """The way to speak on a new connection. Raises OSError, StrangerError or ImpostorError.

    In the clear only where nothing else is wished (``in_clear``), or where nobody is between:
    on this computer. With a fingerprint, never. Our own key, from ``key_file``, is not shown to strangers.
    """
    if not fingerprint and (in_clear or is_here(address)):
        return Clear()
    wire = Encrypted(keep_own_key(key_file) if key_file and fingerprint else None)
    try:
        _shake_hands(sock, wire, alarm, cancelled, timeout)
    except TlsError as error:
        raise TlsError(errno.EPROTO, "no encryption") from error
    wire.check(fingerprint, address)
    return wire


def is_here(address: str) -> bool:
    """Whether what is sent to an address does not leave this computer."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def _shake_hands(
    sock: socket.socket, wire: Encrypted, alarm: Alarm, cancelled: Callable[[], bool], timeout: float
) -> None:
    deadline = time.monotonic() + timeout
    wire.start()
    out = wire.wrap(b"")
    with selectors.DefaultSelector() as selector:
        selector.register(sock, selectors.EVENT_READ)
        selector.register(alarm, selectors.EVENT_READ)
        while out or not wire.established:
            selector.modify(sock, selectors.EVENT_READ | (selectors.EVENT_WRITE if out else 0))
            ready = {key.fileobj: mask for key, mask in selector.select(max(0.0, deadline - time.monotonic()))}
            if alarm in ready:
                alarm.hush()
            if cancelled():
                raise ConnectionAbortedError(errno.ECONNABORTED, "cancelled")
            if time.monotonic() >= deadline:
                raise TimeoutError(errno.ETIMEDOUT, "nobody answers")
            if ready.get(sock, 0) & selectors.EVENT_READ:
                wire.early += _came(sock, wire)
            out = sent(sock, out + wire.wrap(b""))


def _came(sock: socket.socket, wire: Wire) -> bytes:
    data = received(sock)
    if data == b"":
        raise ConnectionResetError(errno.ECONNRESET, "hung up")
    return wire.receive(data) if data else b""


def received(sock: socket.socket) -> bytes | None:
    """What came in; empty at the end; None when it was a false alarm."""
    try:
        return sock.recv(65536)
    except (BlockingIOError, InterruptedError):
        return None
    except ConnectionError:
        return b""


def sent(sock: socket.socket, out: bytes) -> bytes:
    """Send what can be sent now; return the rest. Raises OSError."""
    if not out:
        return out
    try:
        return out[sock.send(out) :]
    except (BlockingIOError, InterruptedError):
        return out
