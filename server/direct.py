"""A visitor's socket that its own thread has for itself: reads, writes and waits. Knows bytes, not what they say.

For who has not come to be in the room (see ``transport``, law 5). Each call waits for a while at most, so
that nobody holds a thread who says nothing.
"""

from __future__ import annotations

import contextlib
import socket
import threading

from server.threads import about_to_wait
from server.transport import Link

_READ_SIZE = 256 * 1024
_PATIENCE = 60.0
"""Seconds of silence, or without taking anything, after which the other side is given up."""
_TURNS = threading.BoundedSemaphore(1)
"""One at a time encrypts: with many, the engine would come to its turn after all of them (Python's GIL).

With 50 who fetch as fast as they can, a line of chat took 2 ms instead of 370, and all together got as much.
"""
_FAREWELL = 2.0
_MOST_DRAINED = 64


class Direct:
    """One connection. Every method raises OSError when it broke, and TimeoutError when the other side is too slow."""

    def __init__(self, link: Link) -> None:
        self._socket, self._layers, unsent = link.take_over()
        self._socket.settimeout(_PATIENCE)
        if unsent or self._layers:
            self._socket.sendall(unsent + self._wrapped(b""))  # such as the last of a handshake

    @property
    def address(self) -> str:
        """The address of this computer that the other side has reached."""
        return str(self._socket.getsockname()[0])

    def receive(self, patience: float = _PATIENCE) -> bytes:
        """What came next; empty at the end."""
        self._socket.settimeout(patience)
        while not any(layer.ended for layer in self._layers):
            about_to_wait()
            data = self._socket.recv(_READ_SIZE)
            if not data or not self._layers:
                return data
            with _TURNS:
                for layer in self._layers:
                    data = layer.receive(data) if data else b""
            if any(layer.has_answers for layer in self._layers):
                self.send(b"")
            if data:
                return data
        return b""

    def send(self, data: bytes | memoryview) -> None:
        """Send all of it."""
        self.send_wrapped(self.wrap(data))

    def wrap(self, data: bytes | memoryview) -> bytes | memoryview:
        """What to give to ``send_wrapped``: the part of sending that takes the processor."""
        return self._wrapped(bytes(data)) if self._layers else data

    def send_wrapped(self, data: bytes | memoryview) -> None:
        """The part of sending that waits for the network."""
        about_to_wait()
        self._socket.settimeout(_PATIENCE)
        rest = memoryview(data)
        while rest:  # and not sendall, whose time would be for all of it
            rest = rest[self._socket.send(rest) :]

    def end(self) -> None:
        """Say that this is all.

        What the other side still sends is let arrive for a moment, or it would lose our last words.
        """
        with contextlib.suppress(OSError):
            for layer in reversed(self._layers):
                self.send_wrapped(layer.end())
            self._socket.shutdown(socket.SHUT_WR)
            self._socket.settimeout(_FAREWELL)
            for _ in range(_MOST_DRAINED):
                if not self._socket.recv(_READ_SIZE):
                    break

    def _wrapped(self, data: bytes) -> bytes:
        with _TURNS:
            for layer in reversed(self._layers):
                data = layer.wrap(data)
        return data
