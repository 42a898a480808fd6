"""A small box that asks for one line: a channel's name, a topic. Knows nothing of what it is for."""

import tkinter as tk
from collections.abc import Callable

import customtkinter as ctk

from app.words import _
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.floating import Rect
from ui.widgets.popover import Popover

WIDTH = 288


class LinePopover(Popover):
    """``take(text)`` gets the line and returns a sentence why it cannot be, or nothing, which closes the box."""

    def __init__(
        self,
        opener: tk.Misc,
        *,
        title: str,
        confirm: str,
        take: Callable[[str], str | None],
        text: str = "",
        placeholder: str = "",
        danger: bool = False,
    ) -> None:
        super().__init__(opener)
        self._take = take
        self.field: Field = Field(
            self,
            title,
            width=WIDTH,
            text=text,
            placeholder=placeholder,
            on_submit=lambda _text: self._submit(),
            on_change=lambda _text: self.field.show_error(""),
        )
        self.field.pack(padx=16, pady=(14, 0))
        row = ctk.CTkFrame(self, fg_color="transparent", width=0, height=0)
        row.pack(fill="x", padx=16, pady=(2, 14))
        self.confirm = Button(row, confirm, self._submit, kind="danger" if danger else "primary", height=36)
        self.confirm.pack(side="right")
        Button(row, _("Cancel"), self.close, height=36).pack(side="right", padx=8)

    def ask_beside(self, place: tk.Misc | Rect) -> None:
        """Open it beside a widget or a rectangle of the window."""
        if isinstance(place, tuple):
            self.put_by(place)
        else:
            self.put_beside(place)
        self.open(self.field.input.entry)
        self.field.input.select()

    def _submit(self) -> None:
        problem = self._take(self.field.text)
        if problem:
            self.field.show_error(problem)
            self.field.input.focus_set()
        else:
            self.close()
