"""A QR code, drawn as sharp as the screen is: each of its squares is the same whole number of pixels. Knows no invites.

Black on white in every look: not all telephones read it the other way round.
"""

import tkinter as tk
from functools import lru_cache
from typing import Any

import segno

from ui import paint
from ui.theme import theme
from ui.widgets.shape import Shape

SIDE = 248
RADIUS = 12
QUIET = 4
"""Squares that have to stay white on each side: ISO/IEC 18004."""
DARK, LIGHT = "#16171B", "#FFFFFF"

Runs = tuple[tuple[int, int, int], ...]
"""Dark squares side by side: row, first column, and the column after the last."""


class QrCode(Shape):
    """Shows a text, as ``text`` says."""

    def __init__(self, master: Any, text: str) -> None:
        self._text = text
        super().__init__(master, SIDE, SIDE)

    @property
    def text(self) -> str:
        """What it says to who reads it."""
        return self._text

    def show(self, text: str) -> None:
        """Say this instead."""
        if text != self._text:
            self._text = text
            self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw a white card and the dark squares in its middle."""
        border = None if theme.dark else theme.tokens.border
        paint.rounded(canvas, 0, 0, width, height, theme.px(RADIUS), LIGHT, border=border, border_width=theme.px(1))
        if not self._text:
            return
        side, runs = squares(self._text)
        unit = max(1, min(width, height) // (side + 2 * QUIET))
        left, top = (width - side * unit) // 2, (height - side * unit) // 2
        for row, start, end in runs:
            x0, y0 = left + start * unit, top + row * unit
            canvas.create_rectangle(x0, y0, left + end * unit, y0 + unit, fill=DARK, width=0)


@lru_cache(4)
def squares(text: str) -> tuple[int, Runs]:
    """How many squares are in a row of the text's code, and which are dark."""
    # The least of correction makes the largest squares; where the size leaves room for more of it, it is used.
    matrix = segno.make_qr(text, error="l", boost_error=True).matrix
    runs: list[tuple[int, int, int]] = []
    for number, row in enumerate(matrix):
        start = None
        for column, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((number, start, column))
                start = None
    return len(matrix), tuple(runs)
