"""The rooms we have been in, each a click away. Follows the lobby; knows nothing of joining."""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.models.lobby import Lobby, RecentRoom, Whereabouts
from app.words import N_, _
from ui import paint
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.room_list import LIT_HEIGHT, ROW_HEIGHT, RoomList, Words, draw_ground, draw_words
from ui.widgets.basics import follow
from ui.widgets.menu import Item, Menu
from ui.widgets.row_list import Place
from ui.widgets.stack import Reach

NOTHING = N_("Rooms you host or join are kept here,\nso you can return with one click.")


@dataclass(frozen=True, slots=True)
class RecentRow:
    """A room as a row of the list."""

    room: RecentRoom
    whereabouts: Whereabouts = Whereabouts.UNKNOWN
    reach: Reach = Reach.WHOLE
    height: int = ROW_HEIGHT

    @property
    def key(self) -> str:
        return f"{self.room.hosted} {self.room.address}:{self.room.port} {self.room.name}"


class RecentRooms(RoomList[RecentRow]):
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
        super().__init__(
            master, _("Recent"), draw=self._draw_row, activate=lambda row: rejoin(row.room), menu=self._open_menu
        )
        self._lobby, self._rejoin, self._forget = lobby, rejoin, forget
        self._calendar = calendar or Calendar()
        follow(self, lobby.recent_changed, self._show)
        follow(self, lobby.nearby_changed, self._show)
        self._show()

    def _show(self) -> None:
        rows = [RecentRow(room, self._lobby.whereabouts(room)) for room in self._lobby.recent]
        if rows:
            self.show_rows(rows)
        else:
            self.show_words(lambda parent: Words(parent, "clock", _("Nothing here yet"), _(NOTHING)))

    def _open_menu(self, row: RecentRow, x: int, y: int) -> None:
        items = [
            Item(_verb(row.room), lambda: self._rejoin(row.room), "arrow-right"),
            Item(_("Remove from this list"), lambda: self._forget(row.room), "x"),
        ]
        Menu(self.list, items).show_at(x, y)

    def _draw_row(self, canvas: tk.Canvas, row: RecentRow, place: Place) -> None:
        px = theme.px
        absent = row.whereabouts is Whereabouts.NOT_HERE
        surface = draw_ground(canvas, place)
        draw_words(canvas, place, row.room.name, self._about(row), surface=surface, right=56, faded=absent)
        if not absent or place.hovered or place.focused:  # looking can err: one may try all the same
            middle = place.y0 + px(LIT_HEIGHT / 2)
            paint.put_icon(canvas, place.x1 - px(27), middle, "arrow-right", px(16), theme.tokens.text2)

    def _about(self, row: RecentRow) -> tuple[str, ...]:
        where = {
            Whereabouts.HERE: _("Online now"),
            Whereabouts.NOT_HERE: _("Not on this network"),
            Whereabouts.UNKNOWN: _("Hosted by you") if row.room.hosted else row.room.address,
        }[row.whereabouts]
        return where, self._calendar.brief(row.room.last)


def _verb(room: RecentRoom) -> str:
    return _("Open it again") if room.hosted else _("Join")
