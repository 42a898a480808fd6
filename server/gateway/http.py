"""What a browser is told: a page that says what this is, or a way in for WebSocket. Does no input or output."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

import h11

from server.gateway import pages
from server.gateway.websocket import WebSocket, accept
from server.threads import Lock

METHODS = (b"CONNECT", b"DELETE", b"GET", b"HEAD", b"OPTIONS", b"PATCH", b"POST", b"PUT", b"TRACE")
_LONGEST_REQUEST = 16 * 1024


def is_http(data: bytes) -> bool | None:
    """Whether a visitor's first bytes are an HTTP request; None while that cannot be told."""
    for method in METHODS:
        start = method + b" "
        if data.startswith(start):
            return True
        if start.startswith(data):
            return None
    return False


def wants(data: bytes, path: str) -> bool | None:
    """Whether a request is for a path or what is below it; None while that cannot be told."""
    target = data.partition(b" ")[2]
    start = path.encode()
    if len(target) <= len(start):
        return None if start.startswith(target) else False
    return target.startswith((start + b"/", start + b"?", start + b" "))


class Gateway:
    """A layer for one browser: answers its request, or from there on carries lines by WebSocket.

    ``may_upgrade`` says whether lines may go this way; ``any_origin`` whether also for pages that come
    from elsewhere: any page its visitor looks at could otherwise enter the room with their address.
    ``application`` is where Parlor itself can be fetched, if that is offered. ``looked`` is called when the page is
    asked for: once in a visit, while what belongs to the page comes by connections of its own.
    """

    def __init__(
        self,
        room: str,
        *,
        may_upgrade: bool,
        any_origin: bool = False,
        application: str = "",
        looked: Callable[[], object] = lambda: None,
    ) -> None:
        self._room = room
        self._may_upgrade = may_upgrade
        self._any_origin = any_origin
        self._application = application
        self._looked = looked
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=_LONGEST_REQUEST)
        self._lock = Lock()
        self._answers: list[bytes] = []
        self._answered = False
        self._socket: WebSocket | None = None

    @property
    def has_answers(self) -> bool:
        return bool(self._answers) or (self._socket is not None and self._socket.has_answers)

    @property
    def ended(self) -> bool:
        return self._answered or (self._socket is not None and self._socket.ended)

    def receive(self, data: bytes) -> bytes:
        if self._socket is not None:
            return self._socket.receive(data)
        with self._lock:
            if self._answered:
                return b""
            try:
                self._http.receive_data(data)
                event = self._http.next_event()
                if isinstance(event, h11.Request):
                    return self._answer(event)
            except h11.RemoteProtocolError as error:
                self._say(error.error_status_hint, "This request cannot be understood.")
            return b""

    def wrap(self, data: bytes | memoryview) -> bytes:
        """Lines go only by WebSocket: a browser that wanted a page has no use for them."""
        with self._lock:
            answers = b"".join(self._answers)
            self._answers.clear()
            return answers + self._socket.wrap(data) if self._socket is not None else answers

    def end(self) -> bytes:
        return self._socket.end() if self._socket is not None else b""

    def _answer(self, request: h11.Request) -> bytes:
        headers = {name.lower(): value for name, value in request.headers}
        path = request.target.partition(b"?")[0].decode("latin-1")
        if headers.get(b"upgrade", b"").lower() == b"websocket":
            return self._upgrade(request, headers)
        if request.method not in (b"GET", b"HEAD"):
            self._say(405, "This room cannot be spoken to like that.", [("Allow", "GET, HEAD")])
        elif (file := pages.find(path, self._room, self._application)) is None:
            self._say(404, "There is nothing here.")
        else:
            if path == pages.PAGE and request.method == b"GET":
                self._looked()
            policy = pages.policy(headers.get(b"host", b"").decode("latin-1"))
            more = [("Content-Type", file.type), ("Content-Security-Policy", policy)]
            self._say(200, file.body, more, without_body=request.method == b"HEAD")
        return b""

    def _upgrade(self, request: h11.Request, headers: dict[bytes, bytes]) -> bytes:
        if not self._may_upgrade:
            self._say(403, "This room is encrypted: connect by https and wss.")
        elif not self._any_origin and not _same_origin(headers):
            self._say(403, "A page from elsewhere cannot enter this room.")
        elif (opened := accept(request)) is None:
            self._say(426, "This is not the WebSocket of RFC 6455.", [("Upgrade", "websocket")])
        else:
            self._socket, answer = opened
            self._answers.append(answer)
            return self._socket.receive(self._http.trailing_data[0])
        return b""

    def _say(
        self, status: int, said: str | bytes, more: list[tuple[str, str]] | None = None, *, without_body: bool = False
    ) -> None:
        """Answer and be done: one connection, one request."""
        body = said.encode() if isinstance(said, str) else said
        headers = [
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cache-Control", "no-store"),
            ("Connection", "close"),
            *(more or []),
        ]
        if isinstance(said, str):
            headers += [
                ("Content-Type", "text/plain; charset=utf-8"),
                ("Content-Security-Policy", "default-src 'none'"),
            ]
        response = h11.Response(status_code=status, headers=headers, reason=HTTPStatus(status).phrase)
        self._answers.append(self._http.send(response) or b"")
        if not without_body:
            self._answers.append(body)
        self._answered = True


def _same_origin(headers: dict[bytes, bytes]) -> bool:
    """Whether a request comes from a page of this room, or from no page at all."""
    origin = headers.get(b"origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get(b"host", b"").lower()
