"""A link: one visitor's socket. Knows bytes and when they can move, not what they say.

Law 1: one thread, the visitor's, reads; one thread, the engine, writes. Writing never waits.
Law 2: what the socket does not take at once is kept in order, and counted.
Law 3: only the visitor's thread closes the socket, and only after the engine let go of it. Closing
       while another thread is in ``send`` could hand the next visitor's descriptor to that ``send``.
Law 4: to end a link from outside, shut the socket down: that wakes its reader.
Law 5: a link may be lent to its visitor's thread (``take_over``): then that thread alone reads, writes and
       waits, until the engine gets it back. The engine may still cut it.
Law 6: what stands between the socket and the lines (TLS, WebSocket) is a layer, which does no input or
       output. What a layer has to say of itself the engine sends, like everything else.
"""

from __future__ import annotations

import os
import select
import socket
import threading
from collections.abc import Callable
from typing import Protocol

from server.threads import about_to_wait

READ_SIZE = 64 * 1024
READ_AHEAD = 256 * 1024
"""Bytes a visitor may have read that the engine has not yet worked through."""

_DONT_WAIT: int | None = getattr(socket, "MSG_DONTWAIT", None)
_PORTION = 128 * 1024
"""Bytes that go through the layers at once. What waits does so before them: it can still be forgotten there."""


class Layer(Protocol):
    """What stands between a socket and the lines. May be used by two threads at once, one reading and one writing."""

    @property
    def has_answers(self) -> bool:
        """Whether it has something to say of itself, which ``wrap(b"")`` gives."""

    @property
    def ended(self) -> bool:
        """Whether the other side has said that it will say no more."""

    def receive(self, data: bytes) -> bytes:
        """What the other side said, as far as it has arrived. Visitor's thread. Raises OSError."""

    def wrap(self, data: bytes | memoryview) -> bytes:
        """What to send so that the other side reads ``data``. Engine's thread. Raises OSError."""

    def end(self) -> bytes:
        """What to send so that the other side knows that this is the end. Engine's thread."""


class Link:
    """The two ends of a visitor's socket: reading for its own thread, writing for the engine's."""

    def __init__(self, sock: socket.socket) -> None:
        # Without this every small message waits for the other side to confirm the one before: 40 ms.
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if _DONT_WAIT is None:  # Windows: then the whole socket must not wait, and the reader asks before it reads
            sock.setblocking(False)
        self._socket = sock
        self._unsent: list[memoryview] = []  # a deque is ten times as large, and nearly always as empty
        self._fed = self._eaten = 0
        self._gate: threading.Event | None = None
        self._is_cut = False
        self._is_finished = False
        self._layers: tuple[Layer, ...] = ()
        self._wrapped = memoryview(b"")
        self.on_answers: Callable[[], None] = lambda: None
        """Called on the visitor's thread when a layer wants something sent: have ``send`` called, with no lines."""
        self.waiting = 0
        """Bytes that the socket has not taken yet."""
        self.at_end = False
        """True once the visitor's thread has nothing more to read."""
        self.ending = threading.Event()
        """Set once nothing that is read counts any more."""
        self._released = threading.Lock()  # an Event takes 1 KiB, and there are ten thousand of these
        self._released.acquire()

    # The visitor's thread

    def glance(self) -> bytes:
        """What has come in already, before there is any layer; empty where ``receive`` has to tell why nothing has."""
        try:
            return self._socket.recv(READ_SIZE, _DONT_WAIT or 0)
        except OSError:
            return b""

    def receive(self) -> bytes:
        """What came in; empty at the end of the link. Raises OSError when it broke."""
        while not self._is_cut and not any(layer.ended for layer in self._layers):
            about_to_wait()
            if _DONT_WAIT is None:
                select.select([self._socket], [], [])
            try:
                data = self._socket.recv(READ_SIZE)
            except BlockingIOError:
                continue  # select promised too much, as it may
            if not data or not self._layers:
                return data
            if said := self._unwrap(data, self._layers):
                return said
        return b""  # on Linux one could go on reading what a peer goes on sending

    def put_on(self, layer: Layer, data: bytes) -> bytes:
        """Have everything go through a further layer from now on, beginning with ``data``; what that says."""
        self._layers = (*self._layers, layer)
        return self._unwrap(data, (layer,))

    def _unwrap(self, data: bytes, layers: tuple[Layer, ...]) -> bytes:
        try:
            for layer in layers:
                if data:
                    data = layer.receive(data)
        finally:
            if any(layer.has_answers for layer in layers):
                self.on_answers()
        return data

    def hold_back(self, size: int) -> None:
        """Count what was handed over, and wait while the engine is too far behind."""
        self._fed += size
        if self._fed - self._eaten <= READ_AHEAD:
            return
        about_to_wait()
        gate = threading.Event()
        self._gate = gate  # first leave word, then look again: the engine may have caught up in between
        if self._fed - self._eaten > READ_AHEAD and not self._is_cut:
            gate.wait()
        self._gate = None

    def check(self) -> None:
        """Raises OSError if the other side has broken off: who does not read would not notice."""
        if error := self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR):
            raise OSError(error, os.strerror(error))

    def wait_until_released(self) -> None:
        """Wait until the engine has let go. Then the socket may be closed."""
        about_to_wait()
        self._released.acquire()

    def take_over(self) -> tuple[socket.socket, tuple[Layer, ...], bytes]:
        """Have the socket for this thread alone, with its layers and what they have not sent yet: once it is lent."""
        self._is_cut = True  # nothing is read here any more
        return self._socket, self._layers, bytes(self._wrapped)

    # The engine's thread

    def digest(self, size: int) -> None:
        """Count what was worked through, and let the visitor read on."""
        self._eaten += size
        if self._gate is not None and self._fed - self._eaten <= READ_AHEAD:
            self._gate.set()

    def send(self, lines: list[bytes]) -> None:
        """Take all lines out of a mailbox, and send what goes without waiting. Raises OSError."""
        data = lines[0] if len(lines) == 1 else b"".join(lines)
        lines.clear()
        if self._unsent or self._wrapped or (self._layers and len(data) > _PORTION):
            self._keep(memoryview(data))
            if self._layers:
                self.resume()
        elif self._layers:  # with nothing before it: straight through them, 2 µs less than by way of what waits
            self._wrapped = memoryview(self._wrap(data))
            self.waiting = len(self._wrapped)
            self._flush_wrapped()
        elif (sent := self._send(data)) < len(data):
            self._keep(memoryview(data)[sent:])

    def resume(self) -> None:
        """Send more of what is waiting, as far as it goes. Raises OSError."""
        if self._layers:
            self._resume_wrapped()
            return
        while self._unsent:
            data = self._unsent[0]
            sent = self._send(data)
            self.waiting -= sent
            if sent < len(data):
                self._unsent[0] = data[sent:]
                return
            del self._unsent[0]

    def _resume_wrapped(self) -> None:
        while self._flush_wrapped() and (self._unsent or any(layer.has_answers for layer in self._layers)):
            portion = self._next_portion()
            self._wrapped = memoryview(self._wrap(portion))
            self.waiting += len(self._wrapped) - len(portion)

    def _flush_wrapped(self) -> bool:
        """Send what has been through the layers; whether all of it went."""
        if self._wrapped:
            sent = self._send(self._wrapped)
            self.waiting -= sent
            self._wrapped = self._wrapped[sent:]
        return not self._wrapped

    def _next_portion(self) -> bytes | memoryview:
        if not self._unsent:
            return b""
        data = self._unsent[0]
        if len(data) <= _PORTION:
            return self._unsent.pop(0)
        self._unsent[0] = data[_PORTION:]
        return data[:_PORTION]

    def _wrap(self, data: bytes | memoryview) -> bytes | memoryview:
        for layer in reversed(self._layers):
            data = layer.wrap(data)
        return data

    def forget_waiting(self) -> None:
        """Drop what is waiting, but for the rest of a line of which a part has left."""
        rest = bytes(self._unsent[0]).partition(b"\n") if self._unsent else (b"", b"", b"")
        self._unsent.clear()
        self.waiting = len(self._wrapped)
        if rest[0] or rest[1]:
            self._keep(memoryview(rest[0] + rest[1]))

    def finish(self) -> None:
        """Nothing more will be sent: tell the other side. What it still sends is read and dropped."""
        if self._is_finished:
            return
        self._is_finished = True
        self.ending.set()
        try:
            goodbye = b""
            for layer in reversed(self._layers):
                goodbye = layer.wrap(goodbye) + layer.end()
            if goodbye:
                self._send(goodbye)
            self._socket.shutdown(socket.SHUT_WR)
        except OSError:
            pass  # the other side was faster

    def cut(self) -> None:
        """End the link now, whatever is under way. Wakes the visitor's thread."""
        self._unsent.clear()
        self._wrapped = memoryview(b"")
        self.waiting = 0
        self._is_cut = True
        self.ending.set()
        if self._gate is not None:
            self._gate.set()
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it has ended already

    def release(self) -> None:
        """Let go: the visitor's thread may close the socket."""
        try:
            self._released.release()
        except RuntimeError:
            pass  # it has been let go already

    def _keep(self, data: memoryview) -> None:
        if not data:
            return
        self._unsent.append(data)
        self.waiting += len(data)

    def _send(self, data: bytes | memoryview) -> int:
        about_to_wait()
        try:
            return self._socket.send(data, _DONT_WAIT or 0)
        except BlockingIOError:
            return 0
