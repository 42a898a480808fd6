"""Lines in WebSocket messages: one in each, without its end. A layer; does no input or output.

https://ircv3.net/specs/extensions/websocket
"""

from __future__ import annotations

import h11
from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

from server.threads import Lock

TEXT, BINARY = "text.ircv3.net", "binary.ircv3.net"


def accept(request: h11.Request) -> tuple[WebSocket, bytes] | None:
    """Open a WebSocket for a request that asks for one, and what to answer it; None where it does not ask properly.

    The first subprotocol that both sides know is spoken. To who names none, lines are sent as text.
    """
    connection = WSConnection(ConnectionType.SERVER)
    try:
        connection.initiate_upgrade_connection(list(request.headers), request.target)
        event = next(connection.events())
    except (ProtocolError, UnicodeError, h11.ProtocolError):
        return None
    if not isinstance(event, Request):
        return None
    spoken = next((name for name in event.subprotocols if name in (TEXT, BINARY)), None)
    answer = connection.send(AcceptConnection(subprotocol=spoken))
    return WebSocket(connection, binary=spoken == BINARY), answer


class WebSocket:
    """One browser's WebSocket. What it sends and what it is sent may come on two threads at once."""

    def __init__(self, connection: WSConnection, *, binary: bool) -> None:
        self._connection = connection
        self._binary = binary
        self._lock = Lock()
        self._answers: list[bytes] = []
        self._begun = b""
        self.ended = False

    @property
    def has_answers(self) -> bool:
        return bool(self._answers)

    def receive(self, data: bytes) -> bytes:
        """The lines in the messages that came in, each with its end."""
        with self._lock:
            said: list[bytes] = []
            try:
                self._connection.receive_data(data)
                for event in self._connection.events():
                    match event:
                        case TextMessage(data=text):
                            said += (text.encode(), b"\n" * event.message_finished)
                        case BytesMessage(data=raw):
                            said += (bytes(raw), b"\n" * event.message_finished)
                        case Ping():
                            self._answers.append(self._connection.send(event.response()))
                        case CloseConnection():
                            self._close(event)
            except ProtocolError:
                self.ended = True
            return b"".join(said)

    def wrap(self, data: bytes | memoryview) -> bytes:
        """Put each line that is complete now into a message of its own."""
        with self._lock:
            *lines, self._begun = (self._begun + data).split(b"\r\n")
            answers = b"".join(self._answers)
            self._answers.clear()
            if self._connection.state is not ConnectionState.OPEN:
                return answers
            return answers + b"".join(self._connection.send(self._message(line)) for line in lines if line)

    def end(self) -> bytes:
        with self._lock:
            if self._connection.state is not ConnectionState.OPEN:
                return b""
            return self._connection.send(CloseConnection(code=1000))

    def _message(self, line: bytes) -> TextMessage | BytesMessage:
        return BytesMessage(line) if self._binary else TextMessage(line.decode(errors="replace"))

    def _close(self, event: CloseConnection) -> None:
        self.ended = True
        if self._connection.state is ConnectionState.REMOTE_CLOSING:
            self._answers.append(self._connection.send(event.response()))
        elif self._connection.state is ConnectionState.OPEN:  # it has broken the rules, and this says which
            self._answers.append(self._connection.send(event))
