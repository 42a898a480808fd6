"""Files on their way to a room and from it, each on a thread of a few. Knows files and HTTP, not conversations.

Both ways go on where they broke off: what was sent stays with the room for a day (see ``server.files.uploads``),
what was fetched stays beside the place where it belongs. A file is what its SHA-256 says, or it is thrown away.
"""

import base64
import contextlib
import hashlib
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from time import monotonic
from urllib.parse import urlsplit

import h11

from app.client.http import PORTION, Answer, Cancel, Http
from app.client.link import Place
from app.client.wire import ImpostorError, StrangerError
from app.words import N_, _
from server.protocol.filenames import disposition, media_type

log = logging.getLogger(__name__)

_AT_ONCE = 3
_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each new try, after the connection broke."""
_BETWEEN_REPORTS = 0.1

_WORDS = {
    401: N_("This room does not take files from you."),
    403: N_("This room does not take files from you."),
    404: N_("The room does not have this file any more."),
    405: N_("This room takes no files."),
    413: N_("This file is too large for the room."),
    507: N_("The room has no space left for this file."),
}


class TransferError(Exception):
    """A file could not be sent or fetched. The text is a sentence for the person who wanted it."""


class CancelledError(Exception):
    """Nobody wants it any more."""


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many bytes are there."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The room has the file, at this address."""

    link: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file is here."""

    path: Path


@dataclass(frozen=True, slots=True)
class Broken:
    """It did not work; a sentence that says why."""

    reason: str


Report = Progress | Sent | Fetched | Broken
Post = Callable[[Report], object]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file to be sent."""

    file: Path
    name: str
    copies: Path | None = None
    """The folder where a copy of it is to be kept under its SHA-256; None for none."""


class Transfers:
    """All files on their way. Tk thread; reports are posted on the transfers' threads, and none after ``close``."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="files")
        self._under_way: set[Cancel] = set()
        self._lock = threading.Lock()

    def send(self, place: Place, parcel: Parcel, post: Post) -> Callable[[], None]:
        """Send a file to a room. Returns what cancels it."""
        return self._begin(lambda run: _Sending(place, parcel, run).go(), post)

    def fetch(self, place: Place, source: str, digest: str, into: Path, post: Post) -> Callable[[], None]:
        """Fetch what a room has at ``source`` (a path) to a place on the disk. Returns what cancels it."""
        return self._begin(lambda run: Fetched(_Fetching(place, source, digest, into, run).go()), post)

    def close(self) -> None:
        """End all of it. Returns at once."""
        with self._lock:
            under_way = list(self._under_way)
        for cancel in under_way:
            cancel.ask()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, job: Callable[["Run"], Report], post: Post) -> Callable[[], None]:
        cancel = Cancel()
        with self._lock:
            self._under_way.add(cancel)
        done = self._pool.submit(self._run, job, Run(cancel, post))
        done.add_done_callback(lambda _future: self._end(cancel))
        return cancel.ask

    def _end(self, cancel: Cancel) -> None:
        with self._lock:
            self._under_way.discard(cancel)
        cancel.alarm.close()

    def _run(self, job: Callable[["Run"], Report], run: "Run") -> None:
        try:
            report = job(run)
        except CancelledError:
            return
        except TransferError as error:
            report = Broken(str(error))
        except Exception:
            log.exception("a transfer failed")  # a safety net in case of bugs: nobody must wait for ever
            report = Broken(_("Something went wrong in Parlor itself."))
        if not run.cancel.has_been_asked():
            run.post(report)


class Run:
    """One transfer, as its thread has it: tells how far it is, and tries again."""

    def __init__(self, cancel: Cancel, post: Post) -> None:
        self.cancel = cancel
        self.post = post
        self._told_at = 0.0

    def tell(self, done: int, total: int) -> None:
        """Tell how far it is, now and then."""
        if self.cancel.has_been_asked():
            raise CancelledError
        if (now := monotonic()) - self._told_at >= _BETWEEN_REPORTS:
            self._told_at = now
            self.post(Progress(done, total))

    def persist(self, place: Place, attempt: Callable[[Http], str]) -> str:
        """What comes of an attempt that is made again when the connection breaks. Raises TransferError."""
        for pause in (*_PAUSES, None):
            try:
                http = Http(place, self.cancel)
                try:
                    return attempt(http)
                finally:
                    http.close()
            except (ImpostorError, StrangerError) as error:
                raise TransferError(_("What answers there is not the room that you know.")) from error
            except (OSError, h11.ProtocolError) as error:
                log.info("a transfer broke off: %s", error)
            if self.cancel.has_been_asked():
                raise CancelledError
            if pause is not None:
                self.cancel.wait(pause)
        raise TransferError(_("The connection to the room broke off. Try again."))


class _Sending:
    """A file on its way to the room."""

    def __init__(self, place: Place, parcel: Parcel, run: Run) -> None:
        self._place, self._parcel, self._run = place, parcel, run
        with _disk():
            self._size = parcel.file.stat().st_size
            self._digest = self._read()
        self._upload = ""
        """Where the room takes what follows; empty while it knows nothing of the file."""

    def go(self) -> Sent:
        return Sent(self._run.persist(self._place, self._attempt), self._digest)

    def _read(self) -> str:
        """Look at all of the file, and keep a copy where one is wanted. Its SHA-256."""
        hashed = hashlib.sha256()
        for data in _read(self._parcel.file):
            hashed.update(data)
            if self._run.cancel.has_been_asked():
                raise CancelledError
        digest = hashed.hexdigest()
        if self._parcel.copies is not None:
            self._parcel.copies.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(self._parcel.file, self._parcel.copies / digest)
        return digest

    def _attempt(self, http: Http) -> str:
        offset = 0
        if self._upload:
            offset = self._offset(http)
        if not self._upload and (link := self._announce(http)):
            return link
        headers = [
            ("Content-Type", "application/partial-upload"),
            ("Content-Length", str(self._size - offset)),
            ("Upload-Offset", str(offset)),
            ("Upload-Complete", "?1"),
        ]
        answer = http.ask("PATCH", self._upload, headers, self._content(offset))
        if answer.status in (404, 409):  # another connection of ours was still at it: ask again how far it is
            raise ConnectionError("The room has another part of it.")
        return _link_in(answer)

    def _announce(self, http: Http) -> str:
        """Tell the room what comes. The file's address, if the room has it already."""
        parcel = self._parcel
        digest = base64.b64encode(bytes.fromhex(self._digest)).decode()
        headers = [
            ("Content-Type", media_type(parcel.name)),
            ("Content-Disposition", disposition(parcel.name)),
            ("Content-Length", "0"),
            ("Upload-Complete", "?0"),
            ("Upload-Length", str(self._size)),
            ("Repr-Digest", f"sha-256=:{digest}:"),
        ]
        answer = http.ask("POST", self._place.upload, headers)
        link = _link_in(answer)
        if answer.headers.get("upload-complete") == "?1":
            return link
        self._upload = urlsplit(link).path
        return ""

    def _offset(self, http: Http) -> int:
        """How much of it the room has."""
        answer = http.ask("HEAD", self._upload)
        if answer.status != 204:
            self._upload = ""
            return 0
        return int(answer.headers["upload-offset"])

    def _content(self, offset: int) -> Iterator[bytes]:
        done = offset
        for data in _read(self._parcel.file, offset):
            yield data
            done += len(data)
            self._run.tell(done, self._size)
        if done != self._size:
            raise TransferError(_("The file has changed while it was sent."))


class _Fetching:
    """A file on its way from the room."""

    def __init__(self, place: Place, source: str, digest: str, into: Path, run: Run) -> None:
        self._place, self._source, self._digest, self._into, self._run = place, source, digest, into, run
        self._partial = into.with_name(f"{into.name}.part")

    def go(self) -> Path:
        with _disk():
            self._into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._run.persist(self._place, self._attempt)
        with _disk():
            self._partial.replace(self._into)
        return self._into

    def _attempt(self, http: Http) -> str:
        with _disk():
            file = self._partial.open("ab", buffering=0)
        with file:
            begun = file.tell()
            wish = [("Range", f"bytes={begun}-"), ("If-Range", f'"{self._digest}"')] if begun else []
            answer = http.ask("GET", self._source, wish)
            if answer.status == 416:  # all of it is here, or more than there is
                answer.skip()
            elif answer.status not in (200, 206):
                raise TransferError(_words(answer.status))
            hashed = hashlib.sha256()
            if answer.status == 200:
                file.truncate(0)
                begun = 0
            for data in _read(self._partial):
                hashed.update(data)
            if answer.status != 416:
                self._write(answer, begun, file, hashed)
        if hashed.hexdigest() != self._digest:
            self._partial.unlink()
            raise TransferError(_("What came is not the file that was sent."))
        return ""

    def _write(self, answer: Answer, begun: int, file: FileIO, hashed: "hashlib._Hash") -> None:
        total = begun + int(answer.headers.get("content-length", 0))
        for data in answer.portions():
            rest = memoryview(data)
            while rest:  # what is not buffered may be written in parts
                with _disk():
                    rest = rest[file.write(rest) :]
            hashed.update(data)
            begun += len(data)
            self._run.tell(begun, total)


def _read(path: Path, offset: int = 0) -> Iterator[bytes]:
    """A file from a place on, portion by portion. Raises TransferError."""
    with _disk():
        file = path.open("rb", buffering=0)
    with file:
        file.seek(offset)
        while True:
            with _disk():
                data = file.read(PORTION)
            if not data:
                return
            yield data


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    """What happens here happens on the disk: no other connection would help."""
    try:
        yield
    except OSError as error:
        raise TransferError(
            _("The file cannot be read or kept: {reason}.").format(reason=error.strerror or error)
        ) from error


def _link_in(answer: Answer) -> str:
    """The address that the room answered with. Raises TransferError."""
    answer.skip()
    if answer.status != 201:
        raise TransferError(_words(answer.status))
    return answer.headers.get("location", "")


def _words(status: int) -> str:
    return _(_WORDS.get(status, N_("The room did not do that. Try again later.")))
