"""A small box to choose from rows that typing narrows down: somebody to write to, a channel, where to go.

Knows nothing of what the rows are, nor of what comes of the choice.
"""

import tkinter as tk
from collections.abc import Callable, Sequence

from app.models.observable import Signal
from ui.theme import theme
from ui.views.row_looks import draw_row
from ui.views.rows import Row
from ui.widgets.basics import follow, label
from ui.widgets.field import Input
from ui.widgets.floating import Rect
from ui.widgets.message import Message
from ui.widgets.popover import Popover
from ui.widgets.row_list import RowList

WIDTH = 304
MOST_ROWS = 7
ROW = 40
TOP = 72
"""How far below the window's top edge a box stands that was opened by a key."""


class Choosing(Popover):
    """``find(text)`` gives the rows; ``take(row)`` is called with the one that was chosen.

    Where that returns a sentence, it is shown and the box stays. Return takes the first row.
    """

    def __init__(
        self,
        opener: tk.Misc,
        *,
        find: Callable[[str], Sequence[Row]],
        take: Callable[[Row], str | None],
        placeholder: str,
        nothing: str,
        changed: Signal[[]] | None = None,
    ) -> None:
        super().__init__(opener)
        self._find, self._take = find, take
        self.filter = Input(
            self,
            placeholder=placeholder,
            width=WIDTH - 24,
            on_change=lambda _text: self._changed(),
            on_submit=lambda _text: self._take_first(),
        )
        self.filter.pack(padx=12, pady=(12, 8))
        self.filter.bind("<Down>", lambda _event: self.list.focus_set())
        self.problem = ""
        """Why the choice was not taken; empty: nothing is wrong."""
        self._problem = Message(self)
        self._problem.wrap(WIDTH - 24)
        self.list: RowList[Row] = RowList(self, draw=draw_row, activate=self._choose, surface="raised")
        self.list.configure(width=theme.px(WIDTH - 4), height=theme.px(MOST_ROWS * ROW))
        self.list.pack(padx=2, pady=(0, 8))
        self._nothing = label(self.list, nothing, 12, colour="text3")
        if changed is not None:
            follow(self, changed, self._show)
        self._show()
        self.list.configure(height=theme.px(min(MOST_ROWS, max(2, len(self.list.rows))) * ROW))

    def ask_beside(self, place: Rect) -> None:
        """Open it beside a rectangle of the window."""
        self.put_by(place)
        self.open(self.filter.entry)

    def ask_at_top(self) -> None:
        """Open it in the upper middle of the window."""
        middle, top = self.master.winfo_width() // 2, theme.px(TOP)
        self.put_by((middle, top, middle, top), align="centre", gap=0)
        self.open(self.filter.entry)

    def _changed(self) -> None:
        self.problem = ""
        self._problem.pack_forget()
        self.filter.set_wrong(False)
        self._show()

    def _show(self) -> None:
        found = self._find(self.filter.text)
        self.list.show(found)
        if found:
            self._nothing.place_forget()
        else:
            self._nothing.place(relx=0.5, y=theme.px(ROW // 2), anchor="center")

    def _take_first(self) -> None:
        if self.list.rows:
            self._choose(self.list.rows[0])

    def _choose(self, row: Row) -> None:
        self.problem = self._take(row) or ""
        if self.problem:
            self._problem.show(self.problem)
            self._problem.pack(after=self.filter, padx=12, pady=(0, 8), anchor="w")
            self.filter.set_wrong(True)
            self.filter.focus_set()
        else:
            self.close()
