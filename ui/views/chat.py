"""The chat screen: puts sidebar, header, log, composer and panels together, and knows what leads from one to another.

Follows the room for what concerns the whole screen; each part follows what concerns itself.
"""

import tkinter as tk
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation
from app.models.room import Room
from app.models.search import Found
from app.models.settings import Settings
from app.words import _
from ui.actions import ChatActions
from ui.theme import pair, theme
from ui.views import boxes
from ui.views.banner import Banner
from ui.views.chat_plan import COVER_BELOW, LEAST_SIDEBAR, MOST_SIDEBAR, RAIL, USUAL_SIDEBAR, plan
from ui.views.composer import Composer
from ui.views.empty_room import EmptyRoom
from ui.views.header import Header
from ui.views.knocks import KnockBar
from ui.views.message_actions import message_actions
from ui.views.panel import Panel
from ui.views.panels import PanelLeads, Panels
from ui.views.person_card import CardActions, PersonCard
from ui.views.rows import neighbour, nth
from ui.views.sidebar import BAR as SIDEBAR_BAR
from ui.views.sidebar import Sidebar, SidebarActions
from ui.views.timeline import Timeline
from ui.views.tray import Tray
from ui.views.typing_line import TypingLine
from ui.widgets.basics import follow, holds_focus, on_destroy
from ui.widgets.dropping import take_dropped_files
from ui.widgets.floating import Rect
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
        self._settings, self._change_name = settings, change_name
        self._width = float(USUAL_SIDEBAR)
        leads = PanelLeads(
            person=lambda nick, place: self._open_card(self, nick, place),
            found=self._go,
            copy=self._copy,
            choose=choose,
            changed=self._panel_changed,
            closed=lambda: self.composer.focus_text(),
        )
        self.panels = Panels(self, room, actions, choices, leads)
        self._build_sides()
        self._build_main()
        self.commands: Mapping[str, Callable[[], object]] = self._commands()
        tk.Misc.bind(self, "<Configure>", lambda _event: self._arrange(), add="+")
        follow(self, theme.changed, self._arrange)
        follow(self, room.current_changed, self._turn)
        follow(self, room.about_changed, self._turn)
        follow(self, room.search.wanted, lambda: self.panels.open("search"))
        follow(self, room.colours_changed, self._soon_show_colours)
        on_destroy(self, lambda: theme.show_chosen({}))
        theme.show_chosen(room.colours)
        follow(self, room.muted_changed, lambda: self.log.hide(room.is_muted))
        self.log.hide(room.is_muted)
        self._colours_wait = False
        self._turn()

    def _soon_show_colours(self) -> None:
        """People who come in together are shown in their colours together: all that is drawn is drawn anew."""
        if not self._colours_wait:
            self._colours_wait = True
            self.after_idle(self._show_colours)

    def _show_colours(self) -> None:
        self._colours_wait = False
        theme.show_chosen(self.room.colours)

    # -- parts

    def _build_sides(self) -> None:
        self.sidebar = Sidebar(
            self,
            self.room,
            SidebarActions(
                show=self._show,
                person=lambda nick, place: self._open_card(self.sidebar, nick, place),
                new_channel=lambda place: boxes.ask_for_channel(self.sidebar, place, self.room, self._actions),
                new_direct=lambda place: boxes.ask_for_person(self.sidebar, place, self.room, self._open_direct),
                conversation_menu=self._open_conversation_menu,
                room_menu=self._open_room_menu,
                own_menu=lambda opener: boxes.open_own_menu(
                    opener,
                    self.room,
                    set_away=self._actions.set_away,
                    change_name=self._change_name,
                    settings=self._settings,
                ),
                settings=self._settings,
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
            edit_topic=self._edit_topic,
            invite=self.toggle_invite,
            people=lambda: self.panels.toggle("people"),
            search=lambda: self.panels.search(everywhere=False),
        )
        self.header.pack(fill="x")
        self.knocks = KnockBar(main, room, let_in=actions.let_in, turn_away=actions.turn_away, under=self.header)
        self.banner = Banner(main, room, try_now=actions.try_now, back=actions.leave_room, under=self.header)
        self.log = Timeline(
            main,
            open_link=actions.open_link,
            retry=actions.retry,
            discard=actions.discard,
            messages=message_actions(
                self, room, actions, lambda: self.composer, lambda nick, place: self._open_card(self, nick, place)
            ),
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

    def _show(self, conversation: Conversation) -> None:
        self._actions.show(conversation)
        self.composer.focus_text()

    def _open_direct(self, nick: str) -> None:
        self._actions.open_direct(nick)
        self.composer.focus_text()

    def _open_card(self, opener: tk.Misc, nick: str, place: Rect) -> None:
        """Show who somebody is and what can be done about them."""
        actions = CardActions(write=self._open_direct, mention=self._mention, care=self._actions.care)
        PersonCard(opener, self.room, nick, actions).show_by(place)

    def _mention(self, nick: str) -> None:
        self.composer.type(f"@{nick} ")

    def _go_to(self) -> None:
        """Ask where to go: to a channel, to somebody."""
        boxes.ask_where(self, self.room, self._actions, self._show, self._open_direct)

    def _step(self, by: int, *, unread: bool = False) -> None:
        found = neighbour(self.room, by, unread=unread)
        if found is not None:
            self._show(found)

    def _show_nth(self, number: int) -> None:
        found = nth(self.room, number)
        if found is not None:
            self._show(found)

    def _edit_topic(self, place: tk.Misc) -> None:
        if self.room.current is not None:
            boxes.ask_for_topic(place, self.room.current, self._actions)

    def _open_conversation_menu(self, conversation: Conversation, place: Rect) -> None:
        def here(lead: Callable[[], object]) -> Callable[[], None]:
            """What shows the conversation first, since it is about the one that is shown."""

            def go() -> None:
                self._actions.show(conversation)
                lead()

            return go

        leads = boxes.ConversationLeads(
            topic=here(lambda: self._edit_topic(self.header)),
            people=here(lambda: self.panels.open("people")),
            rules=here(lambda: self.panels.open("rules")),
            person=lambda: self._open_card(self.sidebar, conversation.name, place),
            save=lambda: boxes.ask_where_to_save(self, conversation, self._actions.find),
        )
        entries = boxes.conversation_entries(self.room, conversation, self._actions, leads)
        boxes.open_conversation_menu(self.sidebar, place, entries)

    def _open_room_menu(self, opener: tk.Misc) -> None:
        boxes.open_room_menu(
            opener,
            self.room,
            invite=self.open_invite,
            host_panel=lambda: self.panels.open("host"),
            set_away=self._actions.set_away,
            change_name=self._change_name,
            settings=self._settings,
            leave=self._actions.leave_room,
        )

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

    def _go(self, found: Found) -> None:
        """Show a message that was found."""
        self._actions.find.go(found)
        self.log.jump(found.entry.key)

    def _save(self) -> None:
        """Ask where to save the conversation, and save it."""
        if self.room.current is not None:
            boxes.ask_where_to_save(self, self.room.current, self._actions.find)

    def copy_invite(self) -> None:
        """Put the invite link on the clipboard and say so."""
        if self.room.invite:
            self._copy(self.room.invite, _("Invite link copied"))

    def _copy(self, text: str, word: str) -> None:
        self.clipboard_clear()
        self.clipboard_append(text)
        self._toast(word)

    # -- keys

    def _commands(self) -> dict[str, Callable[[], object]]:
        commands: dict[str, Callable[[], object]] = {
            "invite": self.toggle_invite,
            "copy invite": self.copy_invite,
            "go to": self._go_to,
            "search here": lambda: self.panels.search(everywhere=False),
            "search everywhere": lambda: self.panels.search(everywhere=True),
            "save": self._save,
            "previous": lambda: self._step(-1),
            "next": lambda: self._step(1),
            "previous unread": lambda: self._step(-1, unread=True),
            "next unread": lambda: self._step(1, unread=True),
            "next region": lambda: self._go_round(1),
            "previous region": lambda: self._go_round(-1),
            "escape": self._escape,
        }
        for number in range(1, 10):
            commands[f"conversation {number}"] = partial(self._show_nth, number)
        return commands

    def _escape(self) -> None:
        """Close the panel; else go back to writing; from there, mark all as read."""
        if self.panel is not None:
            self.panels.close()
        elif holds_focus(self.composer):
            if self.room.current is not None:
                self._actions.mark_read(self.room.current)
        else:
            self.composer.focus_text()

    def _go_round(self, step: int) -> None:
        """Bring the keyboard to the next region: sidebar, log, composer, panel."""
        regions: list[tuple[tk.Misc, Callable[[], object]]] = [
            (self.sidebar, self.sidebar.focus_list),
            (self.log, self.log.take_focus),
            (self.composer, self.composer.focus_text),
        ]
        if self.panel is not None:
            regions.append((self.panel, self.panel.focus_first))
        inside = [place for place, (region, _) in enumerate(regions) if holds_focus(region)]
        here = inside[0] if inside else 2
        regions[(here + step) % len(regions)][1]()

    def type(self, text: str) -> None:
        """Take what was typed where nothing takes it: it goes to the composer."""
        self.composer.type(text)
