"""The left side: the room, its channels, direct messages and people, and ourselves.

Follows the room. Narrow, it is a rail of signs instead of words; the same rows, the same keys.
"""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation
from app.models.room import Closed, Connecting, Online, Retrying, Room
from app.words import _
from ui.shortcuts import with_command
from ui.theme import called, pair, theme
from ui.views.row_looks import NARROW, draw_row
from ui.views.rows import (
    ChannelRow,
    DirectRow,
    PersonRow,
    Row,
    Section,
    SectionRow,
    presence,
    presence_words,
    sidebar_rows,
)
from ui.widgets.badge import Avatar, Tile
from ui.widgets.basics import SECOND_BUTTON, follow, line, on_destroy
from ui.widgets.button import IconButton
from ui.widgets.floating import Rect
from ui.widgets.row_list import RowList
from ui.widgets.text_line import Span, TextLine
from ui.widgets.tooltip import Tooltip

BAR = 64
MARGIN = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class SidebarActions:
    """What the sidebar leads to. A rectangle says where in the window it was asked for, in device pixels."""

    show: Callable[[Conversation], None]
    person: Callable[[str, Rect], None]
    new_channel: Callable[[Rect], None]
    new_direct: Callable[[Rect], None]
    conversation_menu: Callable[[Conversation, Rect], None]
    room_menu: Callable[[tk.Misc], None]
    own_menu: Callable[[tk.Misc], None]
    settings: Callable[[], None]


class Sidebar(ctk.CTkFrame):
    """Room header, list, own bar."""

    def __init__(self, master: Any, room: Room, actions: SidebarActions) -> None:
        super().__init__(master, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"), width=272)
        self.pack_propagate(False)
        self._room, self._actions = room, actions
        self._watched: list[Callable[[], None]] = []
        self._pending = ""
        self.header = _RoomHeader(self, room, actions.room_menu)
        self.header.pack(fill="x")
        self.list: RowList[Row] = RowList(self, draw=draw_row, activate=self.activate, menu=self._menu)
        self.own = _OwnBar(self, room, actions.own_menu, actions.settings)
        self.own.pack(side="bottom", fill="x")
        line(self).pack(side="bottom", fill="x")
        self.list.pack(fill="both", expand=True)
        self._tooltip = Tooltip(self.list)
        self.list.bind("<<Pointed>>", lambda _event: self._name_pointed())
        self._narrow: bool | None = None
        self.list.bind("<Configure>", lambda _event: self._suit_width(), add="+")
        for signal in (room.people_changed, room.current_changed, room.about_changed, room.muted_changed):
            follow(self, signal, self._soon)
        follow(self, room.conversations_changed, self._watch_conversations)
        on_destroy(self, self._stop_watching)
        self._watch_conversations()

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        self.list.focus_set()

    # -- following

    def _watch_conversations(self) -> None:
        self._stop_watching()
        for conversation in self._room.conversations:
            changes = conversation.unread_changed, conversation.joined_changed, conversation.muted_changed
            for signal in (*changes, conversation.renamed):
                self._watched.append(signal.connect(self._soon))
        for direct in self._room.directs():  # its last line stands beside the name
            self._watched.append(direct.entries_changed.connect(lambda _change: self._soon()))
        self._soon()

    def _stop_watching(self) -> None:
        while self._watched:
            self._watched.pop()()

    def _soon(self) -> None:
        """Show what there is now once Tk is idle, however much changes until then."""
        if not self._pending:
            self._pending = self.after_idle(self._show)

    def _show(self) -> None:
        self._pending = ""
        self.list.show(sidebar_rows(self._room))

    def _suit_width(self) -> None:
        narrow = self.list.winfo_width() < theme.px(NARROW)
        if narrow is not self._narrow:
            self._narrow = narrow
            self.header.set_narrow(narrow)
            self.own.set_narrow(narrow)

    # -- what the person does

    def activate(self, row: Row) -> None:
        """Do what a click on this row does."""
        self._tooltip.hide()  # or what opens would take its colour for that of the window
        match row:
            case ChannelRow() | DirectRow():
                self._actions.show(row.conversation)
            case PersonRow(me=False):
                self._actions.person(row.nick, self._rect(row))
            case SectionRow(section=Section.CHANNELS):
                self._actions.new_channel(self._rect(row))
            case SectionRow(section=Section.DIRECTS):
                self._actions.new_direct(self._rect(row))

    def _menu(self, row: Row, _x: int, _y: int) -> None:
        match row:
            case ChannelRow() | DirectRow():
                self._actions.conversation_menu(row.conversation, self._rect(row))
            case PersonRow():
                self._actions.person(row.nick, self._rect(row))
            case _:
                pass

    def _rect(self, row: Row) -> Rect:
        """Where a row is in the window; of a section, its button."""
        top, bottom = self.list.box(row.key) or (0, 0)
        window = self.winfo_toplevel()
        left = self.list.winfo_rootx() - window.winfo_rootx()
        above = self.list.winfo_rooty() - window.winfo_rooty()
        right = left + self.list.winfo_width() - theme.px(8)
        if isinstance(row, SectionRow):
            return right - theme.px(36), above + bottom - theme.px(32), right, above + bottom
        return left + theme.px(8), above + top, right, above + bottom

    def _name_pointed(self) -> None:
        """Say what a sign is that has no words beside it."""
        row = self.list.pointed
        match row:
            case SectionRow():
                words = row.adds
            case ChannelRow() if self._narrow:
                words = row.title
            case DirectRow() | PersonRow() if self._narrow:
                words = called(row.nick)
            case _:
                words = ""
        self._tooltip.text = words
        if row is not None and words:
            self._tooltip.show(self._rect(row))
        else:
            self._tooltip.hide()

    def destroy(self) -> None:
        """Take the sidebar away, and what it was about to show."""
        if self._pending:
            self.after_cancel(self._pending)
            self._pending = ""
        super().destroy()


class _RoomHeader(ctk.CTkFrame):
    """The room's tile, name and host; opens its menu."""

    def __init__(self, master: Any, room: Room, menu: Callable[[tk.Misc], None]) -> None:
        super().__init__(master, height=BAR, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"))
        self.pack_propagate(False)
        self._room = room
        self._tile = Tile(self, "armchair", 36, 18, radius=10)
        self._tile.pack(side="left", padx=(MARGIN, 12))
        self.button = IconButton(
            self, "chevron-down", _("Room menu"), lambda: menu(self.button.canvas), size=32, icon_size=18
        )
        self._words = ctk.CTkFrame(self, fg_color="transparent", corner_radius=0)
        self._name = TextLine(self._words, Span("", 15, "semibold"), height=20)
        self._name.pack(fill="x")
        self._host = TextLine(self._words, Span("", 12))
        self._host.pack(fill="x")
        for part in (self._tile, self._name, self._host):
            part.bind(SECOND_BUTTON, lambda _event: menu(self.button.canvas))
        self.set_narrow(False)
        follow(self, room.about_changed, self._show)
        follow(self, room.status_changed, self._show)
        follow(self, room.looks_changed, self._show)
        self._show()

    @property
    def words(self) -> tuple[str, str]:
        """The room's name and what is said of who hosts it."""
        return self._name.text, self._host.text

    def set_narrow(self, narrow: bool) -> None:
        """Leave the words out, and put the menu's button over the tile's place; or show all."""
        for part in (self._tile, self._words, self.button):
            part.pack_forget()
        if narrow:
            self.button.show(icon="armchair", kind="primary")
            self.button.pack(padx=MARGIN, pady=MARGIN)
        else:
            self.button.show(icon="chevron-down", kind="ghost")
            self._tile.pack(side="left", padx=(MARGIN, 12))
            self.button.pack(side="right", padx=(0, 13))
            self._words.pack(side="left", fill="x", expand=True)

    def _show(self) -> None:
        room = self._room
        self._name.show(Span(room.name, 15, "semibold"))
        if room.hosting:
            host = _("Open on this computer")
        elif room.host_name:
            host = _("Hosted by {host_name}").format(host_name=room.called(room.host_name))
        else:
            host = room.address
        self._host.show(Span(host, 12, "regular", "text2"))


class _OwnBar(ctk.CTkFrame):
    """Who we are here, and the way to the settings."""

    def __init__(self, master: Any, room: Room, menu: Callable[[tk.Misc], None], settings: Callable[[], None]) -> None:
        super().__init__(master, height=BAR, corner_radius=0, fg_color=pair("side"), bg_color=pair("side"))
        self.pack_propagate(False)
        self._room = room
        self._avatar = Avatar(self, room.nick)
        self._words = ctk.CTkFrame(self, fg_color="transparent", corner_radius=0)
        self._name = TextLine(self._words, Span("", 14, "semibold"), height=18)
        self._name.pack(fill="x")
        self._state = TextLine(self._words, Span("", 12))
        self._state.pack(fill="x")
        self._settings = IconButton(self, "settings", _("Settings"), settings, key=with_command("comma"))
        for part in (self._avatar, self._name, self._state):
            part.on_click(lambda _event: menu(self._avatar))
            part.canvas.configure(cursor="hand2")
            part.bind(SECOND_BUTTON, lambda _event: menu(self._avatar))
        self.set_narrow(False)
        follow(self, room.about_changed, self._show)
        follow(self, room.status_changed, self._show)
        follow(self, room.people_changed, self._show)
        follow(self, room.looks_changed, self._show)
        self._show()

    @property
    def words(self) -> tuple[str, str]:
        """Our name and how we are connected."""
        return self._name.text, self._state.text

    def set_narrow(self, narrow: bool) -> None:
        """Show the button alone, or all."""
        for part in (self._avatar, self._words, self._settings):
            part.pack_forget()
        if narrow:
            self._settings.pack(padx=14, pady=14)
        else:
            self._avatar.pack(side="left", padx=(MARGIN, 10))
            self._settings.pack(side="right", padx=(0, 12))
            self._words.pack(side="left", fill="x", expand=True)

    def _show(self) -> None:
        me = self._room.person(self._room.nick)
        match self._room.status:
            case Online():
                state = presence_words(me) if me else _("Online")
            case Connecting():
                state = _("Connecting…")
            case Retrying():
                state = _("Not connected")
            case Closed():
                state = _("Room closed")
        self._name.show(Span(self._room.called(self._room.nick), 14, "semibold"))
        self._state.show(Span(state, 12, "regular", "text2"))
        here = presence(me) if me else "on"
        self._avatar.show(self._room.nick, here if self._room.is_online else "off")
