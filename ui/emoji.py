"""Which sequences of characters are emoji, and the picture of each. Knows no text around them.

They are pictures everywhere; ``assets`` has them, and only those that are asked for are ever decoded. Tk thread only.
"""

import json
import re
from functools import cache
from io import BytesIO

from PIL import Image, ImageTk

import assets
from ui.images import photo


@cache
def _emoji_places() -> dict[str, tuple[int, int]]:
    with assets.path("emoji.json").open(encoding="utf-8") as file:
        places: dict[str, tuple[int, int]] = json.load(file)
    # ©, ™, ↔ and such are text unless the writer asks for the picture with U+FE0F.
    return {s: place for s, place in places.items() if len(s) > 1 or s >= "\u231a"}


@cache
def emoji_pattern() -> re.Pattern[str]:
    """What matches all sequences we have pictures for, the longest first.

    Characters after which the same may follow share a place, which makes compiling it quick.
    """
    rests: dict[str, list[str]] = {}
    for sequence in sorted(_emoji_places(), key=lambda s: (-len(s), s)):
        rests.setdefault(sequence[0], []).append(re.escape(sequence[1:]))
    firsts: dict[str, str] = {}
    for first, following in rests.items():
        alternatives = "|".join(following)
        firsts[alternatives] = firsts.get(alternatives, "") + re.escape(first)
    return re.compile("|".join(f"[{first}](?:{following})" for following, first in firsts.items()))


def emoji(sequence: str, px: int) -> ImageTk.PhotoImage:
    """The picture of an emoji. KeyError for what the pattern does not match."""

    def draw() -> Image.Image:
        begin, end = _emoji_places()[sequence]
        with assets.path("emoji.pngs").open("rb") as pictures:
            pictures.seek(begin)
            picture = Image.open(BytesIO(pictures.read(end - begin)))
            return picture.convert("RGBA").resize((px, px), Image.Resampling.LANCZOS)

    return photo(("emoji", sequence, px), draw)
