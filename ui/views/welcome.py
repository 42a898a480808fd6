"""The first screen: who we are, the two ways into a room, the rooms near us and those we have been in.

Follows the lobby and the settings; calls the actions it was given and knows nobody behind them.
"""

from typing import Any

import customtkinter as ctk

from app.models.lobby import Lobby, NearbyRoom
from app.models.settings import Appearance, Settings
from app.words import _
from ui import paint
from ui.actions import SettingsActions, WelcomeActions
from ui.shortcuts import with_command
from ui.theme import pair, theme
from ui.views.entrances import HostCard, JoinCard
from ui.views.nearby import NearbyRooms
from ui.views.recent import RecentRooms
from ui.widgets.badge import Avatar, Tile
from ui.widgets.basics import box, follow, label
from ui.widgets.button import IconButton
from ui.widgets.field import Input
from ui.widgets.message import Message
from ui.widgets.scroll_area import ScrollArea

COLUMN = 880
MARGIN = 24
GAP = 24
CARD_HEIGHT = 216
STACK_BELOW = 872
"""Width of the column below which what was side by side is one below the other."""
NAME_BELOW = 690
"""Width of the column below which the name goes under the title."""


class WelcomeView(ctk.CTkFrame):
    """The welcome screen, as wide as its window, scrolling where that is low."""

    def __init__(
        self,
        master: Any,
        lobby: Lobby,
        actions: WelcomeActions,
        settings: Settings,
        settings_actions: SettingsActions,
    ) -> None:
        super().__init__(master, fg_color=pair("side"), corner_radius=0, width=0, height=0)
        self._lobby, self._actions = lobby, actions
        self._area = ScrollArea(self)
        self._area.pack(fill="both", expand=True)
        content = self._area.content
        content.grid_columnconfigure((0, 2), weight=1)
        content.grid_rowconfigure(0, weight=1)
        self._column = box(content)
        self._column.grid(row=0, column=1, sticky="nsew", pady=(40, 0))
        # In reading order, which is the order in which the keyboard goes through them.
        self._title = Title(self._column)
        self.name = NameField(self._column, lobby, actions, on_done=self._go_on)
        self.host_card = HostCard(self._column, lobby, host=self._host, accept_offer=actions.accept_offer)
        self.join_card = JoinCard(
            self._column, lobby, join=self._join, cancel=actions.cancel, accept_offer=actions.accept_offer
        )
        self.nearby = NearbyRooms(self._column, lobby, join=self._join_nearby, paste=self.join_card.input.select)
        self.recent = RecentRooms(self._column, lobby, rejoin=actions.rejoin, forget=actions.forget)
        self.footer = Footer(self._column, lobby, settings, settings_actions)
        self.name.on_edit = self.host_card.suggest_from
        self._arranged: tuple[int, float] = (0, 0.0)
        self.bind("<Configure>", lambda _: self._arrange())
        follow(self, theme.changed, self._arrange)

    def start(self) -> None:
        """Bring the keyboard to where one begins."""
        self.name.input.focus_set()

    def _arrange(self) -> None:
        """Lay everything out for the width there is."""
        if (now := (self.winfo_width(), theme.scale)) == self._arranged:
            return
        self._arranged = now
        room = now[0] / theme.scale - 2 * MARGIN
        width = min(COLUMN, room)
        stacked, name_below = width < STACK_BELOW, width < NAME_BELOW
        column = self._column
        self._area.content.grid_columnconfigure(1, minsize=theme.px(width))
        column.grid_columnconfigure((0, 1), weight=1, uniform="half", minsize=0)
        self._title.grid(row=0, column=0, columnspan=2, sticky="w")
        self.name.grid(
            row=1 if name_below else 0,
            column=0,
            columnspan=2,
            sticky="w" if name_below else "e",
            pady=(16, 0) if name_below else 0,
        )
        self.name.lay(below=name_below)
        column.grid_rowconfigure(2, minsize=0 if stacked else theme.px(CARD_HEIGHT + 32))
        span = 2 if stacked else 1
        half = 0 if stacked else GAP / 2
        self.host_card.grid(row=2, column=0, columnspan=span, sticky="nsew", pady=(32, 0), padx=(0, half))
        self.join_card.grid(
            row=3 if stacked else 2,
            column=0 if stacked else 1,
            columnspan=span,
            sticky="nsew",
            pady=(GAP if stacked else 32, 0),
            padx=(half, 0),
        )
        self.nearby.grid(row=4, column=0, columnspan=span, sticky="ew", pady=(32, 0), padx=(0, half))
        self.recent.grid(
            row=5 if stacked else 4,
            column=0 if stacked else 1,
            columnspan=span,
            sticky="ew",
            pady=(GAP if stacked else 32, 0),
            padx=(half, 0),
        )
        column.grid_rowconfigure(6, weight=1)
        self.footer.grid(row=7, column=0, columnspan=2, sticky="ew")

    @property
    def typed_name(self) -> str:
        """The name as it stands in the field, whether it was given or not."""
        return self.name.input.text.strip()

    # -- what the person does

    def _go_on(self) -> None:
        """The name is given: on to what the room is to be called."""
        self.host_card.input.select()

    def _name_is_fine(self) -> bool:
        self._actions.give_nick(self.name.input.text)
        if self._lobby.nick_error:
            self.name.input.select()
        return not self._lobby.nick_error

    def _host(self, room: str) -> None:
        if self._name_is_fine():
            self._actions.host(room)

    def _join(self, invite: str) -> None:
        if self._name_is_fine():
            self._actions.join(invite)

    def _join_nearby(self, room: NearbyRoom) -> None:
        if self._name_is_fine():
            self._actions.join_nearby(room)


class Title(ctk.CTkFrame):
    """What this program is called and what it is for."""

    def __init__(self, master: Any) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=64)
        Tile(self, "armchair", 48, 26).pack(side="left", padx=(0, 16), pady=8)
        words = box(self)
        words.pack(side="left")
        label(words, "Parlor", 26, "semibold").pack(anchor="w")
        label(words, _("Chat with the people around you. No account, no internet."), 14, colour="text2").pack(
            anchor="w"
        )


class NameField(ctk.CTkFrame):
    """Our name, and whether it can be one."""

    def __init__(self, master: Any, lobby: Lobby, actions: WelcomeActions, *, on_done: Any) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._lobby, self._actions, self._on_done = lobby, actions, on_done
        self.on_edit: Any = None
        self._below = False
        self._avatar = Avatar(self, lobby.nick, 40)
        self._avatar.grid(row=1, column=0, padx=(0, 12))
        label(self, _("Your name"), 12, "semibold", "text2").grid(row=0, column=1, sticky="w", pady=(0, 4))
        self.input = Input(
            self,
            text=lobby.called,
            placeholder=_("What others call you"),
            on_submit=self._submit,
            on_leave=self._leave,
            on_change=self._edited,
        )
        self.input.grid(row=1, column=1)
        # Over the gap below, so that nothing moves when there is something to say.
        self._message = Message(master, action=self._use_offer)
        follow(self, lobby.nick_changed, self._show)
        self._show()

    def _show(self) -> None:
        lobby = self._lobby
        self.input.text = lobby.called
        self._avatar.show(lobby.nick)
        self.input.set_wrong(bool(lobby.nick_error))
        if lobby.nick_error:
            offer = _("Use “{nick_offer}”").format(nick_offer=lobby.nick_offer) if lobby.nick_offer else ""
            self._message.show(lobby.nick_error, offer=offer)
            self._message.wrap(COLUMN - 80)
            self._place_message()
        else:
            self._message.place_forget()

    def lay(self, *, below: bool) -> None:
        """Stand below the title, at the left, or beside it, at the right."""
        self._below = below
        if self._lobby.nick_error:
            self._place_message()

    def _place_message(self) -> None:
        if self._below:
            self._message.place(in_=self, relx=0, rely=1, y=5, anchor="nw")
        else:
            self._message.place(in_=self, relx=1, rely=1, y=5, anchor="ne")

    def _edited(self, text: str) -> None:
        self._avatar.show(text.strip())
        if self.on_edit:
            self.on_edit(text.strip())

    def _leave(self, text: str) -> None:
        if text.strip() or self._lobby.called:  # an empty field that was only passed through is no mistake yet
            self._give(text)

    def _give(self, text: str) -> None:
        if text.strip() != self._lobby.called or not text.strip():
            self._actions.give_nick(text)

    def _submit(self, text: str) -> None:
        self._give(text)
        if not self._lobby.nick_error:
            self._on_done()

    def _use_offer(self) -> None:
        self._actions.give_nick(self._lobby.nick_offer)


class Footer(ctk.CTkFrame):
    """Where we are in the network, and the look, about and settings."""

    def __init__(self, master: Any, lobby: Lobby, settings: Settings, actions: SettingsActions) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=40)
        self._lobby, self._settings, self._actions = lobby, settings, actions
        self._sign = ctk.CTkLabel(self, text="", width=14, height=16)
        self._sign.pack(side="left", padx=(0, 8))
        self._network = label(self, "", 12, colour="text3")
        self._network.pack(side="left")
        self.look = IconButton(self, "moon", "", self._turn, icon_size=16)
        about = IconButton(self, "info", _("About Parlor"), self._open_about, icon_size=16)
        preferences = IconButton(
            self, "settings", _("Settings"), self._open_settings, key=with_command("comma"), icon_size=16
        )
        for button in (preferences, about, self.look):
            button.pack(side="right", padx=(2, 0), pady=2)
        follow(self, lobby.network_changed, self._show_network)
        follow(self, theme.changed, self._show_look)
        self._show_network()
        self._show_look()

    def _open_about(self) -> None:
        from ui.views.about import show_about  # here and below: the screen is shown sooner without

        show_about(self)

    def _open_settings(self) -> None:
        from ui.views.preferences import show_preferences

        show_preferences(self, self._settings, self._actions)

    def _show_network(self) -> None:
        address = self._lobby.network
        self._sign.configure(image=paint.ctk_icon("wifi" if address else "wifi-off", 14, "text3"))
        self._network.configure(
            text=_("Connected  ·  {address}").format(address=address) if address else _("Not connected to a network")
        )

    def _show_look(self) -> None:
        self.look.show(text=_("Light") if theme.dark else _("Dark"), icon="sun" if theme.dark else "moon")

    def _turn(self) -> None:
        self._actions.choose(appearance=Appearance.LIGHT if theme.dark else Appearance.DARK)
