"""A file on its way to the room, from one connection to the next. Knows HTTP and the file, not what is said of it.

It is announced first, with its SHA-256: what the room has already is not sent again. What has arrived stays with the
room for a day (see ``server.files.uploads``), so that the next connection goes on from there.
"""

import base64
import hashlib
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

from app.client.attempts import CancelledError, Run, TransferError, on_disk, read, words_for
from app.client.http import Answer, Http
from app.client.link import Place
from app.client.parcels import Parcel, Sent
from app.words import _
from server.protocol.filenames import disposition, media_type


class Upload:
    """A file on its way to the room."""

    def __init__(self, place: Place, parcel: Parcel, run: Run) -> None:
        self._place, self._parcel, self._run = place, parcel, run
        with on_disk():
            self._size = parcel.file.stat().st_size
            self._digest = self._look()
        self._upload = ""
        """Where the room takes what follows; empty while it knows nothing of the file."""

    def go(self) -> Sent:
        return Sent(self._run.persist(self._place, self._attempt), self._digest)

    def _look(self) -> str:
        """Look at all of the file, and keep a copy where one is wanted. Its SHA-256."""
        hashed = hashlib.sha256()
        for data in read(self._parcel.file):
            hashed.update(data)
            if self._run.cancel.has_been_asked():
                raise CancelledError
        digest = hashed.hexdigest()
        if self._parcel.copies is not None:
            self._parcel.copies.mkdir(mode=0o700, parents=True, exist_ok=True)
            copy = self._parcel.copies / f"{digest}.new"
            shutil.copyfile(self._parcel.file, copy)
            copy.replace(self._parcel.copies / digest)  # whole or not at all
        return digest

    def _attempt(self, http: Http) -> str:
        offset = self._offset(http) if self._upload else 0
        if not self._upload:
            link, offset = self._announce(http)
            if link:
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

    def _announce(self, http: Http) -> tuple[str, int]:
        """Tell the room what comes. The file's address, if the room has it already; else how much of it that has."""
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
            return link, 0
        self._upload = urlsplit(link).path
        return "", int(answer.headers.get("upload-offset", 0))

    def _offset(self, http: Http) -> int:
        """How much of it the room has."""
        answer = http.ask("HEAD", self._upload)
        if answer.status != 204:
            self._upload = ""
            return 0
        return int(answer.headers["upload-offset"])

    def _content(self, offset: int) -> Iterator[bytes]:
        done = offset
        for data in read(self._parcel.file, offset):
            yield data
            done += len(data)
            self._run.tell(done, self._size)
        if done != self._size:
            raise TransferError(_("The file has changed while it was sent."))


def _link_in(answer: Answer) -> str:
    """The address that the room answered with. Raises TransferError."""
    answer.skip()
    if answer.status != 201:
        raise TransferError(words_for(answer.status))
    return answer.headers.get("location", "")
