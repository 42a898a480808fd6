"""The search panel: what to look for, where, and what was found. Follows the room's search."""

import tkinter as tk
from collections.abc import Callable
from typing import Any

from app.models.room import Room
from app.models.search import Found
from app.words import _, counted, ngettext
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.found_rows import FoundRow, draw_found
from ui.views.panel import INNER, MARGIN, Panel
from ui.widgets.basics import follow, label
from ui.widgets.choice import Segments
from ui.widgets.field import Input
from ui.widgets.row_list import RowList

INSET = 16


class SearchPanel(Panel):
    """``look(text, everywhere)`` has something looked for, ``go(found)`` shows a result in its conversation."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        look: Callable[[str, bool], None],
        go: Callable[[Found], None],
        close: Callable[[], None],
    ) -> None:
        super().__init__(master, _("Search"), close=close)
        self._room, self._look, self._go = room, look, go
        self._calendar = Calendar()
        self.body.pack_configure(padx=MARGIN - INSET, pady=(24, 16))  # rows have an inset of their own
        self.field = Input(
            self.body,
            text=room.search.text,
            placeholder=_("Words in a message"),
            width=INNER,
            on_change=lambda _text: self._ask(),
            on_submit=lambda _text: self._take_first(),
        )
        self.field.pack(fill="x", padx=INSET)
        self.field.bind("<Down>", lambda _event: self.list.focus_set())
        self._progress = _ProgressLine(self.body)
        self._progress.pack(fill="x", padx=INSET, pady=(3, 0))
        choices = [(False, _("Here")), (True, _("Everywhere"))]
        self.scope = Segments(self.body, choices, room.search.everywhere, lambda _everywhere: self._ask())
        self.scope.pack(anchor="w", padx=INSET, pady=(8, 0))
        self._words = label(self.body, "", 12, colour="text3", wrap=INNER)
        self._words.pack(anchor="w", padx=INSET, pady=(12, 4))
        self.list: RowList[FoundRow] = RowList(self.body, draw=draw_found, activate=self._take)
        self.list.pack(fill="both", expand=True)
        follow(self, room.search.changed, self._show)
        follow(self, room.current_changed, self._turned)
        self._show()

    @property
    def words(self) -> str:
        """What it says of the results."""
        return str(self._words.cget("text"))

    def focus_first(self) -> None:
        """Give the keyboard to the field, with what was looked for last, to be typed over."""
        self.field.select()

    def ask(self, *, everywhere: bool) -> None:
        """Look here, or everywhere, for what is in the field."""
        if everywhere is not self.scope.chosen:
            self.scope.set(everywhere)
            self._ask()
        self.focus_first()

    def _ask(self) -> None:
        self._look(self.field.text, self.scope.chosen)

    def _turned(self) -> None:
        """Another conversation is shown: "here" means that one. Not while one follows the results."""
        if not self.scope.chosen and not self._holds_result():
            self._ask()

    def _holds_result(self) -> bool:
        current, results = self._room.current, self._room.search.results
        return current is not None and any(one.place == current.name for one in results)

    def _take_first(self) -> None:
        if self.list.rows:
            self._take(self.list.rows[0])

    def _take(self, row: FoundRow) -> None:
        self._go(row.found)

    def _show(self) -> None:
        search = self._room.search
        words = tuple(search.text.casefold().split())
        rows = [FoundRow(one, words, self._calendar, search.everywhere) for one in search.results]
        self.list.show(rows)
        self._progress.show(busy=search.busy)
        self._words.configure(text=self._summary())

    def _summary(self) -> str:
        search, number = self._room.search, len(self._room.search.results)
        if not search.text.strip():
            return _("All words have to be in a message; parts of words are found, too.")
        if not number:
            return _("Searching…") if search.busy else _("No messages with “{text}”").format(text=search.text.strip())
        if search.is_cut:
            return _("The {number} newest messages").format(number=counted(number))
        return ngettext("{number} message", "{number} messages", number).format(number=counted(number))


class _ProgressLine(tk.Frame):
    """A thin line under a field while it is being looked for; nothing moves."""

    def __init__(self, master: Any) -> None:
        super().__init__(master, bd=0)
        self._busy = False
        follow(self, theme.changed, self._dress)
        self._dress()

    def show(self, *, busy: bool) -> None:
        """Be seen, or not."""
        self._busy = busy
        self._dress()

    def _dress(self) -> None:
        tokens = theme.tokens
        self.configure(bg=tokens.accent if self._busy else tokens.side, height=theme.px(2))
