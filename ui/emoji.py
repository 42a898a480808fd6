"""Which sequences of characters are emoji, and the picture of each. Knows no text around them.

They are pictures everywhere: the sheet lies in ``assets``, one cell for each sequence. It takes
a while to decode, so a thread begins with that at the start; all else is the Tk thread's.
"""

import json
import re
import threading
from functools import cache

from PIL import Image, ImageTk

import assets
from ui.images import photo

CELL = 66
"""Width of a cell of the sheet: 64 and a margin of one on each side."""


@cache
def _emoji_cells() -> dict[str, tuple[int, int]]:
    with assets.path("emoji.json").open(encoding="utf-8") as file:
        cells: dict[str, tuple[int, int]] = json.load(file)
    # ©, ™, ↔ and such are text unless the writer asks for the picture with U+FE0F.
    return {s: cell for s, cell in cells.items() if len(s) > 1 or s >= "\u231a"}


@cache
def emoji_pattern() -> re.Pattern[str]:
    """What matches all sequences we have pictures for, the longest first.

    Characters after which the same may follow share a place, which makes compiling it quick.
    """
    rests: dict[str, list[str]] = {}
    for sequence in sorted(_emoji_cells(), key=lambda s: (-len(s), s)):
        rests.setdefault(sequence[0], []).append(re.escape(sequence[1:]))
    firsts: dict[str, str] = {}
    for first, following in rests.items():
        alternatives = "|".join(following)
        firsts[alternatives] = firsts.get(alternatives, "") + re.escape(first)
    return re.compile("|".join(f"[{first}](?:{following})" for following, first in firsts.items()))


_sheet: list[Image.Image] = []
_sheet_lock = threading.Lock()


def load_emoji() -> None:
    """Begin to decode the sheet of emoji on a thread, so that the first one does not wait."""
    threading.Thread(target=_emoji_sheet, name="emoji", daemon=True).start()


def _emoji_sheet() -> Image.Image:
    with _sheet_lock:
        if not _sheet:
            with Image.open(assets.path("emoji64.png")) as sheet:
                sheet.load()
                _sheet.append(sheet.copy())
        return _sheet[0]


def emoji(sequence: str, px: int) -> ImageTk.PhotoImage:
    """The picture of an emoji. KeyError for what the pattern does not match."""

    def draw() -> Image.Image:
        column, row = _emoji_cells()[sequence]
        left, top = column * CELL + 1, row * CELL + 1
        cell = _emoji_sheet().crop((left, top, left + 64, top + 64)).convert("RGBA")
        return cell.resize((px, px), Image.Resampling.LANCZOS)

    return photo(("emoji", sequence, px), draw)
