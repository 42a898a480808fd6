"""What a word may become, in a box above the composer. Takes no keyboard: that stays in the text."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import Any

from ui import paint
from ui.theme import theme
from ui.views.completion import Choice, Completion
from ui.widgets import ink
from ui.widgets.floating import Floating
from ui.widgets.shape import Shape

ROW = 36
SHOWN, LEAST = 8, 2
"""Rows in sight, and how many at least where the window is low: what is being written stays in sight."""
WIDTH = 420
INSET = 6


class Suggestions(Floating):
    """Up to eight choices, one of them marked; a click takes one."""

    def __init__(self, widget: tk.Misc, *, take: Callable[[int], object]) -> None:
        super().__init__(widget)
        self._rows = _Rows(self, take)
        self._rows.pack(padx=1, pady=INSET)

    def show(self, completion: Completion, beside: tk.Misc) -> None:
        """Show the choices above a widget."""
        above = (beside.winfo_rooty() - beside.winfo_toplevel().winfo_rooty()) // theme.px(ROW) - 1
        self._rows.show(completion.choices, completion.chosen, most=min(SHOWN, max(above, LEAST)))
        if not self.winfo_ismapped() or self._rows.resized:
            self.put_beside(beside, side="above", align="start")

    def hide(self) -> None:
        """Take it away."""
        self.place_forget()


class _Rows(Shape):
    def __init__(self, master: Any, take: Callable[[int], object]) -> None:
        self._choices: Sequence[Choice] = ()
        self._marked = self._first = 0
        self._most = SHOWN
        self.resized = False
        super().__init__(master, WIDTH, ROW)
        self.on_click(lambda event: self._take(event.y, take))

    def show(self, choices: Sequence[Choice], marked: int, *, most: int) -> None:
        before = min(self._most, len(self._choices))
        self._choices, self._marked, self._most = choices, marked, most
        self._first = min(max(self._first, marked - most + 1), marked, max(0, len(choices) - most))
        self.resized = before != min(most, len(choices))
        self.configure(height=ROW * min(most, len(choices)))
        self.redraw()

    def _take(self, y: int, take: Callable[[int], object]) -> None:
        index = self._first + y // theme.px(ROW)
        if index < len(self._choices):
            take(index)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the rows in sight, the marked one on a coloured ground."""
        px, row = theme.px, theme.px(ROW)
        for place, choice in enumerate(self._choices[self._first : self._first + self._most]):
            top = place * row
            if top >= height:
                break
            if self._first + place == self._marked:
                box = (px(INSET), top + px(1), width - px(INSET), top + row - px(1))
                paint.rounded(canvas, *box, px(8), theme.tokens.active)
            self._paint_choice(canvas, choice, top + row // 2, width)

    @staticmethod
    def _paint_choice(canvas: tk.Canvas, choice: Choice, y: int, width: int) -> None:
        px, tokens, x = theme.px, theme.tokens, theme.px(INSET + 10)
        if choice.nick:
            canvas.create_image(x + px(12), y, image=paint.avatar(choice.nick, px(24), surface=tokens.raised))
            x += px(34)
        elif choice.emoji:
            canvas.create_image(x + px(12), y, image=paint.emoji(choice.emoji, px(22)))
            x += px(34)
        end = width - px(INSET + 10)
        x = ink.write(canvas, x, y, choice.label, font=theme.font(14), fill=tokens.text, limit=end - x)
        if choice.hint and end - x > px(60):
            limit = end - x - px(12)
            ink.write(canvas, x + px(12), y, choice.hint, font=theme.font(12), fill=tokens.text3, limit=limit)
