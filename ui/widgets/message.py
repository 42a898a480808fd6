"""A line below a field: what is wrong with it and what can be done, or what is being done."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from ui import paint
from ui.theme import pair, theme
from ui.widgets.basics import label
from ui.widgets.button import Button
from ui.widgets.spinner import Spinner

SIGN = 14
GAP = 6
LINE = 20


class Message(ctk.CTkFrame):
    """Words with a sign before them and perhaps a button after them. Given ``action``, it can offer one."""

    def __init__(self, master: Any, *, action: Callable[[], object] | None = None) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._width = 0.0
        self._icon = ctk.CTkLabel(self, text="", width=SIGN, height=16)
        self._spinner: Spinner | None = None
        self._text = label(self, "", 12)
        self._button = Button(self, "", action, kind="link", height=LINE) if action else None
        self._text.grid(row=0, column=1, sticky="w")
        self.grid_columnconfigure(1, weight=1)
        self._level()

    def _level(self) -> None:
        """One line of it is as high as the button, whether that is there or not."""
        self.grid_rowconfigure(0, minsize=theme.px(LINE))

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._level()

    def wrap(self, width: float) -> None:
        """Use no more than this width, in logical pixels."""
        if width != self._width:
            self._width = width
            self._wrap()

    def _wrap(self) -> None:
        if not self._width:
            return
        room = self._width - SIGN - GAP
        if self._button and self._button.winfo_manager():
            room -= self._button.cget("width") + GAP
        self._text.configure(wraplength=max(80, room))

    def show(self, text: str, *, colour: str = "danger", icon: str = "circle-alert", offer: str = "") -> None:
        """Say this, and offer that."""
        self._set_sign(busy=False, image=paint.ctk_icon(icon, SIGN, colour))
        self._text.configure(text=text, text_color=pair(colour))
        if self._button:
            self._button.grid_forget()
            if offer:
                self._button.show(text=offer)
                self._button.grid(row=0, column=2, sticky="e", padx=(GAP, 0))
        self._wrap()

    def show_busy(self, text: str) -> None:
        """Say what is being done."""
        self._set_sign(busy=True)
        self._text.configure(text=text, text_color=pair("text2"))
        if self._button:
            self._button.grid_forget()
        self._wrap()

    def _set_sign(self, *, busy: bool, image: ctk.CTkImage | None = None) -> None:
        if self._spinner:
            self._spinner.destroy()
            self._spinner = None
        self._icon.grid_forget()
        if busy:
            self._spinner = Spinner(self, SIGN)
        else:
            self._icon.configure(image=image)
        (self._spinner or self._icon).grid(row=0, column=0, sticky="n", padx=(0, GAP), pady=(2, 0))
