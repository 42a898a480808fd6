"""A button that says which of several values is in force, and opens a menu of the others."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from ui import paint
from ui.theme import theme
from ui.widgets.basics import text_width
from ui.widgets.button import GAP, ICON, LIFT, Button
from ui.widgets.menu import Item, Menu

V = TypeVar("V")

INSET = 12
HEIGHT = 36


class Picker(Button, Generic[V]):
    """``on_change`` is called with what the person picked, not with what is ``set``. Up and Down pick as well."""

    def __init__(
        self, master: Any, choices: Sequence[tuple[V, str]], chosen: V, on_change: Callable[[V], object]
    ) -> None:
        self._choices, self._chosen, self._on_change = choices, chosen, on_change
        super().__init__(master, self._word(chosen), self._open, height=HEIGHT)
        self.canvas.bind("<Down>", lambda _: self._step(1))
        self.canvas.bind("<Up>", lambda _: self._step(-1))

    @property
    def chosen(self) -> V:
        """The value in force."""
        return self._chosen

    def set(self, value: V) -> None:
        """Show this one as chosen."""
        self._chosen = value
        self.show(text=self._word(value))

    def pick(self, value: V) -> None:
        """Choose, as a person would."""
        if value != self._chosen:
            self.set(value)
            self._on_change(value)

    def _word(self, value: V) -> str:
        return next(word for known, word in self._choices if known == value)

    def _open(self) -> None:
        items = [
            Item(word, lambda value=value: self.pick(value), "check" if value == self._chosen else "")  # type: ignore[misc]
            for value, word in self._choices
        ]
        Menu(self, items).show_beside(self, align="end")

    def _step(self, by: int) -> str:
        values = [value for value, _ in self._choices]
        place = values.index(self._chosen) + by
        if 0 <= place < len(values):
            self.pick(values[place])
        return "break"

    def _content_width(self) -> int:
        """As wide as the longest word needs, so that nothing moves when another one is picked."""
        font = theme.font(self.look.size, self.look.style)
        widest = max(text_width(self, word, font) for _, word in self._choices)
        return int(widest + theme.px(ICON + GAP))

    def _paint_content(self, canvas: tk.Canvas, width: int, height: int, ink: str) -> None:
        middle, size = height / 2 - theme.px(LIFT), theme.px(ICON)
        font = theme.font(self.look.size, self.look.style)
        canvas.create_text(theme.px(INSET), middle, text=self.text, font=font, fill=ink, anchor="w")
        right = width - theme.px(INSET) - size / 2
        paint.put_icon(canvas, right, middle, "chevrons-up-down", size, theme.tokens.text2)
