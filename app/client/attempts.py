"""What all transfers have in common: they are tried again when the connection breaks, and told of. One thread each."""

import contextlib
import errno
import logging
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic

import h11

from app.client.http import PORTION, Cancel, Http
from app.client.link import Place
from app.client.parcels import Post, Progress
from app.client.wire import ImpostorError, StrangerError
from app.words import N_, _

log = logging.getLogger(__name__)

_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds before each new try, after the connection broke."""
_BETWEEN_REPORTS = 0.1

_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
"""Windows knows no quotas by this name."""

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


def read(path: Path, offset: int = 0) -> Iterator[bytes]:
    """A file from a place on, portion by portion. Raises TransferError."""
    with on_disk():
        file = path.open("rb", buffering=0)
    with file:
        file.seek(offset)
        while True:
            with on_disk():
                data = file.read(PORTION)
            if not data:
                return
            yield data


@contextlib.contextmanager
def on_disk() -> Iterator[None]:
    """What happens here happens on the disk: no other connection would help."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise TransferError(_("The disk of this computer is full. Make room, then try again.")) from error
        raise TransferError(
            _("The file cannot be read or kept: {reason}.").format(reason=error.strerror or error)
        ) from error


def words_for(status: int) -> str:
    """Why the room did not do it."""
    return _(_WORDS.get(status, N_("The room did not do that. Try again later.")))
