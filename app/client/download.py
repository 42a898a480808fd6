"""A file on its way from the room, from one connection to the next. Knows HTTP and the file, not what it is for.

What has arrived stays beside the place where the file belongs. It is what its SHA-256 says, or it is thrown away.
"""

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from io import FileIO
from pathlib import Path

from app.client.attempts import Run, TransferError, on_disk, read, words_for
from app.client.http import Answer, Http
from app.client.link import Place
from app.words import _


class Download:
    """A file on its way from the room."""

    def __init__(self, place: Place, source: str, digest: str, into: Path, run: Run) -> None:
        self._place, self._source, self._digest, self._into, self._run = place, source, digest, into, run
        self._partial = into.with_name(f"{into.name}.part")

    def go(self) -> Path:
        with on_disk():
            self._into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._run.persist(self._place, self._attempt)
        with on_disk():
            self._partial.replace(self._into)
        return self._into

    def _attempt(self, http: Http) -> str:
        with on_disk():
            file = self._partial.open("ab", buffering=0)
        with file:
            begun = file.tell()
            wish = [("Range", f"bytes={begun}-"), ("If-Range", f'"{self._digest}"')] if begun else []
            answer = http.ask("GET", self._source, wish)
            if answer.status == 416:  # all of it is here, or more than there is
                answer.skip()
            elif answer.status not in (200, 206):
                raise TransferError(words_for(answer.status))
            hashed = hashlib.sha256()
            if answer.status == 200:
                file.truncate(0)
                begun = 0
            for data in read(self._partial):
                hashed.update(data)
            if answer.status != 416:
                self._write(answer, begun, file, hashed)
        if hashed.hexdigest() != self._digest:
            self._partial.unlink()
            raise TransferError(_("What came is not the file that was sent."))
        return ""

    def _write(self, answer: Answer, begun: int, file: FileIO, hashed: "hashlib._Hash") -> None:
        """Keep what comes. While one portion is written and looked at, the next is received: twice as fast."""
        total = begun + int(answer.headers.get("content-length", 0))
        with ThreadPoolExecutor(1, thread_name_prefix="keeping") as beside:
            kept: Future[None] | None = None
            for data in answer.portions():
                if kept is not None:
                    kept.result()
                kept = beside.submit(_keep, data, file, hashed)
                begun += len(data)
                self._run.tell(begun, total)
            if kept is not None:
                kept.result()


def _keep(data: bytes, file: FileIO, hashed: "hashlib._Hash") -> None:
    rest = memoryview(data)
    while rest:  # what is not buffered may be written in parts
        with on_disk():
            rest = rest[file.write(rest) :]
    hashed.update(data)
