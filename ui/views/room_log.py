"""The log of a room that is hosted here: what happened in it, line by line. Follows the room."""

import tkinter as tk
from datetime import datetime
from typing import Any

from app.models.hosted import LogEntry
from app.models.legible import legible
from app.models.room import Room
from app.words import _
from ui.shortcuts import with_command
from ui.theme import theme
from ui.widgets.basics import SECOND_BUTTON, bind_menu_key, follow
from ui.widgets.menu import Item, Menu

LONGEST_LINE = 500


class RoomLog(tk.Text):
    """The room's log: stays at its end unless one has scrolled away from it. Can be marked and copied."""

    def __init__(self, master: Any, room: Room) -> None:
        super().__init__(
            master, bd=0, highlightthickness=0, width=1, height=1, wrap="word", padx=0, pady=0, cursor="xterm"
        )
        self._room = room
        self._follows = True  # stays at the end; only the person's own scrolling changes that
        self.bind("<Key>", self._refuse)
        for sequence in ("<KeyRelease>", "<ButtonRelease>", "<MouseWheel>", "<Button-4>", "<Button-5>"):
            self.bind(sequence, lambda _event: self.after_idle(self._note_place), add="+")
        self.bind("<Configure>", lambda _event: self._stay())
        for sequence in ("<<Paste>>", "<<Cut>>", "<<Clear>>", "<<PasteSelection>>"):
            self.bind(sequence, lambda _event: "break")
        self.bind("<Button-1>", lambda _event: self.focus_set(), add="+")
        self.bind(SECOND_BUTTON, lambda event: self._open_menu(event.x_root, event.y_root))
        bind_menu_key(self, lambda: self._open_menu(self.winfo_rootx(), self.winfo_rooty()))
        follow(self, room.logged, self._add)
        follow(self, theme.changed, self._dress)
        self._dress()
        self.insert("end", "".join(map(_line, room.log)))
        self._stay()

    @property
    def content(self) -> str:
        """All the lines that it holds."""
        return self.get("1.0", "end-1c")

    def _add(self, entry: LogEntry) -> None:
        self.insert("end", _line(entry))
        spare = int(self.index("end-1c").split(".")[0]) - 1 - len(self._room.log)
        if spare > 0:  # the model has let the oldest go
            self.delete("1.0", f"{spare + 1}.0")
        self._stay()

    def _stay(self) -> None:
        if self._follows:
            self.see("end-1c")

    def _note_place(self) -> None:
        if self.winfo_exists():
            self._follows = self.dlineinfo("end-1c") is not None

    def _dress(self) -> None:
        tokens, indent = theme.tokens, theme.px(14)
        self.configure(
            bg=tokens.raised,
            fg=tokens.text2,
            font=theme.font(12),
            insertwidth=0,
            selectbackground=tokens.sel,
            selectforeground=tokens.text,
            inactiveselectbackground=tokens.sel,
            padx=indent,
            spacing3=theme.px(4),
        )

    def _open_menu(self, x: int, y: int) -> None:
        """Offer to copy what is marked, or all of it."""
        items = [Item(_("Copy everything"), lambda: self._copy(self.content), "copy")]
        if self.tag_ranges("sel"):
            marked = self.get("sel.first", "sel.last")
            items.insert(0, Item(_("Copy"), lambda: self._copy(marked), "copy", with_command("c")))
        Menu(self, items).show_at(x, y)

    def _copy(self, text: str) -> None:
        self.clipboard_clear()
        self.clipboard_append(text)

    def _refuse(self, event: "tk.Event[tk.Misc]") -> str | None:
        """Nothing is written here, but one walks, marks and copies as everywhere."""
        if (event.char and event.char.isprintable()) or event.keysym in {"BackSpace", "Delete", "Return", "KP_Enter"}:
            return "break"
        return None


def _line(entry: LogEntry) -> str:
    time = datetime.fromtimestamp(entry.time).astimezone()
    words = " ".join(legible(entry.text[:LONGEST_LINE]).split())
    return f"{time.hour}:{time.minute:02}  {words}\n"
