"""A card with something to copy, set in the face that tells 0 from O."""

from collections.abc import Callable
from functools import partial
from typing import Any

import customtkinter as ctk

from app.words import _
from ui.widgets.basics import label
from ui.widgets.button import IconButton
from ui.widgets.shape import Card
from ui.widgets.text_line import Span, TextLine


class AddressCard(Card):
    """Lines of one kind, each with a button that copies it. ``copy`` is called with what is to be copied."""

    def __init__(self, master: Any, title: str, lines: tuple[str, ...], *, copy: Callable[[str], None]) -> None:
        super().__init__(master, radius=12)
        if title:
            label(self, title, 12, "regular", "text2").pack(anchor="w", padx=16, pady=(12, 0))
        rows = ctk.CTkFrame(self, fg_color="transparent", corner_radius=0, width=0, height=0)
        rows.pack(fill="x", padx=(16, 8), pady=(4 if title else 8, 8))
        for text in lines:
            row = ctk.CTkFrame(rows, fg_color="transparent", corner_radius=0, width=0, height=32)
            row.pack(fill="x")
            IconButton(row, "copy", _("Copy"), partial(copy, text), size=32, icon_size=16).pack(side="right")
            TextLine(row, Span(text, 14, "mono"), height=32).pack(side="left", fill="x", expand=True)
