"""The rooms we have been in, each a click away. Follows the lobby; knows nothing of joining."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import customtkinter as ctk

from app.models.lobby import Lobby, RecentRoom
from ui import paint
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.widgets import ink
from ui.widgets.badge import Disc
from ui.widgets.basics import follow, label
from ui.widgets.menu import Item, Menu
from ui.widgets.row_list import Place, RowList
from ui.widgets.shape import Card
from ui.widgets.stack import Reach

BOX_HEIGHT = 184
ROW_HEIGHT = 58  # 56 and the gap to the next
INSET = 6


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A room as a row of the list."""

    room: RecentRoom
    reach: Reach = Reach.WHOLE
    height: int = ROW_HEIGHT

    @property
    def key(self) -> str:
        return f"{self.room.hosted} {self.room.address}:{self.room.port} {self.room.name}"


class RecentRooms(ctk.CTkFrame):
    """The list with its title, or words that say what will be here."""

    def __init__(
        self,
        master: Any,
        lobby: Lobby,
        *,
        rejoin: Callable[[RecentRoom], None],
        forget: Callable[[RecentRoom], None],
        calendar: Calendar | None = None,
    ) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._lobby, self._rejoin, self._forget = lobby, rejoin, forget
        self._calendar = calendar or Calendar()
        label(self, "Recent", 13, "semibold").pack(anchor="w", pady=(2, 10))
        box = Card(self, radius=12, height=BOX_HEIGHT)
        box.pack(fill="x")
        box.pack_propagate(False)
        self.list: RowList[RecentRow] = RowList(
            box, draw=self._draw_row, activate=lambda row: rejoin(row.room), menu=self._open_menu, surface="raised"
        )
        self._nothing = _Nothing(box)
        follow(self, lobby.recent_changed, self._show)
        self._show()

    def _show(self) -> None:
        self.list.show([RecentRow(room) for room in self._lobby.recent])
        if self._lobby.recent:
            self._nothing.place_forget()
            self.list.pack(fill="both", expand=True, padx=theme.px(INSET), pady=theme.px(INSET))
        else:
            self.list.pack_forget()
            self._nothing.place(relx=0.5, rely=0.5, anchor="center")

    def _open_menu(self, row: RecentRow, x: int, y: int) -> None:
        items = [
            Item(_verb(row.room), lambda: self._rejoin(row.room), "arrow-right"),
            Item("Remove from this list", lambda: self._forget(row.room), "x"),
        ]
        Menu(self.list, items).show_at(x, y)

    def _draw_row(self, canvas: tk.Canvas, row: RecentRow, place: Place) -> None:
        px, tokens, room = theme.px, theme.tokens, row.room
        bottom, middle = place.y0 + px(56), place.y0 + px(28)
        fill = tokens.raised
        if place.hovered or place.focused:
            fill = tokens.hover if place.hovered else tokens.raised
            ring = tokens.accent if place.focused else None
            box = (place.x0, place.y0, place.x1, bottom)
            paint.rounded(canvas, *box, px(8), fill, border=ring, border_width=px(2))
        disc = paint.avatar(room.name, px(36), surface=fill)
        canvas.create_image(place.x0 + px(10), middle, image=disc, anchor="w")
        left, limit = place.x0 + px(58), place.x1 - place.x0 - px(58 + 56)
        ink.write(
            canvas, left, middle - px(8), room.name, font=theme.font(14, "semibold"), fill=tokens.text, limit=limit
        )
        ink.write(canvas, left, middle + px(9), self._about(room), font=theme.font(12), fill=tokens.text2, limit=limit)
        paint.put_icon(canvas, place.x1 - px(27), middle, "arrow-right", px(16), tokens.text2)

    def _about(self, room: RecentRoom) -> str:
        where = "Hosted by you" if room.hosted else room.address
        return f"{where} · {self._calendar.brief(room.last)}"


class _Nothing(ctk.CTkFrame):
    """What the list says as long as it is empty."""

    def __init__(self, master: Any) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        Disc(self, "clock", 40, 20).pack()
        label(self, "Nothing here yet", 14, "semibold").pack(pady=(10, 1))
        words = "Rooms you host or join are kept here,\nso you can return with one click."
        label(self, words, 14, colour="text2", justify="center").pack()


def _verb(room: RecentRoom) -> str:
    return "Open it again" if room.hosted else "Join"
