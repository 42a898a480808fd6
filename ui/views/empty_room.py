"""What a room that was just opened says while nobody else is in it. Follows the room."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.conversation import Kind
from app.models.entries import Text
from app.models.room import Room
from app.words import N_, _
from ui.theme import pair, theme
from ui.views.current import follow_current
from ui.widgets.badge import Tile
from ui.widgets.basics import follow, label
from ui.widgets.button import Button

HEIGHT = 218
ABOVE = 88
"""What the log's first lines take at the top."""
WORDS = N_("Nobody else is here yet. Send the invite, and they\ncome in here; or tell them the address.")


class EmptyRoom(ctk.CTkFrame):
    """In the middle of the log, for as long as it fits and the room is empty."""

    def __init__(self, log: Any, room: Room, *, copy_link: Callable[[], None], show_panel: Callable[[], None]) -> None:
        super().__init__(log, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self._log, self._room = log, room
        self.shown = False
        Tile(self, "armchair", 64, 32, radius=16, soft=True).pack(pady=(0, 20))
        label(self, _("Your room is open"), 22, "semibold").pack()
        label(self, _(WORDS), 14, "regular", "text2", wrap=420, justify="center").pack(pady=(6, 22))
        row = ctk.CTkFrame(self, fg_color="transparent", corner_radius=0)
        row.pack()
        Button(row, _("Copy invite link"), copy_link, kind="primary", icon="copy").pack(side="left")
        Button(row, _("Show the address"), show_panel, icon="network").pack(side="left", padx=(12, 0))
        log.bind("<Configure>", lambda _event: self._show(), add="+")
        follow(self, room.people_changed, self._show)
        follow(self, room.status_changed, self._show)
        follow_current(self, room, self._show, lambda conversation: [conversation.entries_changed])

    @property
    def _wanted(self) -> bool:
        room, current = self._room, self._room.current
        if room.hosting is None or current is None or current.kind is not Kind.CHANNEL:
            return False
        if not room.is_online or any(isinstance(entry, Text) for entry in current.entries[:50]):
            return False
        return all(room.is_me(person.nick) for person in room.people)  # last: who is here is sorted each time

    def _show(self, *_change: object) -> None:
        shown = self._wanted and self._log.winfo_height() >= theme.px(HEIGHT + 2 * ABOVE)
        if shown == self.shown:  # nearly always: it is asked for each line that comes
            return
        self.shown = shown
        if shown:
            self.place(relx=0.5, rely=0.5, y=-8, anchor="center")
            self.lift()
        else:
            self.place_forget()
