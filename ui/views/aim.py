"""What the composer writes to: an answer to a message, or one of ours in other words. Shown above the text.

Knows the message, and neither the text nor where it goes.
"""

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import customtkinter as ctk

from app.models.attachments import attachment_in, in_short
from app.models.entries import Delivery, Entry, Text
from app.models.markup import plain
from app.words import _
from ui import paint
from ui.theme import called, pair, theme
from ui.widgets.button import IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine

HEIGHT = 36
LEFT = 11
LOOKED_BACK = 100
"""How many entries are looked through for our last message."""


@dataclass(frozen=True, slots=True)
class Answering:
    """The next message answers this one."""

    message: Text


@dataclass(frozen=True, slots=True)
class Editing:
    """This message of ours is being said in other words; ``draft`` is what was being written before."""

    message: Text
    draft: str


Aim = Answering | Editing


def last_own(entries: Sequence[Entry], sent: Sequence[str]) -> Text | None:
    """Our last message, if it was the last thing that we sent: not a command, say, which is recalled instead."""
    for entry in reversed(entries[-LOOKED_BACK:]):
        if isinstance(entry, Text) and entry.own:
            same = not sent or sent[-1].removeprefix("/me ").strip() == entry.text
            is_words = attachment_in(entry.text) is None
            return entry if same and is_words and entry.delivery is Delivery.SENT else None
    return None


class AimStrip(ctk.CTkFrame):
    """One line that says what is written to, and a cross that ends it."""

    def __init__(self, master: Any, *, end: Callable[[], None]) -> None:
        super().__init__(master, height=HEIGHT, corner_radius=0, fg_color=pair("raised"), bg_color=pair("raised"))
        self._icon = _Icon(self)
        self._icon.place(x=LEFT - 4, rely=0.5, anchor="w")
        self._words = TextLine(self, Span(""), yields=1)
        close = IconButton(self, "x", _("Cancel"), end, key=_("Esc"), size=28, icon_size=16, takefocus=False)
        close.place(relx=1, x=-4, rely=0.5, anchor="e")
        self._words.place(x=LEFT + 22, rely=0.5, relwidth=1, anchor="w")
        tk.Misc.bind(self, "<Configure>", lambda _event: self._fit(), add="+")

    def show(self, aim: Aim) -> None:
        """Say what is written to."""
        message = aim.message
        text = " ".join(plain(in_short(message.text)[:200]).split())
        if isinstance(aim, Editing):
            head, icon = _("Editing your message"), "pencil"
        else:
            head, icon = _("Replying to {name}").format(name=called(message.author)), "reply"
        self._icon.show(icon)
        self._words.show(Span(head, 12, "semibold", "accent_text"), Span(text, 12, colour="text2", gap=8))

    def _fit(self) -> None:
        wide = self.winfo_width() - theme.px(LEFT + 22 + 48)
        tk.Place.place_configure(self._words, x=theme.px(LEFT + 22), relwidth=0, width=max(1, wide))


class _Icon(Shape):
    def __init__(self, master: Any) -> None:
        self._shown = "reply"
        super().__init__(master, 18, 18)

    def show(self, name: str) -> None:
        self._shown = name
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the icon."""
        paint.put_icon(canvas, width // 2, height // 2, self._shown, theme.px(16), theme.tokens.accent_text)
