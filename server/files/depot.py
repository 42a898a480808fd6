"""Where a room's files are: one for each content, named by its SHA-256. Any thread. Knows the disk, not HTTP or people.

Law 1: a file is in its place whole or not at all: it is moved there when its last byte has come.
Law 2: nothing is taken for which there is no room: what is on its way is counted before it comes.
Law 3: nothing is remembered that the folder does not say: its name is the content, its time the last sending.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path

from server.config import FilesTable
from server.files.refusal import RefusedError
from server.stamps import Clock
from server.threads import Lock

log = logging.getLogger(__name__)

_A_DAY = 24 * 60 * 60
_SPARE = 64 * 1024 * 1024
"""Bytes of the disk that are left to everything else."""
_UNFINISHED_FOR = _A_DAY
"""Seconds for which half a file waits for its other half."""
_TIDY_EVERY = 60 * 60
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Depot:
    """All files of a room. Without a folder they are kept until the room closes."""

    def __init__(self, folder: Path | None, limits: Callable[[], FilesTable], clock: Clock = time.time) -> None:
        self._limits = limits
        self._clock = clock
        self._temporary = None if folder else tempfile.TemporaryDirectory(prefix="parlor-", ignore_cleanup_errors=True)
        self.folder = folder or Path(self._temporary.name if self._temporary else "")
        self.unfinished = self.folder / "unfinished"
        for place in (self.folder, self.unfinished):  # what people send is nobody else's on this computer
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = Lock()
        self._coming = 0
        self._kept = 0
        self._closing = threading.Event()
        self._keeper = ThreadPoolExecutor(1, thread_name_prefix="keeper")
        self._janitor = threading.Thread(target=self._keep_tidy, name="janitor", daemon=True)
        self.tidy()

    # What is there

    def find(self, digest: str) -> Path | None:
        """The file with that content, if there is one that has not expired."""
        if not _DIGEST.fullmatch(digest):
            return None
        path = self.folder / digest
        try:
            return None if self._is_expired(path.stat().st_mtime) else path
        except OSError:
            return None

    @property
    def application(self) -> Path | None:
        """Parlor itself, where the host lets guests have it."""
        path = Path(self._limits().application)
        return path if self._limits().application and path.is_file() else None

    @property
    def longest(self) -> int:
        """Bytes that one file may have."""
        limits = self._limits()
        return min(limits.max_bytes, limits.quota_bytes)

    # What comes

    @contextlib.contextmanager
    def expecting(self, size: int) -> Iterator[None]:
        """Keep room for as many bytes while they come. Raises RefusedError if there is none."""
        self.check(size)
        with self._lock:
            is_full = self._kept + self._coming + size > self._limits().quota_bytes
            self._coming += 0 if is_full else size
        if is_full:
            text = "The room's place for files is full. Its host can make it larger, or let old files expire."
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, text)
        try:
            yield
        finally:
            with self._lock:
                self._coming -= size

    def check(self, size: int) -> None:
        """Raises RefusedError if a file of that size cannot be taken at all."""
        if size > self.longest:
            text = f"This file is too large: a file here can have {self.longest} bytes."
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, text)
        if shutil.disk_usage(self.folder).free - size < _SPARE:
            raise RefusedError(HTTPStatus.INSUFFICIENT_STORAGE, "The disk of the room's host is full.")

    def beside(self, write: Callable[[bytes], None], data: bytes) -> Future[None]:
        """Have it written while its visitor receives more, by one thread for all. Raises OSError at the room's end."""
        try:
            return self._keeper.submit(write, data)
        except RuntimeError as error:
            raise ConnectionAbortedError("The room closes.") from error

    def count(self, size: int) -> None:
        """So many bytes more (or fewer) are on the disk."""
        with self._lock:
            self._kept += size

    def keep(self, path: Path, digest: str) -> None:
        """Put a finished file in its place. Raises OSError."""
        place = self.folder / digest
        if self.refresh(digest):
            self.count(-path.stat().st_size)
            path.unlink()
        else:
            path.replace(place)
            self._touch(place)

    def refresh(self, digest: str) -> bool:
        """Somebody sends what is there already: it is as good as new. Returns whether it is there."""
        if (path := self.find(digest)) is None:
            return False
        self._touch(path)
        return True

    def _touch(self, path: Path) -> None:
        now = self._clock()
        os.utime(path, (now, now))

    # Order

    def start(self) -> None:
        """Let the files of the past be thrown away in time, from now on."""
        self._janitor.start()
        self._keeper.submit(int)  # which begins its thread: those of visitors, which threading does not know, cannot

    def close(self) -> None:
        self._closing.set()
        if self._janitor.ident is not None:
            self._janitor.join()
        self._keeper.shutdown()
        if self._temporary is not None:
            self._temporary.cleanup()

    def tidy(self) -> None:
        """Throw away what has expired, and count what is left."""
        kept = sum(self._sizes(self.folder, self._is_expired))
        kept += sum(self._sizes(self.unfinished, lambda since: since < self._clock() - _UNFINISHED_FOR))
        with self._lock:
            self._kept = kept

    def _sizes(self, folder: Path, is_over: Callable[[float], bool]) -> Iterator[int]:
        for path in folder.iterdir():
            try:
                state = path.stat()
                if not path.is_file():
                    continue
                if is_over(state.st_mtime):
                    path.unlink()
                    continue
                yield state.st_size
            except OSError as error:  # somebody is just fetching it, which Windows minds; or it went by itself
                log.info("%s stays for now: %s", path.name, error)

    def _is_expired(self, since: float) -> bool:
        days = self._limits().expiry_days
        return bool(days) and since < self._clock() - days * _A_DAY

    def _keep_tidy(self) -> None:
        while not self._closing.wait(_TIDY_EVERY):
            self.tidy()
