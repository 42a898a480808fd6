"""Files on their way in, in one go or in several: each has a token, which only its sender knows. Any thread.

An upload is a file in the depot's folder for what is unfinished, with what was said of it beside it; so it
outlives the room's process, and goes on at its length. Of two connections that want to add to the same
upload the later one has it: the earlier one is lost, and its thread only does not know yet.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import secrets
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

from server.files.depot import Depot
from server.files.refusal import RefusedError
from server.threads import Lock

_TOKEN = re.compile(r"[\w-]{22}")
_PORTION = 1024 * 1024
_MOST_UNFINISHED = 1000


@dataclass(frozen=True, slots=True)
class Announced:
    """What is said of a file before it comes. Its length and SHA-256 need not be known yet."""

    length: int | None
    name: str
    digest: str = ""
    by: str = ""
    """Who sends it."""


class Upload:
    """A file that somebody is sending. For one thread, until ``end``."""

    def __init__(self, path: Path, announced: Announced, depot: Depot) -> None:
        self.announced = announced
        self.token = path.name
        self._path = path
        self._depot = depot
        self._lock = Lock()
        self._is_over = False
        self._hash = hashlib.sha256()
        self._file = path.open("ab", buffering=0)
        self.offset = self._file.tell()
        """How many bytes have come."""

    def catch_up(self) -> None:
        """Look at what came before, so that what comes can be added. Raises OSError."""
        with self._path.open("rb") as file:
            while data := file.read(_PORTION):
                self._hash.update(data)

    def write(self, data: bytes) -> None:
        """Add what came. Raises OSError when the disk is full, and RefusedError when a later connection goes on."""
        with self._lock:
            if self._is_over:
                raise RefusedError(HTTPStatus.CONFLICT, "This file is being sent by another connection.")
            written = self._file.write(data)
            self.offset += written
        self._depot.count(written)
        self._hash.update(data[:written])
        if written < len(data):
            self.write(data[written:])

    def finish(self) -> str:
        """All has come: put the file in its place, and give its SHA-256. Raises RefusedError and OSError."""
        self.end()
        digest = self._hash.hexdigest()
        if self.announced.digest not in ("", digest):
            self.discard()
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "The file has changed on its way. Send it again.")
        self._depot.keep(self._path, digest)
        _details(self._path).unlink(missing_ok=True)
        return digest

    def end(self) -> None:
        """Nothing more comes by this connection."""
        with self._lock:
            self._is_over = True
            self._file.close()

    def discard(self) -> None:
        """Forget the file. Raises OSError."""
        self.end()
        self._depot.count(-self._path.stat().st_size)
        self._path.unlink()
        _details(self._path).unlink(missing_ok=True)


class Uploads:
    """All files that are on their way."""

    def __init__(self, depot: Depot) -> None:
        self._depot = depot
        self._lock = Lock()
        self._open: dict[str, Upload] = {}

    def begin(self, announced: Announced) -> Upload:
        """Make ready for a file, a new one or one begun before. Raises RefusedError and OSError."""
        if begun := self._begun(announced):
            return self.resume(begun)
        if sum(1 for _ in self._depot.unfinished.iterdir()) > 2 * _MOST_UNFINISHED:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "Too many files are half sent here. Try again tomorrow.")
        path = self._depot.unfinished / secrets.token_urlsafe(16)
        _details(path).write_text(json.dumps(asdict(announced)), encoding="utf-8")
        return self._opened(path, announced)

    def _begun(self, announced: Announced) -> str:
        """The token of an upload that was announced in the same words; empty if there is none.

        Without a SHA-256 nobody can tell whether it is the same file.
        """
        if not announced.digest:
            return ""
        words = json.dumps(asdict(announced))
        for details in self._depot.unfinished.glob("*.json"):
            with contextlib.suppress(OSError):  # it was finished meanwhile
                if details.read_text(encoding="utf-8") == words:
                    return details.stem
        return ""

    def resume(self, token: str) -> Upload:
        """Go on with a file, in place of whoever was at it. Raises RefusedError if there is no such, and OSError."""
        announced = self._interrupt(token)
        upload = self._opened(self._depot.unfinished / token, announced)
        try:
            upload.catch_up()
        except OSError:
            self.close(upload)
            raise
        return upload

    def progress(self, token: str) -> tuple[int, Announced]:
        """How much of a file has come, and what was said of it. Whoever was at it is not, from then on."""
        announced = self._interrupt(token)
        return (self._depot.unfinished / token).stat().st_size, announced

    def _interrupt(self, token: str) -> Announced:
        try:
            if not _TOKEN.fullmatch(token):
                raise ValueError(token)
            details = _details(self._depot.unfinished / token).read_text(encoding="utf-8")
            announced = Announced(**json.loads(details))
        except (OSError, ValueError, TypeError) as error:
            text = "Nothing is known of this upload: send the file from its beginning."
            raise RefusedError(HTTPStatus.NOT_FOUND, text) from error
        with self._lock:
            earlier = self._open.pop(token, None)
        if earlier is not None:
            earlier.end()
        return announced

    def close(self, upload: Upload) -> None:
        """A connection is done with a file, for now or for good."""
        upload.end()
        with self._lock:
            if self._open.get(upload.token) is upload:
                del self._open[upload.token]

    def discard(self, upload: Upload) -> None:
        """Forget a file, whatever has come of it."""
        self.close(upload)
        with contextlib.suppress(OSError):  # what cannot be removed now, the depot removes when it is old
            upload.discard()

    def _opened(self, path: Path, announced: Announced) -> Upload:
        upload = Upload(path, announced, self._depot)
        with self._lock:
            self._open[upload.token] = upload
        return upload


def _details(path: Path) -> Path:
    return path.with_suffix(".json")
