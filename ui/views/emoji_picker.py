"""Choosing an emoji: by looking for it, or by a few letters of its name. Knows not what it is for."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from typing import Any

from app.words import _
from ui.emoji import emoji_pattern
from ui.emoji_names import GROUPS, favourites, found, groups, name_of, title_of
from ui.theme import theme
from ui.widgets.basics import box, label
from ui.widgets.button import IconButton
from ui.widgets.field import Input
from ui.widgets.floating import Rect
from ui.widgets.popover import Popover
from ui.widgets.tiles import TILE, Section, Tiles

COLUMNS = 9
ROWS = 6.5
LEAST_ROWS = 1.5
AROUND = 170
"""What the rest of the box, and the window around it, need of the height."""
PAD = 12


class EmojiPicker(Popover):
    """A field, a grid of emoji under the titles of their groups, and the groups as buttons."""

    def __init__(
        self, opener: tk.Misc, *, choose: Callable[[str], object], on_close: Callable[[], object] | None = None
    ) -> None:
        super().__init__(opener, on_close=on_close)
        self._done = choose
        self._field = Input(
            self,
            placeholder=_("Find an emoji"),
            width=COLUMNS * TILE + 12,
            on_change=lambda _text: self._show(),
            on_submit=lambda _text: self.tiles.take(),
        )
        self._field.pack(padx=PAD, pady=(PAD, 6))
        room = (self.winfo_toplevel().winfo_height() / theme.scale - AROUND) / TILE
        rows = max(LEAST_ROWS, min(ROWS, int(room) + 0.5))  # half a row shows that there are more
        self.tiles = Tiles(
            self, columns=COLUMNS, height=round(rows * TILE), choose=self._choose, marked=self._show_name
        )
        self.tiles.pack(padx=(PAD, PAD))
        self._name = label(self, "", 12, colour="text2", width=COLUMNS * TILE)
        self._name.pack(padx=PAD, pady=(4, 0), anchor="w")
        self._put_groups()
        self._bind_keys()
        self._show()

    def ask_beside(self, widget: tk.Misc) -> None:
        """Open it above a widget."""
        self.put_beside(widget, side="above", align="end")
        self.open(self._field.entry)

    def ask_by(self, rect: Rect) -> None:
        """Open it beside a rectangle of the window."""
        self.put_by(rect, side="below", align="end")
        self.open(self._field.entry)

    def _put_groups(self) -> None:
        row: Any = box(self)
        row.pack(padx=PAD, pady=(2, 8))
        for title, icon in GROUPS.values():
            button = IconButton(row, icon, _(title), partial(self._go_to, title), size=36, takefocus=False)
            button.pack(side="left")

    def _bind_keys(self) -> None:
        for key, across, down in (("Up", 0, -1), ("Down", 0, 1), ("Left", -1, 0), ("Right", 1, 0)):
            step = partial(self._step, across, down)
            self._field.entry.bind(f"<{key}>", lambda _event, step=step: step())  # type: ignore[misc]

    def _step(self, across: int, down: int) -> str | None:
        """Move the mark; None where the key is to move the caret."""
        if across and self._field.text and self._field.entry.index("insert") != len(self._field.text):
            return None  # the caret is in the middle of a word: it is that which moves
        self.tiles.step(across, down)
        return "break"

    def _show(self) -> None:
        """Show what the field asks for."""
        text = self._field.text.strip()
        shown = emoji_pattern()
        if text:
            hits = tuple(emoji for _name, emoji in found(text) if shown.fullmatch(emoji))
            self.tiles.show([Section("", hits)], mark_first=True)
        else:
            hits = tuple(filter(shown.fullmatch, favourites.all))
            sections = [Section(_("Often used"), hits)]
            sections += [
                Section(_(GROUPS[group][0]), tuple(filter(shown.fullmatch, emoji))) for group, emoji in groups().items()
            ]
            self.tiles.show(sections, mark_first=False)
        if not hits:
            self._name.configure(text=_("No emoji is called so"))

    def _go_to(self, title: str) -> None:
        if self._field.text:
            self._field.text = ""
            self._show()
        self.tiles.go_to(_(title))
        self._field.entry.focus_set()

    def _show_name(self, emoji: str) -> None:
        name = name_of(emoji)
        words = (title_of(emoji), f":{name}:" if name else "")
        self._name.configure(text="   ".join(filter(None, words)))

    def _choose(self, emoji: str) -> None:
        favourites.note(emoji)
        self.close()
        self._done(emoji)
