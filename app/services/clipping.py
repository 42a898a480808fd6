"""What lies on the clipboard besides text: a picture, or files. Knows Pillow and the disk, no window.

Tk's own clipboard is text alone; Pillow asks the system (on Linux by ``wl-paste`` or ``xclip``, where there is one).
"""

import logging
from pathlib import Path
from secrets import token_hex

from PIL import Image, ImageGrab

log = logging.getLogger(__name__)


def pasted_files(folder: Path) -> list[Path]:
    """The files on the clipboard, or the picture there, put into ``folder`` as a file. Takes a while."""
    try:
        found = ImageGrab.grabclipboard()
    except (
        OSError,
        NotImplementedError,
        ValueError,
        SyntaxError,
    ) as error:  # no program that could be asked; no picture
        log.info("the clipboard cannot be looked at: %s", error)
        return []
    if isinstance(found, list):
        return [path for path in map(Path, found) if path.is_file()]
    if not isinstance(found, Image.Image):
        return []
    path = _new(folder)
    found.save(path)
    return [path]


def kept_picture(folder: Path, data: bytes) -> list[Path]:
    """A picture (PNG) as a file in ``folder``."""
    path = _new(folder)
    path.write_bytes(data)
    return [path]


def _new(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{token_hex(8)}.png"
