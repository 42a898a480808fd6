"""Handing a file to the system: a copy under its own name, and the program that opens it. Knows no window."""

import logging
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

from app.words import _

log = logging.getLogger(__name__)

_FROM_ELSEWHERE = "[ZoneTransfer]\r\nZoneId=3\r\n"
"""What makes Windows ask before it runs a file: it came from other people."""


def copy(path: Path, place: Path) -> str:
    """Copy a file to where a person or a program looks for it. What went wrong, or the empty text. Takes a while."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        if not (place.exists() and place.samefile(path)):
            shutil.copyfile(path, place)
        if sys.platform == "win32":
            Path(f"{place}:Zone.Identifier").write_text(_FROM_ELSEWHERE, encoding="ascii")
    except OSError as error:
        log.info("%s cannot be copied: %s", path.name, error)
        return _("The file could not be saved: {reason}.").format(reason=error.strerror or error)
    return ""


def launch(path: Path) -> None:
    """Have a file opened by whatever the system has for it. Returns at once."""
    if sys.platform == "win32":
        os.startfile(path)  # noqa: S606 - the system's own way; who opens it was asked before
        return
    program = "open" if sys.platform == "darwin" else "xdg-open"
    # On a thread: some of these wait until the program has ended.
    threading.Thread(target=_run, args=(program, path), name="opening", daemon=True).start()


def _run(program: str, path: Path) -> None:
    try:
        subprocess.run([program, str(path)], check=False, capture_output=True)  # noqa: S603 - a name of ours, no shell
    except OSError as error:
        log.warning("%s cannot be opened: %s", path.name, error)
