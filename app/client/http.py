"""One connection for files to a room: asks for something, and gives what comes back. Knows HTTP, not files.

Made for one thread at a time; ``Cancel`` ends it from any other. The room proves itself as it does for the chat
(see ``wire``), before anything is sent. Nothing is looked up but its address, no proxy is asked and no other
place is gone to: what is said in a room stays between its people.
"""

import contextlib
import socket
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import h11

from app.client.dial import Alarm, dial
from app.client.link import Place
from app.client.wire import Wire, agree

PORTION = 256 * 1024
_PATIENCE = 60.0
"""Seconds in which something has to come or go."""


class Cancel:
    """A way to end what another thread does. ``ask`` from any thread; the rest belongs to that thread."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.alarm = Alarm()
        self.socket: socket.socket | None = None

    def ask(self) -> None:
        self._asked.set()
        self.alarm.ring()
        if (sock := self.socket) is not None:
            with contextlib.suppress(OSError):  # it has ended by itself
                sock.shutdown(socket.SHUT_RDWR)

    def has_been_asked(self) -> bool:
        return self._asked.is_set()

    def wait(self, seconds: float) -> None:
        """Rest for so long, or until it is asked."""
        self._asked.wait(seconds)


@dataclass(slots=True)
class Answer:
    """What the room answers: the head, and the body as it comes."""

    status: int
    headers: dict[str, str]
    _begun: bytes = field(repr=False)
    _http: "Http" = field(repr=False)

    def portions(self) -> Iterator[bytes]:
        """The body. Raises OSError if it ends before its end."""
        remaining = int(self.headers.get("content-length", 0))
        data = self._begun
        while remaining:
            data = data or self._http.receive()
            if not data:
                raise ConnectionError("The answer ended before its end.")
            yield data[:remaining]
            remaining -= min(len(data), remaining)
            data = b""

    def skip(self) -> None:
        """Do without the body."""
        for _portion in self.portions():
            pass


class Http:
    """A connection to a room. All methods raise OSError when it breaks, ImpostorError when it is another room."""

    def __init__(self, place: Place, cancel: Cancel) -> None:
        self._place = place
        alarm, cancelled = cancel.alarm, cancel.has_been_asked
        self._socket, address = dial((place.address,), place.port, alarm=alarm, cancelled=cancelled)
        cancel.socket = self._socket
        try:
            self._wire: Wire = agree(
                self._socket,
                address,
                fingerprint=place.fingerprint,
                in_clear=place.in_clear,
                key_file=place.key_file,
                alarm=alarm,
                cancelled=cancelled,
            )
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._socket.settimeout(_PATIENCE)
            if cancelled():
                raise ConnectionAbortedError("cancelled")
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        self._socket.close()

    def ask(
        self, method: str, target: str, headers: Iterable[tuple[str, str]] = (), body: Iterable[bytes] = ()
    ) -> Answer:
        """Send a request, with a body as long as its Content-Length says, and wait for the head of the answer."""
        connection = h11.Connection(h11.CLIENT)
        named = [("Host", f"{_in_link(self._place.address)}:{self._place.port}"), *headers]
        self._send(connection.send(h11.Request(method=method, target=target, headers=named)) or b"")
        for portion in body:
            self._send(portion)
        if method == "HEAD" or not any(name == "Content-Length" for name, _value in named):
            connection.send(h11.EndOfMessage())
        while True:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                connection.receive_data(self._received())
            elif isinstance(event, h11.Response):
                break
        heard = {name.decode(): value.decode("latin-1") for name, value in event.headers}
        if method == "HEAD" or event.status_code == 204:
            heard.pop("content-length", None)
        return Answer(event.status_code, heard, bytes(connection.trailing_data[0]), self)

    def receive(self) -> bytes:
        """What came next; empty at the end."""
        while not self._wire.ended:
            data = self._socket.recv(PORTION)
            if not data:
                break
            if said := self._wire.receive(data):
                return said
        return b""

    def _received(self) -> bytes:
        if data := self.receive():
            return data
        raise ConnectionError("The room has hung up.")

    def _send(self, data: bytes) -> None:
        rest = memoryview(self._wire.wrap(data))
        while rest:  # and not sendall, whose patience would be for all of it
            rest = rest[self._socket.send(rest) :]


def _in_link(address: str) -> str:
    return f"[{address.partition('%')[0]}]" if ":" in address else address
