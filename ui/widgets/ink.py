"""One line of text on a canvas: legible, cut to fit, with emoji as pictures. Knows no rows, no views.

What is drawn here is always one line and never wider than it may be, whatever the text is.
"""

import tkinter as tk
from collections.abc import Iterator

from app.models.legible import legible
from ui import paint
from ui.theme import TkFont

ELLIPSIS = "…"
LONGEST = 400
"""Characters that are looked at: more than the widest window shows."""


def width(widget: tk.Misc, text: str, font: TkFont) -> int:
    """How wide the text is in this font, in device pixels."""
    return sum(_width(widget, piece, font, picture=picture) for piece, picture in _pieces(text))


def blank(widget: tk.Misc, font: TkFont) -> int:
    """How wide a space is: what is written loses those at its ends."""
    return _width(widget, " ", font, picture=False)


def write(canvas: tk.Canvas, x: int, y: int, text: str, *, font: TkFont, fill: str, limit: int, tags: str = "") -> int:
    """Write the text with its middle at ``y``, beginning at ``x``, at most ``limit`` wide; return where it ends.

    What does not fit is cut off with an ellipsis.
    """
    pieces = [(piece, picture, _width(canvas, piece, font, picture=picture)) for piece, picture in _pieces(text)]
    end = x + limit
    if sum(wide for *_, wide in pieces) > limit:
        end -= _width(canvas, ELLIPSIS, font, picture=False)
    for piece, picture, wide in pieces:
        if x + wide > end:
            rest = "" if picture else _cut(canvas, piece, font, end - x)
            item = canvas.create_text(x, y, text=rest + ELLIPSIS, font=font, fill=fill, anchor="w", tags=tags)
            return int(canvas.bbox(item)[2])
        if picture:
            canvas.create_image(x + wide // 2, y, image=paint.emoji(piece, _emoji_size(font)), tags=tags)
        else:
            canvas.create_text(x, y, text=piece, font=font, fill=fill, anchor="w", tags=tags)
        x += wide
    return x


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces: words as they can be shown, and emoji (True) one by one."""
    text = " ".join(text[:LONGEST].split())
    position = 0
    for match in paint.emoji_pattern().finditer(text) if not text.isascii() else ():
        if match.start() > position:
            yield legible(text[position : match.start()]), False
        yield match.group(), True
        position = match.end()
    if position < len(text):
        yield legible(text[position:]), False


def _emoji_size(font: TkFont) -> int:
    return round(abs(font[1]) * 1.25)


def _width(widget: tk.Misc, piece: str, font: TkFont, *, picture: bool) -> int:
    if picture:
        return _emoji_size(font) + 2
    return int(widget.tk.call("font", "measure", font, "-displayof", str(widget), piece))


def _cut(widget: tk.Misc, text: str, font: TkFont, limit: int) -> str:
    """As much of the text from its beginning as is no wider than ``limit``."""
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if _width(widget, text[:middle], font, picture=False) <= limit:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip()
