"""Something to be copied: what it is, above what it says, in the face that tells 0 from O. A click copies it."""

import math
import tkinter as tk
from collections.abc import Callable
from typing import Any

from app.words import _
from ui import paint
from ui.theme import theme
from ui.widgets import ink
from ui.widgets.basics import text_width
from ui.widgets.shape import Shape
from ui.widgets.tooltip import Tooltip

PADDING = 8
TITLE, LINE, HEIGHT = 18, 24, 52
ICON = 16
RADIUS = 8


class CopyText(Shape):
    """Calls ``copy`` with the whole text, of which it shows the first line as far as there is room.

    With ``fit`` it is as wide as the text needs; otherwise as it is told. The sign that it can be copied appears with
    the pointer or the keyboard.
    """

    def __init__(self, master: Any, title: str, text: str, copy: Callable[[str], object], *, fit: bool = False) -> None:
        self._title, self._text, self._copy, self._fits = title, text, copy, fit
        self._hovered, self._focused = False, False
        super().__init__(master, 1, HEIGHT, takefocus=True)
        bind = self.canvas.bind
        bind("<Enter>", lambda _event: self._note(hovered=True))
        bind("<Leave>", lambda _event: self._note(hovered=False))
        bind("<FocusIn>", lambda _event: self._note(focused=True))
        bind("<FocusOut>", lambda _event: self._note(focused=False))
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            bind(key, lambda _event: self.invoke())
        self.on_click(lambda _event: self.invoke())
        self.canvas.configure(cursor="hand2")
        Tooltip(self.canvas, _("Copy"))
        self._fit()

    @property
    def text(self) -> str:
        """What it copies."""
        return self._text

    def show(self, text: str) -> None:
        """Say this instead."""
        if text != self._text:
            self._text = text
            self._fit()
            self.redraw()

    @property
    def needed(self) -> float:
        """How wide it has to be to show all of it, in logical pixels."""
        widest = max(
            text_width(self, self._title, theme.font(12)),
            text_width(self, self._text, theme.font(14, "mono")),
        )
        return widest / theme.scale + 2 * PADDING

    def invoke(self) -> str:
        """Copy it."""
        self._copy(self._text)
        return "break"

    def _fit(self) -> None:
        if self._fits:
            self.configure(width=math.ceil(self.needed))

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._fit()

    def _note(self, *, hovered: bool | None = None, focused: bool | None = None) -> None:
        self._hovered = self._hovered if hovered is None else hovered
        self._focused = self._focused if focused is None else focused
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Write both lines; behind them the ground of what can be clicked, once somebody is about to."""
        tokens, left = theme.tokens, theme.px(PADDING)
        if self._hovered or self._focused:
            fill = tokens.hover if self._hovered else self.surface
            ring, thick = (tokens.accent, theme.px(2)) if self._focused else (None, 0)
            paint.rounded(canvas, 0, 0, width, height, theme.px(RADIUS), fill, border=ring, border_width=thick)
            size = theme.px(ICON)
            paint.put_icon(canvas, width - left - size / 2, left + size / 2, "copy", size, tokens.text2)
        limit, top = width - 2 * left, (height - theme.px(TITLE + LINE)) // 2
        font, middle = theme.font(12), top + theme.px(TITLE) // 2
        title_limit = limit - theme.px(ICON + PADDING) if self._hovered or self._focused else limit
        ink.write(canvas, left, middle, self._title, font=font, fill=tokens.text2, limit=title_limit)
        font, middle = theme.font(14, "mono"), top + theme.px(TITLE) + theme.px(LINE) // 2
        first = self._text.partition("\n")[0]
        ink.write(canvas, left, middle, first, font=font, fill=tokens.text, limit=limit)
