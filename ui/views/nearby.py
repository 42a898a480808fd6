"""The rooms near us, each a click away, and how looking for them stands.

Follows the lobby; knows nothing of networks.
"""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from app.models.lobby import Lobby, NearbyRoom, Search
from app.words import N_, _, ngettext
from ui import paint
from ui.theme import theme
from ui.views.room_list import LIT_HEIGHT, ROW_HEIGHT, RoomList, Words, draw_ground, draw_words
from ui.widgets.basics import follow, label, text_width
from ui.widgets.row_list import Place
from ui.widgets.spinner import Spinner
from ui.widgets.stack import Reach

BUTTON_WIDTH, BUTTON_HEIGHT, BUTTON_RIGHT = 64, 32, 10
LOCK = 13
NO_ROOMS = N_("Rooms on your network show up here by themselves.\nYou can also paste an invite link above.")


@dataclass(frozen=True, slots=True)
class NearbyRow:
    """A room as a row of the list."""

    room: NearbyRoom
    reach: Reach = Reach.WHOLE
    height: int = ROW_HEIGHT

    @property
    def key(self) -> str:
        return f"{self.room.fingerprint} {self.room.port} {self.room.name}"


class NearbyRooms(RoomList[NearbyRow]):
    """``join`` is called with the room that was chosen, ``paste`` to bring the person to the other way in."""

    def __init__(
        self, master: Any, lobby: Lobby, *, join: Callable[[NearbyRoom], None], paste: Callable[[], object]
    ) -> None:
        super().__init__(master, _("Rooms near you"), draw=_draw_row, activate=lambda row: join(row.room))
        self._lobby, self._paste = lobby, paste
        self._said: Search | None = None  # what the words in the place of rows are about
        self._spinner: Spinner | None = None
        self._looking = label(self.beside, _("Looking…"), 12, colour="text3")
        self._looking.pack(side="right", padx=(6, 0))
        follow(self, lobby.nearby_changed, self._show)
        self._show()

    def _show(self) -> None:
        rooms, search = self._lobby.nearby, self._lobby.search
        self._show_looking(search in {Search.LOOKING, Search.SETTLED})
        if rooms:
            self._said = None
            self.show_rows([NearbyRow(room) for room in rooms])
        elif search is not self._said:
            self._said = search
            self.show_words(self._cannot_look if search is Search.UNABLE else _nothing_yet)

    def _show_looking(self, looking: bool) -> None:
        self._looking.configure(text=_("Looking…") if looking else "")
        if looking and self._spinner is None:
            self._spinner = Spinner(self.beside)
            self._spinner.pack(side="right")
        elif not looking and self._spinner is not None:
            self._spinner.destroy()
            self._spinner = None

    def _cannot_look(self, parent: Any) -> Words:
        title = _("Cannot look for rooms on this network")
        return Words(parent, "wifi-off", title, "", offer=_("Paste a link instead"), action=self._paste)


def _nothing_yet(parent: Any) -> Words:
    return Words(parent, "wifi", _("No rooms found yet"), _(NO_ROOMS))


def _draw_row(canvas: tk.Canvas, row: NearbyRow, place: Place) -> None:
    px, tokens, room = theme.px, theme.tokens, row.room
    surface = draw_ground(canvas, place)
    right = _button_width(canvas) / theme.scale + BUTTON_RIGHT + 12 + (LOCK + 6 if room.locked else 0)
    faded = not room.fresh
    end, middle = draw_words(canvas, place, room.name, _about(room), surface=surface, right=right, faded=faded)
    if room.locked:
        paint.put_icon(canvas, end + px(6), middle, "lock", px(LOCK), tokens.text2, anchor="w")
    _draw_button(canvas, place, lit=place.hovered or place.focused, faded=faded)


def _draw_button(canvas: tk.Canvas, place: Place, *, lit: bool, faded: bool) -> None:
    """The whole row is what is clicked; this shows what for."""
    px, tokens = theme.px, theme.tokens
    x1 = place.x1 - px(BUTTON_RIGHT)
    y0 = place.y0 + px((LIT_HEIGHT - BUTTON_HEIGHT) / 2)
    bounds = (x1 - _button_width(canvas), y0, x1, y0 + px(BUTTON_HEIGHT))
    if lit:
        paint.rounded(canvas, *bounds, px(8), tokens.accent)
        colour = tokens.on_accent
    else:
        paint.rounded(canvas, *bounds, px(8), tokens.raised, border=tokens.border_button, border_width=px(1))
        colour = tokens.text2 if faded else tokens.text
    middle = (bounds[0] + bounds[2]) // 2, (bounds[1] + bounds[3]) // 2
    canvas.create_text(*middle, text=_("Join"), font=theme.font(14, "semibold"), fill=colour)


def _button_width(canvas: tk.Canvas) -> int:
    """In device pixels: what the word needs."""
    return max(theme.px(BUTTON_WIDTH), text_width(canvas, _("Join"), theme.font(14, "semibold")) + theme.px(20))


def _about(room: NearbyRoom) -> tuple[str, ...]:
    """Who holds it open and how many are in it, or that it has gone quiet."""
    people = ngettext("{people} person", "{people} people", room.people).format(people=room.people)
    parts = (room.host, people if room.fresh else _("No longer answering"))
    return tuple(part for part in parts if part)
