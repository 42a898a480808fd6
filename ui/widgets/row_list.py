"""A list of rows on one canvas, of which only the visible ones exist. Knows neither rooms nor how a row looks.

The rows are values with a ``key``, a ``height`` (logical pixels) and a ``reach``; a function that it is given
draws one of them. The pointer and the keyboard choose among the rows that can be reached, the same ones.
"""

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic

from ui import paint
from ui.theme import theme
from ui.widgets.basics import follow
from ui.widgets.stack import R, Reach, Stack

END_WIDTH = 40
"""How much of a row's right end belongs to its button, in logical pixels."""
WHEEL_STEP = 60
THUMB_WIDTH, THUMB_GAP, LEAST_THUMB = 4, 4, 24
PAGE = 8
"""Rows that Page Up and Page Down go over."""


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
        self._stack: Stack[R] = Stack()
        self._cursor: str | None = None  # key of the row that the keyboard is at
        self._hover: str | None = None
        self._pressed: str | None = None
        self._focused = False
        self._pending = ""  # the drawing to come, as after() calls it
        self._bind_pointer()
        self._bind_keys()
        self.bind("<Configure>", lambda _event: self.refresh())
        follow(self, theme.changed, self._measure)

    # -- what is shown

    @property
    def rows(self) -> Sequence[R]:
        return self._stack.rows

    def show(self, rows: Sequence[R]) -> None:
        """Show these rows instead. Scrolling and the keyboard's place stay where they are."""
        if rows != self._stack.rows:
            self._stack.put(rows, theme.px)
            self.refresh()

    def box(self, key: str) -> tuple[int, int] | None:
        """Top and bottom of a row in the widget, in sight or not; None if there is no such row."""
        index = self._stack.index(key)
        return None if index is None else self._stack.box(index)

    def refresh(self) -> None:
        """Draw everything anew, once Tk is idle."""
        if not self._pending:
            self._pending = self.after_idle(self._redraw)

    def destroy(self) -> None:
        """Take the list away, and the drawing that was still to come."""
        if self._pending:
            self.after_cancel(self._pending)
            self._pending = ""
        super().destroy()

    def _measure(self) -> None:
        self._stack.put(self._stack.rows, theme.px)
        self.refresh()

    def _redraw(self) -> None:
        self._pending = ""
        stack = self._stack
        stack.view = self.winfo_height()
        stack.scroll(0)  # there may be fewer rows than before
        self.delete("all")
        surface = getattr(theme.tokens, self._surface)
        self.configure(bg=surface)
        for index in stack.seen():
            row, (top, bottom) = stack.rows[index], stack.box(index)
            focused = self._focused and row.key == self._cursor
            place = Place(0, top, self.winfo_width(), bottom, row.key == self._hover, focused, surface)
            self._draw(self, row, place)
        if stack.furthest and (self._hover is not None or self._focused):
            self._draw_thumb()

    def _draw_thumb(self) -> None:
        stack, px = self._stack, theme.px
        length = max(px(LEAST_THUMB), stack.view * stack.view // stack.total)
        top = (stack.view - length) * stack.offset // stack.furthest
        thick, right = px(THUMB_WIDTH), self.winfo_width() - px(THUMB_GAP)
        paint.rounded(self, right - thick, top, right, top + length, thick // 2, theme.tokens.thumb)

    # -- scrolling

    def _scroll(self, pixels: int) -> None:
        self._stack.scroll(pixels)
        self.refresh()

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
        row = self._stack.row_at(event.y)
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
        return self._stack.row(self._hover)

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
        steps = {"<Up>": (-1, 1), "<Down>": (1, 1), "<Prior>": (-1, PAGE), "<Next>": (1, PAGE)}
        for sequence, (direction, count) in steps.items():
            self.bind(sequence, partial(self._step, direction, count))
        self.bind("<Home>", lambda event: self._step(-1, len(self.rows), event))
        self.bind("<End>", lambda event: self._step(1, len(self.rows), event))
        for sequence in ("<Return>", "<KP_Enter>", "<space>"):
            self.bind(sequence, self._activate_at_cursor)
        self.bind("<Shift-F10>", self._menu_at_cursor)
        if (
            system := self.tk.call("tk", "windowingsystem")
        ) != "aqua":  # no Mac has the key, and the others name it apart
            self.bind("<App>" if system == "win32" else "<Menu>", self._menu_at_cursor)

    def _set_focused(self, focused: bool) -> None:
        self._focused = focused
        if focused and self._stack.row(self._cursor) is None:
            self._put_cursor(self._stack.step(None, 1))
        self.refresh()

    def _put_cursor(self, index: int | None) -> None:
        self._cursor = None if index is None else self.rows[index].key

    def _step(self, direction: int, count: int, _event: object) -> str:
        index = self._stack.index(self._cursor)
        for _ in range(count):
            following = self._stack.step(index, direction)
            if following is None:
                break
            index = following
        if index is not None:
            self._put_cursor(index)
            self._stack.reveal(index)
            self.refresh()
        return "break"

    def _activate_at_cursor(self, _event: "tk.Event[tk.Misc]") -> str:
        if (row := self._stack.row(self._cursor)) is not None:
            self._activate(row)
        return "break"

    def _menu_at_cursor(self, _event: "tk.Event[tk.Misc]") -> str:
        row = self._stack.row(self._cursor)
        box = None if row is None else self.box(row.key)
        if box is not None:
            self._ask(row, self.winfo_rootx() + self.winfo_width() // 2, self.winfo_rooty() + box[1])
        return "break"
