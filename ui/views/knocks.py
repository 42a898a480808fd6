"""One line under the header about who waits before the door, and the two answers. Follows the room."""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.people import Knock
from app.models.room import Room
from app.words import _, ngettext
from ui.theme import pair
from ui.widgets.basics import follow
from ui.widgets.button import Button
from ui.widgets.sign import Sign
from ui.widgets.text_line import Span, TextLine

HEIGHT = 52
GAP = 4


class KnockBar(ctk.CTkFrame):
    """Stands under the widget ``under`` while somebody waits; the first comer is answered first."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        let_in: Callable[[Knock], None],
        turn_away: Callable[[Knock], None],
        under: tk.Misc,
    ) -> None:
        super().__init__(master, height=HEIGHT, corner_radius=0, fg_color=pair("active"), bg_color=pair("active"))
        self.pack_propagate(False)
        self._room, self._under = room, under
        Sign(self, "door-closed", "accent_text").pack(side="left", padx=(24, 9))
        self.allow = Button(self, _("Let in"), lambda: self._answer(let_in), kind="primary", height=32)
        self.allow.pack(side="right", padx=(8, 24))
        self.deny = Button(self, _("Not now"), lambda: self._answer(turn_away), height=32)
        self.deny.pack(side="right")
        self._words = TextLine(self, height=HEIGHT, yields=0)
        self._words.pack(side="left", fill="x", expand=True, padx=(0, 8))
        follow(self, room.knocks_changed, self._show)
        self._show()

    @property
    def words(self) -> str:
        """What it says now; empty while it is not there."""
        return self._words.text if self._room.knocks else ""

    def _answer(self, answer: Callable[[Knock], None]) -> None:
        if self._room.knocks:
            answer(self._room.knocks[0])

    def _show(self) -> None:
        if not self._room.knocks:
            self.pack_forget()
            return
        first, more = self._room.knocks[0], len(self._room.knocks) - 1
        before, after = _("{who} would like to join.").split("{who}")
        spans = [Span(before.strip())] if before else []
        spans.append(Span(first.nick, 14, "semibold", gap=GAP if before.endswith(" ") else 0))
        spans.append(Span(after.strip(), gap=GAP if after.startswith(" ") else 0))
        if more:
            words = ngettext("{number} more is waiting.", "{number} more are waiting.", more)
            spans.append(Span(words.format(number=more), 14, "regular", "text2", gap=6))
        self._words.show(*spans)
        if not self.winfo_manager():
            self.pack(fill="x", after=self._under)
