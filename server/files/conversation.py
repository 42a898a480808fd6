"""HTTP with one browser or app, request after request, on its visitor's thread. Knows heads and bodies, not files.

h11 reads and writes the heads. Bodies do not pass through it: they are as long as their heads say, and a
gigabyte has no need to be copied once more.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from http import HTTPStatus

import h11

from server.direct import Direct
from server.files.messages import MOST_HEAD, Body, Part, Request, Response, read_request, said, written_head
from server.files.refusal import RefusedError

log = logging.getLogger(__name__)

_PORTION = 256 * 1024
_HEAD_TIMEOUT = 30.0
"""Seconds in which the head of a request has to come, the first or the next."""
_NO_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)

Answer = Callable[[Request, Body], Response]
"""What a request gets. Raises RefusedError, and OSError when its body breaks off."""


class Conversation:
    """One connection."""

    def __init__(self, wire: Direct, answer: Answer) -> None:
        self._wire = wire
        self._answer = answer

    def run(self, data: bytes) -> None:
        """Answer until the other side has no more requests. ``data`` is what it has sent already."""
        rest: bytes | None = data
        try:
            while rest is not None:
                rest = self._serve(rest)
        except OSError as error:
            log.debug("A connection about files has ended: %s", error)
        self._wire.end()

    def _serve(self, data: bytes) -> bytes | None:
        """One request; what has come of the next, or None if there is none."""
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)
        try:
            event = self._head(connection, data)
            if event is None:
                return None
            request = read_request(event, waits=connection.client_is_waiting_for_100_continue)
        except h11.RemoteProtocolError as error:
            status = HTTPStatus(error.error_status_hint)
            self._send(connection, said(status, "This request cannot be understood.", closes=True))
            return None
        body = self._body(connection, request)
        response = self._response(request, body)
        closes = response.closes or not request.keeps_alive or body.remaining > 0 or request.length is None
        self._send(connection, response, closes=closes, with_body=request.method != "HEAD")
        return None if closes else body.extra

    def _head(self, connection: h11.Connection, data: bytes) -> h11.Request | None:
        end = time.monotonic() + _HEAD_TIMEOUT
        while True:
            if data:
                connection.receive_data(data)
                event = connection.next_event()
                if isinstance(event, h11.Request):
                    return event
            data = self._wire.receive(max(0.001, end - time.monotonic()))
            if not data:
                return None

    def _body(self, connection: h11.Connection, request: Request) -> Body:
        def welcome() -> None:
            if request.waits_for_continue:
                go_on = h11.InformationalResponse(status_code=100, headers=[], reason="Continue")
                self._wire.send(connection.send(go_on) or b"")

        return Body(request.length or 0, self._wire.receive, welcome, bytes(connection.trailing_data[0]))

    def _response(self, request: Request, body: Body) -> Response:
        try:
            return self._answer(request, body)
        except RefusedError as refusal:
            return said(refusal.status, str(refusal), *refusal.headers)

    def _send(
        self, connection: h11.Connection, response: Response, *, closes: bool = False, with_body: bool = True
    ) -> None:
        head = written_head(connection, response, closes=closes or response.closes)
        content = response.body
        if not with_body or response.status in _NO_BODY:
            self._wire.send(head)
        elif isinstance(content, Part):
            self._send_part(head, content)
        else:
            self._wire.send(head + content)

    def _send_part(self, head: bytes, part: Part) -> None:
        with part.path.open("rb", buffering=0) as file:
            self._wire.send(head)
            file.seek(part.bytes.start)
            remaining = len(part.bytes)
            while remaining:
                data = file.read(min(_PORTION, remaining))
                if not data:
                    raise ConnectionError(f"{part.path.name} is shorter than it was.")
                self._wire.send(data)
                remaining -= len(data)
