"""One line under the header where the channel that is shown is one that we are not in, and the way back.

Follows the room. Knows neither why we are not in it, which the log tells, nor whether we are let in.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation, Kind
from app.models.room import Room
from app.words import _
from ui.theme import pair
from ui.views.current import follow_current
from ui.widgets.basics import follow
from ui.widgets.button import Button
from ui.widgets.sign import Sign
from ui.widgets.text_line import Span, TextLine

HEIGHT = 52
PATIENCE_MS = 500
"""For so long a channel in which nothing was said is taken for one that we are about to come into."""
ANSWER_MS = 5000
"""For so long an answer is waited for before one can ask again."""


class OutsideBar(ctk.CTkFrame):
    """Stands under the widget ``under`` while we are not in the channel; ``come_in(name)`` asks to be."""

    def __init__(self, master: Any, room: Room, *, come_in: Callable[[str], object], under: tk.Misc) -> None:
        super().__init__(master, height=HEIGHT, corner_radius=0, fg_color=pair("warn_bg"), bg_color=pair("warn_bg"))
        self.pack_propagate(False)
        self._room, self._come_in, self._under = room, come_in, under
        self._shown: Conversation | None = None
        self._timer = ""
        Sign(self, "log-out", "warn").pack(side="left", padx=(24, 9))
        self.back = Button(self, _("Join again"), self._ask, height=32)
        self.back.pack(side="right", padx=(8, 24))
        self._words = TextLine(self, height=HEIGHT, yields=0)
        self._words.pack(side="left", fill="x", expand=True, padx=(0, 8))
        follow(self, room.status_changed, self._turn)
        follow_current(self, room, self._turn, lambda conversation: [conversation.joined_changed])

    @property
    def words(self) -> str:
        """What it says now; empty while it is not there."""
        return self._words.text if self._shown else ""

    def _outside(self) -> Conversation | None:
        """The channel that is shown, if we could be in it and are not."""
        current, online = self._room.current, self._room.is_online
        is_out = online and current is not None and current.kind is Kind.CHANNEL and not current.joined
        return current if is_out else None

    def _turn(self) -> None:
        self._rest()
        outside = self._outside()
        if outside is not self._shown:
            self._shown = None
            self.pack_forget()
        if outside is None or outside is self._shown:
            return
        if outside.entries:
            self._show()
        else:
            self._timer = self.after(PATIENCE_MS, self._show)

    def _show(self) -> None:
        self._timer = ""
        self._shown = self._outside()
        if self._shown is not None:
            words = _("You are not in {channel}: what is said there does not reach you.")
            self._words.show(Span(words.format(channel=self._shown.name)))
            self.back.enable(True)
            self.pack(fill="x", after=self._under)

    def _ask(self) -> None:
        if self._shown is not None:
            self.back.enable(False)
            self._rest()
            self._timer = self.after(ANSWER_MS, lambda: self.back.enable(True))
            self._come_in(self._shown.name)

    def _rest(self) -> None:
        if self._timer:
            self.after_cancel(self._timer)
            self._timer = ""

    def destroy(self) -> None:
        """Take the line away, and what it was still going to do."""
        self._rest()
        super().destroy()
