"""A picture over the whole window, as large as it fits. Knows the picture, not where it comes from.

Esc, a click on the ground and the cross close it, and bring the keyboard back to where it was.
"""

import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import customtkinter as ctk
from PIL.Image import Image

from app.words import _
from ui import paint
from ui.pictures import fitted, picture
from ui.theme import pair, theme
from ui.widgets.basics import follow
from ui.widgets.button import IconButton
from ui.widgets.text_line import Span, TextLine

if TYPE_CHECKING:
    from app.models.attachments import Attachment

MARGIN = 24
BAR = 56
BUTTONS = 3


class Viewer(ctk.CTkFrame):
    """Covers the window until it is closed. ``show`` hands it the picture, when that is here."""

    def __init__(
        self, widget: tk.Misc, file: "Attachment", *, save: Callable[[], object], open_elsewhere: Callable[[], object]
    ) -> None:
        window = widget.winfo_toplevel()
        super().__init__(window, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"))
        self._file = file
        self._image: Image | None = None
        self._back_to = window.focus_lastfor()
        self._name = TextLine(self, Span(file.name, 14, "semibold"))
        close = IconButton(self, "x", _("Close"), self.close, key=_("Esc"), size=40, icon_size=20)
        buttons = (
            IconButton(self, "download", _("Save as…"), save, size=40, icon_size=20),
            IconButton(self, "external-link", _("Open with another program"), open_elsewhere, size=40, icon_size=20),
            close,
        )
        for place, button in enumerate(reversed(buttons)):
            button.place(relx=1, x=-8 - 44 * place, y=8, anchor="ne")
        self._ground = tk.Canvas(self, bd=0, highlightthickness=0)
        self._ground.bind("<Button-1>", lambda _event: self.close())
        self._ground.bind("<Configure>", lambda _event: self._paint())
        tk.Misc.bind(self, "<Configure>", lambda _event: self._arrange(), add="+")
        self.place(x=0, y=0, relwidth=1, relheight=1)
        tk.Misc.lift(self)
        self._hold_keys((*buttons,), close)
        follow(self, theme.changed, self._arrange)
        follow(self, theme.changed, self._paint)

    def show(self, image: Image) -> None:
        """The picture is here."""
        if self.winfo_exists():
            self._image = image
            self._paint()

    def close(self) -> None:
        """Uncover the window again."""
        self.destroy()
        with suppress(tk.TclError):  # who had the keyboard may be gone by now
            if self._back_to is not None:
                self._back_to.focus_set()

    def _hold_keys(self, buttons: tuple[IconButton, ...], first: IconButton) -> None:
        """The keyboard goes round among the buttons, and Esc closes."""
        for place, button in enumerate(buttons):
            canvas = button.canvas
            canvas.bind("<Escape>", lambda _event: self._closed())
            for keys, step in (("<Tab> <Right> <Down>", 1), ("<Shift-Tab> <Left> <Up>", -1)):
                other = buttons[(place + step) % len(buttons)].canvas
                for key in keys.split():
                    canvas.bind(key, partial(self._go_to, other))
        first.canvas.focus_set()

    def _closed(self) -> str:
        self.close()
        return "break"

    @staticmethod
    def _go_to(canvas: tk.Canvas, _event: object) -> str:
        canvas.focus_set()
        return "break"

    def _arrange(self) -> None:
        px, wide, high = theme.px, self.winfo_width(), self.winfo_height()
        room = max(1, wide - px(MARGIN + 44 * BUTTONS + 16))
        tk.Place.place_configure(self._name, x=px(MARGIN), y=px(18), width=room)
        tk.Place.place_configure(self._ground, x=0, y=px(BAR), width=wide, height=max(1, high - px(BAR)))

    def _paint(self) -> None:
        canvas, margin = self._ground, theme.px(MARGIN)
        canvas.configure(bg=theme.tokens.side)
        canvas.delete("all")
        wide, high = canvas.winfo_width(), canvas.winfo_height()
        most = max(1, wide - 2 * margin), max(1, high - margin)
        if self._image is None:
            paint.put_icon(canvas, wide // 2, high // 2, "image", theme.px(32), theme.tokens.text3)
            return
        size = fitted(self._image.size, most)
        shown = picture(canvas, f"large {self._file.digest}", self._image, size)
        canvas.create_image(wide // 2, (high - margin) // 2, image=shown)
