"""The chat screen: puts sidebar, header, log, composer and panels together, and gives each its place.

Follows the room for what concerns the whole screen; each part follows what concerns itself.
"""

import tkinter as tk
from collections.abc import Callable, Mapping
from typing import Any

import customtkinter as ctk

from app.models.room import Room
from app.models.settings import Settings
from app.words import _
from ui.actions import ChatActions
from ui.theme import pair, theme
from ui.views.banner import Banner
from ui.views.chat_keys import commands
from ui.views.chat_plan import COVER_BELOW, LEAST_SIDEBAR, MOST_SIDEBAR, RAIL, USUAL_SIDEBAR, plan
from ui.views.composer import Composer
from ui.views.empty_room import EmptyRoom
from ui.views.guide import Guide
from ui.views.header import Header
from ui.views.knocks import KnockBar
from ui.views.message_actions import message_actions
from ui.views.outside import OutsideBar
from ui.views.panel import Panel
from ui.views.panels import PanelLeads, Panels
from ui.views.sidebar import BAR as SIDEBAR_BAR
from ui.views.sidebar import Sidebar, SidebarActions
from ui.views.timeline import Timeline
from ui.views.tray import Tray
from ui.views.typing_line import TypingLine
from ui.widgets.basics import follow, on_destroy
from ui.widgets.dropping import take_dropped_files
from ui.widgets.sash import Sash

MARGIN = 24


class ChatScreen(ctk.CTkFrame):
    """Everything of one room. ``commands`` is what keys can do here, by name."""

    def __init__(
        self,
        master: Any,
        room: Room,
        actions: ChatActions,
        *,
        choices: Settings,
        choose: Callable[..., None],
        toast: Callable[[str], None],
        settings: Callable[[], None],
        change_name: Callable[[], None],
    ) -> None:
        super().__init__(master, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self.room = room
        self._actions, self._toast = actions, toast
        self._width = float(USUAL_SIDEBAR)
        self.guide = Guide(self, actions, settings=settings, change_name=change_name)
        leads = PanelLeads(
            person=self.guide.open_card,
            found=self.guide.show_found,
            copy=self._copy,
            choose=choose,
            changed=self._panel_changed,
            closed=lambda: self.composer.focus_text(),
        )
        self.panels = Panels(self, room, actions, choices, leads)
        self._build_sides(settings)
        self._build_main()
        self.commands: Mapping[str, Callable[[], object]] = commands(self)
        tk.Misc.bind(self, "<Configure>", lambda _event: self._arrange(), add="+")
        follow(self, theme.changed, self._arrange)
        follow(self, room.current_changed, self._turn)
        follow(self, room.about_changed, self._turn)
        follow(self, room.search.arrived, self._go_on)
        follow(self, room.search.wanted, lambda: self.panels.open("search"))
        self._people_wait = False
        follow(self, room.looks_changed, self._soon_show_people)
        on_destroy(self, lambda: theme.show_chosen({}))
        self._show_people()
        follow(self, room.muted_changed, lambda: self.log.hide(room.is_muted))
        self.log.hide(room.is_muted)
        self._turn()

    def _soon_show_people(self) -> None:
        """People who come in together are shown by their colours and names together: what is drawn is drawn anew."""
        if not self._people_wait:
            self._people_wait = True
            self.after_idle(self._show_people)

    def _show_people(self) -> None:
        self._people_wait = False
        room = self.room
        names = {nick: name for nick in room.display_names if (name := room.called(nick)) != nick}
        theme.show_chosen(room.colours, names)

    # -- parts

    def _build_sides(self, settings: Callable[[], None]) -> None:
        guide = self.guide
        self.sidebar = Sidebar(
            self,
            self.room,
            SidebarActions(
                show=guide.show,
                person=guide.open_card,
                new_channel=guide.ask_for_channel,
                new_direct=guide.ask_for_person,
                conversation_menu=guide.open_conversation_menu,
                room_menu=guide.open_room_menu,
                own_menu=guide.open_own_menu,
                settings=settings,
            ),
        )
        self._sash = Sash(self, moved=self._resize_sidebar)
        self.main = ctk.CTkFrame(self, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self.main.pack_propagate(False)

    def _build_main(self) -> None:
        """Made in reading order, which is the keyboard's; packed so that the log takes what the others leave."""
        room, actions, main = self.room, self._actions, self.main
        self.header = Header(
            main,
            room,
            edit_topic=self.guide.edit_topic,
            menu=self.guide.open_menu_of_current,
            invite=self.toggle_invite,
            people=lambda: self.panels.toggle("people"),
            search=lambda: self.panels.search(everywhere=False),
        )
        self.header.pack(fill="x")
        self.knocks = KnockBar(main, room, let_in=actions.let_in, turn_away=actions.turn_away, under=self.header)
        self.outside = OutsideBar(main, room, come_in=actions.open_channel, under=self.header)
        self.banner = Banner(main, room, try_now=actions.try_now, back=actions.leave_room, under=self.header)
        self.log = Timeline(
            main,
            open_link=actions.open_link,
            retry=actions.retry,
            discard=actions.discard,
            messages=message_actions(self, room, actions, lambda: self.composer, self.guide.open_card),
            files=actions.files,
            seen_end=self._seen_end,
            load_older=actions.load_older,
        )
        self.composer = Composer(
            main,
            room,
            submit=actions.submit,
            compose=actions.compose,
            reply=actions.reply,
            correct=actions.correct,
            commands=actions.commands,
            files=actions.files,
        )
        self.tray = Tray(main, room, actions.files)
        self.typing = TypingLine(main, room)
        self.typing.pack(side="bottom", fill="x", padx=MARGIN, pady=8)
        self.composer.pack(side="bottom", fill="x", padx=MARGIN)
        self.tray.pack(side="bottom", fill="x", padx=MARGIN)
        self.log.show_files(room.files)
        take_dropped_files(self, actions.files.add)
        self.log.pack(fill="both", expand=True)
        self.empty = EmptyRoom(self.log, room, copy_link=self.copy_invite, show_panel=self.open_invite)

    def _go_on(self, key: str) -> None:
        """A message that was to be shown has come: go there, once the log has it, too."""
        self.after_idle(lambda: self.winfo_exists() and self.log.jump(key))

    def start(self) -> None:
        """Bring the keyboard to where one begins."""
        self.composer.focus_text()

    # -- geometry

    def _arrange(self) -> None:
        """Give each part its place. By hand, because a panel lies beside the log or over it."""
        wide, high = self.winfo_width(), self.winfo_height()
        share = plan(wide / theme.scale, sidebar=self._width, panel=self.panel is not None)
        left, hair = theme.px(share.sidebar), theme.px(1)
        right = theme.px(share.panel)
        covered = wide / theme.scale < COVER_BELOW
        main = wide - left - hair - (0 if covered else right)
        place = tk.Place.place_configure
        place(self.sidebar, x=0, y=0, width=left, height=high)
        grip_height = high - theme.px(SIDEBAR_BAR + 1)
        self._sash.put(left, high, grip_height=grip_height, movable=share.sidebar != RAIL)
        place(self.main, x=left + hair, y=0, width=max(1, main), height=high)
        if self.panel is not None:
            place(self.panel, x=wide - right, y=0, width=right, height=high)
            tk.Misc.lift(self.panel)

    def _resize_sidebar(self, x: int) -> None:
        self._width = min(max(x / theme.scale, LEAST_SIDEBAR), MOST_SIDEBAR)
        self._arrange()

    # -- conversations

    def _turn(self) -> None:
        self.log.show(self.room.current, me=self.room.nick)

    def _seen_end(self) -> None:
        """What came last is in view; it is seen if somebody is there to see it."""
        if self.tk.call("focus", "-displayof", str(self)):
            self._actions.seen(True)

    # -- panels

    @property
    def panel(self) -> Panel | None:
        """The panel at the right, if one is open."""
        return self.panels.panel

    def toggle_invite(self) -> None:
        """Open the invite panel, or close it."""
        self.panels.toggle("invite")

    def open_invite(self) -> None:
        """Open the invite panel."""
        self.panels.open("invite")

    def _panel_changed(self) -> None:
        self.header.show_panel(open_=self.panels.name == "invite")
        self._arrange()

    def copy_invite(self) -> None:
        """Put the invite link on the clipboard and say so."""
        if self.room.invite:
            self._copy(self.room.invite, _("Invite link copied"))

    def _copy(self, text: str, word: str) -> None:
        self.clipboard_clear()
        self.clipboard_append(text)
        self._toast(word)

    # -- keys

    def mark_read(self) -> None:
        """Nothing in the conversation that is shown is new any more."""
        if self.room.current is not None:
            self._actions.mark_read(self.room.current)

    def type(self, text: str) -> None:
        """Take what was typed where nothing takes it: it goes to the composer."""
        self.composer.type(text)

    def paste(self) -> None:
        """Take what is pasted there: likewise."""
        self.composer.paste()
