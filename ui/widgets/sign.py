"""An icon by itself, in a colour that has a meaning. Knows not what it means."""

import tkinter as tk
from typing import Any

from ui import paint
from ui.theme import theme
from ui.widgets.shape import Shape


class Sign(Shape):
    """``colour`` is the name of a token."""

    def __init__(self, master: Any, name: str = "info", colour: str = "text2", *, size: float = 18) -> None:
        self._icon, self._colour, self._size = name, colour, size
        super().__init__(master, size, size)

    def show(self, name: str, colour: str) -> None:
        """Be this icon, in the colour of this token."""
        self._icon, self._colour = name, colour
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the icon."""
        colour = getattr(theme.tokens, self._colour)
        paint.put_icon(canvas, width / 2, height / 2, self._icon, theme.px(self._size), colour)
