"""A short word that something was done. It comes and goes by itself, and says no error alone."""

import tkinter as tk
from typing import Any

import customtkinter as ctk

from ui import paint
from ui.widgets.basics import label
from ui.widgets.floating import Floating

STAY_MS = 3000
A_LETTER_MS = 75
"""As long as slow readers take; a sentence about what went wrong is longer than a word that something was done."""
BELOW_HEADER = 16


class Toast:
    """Shows one word at a time over a part of the window; a new one takes the place of the last.

    ``area`` is the widget whose top it appears at, in the middle.
    """

    def __init__(self, area: tk.Misc) -> None:
        self._area = area
        self._box: Floating | None = None
        self._timer = ""

    def show(self, text: str, icon: str = "check") -> None:
        """Say this for three seconds, or for as long as it takes to read."""
        self.hide()
        box = self._box = Floating(self._area, fill="tip", border=None)
        row: Any = ctk.CTkFrame(box, fg_color="transparent", width=0, height=0)
        row.pack(padx=16, pady=12)
        ctk.CTkLabel(row, text="", image=paint.ctk_icon(icon, 16, "on_tip"), width=16, height=20).pack(side="left")
        label(row, text, 13, "semibold", "on_tip", wrap=420).pack(side="left", padx=(10, 2))
        left = self._area.winfo_rootx() - box.master.winfo_rootx()
        top = self._area.winfo_rooty() - box.master.winfo_rooty()
        box.put_by((left, top, left + self._area.winfo_width(), top), align="centre", gap=BELOW_HEADER)
        self._timer = box.after(max(STAY_MS, A_LETTER_MS * len(text)), self.hide)

    def hide(self) -> None:
        """Take it away."""
        if self._box and self._box.winfo_exists():
            self._box.after_cancel(self._timer)
            self._box.destroy()
        self._box = None
