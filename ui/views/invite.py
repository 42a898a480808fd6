"""The invite panel: everything that lets others in, for a click, a camera or a keyboard. Follows the room."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.room import Room
from app.models.settings import Settings
from app.words import N_, _
from ui.actions import ReachActions
from ui.shortcuts import with_command
from ui.views.other_apps import OtherApps
from ui.views.panel import INNER, Panel, section
from ui.views.reach import ReachSection
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button
from ui.widgets.choice import Toggle
from ui.widgets.copy_text import PADDING, CopyText
from ui.widgets.field import Input
from ui.widgets.qr import QrCode
from ui.widgets.shape import Card
from ui.widgets.tooltip import Tooltip

PROMISE = N_("Anybody on the same network can join with this link or by scanning the code.")
PASSWORD = N_("Both have the room’s password in them.")
APPROVED = N_("Whoever comes with this link or by scanning the code has to be let in.")
ALONE = N_("This computer is in no network now. Only people on this computer can join.")
WORDS = N_("Who comes by them for the first time may be asked whether the room’s words are these:")
LOOPBACK = ("127.", "[::1]", "::1", "localhost")


class InvitePanel(Panel):
    """``copy(text, word)`` puts a text on the clipboard and says so with the word.

    Who hosts the room also chooses here whether it is shown nearby, with the keywords of ``Settings.choose``, and
    finds out whether others can join.
    """

    def __init__(
        self,
        master: Any,
        room: Room,
        settings: Settings,
        *,
        choose: Callable[..., None],
        reach: ReachActions,
        copy: Callable[[str, str], None],
        close: Callable[[], None],
    ) -> None:
        super().__init__(master, _("Invite people"), close=close)
        self._room, self._copy = room, copy
        self._promise = label(self.body, "", 14, "regular", "text2", wrap=INNER)
        self._promise.pack(anchor="w")
        self.code = QrCode(self.body, "")
        self._under = self._build_link()
        self._address = TypedWays(self.body, room, copy=copy)
        self._address.pack(fill="x")
        if room.hosting:
            self.nearby = NearbySwitch(self.body, settings, choose)
            self.nearby.pack(fill="x", pady=(20, 0))
            self.reach = ReachSection(self.body, room, reach, copy=copy, see=self.area.see)
            self.reach.pack(fill="x")
        self.others = OtherApps(self.body, room, copy=copy)
        self.others.pack(fill="x", pady=(20, 0))
        follow(self, room.about_changed, self._show)
        for channel in room.channels()[:1]:  # the room's door: who may come in there has come into the room
            follow(self, channel.rules.changed, self._show)
        self._show()

    def _build_link(self) -> Any:
        """The link in a field, and the button that one came for; the first of both in the panel's order."""
        title = section(self.body, _("Link"))
        row = box(self.body)
        row.pack(fill="x")
        self.copy_button = Button(row, _("Copy"), self.copy_link, kind="primary", icon="copy", width=80)
        self.copy_button.pack(side="right", padx=(6, 0))
        Tooltip(self.copy_button.canvas, _("Copy the link"), with_command("Shift-C"))
        self._link = Input(row, width=1, on_change=lambda _text: self._keep_link())
        self._link.pack(side="left", fill="x", expand=True)
        return title

    @property
    def link(self) -> str:
        return self._link.text

    def copy_link(self) -> None:
        """Put the link on the clipboard."""
        if self._room.invite:
            self._copy(self._room.invite, _("Invite link copied"))

    def focus_first(self) -> None:
        """Give the keyboard to the button that one came for."""
        self.copy_button.focus_set()

    def _keep_link(self) -> None:
        """The link is there to be marked and copied; what is changed in it comes back."""
        self._link.text = self._room.invite

    def _show(self) -> None:
        ways = self._room.ways
        alone = ways.address.startswith(LOOPBACK)
        self._promise.configure(text=_(ALONE) if alone else self._promised())
        self.code.show("" if alone else ways.page)
        if self.code.text:
            self.code.pack(before=self._under, pady=(16, 0))
        else:
            self.code.pack_forget()
        self._link.text = ways.link
        self.copy_button.enable(bool(ways.link))

    def _promised(self) -> str:
        channels = self._room.channels()
        if channels and channels[0].rules.invite_only:
            return _(APPROVED)
        if channels and channels[0].rules.password:
            return f"{_(PROMISE)} {_(PASSWORD)}"
        return _(PROMISE)


class TypedWays(ctk.CTkFrame):
    """What is typed on the other computer: the address and the code, beside each other where there is room."""

    def __init__(self, master: Any, room: Room, *, copy: Callable[[str, str], None]) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self._room = room
        section(self, _("Or type this on the other computer"))
        card = Card(self, radius=12)
        card.pack(fill="x")
        self._place = box(card)
        self._place.pack(fill="x", padx=PADDING, pady=PADDING)
        self.address = CopyText(self._place, _("Address"), "", lambda text: copy(text, _("Address copied")), fit=True)
        self.code = CopyText(self._place, _("Code"), "", lambda text: copy(text, _("Code copied")), fit=True)
        self._words = label(self, "", 12, "regular", "text2", wrap=INNER)
        self._words.pack(anchor="w", pady=(8, 0))
        follow(self, room.about_changed, self._show)
        self._show()

    def _show(self) -> None:
        ways = self._room.ways
        self.address.show(ways.address)
        self.code.show(ways.code)
        self._words.configure(text=f"{_(WORDS)} {ways.words}." if ways.words else "")
        beside = self.address.needed + self.code.needed <= INNER - 2 * PADDING
        for text in (self.address, self.code):
            text.pack_forget()
            if text.text:
                text.pack(side="left" if beside else "top", anchor="w", padx=(0, PADDING if beside else 0))


class NearbySwitch(ctk.CTkFrame):
    """Whether the room is shown to people near us."""

    def __init__(self, master: Any, settings: Settings, choose: Callable[..., None]) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self.toggle = Toggle(self, lambda on: choose(show_nearby=on), on=settings.choices.show_nearby)
        self.toggle.pack(side="right")
        beside = INNER - self.toggle.cget("width") - 12
        label(self, _("Show in “Rooms near you”"), 14, wrap=beside).pack(anchor="w")
        label(self, _("Turn off to make the room invite-only"), 12, colour="text2", wrap=beside).pack(anchor="w")
        follow(self, settings.changed, lambda _before, after: self.toggle.set(after.show_nearby))
