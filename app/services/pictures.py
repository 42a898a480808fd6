"""Pictures, decoded on a thread of their own and made small. Knows Pillow and the disk, no window.

What comes from others may be made to hurt: only formats that are pictures and nothing else are opened, and
what would unfold to more than ``MOST_PIXELS`` is left as it is.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageOps, UnidentifiedImageError

T = TypeVar("T")

log = logging.getLogger(__name__)

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_PIXELS = 64_000_000
"""Less than Pillow's own limit against decompression bombs, which stays in force."""

SMALL = (640, 480)
"""As large as a picture in a conversation is on a screen with twice as many pixels."""
LARGE = (2560, 1600)
"""As large as the viewer shows one."""

_LONGEST = 256 * 1024 * 1024
"""Bytes of a file that is looked at."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made small, and how large it is in truth."""

    image: Image.Image
    size: tuple[int, int]


class Pictures:
    """Decodes one after the other. ``show`` and ``close`` belong to the Tk thread."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="pictures")

    def show(self, path: Path, most: tuple[int, int], done: Callable[[Picture | None], object]) -> None:
        """Decode a file so that it fits into ``most``; ``done`` is called on our thread, with None for no picture."""
        self._pool.submit(lambda: done(decode(path, most)))

    def do(self, work: Callable[[], T], done: Callable[[T], object]) -> None:
        """Have something else done that takes a while, such as to copy a file; ``done`` likewise."""
        self._pool.submit(lambda: done(work()))

    def close(self) -> None:
        """Decode no more."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def decode(path: Path, most: tuple[int, int]) -> Picture | None:
    """The first picture in a file, the right way up and small enough; None if there is none to be shown."""
    try:
        if path.stat().st_size > _LONGEST:
            return None
        with Image.open(path, formats=FORMATS) as opened:
            width, height = opened.size
            if width * height > MOST_PIXELS:
                return None
            if opened.getexif().get(0x0112, 1) >= 5:  # it lies on its side
                width, height = height, width
            opened.draft("RGB", (most[0] * 2, most[1] * 2))  # a JPEG is decoded as large as is needed
            image = ImageOps.exif_transpose(opened)
            image = image.convert("RGBA" if "A" in image.mode or "transparency" in image.info else "RGB")
            image.thumbnail(most, Image.Resampling.LANCZOS)
            return Picture(image, (width, height))
    except (OSError, ValueError, SyntaxError, EOFError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        log.info("%s is no picture to be shown: %s", path.name, error)
        return None
    except MemoryError:
        return None
