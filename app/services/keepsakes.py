"""The files fetched from rooms, as they lie on the disk: those not looked at for longest have to go. No window."""

import logging
import shutil
from pathlib import Path

log = logging.getLogger(__name__)

MOST = 1_000_000_000
"""Bytes that are kept; what is fetched again when it is wanted need not fill a disk."""
PASSING = ("opened", "pasted")
"""Folders of copies that somebody has opened or pasted: of use for one visit."""


def tidy(folder: Path, most: int = MOST) -> None:
    """Throw away what is too much. Takes a while; before anything is fetched."""
    for name in PASSING:
        shutil.rmtree(folder / name, ignore_errors=True)  # what is still open elsewhere stays until the next time
    try:
        found = [(path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir() if path.is_file()]
    except OSError:  # nothing was ever fetched
        return
    kept = 0
    for _, size, path in sorted(found, reverse=True):
        kept += size
        if kept > most:
            try:
                path.unlink()
            except OSError as error:
                log.info("%s stays for now: %s", path.name, error)


def note_use(path: Path) -> None:
    """Somebody looks at a file: it is to be kept longer than others."""
    try:
        path.touch()
    except OSError as error:
        log.debug("%s: %s", path.name, error)
