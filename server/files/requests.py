"""What each request about files gets: sending, in one go or several, fetching, and asking. Knows no socket.

Sending is https://codeberg.org/emersion/soju/src/branch/master/doc/ext/filehost.md; who sends in several goes
does so by https://datatracker.ietf.org/doc/draft-ietf-httpbis-resumable-upload/ and may say beforehand what
the SHA-256 will be (Repr-Digest, RFC 9530): what is there already need not be sent again.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, unquote

from server.files.depot import Depot
from server.files.messages import Body, Part, Request, Response, said
from server.files.permission import Sender
from server.files.ranges import wanted_range
from server.files.refusal import RefusedError
from server.files.uploads import Announced, Upload, Uploads
from server.log import Kind
from server.protocol.filenames import disposition, media_type, name_in, safe_name, with_ending
from server.threads import about_to_wait

PATH = "/files"
_UPLOAD = f"{PATH}/uploads/"
_FOR = f"{PATH}/for/"
"""What follows is somebody's ticket: the address that only they were given. No ``=`` is in it, which not every client
knows to read in 005."""
_APPLICATION = "application"
_PARTIAL = "application/partial-upload"
_MUCH = 64 * 1024
_DIGEST = re.compile(r"\bsha-256=:([A-Za-z0-9+/=]{44}):")
_NUMBER = re.compile(r"\d{1,18}")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: how the room is called by them, and how they prove who they are."""

    base: str
    """What the addresses of files begin with, for them and those they tell."""
    origin: str
    """The address of the room's own pages."""
    authorize: Callable[[Request], Sender]
    """Says who sends a request. Raises RefusedError."""


class Requests:
    """Answers requests. Any thread, and many at once."""

    def __init__(self, depot: Depot, note: Callable[[Kind, str], None]) -> None:
        self._depot = depot
        self._uploads = Uploads(depot)
        self._note = note

    def answer(self, request: Request, body: Body, caller: Caller) -> Response:
        """What a request gets. Raises RefusedError, and OSError when its body breaks off."""
        path = request.path
        if path in (PATH, f"{PATH}/") or path.startswith(_FOR):
            return self._collection(request, body, caller)
        if path.startswith(_UPLOAD):
            return self._upload(request, body, caller, path.removeprefix(_UPLOAD))
        return self._file(request)

    # Sending

    def _collection(self, request: Request, body: Body, caller: Caller) -> Response:
        if request.method == "OPTIONS":
            limit = ("Upload-Limit", f"max-size={self._depot.longest}")
            return _allowing("OPTIONS, POST", ("Accept-Post", "*/*"), limit)
        if request.method != "POST":
            raise _not_like_that("OPTIONS, POST")
        if request.headers.get("origin", caller.origin).lower() != caller.origin:
            raise RefusedError(HTTPStatus.FORBIDDEN, "A page from elsewhere cannot send files here.")
        if request.headers.get("content-type", "").startswith("multipart/"):
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the file itself, not a form with it.")
        length = _counted(request)
        is_whole = request.headers.get("upload-complete", "?1") != "?0"
        announced = _announced(request, length if is_whole else None)
        sender = caller.authorize(request)
        announced = replace(announced, by=sender.name)
        self._depot.check(max(length, announced.length or 0))
        if announced.digest and self._depot.refresh(announced.digest):
            return _created(caller, announced.digest, announced.name)
        self._note("sent", f"{sender.name} sends a file, “{announced.name}”.")
        upload = self._beginning(announced)
        return self._take(request, body, caller, upload)

    def _upload(self, request: Request, body: Body, caller: Caller, token: str) -> Response:
        if request.method == "OPTIONS":
            return _allowing("DELETE, HEAD, OPTIONS, PATCH")
        if request.method == "HEAD":
            return _progress(HTTPStatus.NO_CONTENT, *self._uploads.progress(token))
        if request.method == "DELETE":
            self._uploads.discard(self._uploads.resume(token))
            return Response(HTTPStatus.NO_CONTENT)
        if request.method != "PATCH":
            raise _not_like_that("DELETE, HEAD, OPTIONS, PATCH")
        if request.headers.get("content-type") != _PARTIAL:
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"What is added has to be {_PARTIAL}.")
        length = _counted(request)
        offset, announced = self._uploads.progress(token)
        if _number(request, "upload-offset") != offset:
            raise RefusedError(HTTPStatus.CONFLICT, f"{offset} bytes are here.", _state(offset, announced))
        if announced.length is not None and offset + length > announced.length:
            raise RefusedError(HTTPStatus.BAD_REQUEST, "That is more than was announced.")
        self._depot.check(offset + length)
        return self._take(request, body, caller, self._uploads.resume(token))

    def _beginning(self, announced: Announced) -> Upload:
        try:
            return self._uploads.begin(announced)
        except OSError as error:
            raise self._out_of_order(error) from error

    def _take(self, request: Request, body: Body, caller: Caller, upload: Upload) -> Response:
        """Take in what comes; the file, if that is all of it, else how much there is."""
        is_last = request.headers.get("upload-complete", "?1") != "?0"
        try:
            with self._depot.expecting(body.remaining):
                self._write(body, upload)
            announced, offset = upload.announced, upload.offset
            if not is_last and announced.length != offset:
                status = HTTPStatus.CREATED if request.method == "POST" else HTTPStatus.NO_CONTENT
                place = [("Location", f"{caller.base}{_UPLOAD}{upload.token}")] if request.method == "POST" else []
                return _progress(status, offset, announced, *place)
            if announced.length not in (None, offset):
                raise RefusedError(HTTPStatus.BAD_REQUEST, "That is not all that was announced.")
            return _created(caller, self._finish(upload), announced.name)
        finally:
            if "upload-complete" in request.headers:
                self._uploads.close(upload)
            else:
                self._uploads.discard(upload)

    def _write(self, body: Body, upload: Upload) -> None:
        """Keep what comes. While one portion is written and looked at, the next is received."""
        kept: Future[None] | None = None
        for data in body.portions():
            self._wait_for(kept)
            kept = self._depot.beside(upload.write, data)
            if len(data) < _MUCH:  # of who sends slowly nothing waits to be received, and they are told at once
                self._wait_for(kept)
        self._wait_for(kept)

    def _wait_for(self, kept: Future[None] | None) -> None:
        about_to_wait()
        try:
            if kept is not None:
                kept.result()
        except OSError as error:
            raise self._out_of_order(error) from error

    def _finish(self, upload: Upload) -> str:
        try:
            return upload.finish()
        except OSError as error:
            raise self._out_of_order(error) from error

    def _out_of_order(self, error: OSError) -> RefusedError:
        self._note("problem", f"A file could not be kept: {error.strerror or error}.")
        return RefusedError(
            HTTPStatus.INSUFFICIENT_STORAGE, "The room cannot keep this file: its host's disk takes no more."
        )

    # Fetching

    def _file(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return _allowing("GET, HEAD, OPTIONS")
        if request.method not in ("GET", "HEAD"):
            raise _not_like_that("GET, HEAD, OPTIONS")
        digest, _, name = request.path.removeprefix(f"{PATH}/").partition("/")
        if digest == _APPLICATION:
            path, known = self._depot.application, None
        else:
            path, known = self._depot.find(digest), digest
        if path is None:
            raise RefusedError(HTTPStatus.NOT_FOUND, "There is no such file, or not any more.")
        name, size = safe_name(unquote(name)), path.stat().st_size
        tag = f'"{known or f"{path.stat().st_mtime_ns:x}-{size:x}"}"'
        about: tuple[tuple[str, str], ...] = (("ETag", tag), ("Accept-Ranges", "bytes"))
        if known:
            about += (
                ("Cache-Control", "private, max-age=86400, immutable"),
                ("Repr-Digest", f"sha-256=:{base64.b64encode(bytes.fromhex(known)).decode()}:"),
            )
        if tag in request.headers.get("if-none-match", ""):
            return Response(HTTPStatus.NOT_MODIFIED, about, length=size)
        kind = media_type(name)
        about += (
            ("Content-Type", f"{kind}; charset=utf-8" if kind == "text/plain" else kind),
            ("Content-Disposition", disposition(name)),
        )
        if request.method == "HEAD":
            return Response(HTTPStatus.OK, about, length=size)
        part = wanted_range(request.headers, size, tag)
        if part is None:
            return Response(HTTPStatus.OK, about, Part(path, range(size)))
        where = ("Content-Range", f"bytes {part.start}-{part.stop - 1}/{size}")
        return Response(HTTPStatus.PARTIAL_CONTENT, (*about, where), Part(path, part))


def application_link(path: Path) -> str:
    """Where Parlor itself can be fetched from a room, as its page calls it."""
    return f"{PATH}/{_APPLICATION}/{quote(path.name, safe='')}"


def ticket_in(path: str) -> str:
    """The ticket in the path of a request; empty if there is none."""
    return path.removeprefix(_FOR) if path.startswith(_FOR) else ""


def _announced(request: Request, length: int | None) -> Announced:
    headers = request.headers
    name = name_in(headers.get("content-disposition", "")) or "file"
    said = _number(request, "upload-length")
    if length is not None and said not in (None, length):
        raise RefusedError(HTTPStatus.BAD_REQUEST, "Content-Length and Upload-Length do not agree.")
    digest = _DIGEST.search(headers.get("repr-digest", ""))
    try:
        known = base64.b64decode(digest[1], validate=True).hex() if digest else ""
    except binascii.Error:
        known = ""
    return Announced(said if length is None else length, with_ending(name, headers.get("content-type", "")), known)


def _counted(request: Request) -> int:
    """How many bytes come. Raises RefusedError if that was not said: what has no end cannot be judged beforehand."""
    if request.length is None:
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED, "Say how long the file is, in Content-Length.")
    return request.length


def _number(request: Request, header: str) -> int | None:
    text = request.headers.get(header)
    if text is None:
        return None
    if not _NUMBER.fullmatch(text):
        raise RefusedError(HTTPStatus.BAD_REQUEST, f"{header.title()} is a number of bytes.")
    return int(text)


def _created(caller: Caller, digest: str, name: str) -> Response:
    place = f"{caller.base}{PATH}/{digest}/{quote(name, safe='')}"
    return said(HTTPStatus.CREATED, place, ("Location", place), ("ETag", f'"{digest}"'), ("Upload-Complete", "?1"))


def _state(offset: int, announced: Announced) -> list[tuple[str, str]]:
    known = [("Upload-Length", str(announced.length))] if announced.length is not None else []
    return [("Upload-Offset", str(offset)), ("Upload-Complete", "?0"), *known]


def _progress(status: HTTPStatus, offset: int, announced: Announced, *headers: tuple[str, str]) -> Response:
    return Response(status, (*headers, ("Cache-Control", "no-store"), *_state(offset, announced)))


def _allowing(methods: str, *headers: tuple[str, str]) -> Response:
    return Response(HTTPStatus.NO_CONTENT, (("Allow", methods), *headers))


def _not_like_that(methods: str) -> RefusedError:
    return RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "Files are not asked for like that.", [("Allow", methods)])
