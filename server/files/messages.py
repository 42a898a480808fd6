"""Requests and responses about files: values, and how a response's head is written. Does no input or output."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

import h11

MOST_HEAD = 16 * 1024
"""Bytes that the head of a request may have."""

_AUTHORITY = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+)(:\d{1,5})?", re.ASCII)
_ALWAYS = (
    # Whatever somebody has sent: a browser that shows it runs nothing of it, and guesses nothing into it.
    (
        "Content-Security-Policy",
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants, without the body that may follow."""

    method: str
    path: str
    headers: Mapping[str, str]
    keeps_alive: bool
    waits_for_continue: bool

    @property
    def length(self) -> int | None:
        """Bytes of the body; None where they were not counted before."""
        if "transfer-encoding" in self.headers:
            return None
        return int(self.headers.get("content-length", 0))


@dataclass(slots=True)
class Body:
    """The body of a request as it comes. ``portions`` may be asked for once."""

    remaining: int
    """Bytes that are still to come."""
    read: Callable[[], bytes]
    """Gives what came next, however much that is. Raises OSError."""
    welcome: Callable[[], None]
    """Called before the first byte is taken, for who waits to be told that they may send."""
    extra: bytes = b""
    """What came beyond the body: the next request."""

    def portions(self) -> Iterator[bytes]:
        """All of it. Raises OSError if it ends before its end."""
        if self.remaining:
            self.welcome()
        while self.remaining:
            data, self.extra = self.extra or self.read(), b""
            if not data:
                raise ConnectionError("The body ended before its end.")
            if len(data) > self.remaining:
                data, self.extra = data[: self.remaining], data[self.remaining :]
            self.remaining -= len(data)
            yield data


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a file, for a response to be made of."""

    path: Path
    bytes: range


@dataclass(frozen=True, slots=True)
class Response:
    """What somebody gets. A ``Part`` is read while it is sent."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | Part = b""
    length: int | None = None
    """What Content-Length says, where that is not how long the body is."""
    closes: bool = field(default=False, kw_only=True)
    """Whether nothing can follow on this connection."""


def said(status: HTTPStatus, text: str, *headers: tuple[str, str], closes: bool = False) -> Response:
    """A response of one sentence."""
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return Response(status, (kind, ("Cache-Control", "no-store"), *headers), f"{text}\n".encode(), closes=closes)


def read_request(event: h11.Request, *, waits: bool) -> Request:
    """Understand a request's head."""
    path = event.target.decode("ascii", "replace").partition("?")[0]
    headers = {name.decode("ascii"): _decoded(value) for name, value in event.headers}
    is_modern = event.http_version >= b"1.1"
    closes = "close" in headers.get("connection", "").lower() or not is_modern
    return Request(event.method.decode("ascii"), path, headers, not closes, waits)


def _decoded(value: bytes) -> str:
    """A header in UTF-8, as programs send it today, or in what they used before."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.decode("latin-1")


def authority(request: Request, otherwise: str) -> str:
    """What the other side calls this computer, if that can be part of a link."""
    host = request.headers.get("host", "")
    return host if _AUTHORITY.fullmatch(host) else otherwise


def written_head(connection: h11.Connection, response: Response, *, closes: bool) -> bytes:
    """The head of a response, as the connection has it that the request came by."""
    length = response.length
    if length is None:
        length = len(response.body) if isinstance(response.body, bytes) else len(response.body.bytes)
    headers = [*_ALWAYS, *response.headers]
    if response.status != HTTPStatus.NO_CONTENT:  # RFC 9110, 8.6: it has no length, not even 0
        headers.append(("Content-Length", str(length)))
    if closes:
        headers.append(("Connection", "close"))
    event = h11.Response(status_code=response.status, headers=headers, reason=response.status.phrase)
    return connection.send(event) or b""
