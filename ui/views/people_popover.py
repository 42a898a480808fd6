"""A small box with everybody who can be written to, narrowed by typing. Knows nothing of what comes of the choice."""

import tkinter as tk
from collections.abc import Callable

from app.models.room import Room
from app.words import _
from ui.views.row_looks import draw_row
from ui.views.rows import PersonRow, people_rows
from ui.widgets.basics import label
from ui.widgets.field import Input
from ui.widgets.floating import Rect
from ui.widgets.popover import Popover
from ui.widgets.row_list import RowList

WIDTH = 272
MOST_ROWS = 6
ROW = 40


class PeoplePopover(Popover):
    """``choose(nick)`` is called with who was chosen, after the box has closed."""

    def __init__(self, opener: tk.Misc, room: Room, *, choose: Callable[[str], None]) -> None:
        super().__init__(opener)
        self._choose = choose
        self._everybody = [row for row in people_rows(room, room.people) if not row.me]
        self._filter = Input(
            self,
            placeholder=_("Find somebody"),
            width=WIDTH - 24,
            on_change=lambda _text: self._show(),
            on_submit=lambda _text: self._take_first(),
        )
        self._filter.pack(padx=12, pady=(12, 8))
        self._filter.bind("<Down>", lambda _event: self.list.focus_set())
        self.list: RowList[PersonRow] = RowList(self, draw=draw_row, activate=self._take, surface="raised")
        self.list.configure(width=self._apply_widget_scaling(WIDTH - 4))
        high = min(MOST_ROWS, max(1, len(self._everybody))) * ROW
        self.list.configure(height=self._apply_widget_scaling(high))
        self.list.pack(padx=2, pady=(0, 8))
        self._nobody = label(self.list, _("Nobody is called so"), 12, colour="text3")
        self._show()

    def ask_beside(self, place: Rect) -> None:
        """Open it beside a rectangle of the window."""
        self.put_by(place)
        self.open(self._filter.entry)

    def _show(self) -> None:
        begun = self._filter.text.strip().casefold()
        found = [row for row in self._everybody if begun in row.nick.casefold()]
        self.list.show(found)
        if found:
            self._nobody.place_forget()
        else:
            self._nobody.place(relx=0.5, y=ROW // 2, anchor="center")

    def _take_first(self) -> None:
        if self.list.rows:
            self._take(self.list.rows[0])

    def _take(self, row: PersonRow) -> None:
        self.close()
        self._choose(row.nick)
