"""What the two lists of rooms on the first screen share: the box with its title, a row's ground, words when empty."""

import tkinter as tk
from collections.abc import Callable
from typing import Any, Generic

import customtkinter as ctk

from ui import paint
from ui.theme import theme
from ui.widgets import ink
from ui.widgets.badge import Disc
from ui.widgets.basics import box, label
from ui.widgets.button import Button
from ui.widgets.row_list import Place, RowList
from ui.widgets.shape import Card
from ui.widgets.stack import R

BOX_HEIGHT = 184
ROW_HEIGHT = 58  # 56 and the gap to the next
LIT_HEIGHT = 56
INSET = 6
TEXT_LEFT = 58


class RoomList(ctk.CTkFrame, Generic[R]):
    """A title with a place for more beside it (``beside``), and a box with rows, or with words instead."""

    def __init__(
        self,
        master: Any,
        title: str,
        *,
        draw: Callable[[tk.Canvas, R, Place], None],
        activate: Callable[[R], None],
        menu: Callable[[R, int, int], None] | None = None,
    ) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        head = box(self)
        head.pack(fill="x", pady=(2, 10))
        label(head, title, 13, "semibold").pack(side="left")
        self.beside = box(head)
        self.beside.pack(side="right")
        card = Card(self, radius=12, height=BOX_HEIGHT)
        card.pack(fill="x")
        card.pack_propagate(False)
        self.list: RowList[R] = RowList(card, draw=draw, activate=activate, menu=menu, surface="raised")
        self._card = card
        self._words: Words | None = None

    def show_rows(self, rows: list[R]) -> None:
        """Show these rows; there is at least one."""
        self.list.show(rows)
        if self._words is not None or not self.list.winfo_manager():
            self._drop_words()
            self.list.pack(fill="both", expand=True, padx=theme.px(INSET), pady=theme.px(INSET))

    def show_words(self, words: "Callable[[Any], Words]") -> None:
        """Show what ``words`` makes in a given parent, in the place of rows."""
        self.list.show([])
        self.list.pack_forget()
        self._drop_words()
        self._words = words(self._card)
        self._words.place(relx=0.5, rely=0.5, anchor="center")

    def _drop_words(self) -> None:
        if self._words is not None:
            self._words.destroy()
            self._words = None


WORDS_WIDTH = 380


class Words(ctk.CTkFrame):
    """What a list says as long as it is empty: a sign, a title, what to know, and perhaps something to do."""

    def __init__(
        self,
        master: Any,
        icon: str,
        title: str,
        text: str,
        *,
        offer: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        Disc(self, icon, 40, 20).pack()
        label(self, title, 14, "semibold", wrap=WORDS_WIDTH, justify="center").pack(pady=(10, 1))
        if text:
            label(self, text, 14, colour="text2", wrap=WORDS_WIDTH, justify="center").pack()
        if action:
            self.button = Button(self, offer, action, height=32)
            self.button.pack(pady=(8, 0))


def draw_ground(canvas: tk.Canvas, place: Place) -> str:
    """Light up a row that the pointer or the keyboard is at; return the colour that it has then."""
    px, tokens = theme.px, theme.tokens
    if not (place.hovered or place.focused):
        return tokens.raised
    fill = tokens.hover if place.hovered else tokens.raised
    ring = tokens.accent if place.focused else None
    bounds = (place.x0, place.y0, place.x1, place.y0 + px(LIT_HEIGHT))
    paint.rounded(canvas, *bounds, px(8), fill, border=ring, border_width=px(2))
    return fill


def draw_words(
    canvas: tk.Canvas,
    place: Place,
    name: str,
    about: tuple[str, ...],
    *,
    surface: str,
    right: float,
    faded: bool,
) -> tuple[int, int]:
    """A room's avatar, name and what else is to be known, as far as ``right`` from the right end.

    Returns where the name ends and its middle.
    """
    px, tokens = theme.px, theme.tokens
    middle = place.y0 + px(LIT_HEIGHT / 2)
    disc = paint.avatar(name, px(36), surface=surface)
    canvas.create_image(place.x0 + px(10), middle, image=disc, anchor="w")
    left, most = place.x0 + px(TEXT_LEFT), place.x1 - px(right)
    top, colour = middle - px(8), tokens.text2 if faded else tokens.text
    end = ink.write(canvas, left, top, name, font=theme.font(14, "semibold"), fill=colour, limit=most - left)
    colour = tokens.text3 if faded else tokens.text2
    for number, part in enumerate(about):
        if number:
            dot = left + px(6)
            left = ink.write(canvas, dot, middle + px(9), "·", font=theme.font(12), fill=colour, limit=px(12)) + px(6)
        limit = max(0, most - left)
        left = ink.write(canvas, left, middle + px(9), part, font=theme.font(12), fill=colour, limit=limit)
    return end, top
