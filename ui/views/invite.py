"""The invite panel: the link that lets others in, and the address to type. Follows the room."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.room import Room
from app.models.settings import Settings
from app.words import N_, _
from ui.views.address_card import AddressCard
from ui.views.panel import INNER, Panel, section
from ui.widgets.basics import COMMAND_NAME, box, follow, label
from ui.widgets.button import Button
from ui.widgets.choice import Toggle
from ui.widgets.field import Input
from ui.widgets.tooltip import Tooltip

PROMISE = N_("Anybody on the same network can join with this link.")
ALONE = N_("This computer is in no network now. Only people on this computer can join.")
LOOPBACK = ("127.", "::1", "localhost")


class InvitePanel(Panel):
    """``copy(text, word)`` puts a text on the clipboard and says so with the word.

    Who hosts the room also chooses here whether it is shown nearby, with the keywords of ``Settings.choose``.
    """

    def __init__(
        self,
        master: Any,
        room: Room,
        settings: Settings,
        *,
        choose: Callable[..., None],
        copy: Callable[[str, str], None],
        close: Callable[[], None],
    ) -> None:
        super().__init__(master, _("Invite people"), close=close)
        self._room, self._copy = room, copy
        self._promise = label(self.body, "", 14, "regular", "text2", wrap=INNER)
        self._promise.pack(anchor="w")
        section(self.body, _("Link"))
        row = ctk.CTkFrame(self.body, fg_color="transparent", corner_radius=0, width=0, height=0)
        row.pack(fill="x")
        self.copy_button = Button(row, _("Copy"), self.copy_link, kind="primary", icon="copy", width=80)
        self.copy_button.pack(side="right", padx=(6, 0))
        Tooltip(self.copy_button.canvas, _("Copy the link"), f"{COMMAND_NAME}Shift+C")
        self._link = Input(row, width=1, on_change=lambda _text: self._keep_link())
        self._link.pack(side="left", fill="x", expand=True)
        section(self.body, _("Or type this on the other computer"))
        self._place = box(self.body)
        self._place.pack(fill="x")
        self._card: AddressCard | None = None
        if room.hosting:
            self.nearby = NearbySwitch(self.body, settings, choose)
            self.nearby.pack(fill="x", pady=(24, 0))
        follow(self, room.about_changed, self._show)
        self._show()

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
        address = invite_address(self._room)
        self._promise.configure(text=_(ALONE if address.startswith(LOOPBACK) else PROMISE))
        self._link.text = self._room.invite
        self.copy_button.enable(bool(self._room.invite))
        if self._card is not None:
            self._card.destroy()
        self._card = AddressCard(
            self._place, _("Address"), (address,), copy=lambda text: self._copy(text, _("Address copied"))
        )
        self._card.pack(fill="x")


class NearbySwitch(ctk.CTkFrame):
    """Whether the room is shown to people near us."""

    def __init__(self, master: Any, settings: Settings, choose: Callable[..., None]) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self.toggle = Toggle(self, lambda on: choose(show_nearby=on), on=settings.choices.show_nearby)
        self.toggle.pack(side="right")
        label(self, _("Show in “Rooms near you”"), 14).pack(anchor="w")
        label(self, _("Turn off to make the room invite-only"), 12, colour="text2").pack(anchor="w")
        follow(self, settings.changed, lambda _before, after: self.toggle.set(after.show_nearby))


def invite_address(room: Room) -> str:
    """What somebody else types to come in: of a room of ours the first address that others reach."""
    address = room.address
    if room.hosting and room.hosting.addresses:
        address = room.hosting.addresses[0]
    host = f"[{address}]" if ":" in address else address
    return f"{host}:{room.port}"
