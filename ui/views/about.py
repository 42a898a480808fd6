"""What Parlor is, which version, and whose work is in it. Knows who they are by ``ui.thanks``."""

import tkinter as tk
from typing import Any

import customtkinter as ctk

from app import __version__
from app.words import _
from ui.thanks import Work, works
from ui.theme import theme
from ui.widgets.badge import Tile
from ui.widgets.basics import box, follow, label, line
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog

WIDTH = 560


def show_about(widget: Any) -> Dialog:
    """Open the page about Parlor over the window."""
    dialog = Dialog(widget, _("About Parlor"), width=WIDTH)
    About(dialog.body).pack(fill="x")
    return dialog


class About(ctk.CTkFrame):
    """The version, and the works of others with their licences."""

    def __init__(self, master: Any) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        head = box(self)
        head.pack(fill="x", pady=(4, 12))
        Tile(head, "armchair", 48, 26).pack(side="left", padx=(0, 16))
        words = box(head)
        words.pack(side="left")
        label(words, f"Parlor {__version__}", 16, "semibold").pack(anchor="w")
        label(
            words,
            _("Chat with the people around you. Free software under the MIT licence."),
            12,
            colour="text2",
            wrap=WIDTH - 120,
        ).pack(anchor="w", pady=(2, 0))
        label(self, _("With the work of others"), 13, "semibold").pack(anchor="w", pady=(8, 4))
        for work in works():
            line(self).pack(fill="x")
            self._row(work).pack(fill="x", pady=8)

    def _row(self, work: Work) -> Any:
        row = box(self)
        if work.has_text:
            Button(row, _("Licence"), lambda: show_licence(self, work), kind="link", height=32).pack(side="right")
        label(row, work.name, 14, "semibold").pack(anchor="w")
        label(row, work.words, 12, colour="text2", wrap=WIDTH - 150).pack(anchor="w")
        return row


def show_licence(widget: Any, work: Work) -> Dialog:
    """Open the text of a licence over everything."""
    dialog = Dialog(widget, f"{work.name}: {work.licence}" if work.licence else work.name, width=720)
    text = tk.Text(dialog.body, bd=0, highlightthickness=0, wrap="word", width=1, height=20, takefocus=1)
    text.insert("1.0", work.text())
    text.configure(state="disabled")
    text.pack(fill="both", expand=True)

    def dress() -> None:
        tokens = theme.tokens
        text.configure(
            font=theme.font(12, "mono"), fg=tokens.text2, bg=tokens.raised,
            selectbackground=tokens.sel, selectforeground=tokens.text,
        )  # fmt: skip

    dress()
    follow(text, theme.changed, dress)
    return dialog
