"""The host's panel: where the room is reached, who may come in, what holds and happens in it, and how to close it.

Follows the room. Only who hosts it gets to see this.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from app.models.hosted import HostChoices
from app.models.room import Room
from app.words import N_, _
from ui.actions import CareActions
from ui.theme import theme
from ui.views.address_card import AddressCard
from ui.views.app_offer import AppOffer
from ui.views.channel_rules import ChannelRules, Switch
from ui.views.file_rules import FileRules
from ui.views.panel import INNER, Panel, section
from ui.views.room_log import RoomLog
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button
from ui.widgets.field import Field
from ui.widgets.shape import Card

LOG_HEIGHT = 220
PROCESS_WORDS = {
    True: N_("In a process of its own, so that neither slows the other down. It closes together with this window."),
    False: N_("Inside Parlor. It closes together with this window."),
}


class HostPanel(Panel):
    """``copy(text, word)`` puts a text on the clipboard and says so with the word.

    ``choose(choices)`` decides something about the room, and says why that cannot be; ``people()`` shows who is there.
    """

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        care: CareActions,
        choose: Callable[[HostChoices], str],
        people: Callable[[], None],
        copy: Callable[[str, str], None],
        close_room: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        super().__init__(master, _("Host’s panel"), close=close)
        hosting = room.hosting
        addresses = (hosting.addresses if hosting else ()) or (room.address,)
        section(self.body, _("This room can be reached at"), above=0)
        lines = tuple(f"[{a}]:{room.port}" if ":" in a else f"{a}:{room.port}" for a in addresses)
        AddressCard(self.body, "", lines, copy=lambda text: copy(text, _("Address copied"))).pack(fill="x")
        self.entry = EntryRules(self.body, room, choose)
        self.entry.pack(fill="x", pady=(24, 0))
        self.rules = ChannelRules(self.body, room, care, people=people)
        self.rules.pack(fill="x")
        self.files = FileRules(self.body, room, choose)
        self.files.pack(fill="x")
        self.offer = AppOffer(self.body, room, choose)
        self.offer.pack(fill="x")
        section(self.body, _("It runs"))
        words = _(PROCESS_WORDS[bool(hosting and hosting.isolated)])
        label(self.body, words, 14, wrap=INNER).pack(anchor="w")
        self.close_button = Button(self.body, _("Close room"), close_room, kind="danger", icon="power")
        self.close_button.pack(side="bottom", fill="x", pady=(24, 0))
        section(self.body, _("What happens in it"))
        card = Card(self.body, radius=12, height=LOG_HEIGHT)
        card.pack_propagate(False)
        card.pack(fill="both", expand=True)
        self.log = RoomLog(card, room)
        self.log.pack(fill="both", expand=True, padx=theme.px(2), pady=theme.px(10))


class EntryRules:
    """The room's password, and whether programs may come in that do not encrypt."""

    def __init__(self, master: Any, room: Room, choose: Callable[[HostChoices], str]) -> None:
        self._room, self._choose = room, choose
        self._frame = box(master)
        self.password: Field = Field(
            self._frame,
            _("Password of the room"),
            width=INNER,
            text=self._choices.password,
            placeholder=_("None: everybody near may join"),
            on_submit=lambda _text: self._set_password(),
            on_leave=lambda _text: self._set_password(),
            on_change=lambda _text: self.password.show_error(""),
        )
        self.password.pack(fill="x")
        self.unencrypted = Switch(
            self._frame,
            _("Let other programs in without encryption"),
            _("Others on the network could read along."),
            lambda on: self._set_unencrypted(on),
            on=self._choices.unencrypted,
        )
        self.unencrypted.pack(fill="x", pady=(4, 0))
        follow(self._frame, room.about_changed, self._show)

    def pack(self, **options: Any) -> None:
        """Put it into its parent."""
        self._frame.pack(**options)

    @property
    def _choices(self) -> HostChoices:
        hosting = self._room.hosting
        return hosting.choices if hosting else HostChoices()

    def _set_password(self) -> None:
        wanted = self.password.text.strip()
        if wanted != self._choices.password:
            self.password.show_error(self._choose(replace(self._choices, password=wanted)))

    def _set_unencrypted(self, on: bool) -> None:
        if problem := self._choose(replace(self._choices, unencrypted=on)):
            self.password.show_error(problem)
            self._show()

    def _show(self) -> None:
        self.unencrypted.set(self._choices.unencrypted)
