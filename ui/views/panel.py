"""The frame of what opens at the right of the chat: a title, a cross, and a body that scrolls if it must."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.words import _
from ui.theme import pair
from ui.widgets.basics import label, line
from ui.widgets.button import IconButton
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.text_line import Span, TextLine

WIDTH = 328
HEADER = 64
MARGIN = 24
INNER = WIDTH - 2 * MARGIN
"""How wide what is in a panel may be."""


class Panel(ctk.CTkFrame):
    """Fill ``body``, which is as wide as the panel less its margins."""

    def __init__(self, master: Any, title: str, *, close: Callable[[], None]) -> None:
        super().__init__(master, width=WIDTH + 1, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"))
        self.pack_propagate(False)
        line(self).pack(side="left", fill="y")
        head = ctk.CTkFrame(self, height=HEADER, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"))
        head.pack_propagate(False)
        head.pack(fill="x")
        self.cross = IconButton(head, "x", _("Close"), close, key=_("Esc"))
        self.cross.pack(side="right", padx=(0, 16))
        TextLine(head, Span(title, 16, "semibold")).pack(side="left", fill="x", expand=True, padx=(MARGIN, 8))
        line(self).pack(fill="x")
        self.area = ScrollArea(self, fill="side")
        self.area.pack(fill="both", expand=True)
        self.body = ctk.CTkFrame(self.area.content, fg_color="transparent", corner_radius=0, width=0, height=0)
        self.body.pack(fill="both", expand=True, padx=MARGIN, pady=(32, MARGIN))

    def focus_first(self) -> None:
        """Give the keyboard to the panel."""
        self.cross.focus_set()


def section(master: Any, title: str, *, above: int = 24) -> Any:
    """A small title over what follows; returned for who packs something before it."""
    made = label(master, title, 12, "semibold", "text2")
    made.pack(anchor="w", pady=(above, 6))
    return made
