"""A thin scroll thumb on a canvas, to be dragged. Knows how much is scrolled, not what."""

import tkinter as tk

from ui import paint
from ui.theme import theme
from ui.widgets.scroller import OVER, Scroller

INSET = 4
WIDTH = 4
WIDTH_HELD = 6
LEAST = 32
REACH = 14
"""How far from the edge the pointer takes hold of it."""


class Thumb:
    """Shows a scroller's place at the right edge, and moves it when dragged."""

    def __init__(self, canvas: tk.Canvas, scroller: Scroller) -> None:
        self._canvas = canvas
        self._scroller = scroller
        self._top = self._length = 0
        self._grip: int | None = None  # where below its top it is held
        self._shown: tuple[object, ...] = ()

    @property
    def held(self) -> bool:
        return self._grip is not None

    def is_at(self, x: int, y: int) -> bool:
        """Whether the pointer is on it."""
        near = x >= self._scroller.width - theme.px(REACH)
        return bool(self._length) and near and self._top <= y < self._top + self._length

    def draw(self, *, pointed: bool = False) -> None:
        """Draw it where it belongs; nothing if everything is in sight."""
        above, total = self._scroller.extent()
        view, inset = self._scroller.height, theme.px(INSET)
        track, hidden = view - 2 * inset, total - view
        if hidden <= 0 or track <= 0:
            self._length = 0
        else:
            self._length = min(track, max(theme.px(LEAST), track * view // total))
            if not self.held:  # while it is held it stays with the pointer, whatever guesses turn out to be
                self._top = inset + round((track - self._length) * min(max(above / hidden, 0), 1))
        width = theme.px(WIDTH_HELD if self.held or pointed else WIDTH)
        self._paint(self._scroller.width - inset - width, width)

    def _paint(self, x: int, width: int) -> None:
        shown = (x, self._top, width, self._length, theme.tokens.thumb)
        if shown == self._shown:
            return
        self._shown = shown
        self._canvas.delete("thumb")
        if self._length:
            bottom = self._top + self._length
            fill = theme.tokens.thumb
            paint.rounded(self._canvas, x, self._top, x + width, bottom, width // 2, fill, (OVER, "thumb"))

    def hold(self, y: int) -> None:
        """Take hold of it."""
        self._grip = y - self._top
        self.draw()

    def drag(self, y: int) -> None:
        """Move it with the pointer."""
        if self._grip is None:
            return
        inset = theme.px(INSET)
        track = self._scroller.height - 2 * inset - self._length
        self._top = min(max(y - self._grip, inset), inset + max(track, 0))
        _, total = self._scroller.extent()
        share = (self._top - inset) / track if track > 0 else 0
        self._scroller.scroll_to(round(share * (total - self._scroller.height)))

    def release(self) -> None:
        """Let go of it."""
        self._grip = None
        self.draw()
