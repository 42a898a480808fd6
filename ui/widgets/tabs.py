"""A list of names of which one is open: below each other, or in rows where there is little room."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import Any

from ui import paint
from ui.theme import theme
from ui.widgets.basics import text_width
from ui.widgets.shape import Shape

ROW = 36
ICON = 16
PADDING = 12
GAP = 10
MOST_COLUMNS = 3


class Tabs(Shape):
    """``names`` have an icon each. Up, Down, Left and Right open the one before or behind."""

    def __init__(
        self, master: Any, names: Sequence[tuple[str, str]], chosen: int, on_open: Callable[[int], object]
    ) -> None:
        self._names, self._chosen, self._on_open = names, chosen, on_open
        self._hovered: int | None = None
        self._focused = False
        self._columns = 1
        super().__init__(master, 0, 0, takefocus=True)
        self._fit()
        bind = self.canvas.bind
        bind("<FocusIn>", lambda _: self._note(focused=True))
        bind("<FocusOut>", lambda _: self._note(focused=False))
        bind("<Motion>", lambda event: self._hover(self.at(event.x, event.y)))
        bind("<Leave>", lambda _: self._hover(None))
        self.on_click(lambda event: self.open(self.at(event.x, event.y)))
        for key, by in (("<Down>", 1), ("<Right>", 1), ("<Up>", -1), ("<Left>", -1)):
            bind(key, lambda _, by=by: self.open(self._chosen + by))  # type: ignore[misc]

    @property
    def chosen(self) -> int:
        """The number of the one that is open."""
        return self._chosen

    def lay(self, *, across: float) -> None:
        """Stand in rows of this width in logical pixels, or below each other (0)."""
        self._columns = min(MOST_COLUMNS, max(1, int(across // self._each)))
        self._fit()
        self.redraw()

    def open(self, number: int | None) -> str:
        """Open another one, as a person would."""
        if number is not None and 0 <= number < len(self._names) and number != self._chosen:
            self._chosen = number
            self.redraw()
            self._on_open(number)
        return "break"

    def at(self, x: int, y: int) -> int | None:
        """Which one is at this place."""
        for number in range(len(self._names)):
            x0, y0, x1, y1 = self._place(number)
            if x0 <= x < x1 and y0 <= y < y1:
                return number
        return None

    def _fit(self) -> None:
        font = theme.font(14, "semibold")
        widest = max(text_width(self, name, font) for name, _ in self._names) / theme.scale
        self._each = round(widest) + ICON + GAP + 2 * PADDING
        rows = -(-len(self._names) // self._columns)
        self.configure(width=self._each * self._columns, height=rows * ROW)

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._fit()

    def _place(self, number: int) -> tuple[int, int, int, int]:
        row, column = divmod(number, self._columns)
        wide, high = theme.px(self._each), theme.px(ROW)
        return column * wide, row * high, (column + 1) * wide, row * high + high

    def _note(self, *, focused: bool) -> None:
        self._focused = focused
        self.redraw()

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:  # noqa: ARG002 each has a place of its own
        """Draw the names, the open one on a coloured ground."""
        tokens, px = theme.tokens, theme.px
        for number, (name, icon) in enumerate(self._names):
            x0, y0, x1, y1 = self._place(number)
            chosen, hovered = number == self._chosen, number == self._hovered
            if chosen or hovered:
                ring = tokens.accent if chosen and self._focused else None
                fill = tokens.active if chosen else tokens.hover
                box = (x0, y0 + px(1), x1, y1 - px(1))
                paint.rounded(canvas, *box, px(8), fill, border=ring, border_width=px(2))
            middle = (y0 + y1) // 2
            left = x0 + px(PADDING)
            sign = tokens.accent_text if chosen else tokens.text2
            paint.put_icon(canvas, left + px(ICON) // 2, middle, icon, px(ICON), sign)
            font = theme.font(14, "semibold" if chosen else "regular")
            ink = tokens.text if chosen else tokens.text2
            canvas.create_text(left + px(ICON + GAP), middle, text=name, font=font, fill=ink, anchor="w")
