"""A row of discs of which one is chosen: the colours that a name can have."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import Any

from ui import paint
from ui.theme import theme
from ui.widgets.shape import Shape

EACH, DISC = 32, 22


class Swatches(Shape):
    """The first disc stands for none of ``colours``, 0. Left and Right choose as well; the chosen one has a tick."""

    def __init__(
        self, master: Any, colours: Callable[[], Sequence[str]], chosen: int, on_change: Callable[[int], object]
    ) -> None:
        self._colours, self._chosen, self._on_change = colours, chosen, on_change
        self._focused = False
        super().__init__(master, EACH * (len(colours()) + 1), EACH, takefocus=True)
        bind = self.canvas.bind
        bind("<FocusIn>", lambda _: self._note(focused=True))
        bind("<FocusOut>", lambda _: self._note(focused=False))
        self.on_click(lambda event: self.choose(event.x // max(1, theme.px(EACH))))
        bind("<Right>", lambda _: self.choose(self._chosen + 1))
        bind("<Left>", lambda _: self.choose(self._chosen - 1))

    @property
    def chosen(self) -> int:
        """The number of the chosen one; 0 for none."""
        return self._chosen

    def set(self, number: int) -> None:
        """Show this one as chosen."""
        self._chosen = number
        self.redraw()

    def choose(self, number: int) -> str:
        """Choose one, as a person would."""
        if 0 <= number <= len(self._colours()) and number != self._chosen:
            self.set(number)
            self._on_change(number)
        return "break"

    def _note(self, *, focused: bool) -> None:
        self._focused = focused
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:  # noqa: ARG002 each has a place of its own
        """Draw the discs, the chosen one with a tick and, where the keyboard is, a ring."""
        tokens, px = theme.tokens, theme.px
        size, middle = px(DISC), height // 2
        for number in range(len(self._colours()) + 1):
            x = px(EACH) * number + px(EACH) // 2
            box = (x - size // 2, middle - size // 2, x - size // 2 + size, middle - size // 2 + size)
            chosen = number == self._chosen
            if chosen and self._focused:
                edge = px(4)
                ring = (box[0] - edge, box[1] - edge, box[2] + edge, box[3] + edge)
                paint.rounded(canvas, *ring, size // 2 + edge, self.surface, border=tokens.accent, border_width=px(2))
            if number:
                paint.rounded(canvas, *box, size // 2, self._colours()[number - 1])
            else:
                paint.rounded(
                    canvas, *box, size // 2, tokens.sunk, border=tokens.border_strong, border_width=max(1, px(1))
                )
            icon = "check" if chosen else "" if number else "a-large-small"
            if icon:
                ink = tokens.canvas if number else tokens.text2
                paint.put_icon(canvas, x, middle, icon, px(14), ink)
