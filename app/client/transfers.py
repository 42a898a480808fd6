"""Files on their way to a room and from it, each on a thread of a few. Knows threads, not how a file travels."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from app.client.attempts import CancelledError, Run, TransferError
from app.client.download import Download
from app.client.http import Cancel
from app.client.link import Place
from app.client.parcels import Broken, Fetched, Parcel, Post, Report
from app.client.upload import Upload
from app.words import _

log = logging.getLogger(__name__)

_AT_ONCE = 3


class Transfers:
    """All files on their way. Tk thread; reports are posted on the transfers' threads, and none after ``close``."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="files")
        self._under_way: set[Cancel] = set()
        self._lock = threading.Lock()

    def send(self, place: Place, parcel: Parcel, post: Post) -> Callable[[], None]:
        """Send a file to a room. Returns what cancels it."""
        return self._begin(lambda run: Upload(place, parcel, run).go(), post)

    def fetch(self, place: Place, source: str, digest: str, into: Path, post: Post) -> Callable[[], None]:
        """Fetch what a room has at ``source`` (a path) to a place on the disk. Returns what cancels it."""
        return self._begin(lambda run: Fetched(Download(place, source, digest, into, run).go()), post)

    def close(self) -> None:
        """End all of it. Returns at once."""
        with self._lock:
            under_way = list(self._under_way)
        for cancel in under_way:
            cancel.ask()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _begin(self, job: Callable[[Run], Report], post: Post) -> Callable[[], None]:
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

    def _run(self, job: Callable[[Run], Report], run: Run) -> None:
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
