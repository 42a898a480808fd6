"""A list of things that can be done, opened from a button or a right click."""

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui import paint
from ui.theme import theme
from ui.widgets.basics import text_width
from ui.widgets.floating import Align, Side
from ui.widgets.popover import Popover
from ui.widgets.shape import Shape

ROW = 32
RULE = 9
INSET = 6
LEAST_WIDTH = 180
ICON_COLUMN = 30
KEY_GAP = 24


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that can be done. ``key`` is the shortcut as people read it."""

    text: str
    action: Callable[[], object]
    icon: str = ""
    key: str = ""
    danger: bool = False


class Rule:
    """A hairline between items."""


Entries = Sequence[Item | Rule]


class Menu(Popover):
    """Items to choose from, with the pointer or with Up, Down and Return."""

    def __init__(self, opener: tk.Misc, entries: Entries, *, on_close: Callable[[], object] | None = None) -> None:
        super().__init__(opener, on_close=on_close)
        self.rows = MenuRows(self, entries, self._choose)
        self.rows.pack(padx=1, pady=INSET)

    def show_beside(self, widget: tk.Misc, *, side: Side = "below", align: Align = "start") -> None:
        """Open it beside the widget that it belongs to."""
        self.put_beside(widget, side=side, align=align)
        self.open(self.rows.canvas)

    def show_at(self, x_root: int, y_root: int) -> None:
        """Open it at a place of the screen: where the pointer is."""
        x, y = x_root - self.master.winfo_rootx(), y_root - self.master.winfo_rooty()
        self.put_by((x, y, x, y), gap=0)
        self.open(self.rows.canvas)

    def _choose(self, item: Item) -> None:
        self.close()
        item.action()


class MenuRows(Shape):
    """What is in a menu: at least ``width`` wide, or as wide as the longest of it."""

    def __init__(
        self, master: tk.Misc, entries: Entries, choose: Callable[[Item], None], *, width: int = LEAST_WIDTH
    ) -> None:
        self._entries, self._choose, self._least = entries, choose, width
        self._marked: int | None = None
        super().__init__(master, takefocus=True)
        self._fit()
        bind = self.canvas.bind
        bind("<Motion>", lambda event: self._mark(self._at(event.y)))
        bind("<Leave>", lambda _: self._mark(None))
        self.on_click(lambda event: self._take(self._at(event.y)))
        bind("<Down>", lambda _: self._step(1))
        bind("<Up>", lambda _: self._step(-1))
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            bind(key, lambda _: self._take(self._marked))

    def _fit(self) -> None:
        font, small = theme.font(14), theme.font(12)
        widths = [self._least]
        for entry in self._entries:
            if isinstance(entry, Item):
                wide = text_width(self, entry.text, font) / theme.scale + ICON_COLUMN + 3 * INSET + 8
                if entry.key:
                    wide += KEY_GAP + text_width(self, entry.key, small) / theme.scale
                widths.append(round(wide))
        self.configure(width=max(widths), height=sum(map(_height, self._entries)))

    def _at(self, y: int) -> int | None:
        top = 0
        for index, entry in enumerate(self._entries):
            top += theme.px(_height(entry))
            if 0 <= y < top:
                return index if isinstance(entry, Item) else None
        return None

    def _mark(self, index: int | None) -> None:
        if index != self._marked:
            self._marked = index
            self.redraw()

    def _step(self, by: int) -> str:
        choices = [i for i, entry in enumerate(self._entries) if isinstance(entry, Item)]
        if self._marked in choices:
            self._mark(choices[(choices.index(self._marked) + by) % len(choices)])
        else:
            self._mark(choices[0 if by > 0 else -1])
        return "break"

    def _take(self, index: int | None) -> str:
        if index is not None and isinstance(item := self._entries[index], Item):
            self._choose(item)
        return "break"

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:  # noqa: ARG002 rows have a height of their own
        """Draw the items, the marked one on a coloured ground."""
        top, inset = 0, theme.px(INSET)
        for index, entry in enumerate(self._entries):
            bottom = top + theme.px(_height(entry))
            if isinstance(entry, Item):
                if index == self._marked:
                    paint.rounded(canvas, inset, top, width - inset, bottom, theme.px(8), theme.tokens.hover)
                self._paint_item(canvas, entry, (top + bottom) // 2, width)
            else:
                middle = (top + bottom) // 2
                canvas.create_line(inset, middle, width - inset, middle, fill=theme.tokens.border)
            top = bottom

    def _paint_item(self, canvas: tk.Canvas, item: Item, y: int, width: int) -> None:
        tokens = theme.tokens
        ink = tokens.danger if item.danger else tokens.text
        left = theme.px(INSET + 10)
        if item.icon:
            sign = tokens.danger if item.danger else tokens.text2
            paint.put_icon(canvas, left + theme.px(8), y, item.icon, theme.px(16), sign)
        left += theme.px(ICON_COLUMN - 4)
        canvas.create_text(left, y, text=item.text, font=theme.font(14), fill=ink, anchor="w")
        if item.key:
            right = width - theme.px(INSET + 10)
            canvas.create_text(right, y, text=item.key, font=theme.font(12), fill=tokens.text3, anchor="e")


def _height(entry: Item | Rule) -> int:
    return ROW if isinstance(entry, Item) else RULE
