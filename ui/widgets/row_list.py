"""A list of rows on one canvas, of which only the visible ones exist. Knows neither rooms nor how a row looks.

The rows are values with a ``key``, a ``height`` (logical pixels) and a ``reach``; a function that it is given
draws one of them. The pointer and the keyboard choose among the rows that can be reached, the same ones.
"""

import tkinter as tk
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from itertools import accumulate
from typing import Generic, Protocol, TypeVar

from ui import paint
from ui.theme import theme
from ui.widgets.basics import follow

END_WIDTH = 40
"""How much of a row's right end belongs to its button, in logical pixels."""
WHEEL_STEP = 60
THUMB_WIDTH = 4
THUMB_GAP = 4


class Reach(Enum):
    """Which part of a row answers to the pointer and to the keyboard."""

    WHOLE = "whole"
    END = "end"  # only the button at its right end
    NOTHING = "nothing"


class Row(Protocol):
    """What a list must know of a row."""

    @property
    def key(self) -> str: ...
    @property
    def height(self) -> int: ...
    @property
    def reach(self) -> Reach: ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row is to be drawn, in device pixels, and how it stands with it."""

    x0: int
    y0: int
    x1: int
    y1: int
    hovered: bool
    focused: bool
    surface: str  # the colour of the list


class RowList(tk.Canvas, Generic[R]):
    """Rows one below the other, scrolled where they are too many.

    ``draw(canvas, row, place)`` puts one row on the canvas. ``activate(row)`` is called on a click and on
    Return or space, ``menu(row, x, y)`` on a right click and on the menu key, with screen coordinates.
    """

    def __init__(
        self,
        master: tk.Misc,
        *,
        draw: Callable[[tk.Canvas, R, Place], None],
        activate: Callable[[R], None],
        menu: Callable[[R, int, int], None] | None = None,
        surface: str = "side",
    ) -> None:
        super().__init__(master, bd=0, highlightthickness=0, takefocus=1)
        self._draw, self._activate, self._menu, self._surface = draw, activate, menu, surface
        self._rows: Sequence[R] = ()
        self._tops: list[int] = [0]  # where each row begins, and at the end where the last one ends
        self._offset = 0
        self._cursor: str | None = None  # key of the row that the keyboard is at
        self._hover: str | None = None
        self._pressed: str | None = None
        self._focused = False
        self._pending = False
        self._bind_pointer()
        self._bind_keys()
        self.bind("<Configure>", lambda _event: self.refresh())
        follow(self, theme.changed, self._measure)

    # -- what is shown

    @property
    def rows(self) -> Sequence[R]:
        return self._rows

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows instead. Scrolling and the keyboard's place stay where they are."""
        if rows == self._rows:
            return
        self._rows = rows
        self._measure()

    def row_at(self, y: int) -> R | None:
        """The row at this height of the widget, or None."""
        index = bisect_right(self._tops, y + self._offset) - 1
        return self._rows[index] if 0 <= index < len(self._rows) else None

    def box(self, key: str) -> tuple[int, int] | None:
        """Top and bottom of a row in the widget, visible or not; None if there is no such row."""
        index = self._index(key)
        return None if index is None else (self._tops[index] - self._offset, self._tops[index + 1] - self._offset)

    def refresh(self) -> None:
        """Draw everything anew, once Tk is idle."""
        if not self._pending:
            self._pending = True
            self.after_idle(self._redraw)

    def _measure(self) -> None:
        self._tops = [0, *accumulate(theme.px(row.height) for row in self._rows)]
        self.refresh()

    def _redraw(self) -> None:
        self._pending = False
        if not self.winfo_exists():
            return
        self._offset = min(max(self._offset, 0), self._furthest())
        self.delete("all")
        self.configure(bg=getattr(theme.tokens, self._surface))
        wide, high = self.winfo_width(), self.winfo_height()
        index = max(bisect_right(self._tops, self._offset) - 1, 0)
        while index < len(self._rows) and self._tops[index] - self._offset < high:
            self._draw_row(index, wide)
            index += 1
        self._draw_thumb(wide, high)

    def _draw_row(self, index: int, wide: int) -> None:
        row = self._rows[index]
        top, bottom = self._tops[index] - self._offset, self._tops[index + 1] - self._offset
        focused = self._focused and row.key == self._cursor
        self._draw(self, row, Place(0, top, wide, bottom, row.key == self._hover, focused, str(self["bg"])))

    def _draw_thumb(self, wide: int, high: int) -> None:
        total = self._tops[-1]
        if total <= high or (self._hover is None and not self._focused):
            return
        length = max(theme.px(24), high * high // total)
        top = (high - length) * self._offset // max(self._furthest(), 1)
        thick = theme.px(THUMB_WIDTH)
        right = wide - theme.px(THUMB_GAP)
        paint.rounded(self, right - thick, top, right, top + length, thick // 2, theme.tokens.thumb)

    # -- scrolling

    def _furthest(self) -> int:
        return max(0, self._tops[-1] - self.winfo_height())

    def _scroll(self, pixels: int) -> None:
        offset = min(max(self._offset + pixels, 0), self._furthest())
        if offset != self._offset:
            self._offset = offset
            self.refresh()

    def _reveal(self, index: int) -> None:
        top, bottom = self._tops[index], self._tops[index + 1]
        if top < self._offset or index == self._next_reachable(-1, 1):
            self._scroll((0 if index == self._next_reachable(-1, 1) else top) - self._offset)
        elif bottom > self._offset + self.winfo_height():
            self._scroll(bottom - self._offset - self.winfo_height())

    def _wheel(self, event: "tk.Event[tk.Misc]") -> None:
        if event.num in (4, 5):
            turns = -1.0 if event.num == 4 else 1.0
        else:  # Windows counts in 120s, macOS in small numbers
            turns = -event.delta / 120 if abs(event.delta) >= 120 else -event.delta
        self._scroll(round(turns * theme.px(WHEEL_STEP)))

    # -- the pointer

    def _bind_pointer(self) -> None:
        for sequence in ("<MouseWheel>", "<Button-4>", "<Button-5>"):
            self.bind(sequence, self._wheel)
        self.bind("<Motion>", lambda event: self._point_at(self._touched(event)))
        self.bind("<Leave>", lambda _event: self._point_at(None))
        self.bind("<Button-1>", self._press)
        self.bind("<ButtonRelease-1>", self._release)
        second = "<Button-2>" if self.tk.call("tk", "windowingsystem") == "aqua" else "<Button-3>"
        self.bind(second, lambda event: self._ask(self._touched(event), event.x_root, event.y_root))

    def _touched(self, event: "tk.Event[tk.Misc]") -> R | None:
        row = self.row_at(event.y) if 0 <= event.y < self.winfo_height() else None
        if row is None or row.reach is Reach.NOTHING:
            return None
        if row.reach is Reach.END and event.x < self.winfo_width() - theme.px(END_WIDTH):
            return None
        return row

    def _point_at(self, row: R | None) -> None:
        key = row.key if row else None
        if key != self._hover:
            self._hover = key
            self.configure(cursor="hand2" if row else "")
            self.event_generate("<<Pointed>>")
            self.refresh()

    @property
    def pointed(self) -> R | None:
        """The row under the pointer; ``<<Pointed>>`` tells when it is another."""
        index = None if self._hover is None else self._index(self._hover)
        return None if index is None else self._rows[index]

    def _press(self, event: "tk.Event[tk.Misc]") -> None:
        row = self._touched(event)
        self._pressed = row.key if row else None

    def _release(self, event: "tk.Event[tk.Misc]") -> None:
        row = self._touched(event)
        if row is not None and row.key == self._pressed:
            self._cursor = row.key
            self._activate(row)
        self._pressed = None

    def _ask(self, row: R | None, x: int, y: int) -> None:
        if row is not None and self._menu is not None:
            self._cursor = row.key
            self._menu(row, x, y)

    # -- the keyboard

    def _bind_keys(self) -> None:
        self.bind("<FocusIn>", lambda _event: self._set_focused(True))
        self.bind("<FocusOut>", lambda _event: self._set_focused(False))
        steps = {"<Up>": (-1, 1), "<Down>": (1, 1), "<Prior>": (-1, 8), "<Next>": (1, 8)}
        for sequence, (direction, count) in steps.items():
            self.bind(sequence, partial(self._step, direction, count))
        self.bind("<Home>", lambda event: self._step(-1, len(self._rows), event))
        self.bind("<End>", lambda event: self._step(1, len(self._rows), event))
        for sequence in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(sequence, self._activate_at_cursor)
        self.bind("<Shift-F10>", self._menu_at_cursor)
        if (
            system := self.tk.call("tk", "windowingsystem")
        ) != "aqua":  # no Mac has the key, and the others name it apart
            self.bind("<App>" if system == "win32" else "<Menu>", self._menu_at_cursor)

    def _set_focused(self, focused: bool) -> None:
        self._focused = focused
        if focused and self._row_at_cursor() is None:
            index = self._next_reachable(-1, 1)
            self._cursor = None if index is None else self._rows[index].key
        self.refresh()

    def _index(self, key: str) -> int | None:
        return next((index for index, row in enumerate(self._rows) if row.key == key), None)

    def _row_at_cursor(self) -> R | None:
        index = None if self._cursor is None else self._index(self._cursor)
        return None if index is None else self._rows[index]

    def _next_reachable(self, index: int, direction: int) -> int | None:
        index += direction
        while 0 <= index < len(self._rows):
            if self._rows[index].reach is not Reach.NOTHING:
                return index
            index += direction
        return None

    def _step(self, direction: int, count: int, _event: object) -> str:
        index = None if self._cursor is None else self._index(self._cursor)
        for _ in range(count):
            following = self._next_reachable(-1 if index is None else index, direction)
            if following is None:
                break
            index = following
        if index is not None:
            self._cursor = self._rows[index].key
            self._reveal(index)
            self.refresh()
        return "break"

    def _activate_at_cursor(self, _event: "tk.Event[tk.Misc]") -> str:
        if (row := self._row_at_cursor()) is not None:
            self._activate(row)
        return "break"

    def _menu_at_cursor(self, _event: "tk.Event[tk.Misc]") -> str:
        row = self._row_at_cursor()
        box = None if row is None else self.box(row.key)
        if box is not None:
            self._ask(row, self.winfo_rootx() + self.winfo_width() // 2, self.winfo_rooty() + box[1])
        return "break"
