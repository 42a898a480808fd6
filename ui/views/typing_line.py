"""Who is typing, in words below the composer. Follows the room's current conversation; asks for nothing."""

import tkinter as tk
from collections.abc import Sequence
from typing import Any

import customtkinter as ctk

from app.models.room import Room
from app.words import _
from ui import paint
from ui.theme import mix, pair, theme
from ui.views.current import follow_current
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine

HEIGHT = 24
STEP_MS = 300
FAINTNESS = (0.0, 0.35, 0.6)
"""How faint each of the three dots is; goes round while somebody types."""


def typing_words(nicks: Sequence[str]) -> tuple[str, str]:
    """Who types, and what is said of them."""
    match nicks:
        case ():
            return "", ""
        case (one,):
            return one, _("is typing…")
        case (one, other):
            return _("{one} and {other}").format(one=one, other=other), _("are typing…")
        case _:
            return _("Several people"), _("are typing…")


class TypingLine(ctk.CTkFrame):
    """Three dots and a few words, empty while nobody types."""

    def __init__(self, master: Any, room: Room) -> None:
        super().__init__(master, height=HEIGHT, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self._room = room
        self._dots = _Dots(self)
        self._dots.pack(side="left", padx=(8, 7))
        self._words = TextLine(self, height=HEIGHT)
        self._words.pack(side="left", fill="x", expand=True)
        follow_current(self, room, self._show, lambda conversation: [conversation.typing_changed])

    @property
    def words(self) -> str:
        """What it says now; empty while nobody types."""
        return " ".join(typing_words(self._typing)).strip()

    @property
    def _typing(self) -> tuple[str, ...]:
        return tuple(map(self._room.called, self._room.current.typing)) if self._room.current else ()

    def _show(self) -> None:
        who, what = typing_words(self._typing)
        self._words.show(Span(who, 12, "semibold", "text2"), Span(what, 12, "regular", "text2", gap=4))
        self._dots.go(on=bool(who))


class _Dots(Shape):
    """Three dots, going round while they are on."""

    def __init__(self, master: Any) -> None:
        self._on = False
        self._step = 0
        self._timer = ""
        super().__init__(master, 19, HEIGHT)

    def go(self, *, on: bool) -> None:
        """Show them, or not."""
        self._on = on
        self.redraw()
        if on and not self._timer and not theme.reduced_motion:
            self._timer = self.after(STEP_MS, self._move)

    def _move(self) -> None:
        self._timer = ""
        if self._on:
            self._step += 1
            self.go(on=True)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:  # noqa: ARG002 - the dots have their places
        """Draw the dots at this step."""
        size = theme.px(5)
        for place in range(3 if self._on else 0):
            left, top = theme.px(7 * place), (height - size) // 2
            colour = mix(theme.tokens.text2, theme.tokens.canvas, FAINTNESS[(place - self._step) % 3])
            paint.rounded(canvas, left, top, left + size, top + size, (size + 1) // 2, colour)

    def destroy(self) -> None:
        """Take them away, and their next picture."""
        if self._timer:
            self.after_cancel(self._timer)
            self._timer = ""
        super().destroy()
