"""The turning sign of work under way. Knows how to turn, and to stand still for who wants that."""

import tkinter as tk
from collections.abc import Callable
from typing import Any

from ui import paint
from ui.theme import theme
from ui.widgets.basics import on_destroy
from ui.widgets.shape import Shape

STEPS = 8  # the icon has eight rays
PERIOD_MS = 800


class Spin:
    """Where a spinner stands in its turn; asks for a new drawing at each step until stopped."""

    def __init__(self, widget: tk.Misc, redraw: Callable[[], None]) -> None:
        self._widget, self._redraw = widget, redraw
        self._step = 0
        self._timer = ""
        on_destroy(widget, self.stop)
        self._turn()

    def _turn(self) -> None:
        self._timer = ""
        if not theme.reduced_motion:
            self._step = (self._step + 1) % STEPS
            self._timer = self._widget.after(PERIOD_MS // STEPS, self._turn)
            self._redraw()

    def stop(self) -> None:
        """Turn no more."""
        if self._timer:
            self._widget.after_cancel(self._timer)
            self._timer = ""

    def put(self, canvas: tk.Canvas, x: float, y: float, px: int, colour: str) -> None:
        """Draw it with its middle at this place; as three dots where nothing is to move."""
        name, angle = ("ellipsis", 0) if theme.reduced_motion else ("loader", self._step * 360 // STEPS)
        canvas.create_image(x, y, image=paint.icon(name, px, colour, angle))


class Spinner(Shape):
    """A spinner by itself. It turns for as long as it exists."""

    def __init__(self, master: Any, size: float = 14, colour: str = "text3") -> None:
        self._colour = colour
        super().__init__(master, size, size)
        self._spin = Spin(self.canvas, self.redraw)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw it as large as the widget is."""
        self._spin.put(canvas, width / 2, height / 2, min(width, height), getattr(theme.tokens, self._colour))
