"""The two ways into a room: a card to host one and a card to join one. Follow the lobby."""

from collections.abc import Callable
from typing import Any

from app.models.lobby import Busy, Failed, Idle, Lobby, Progress
from app.words import _
from ui.theme import pair, theme
from ui.widgets.badge import Tile
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button
from ui.widgets.field import Input
from ui.widgets.message import Message
from ui.widgets.shape import Card

PADDING = 24
TEXT_LEFT = PADDING + 44 + 16
BUTTON_WIDTH = 124


class Entrance(Card):
    """What the two cards share: what they are for, a field with a button, and how it goes."""

    def __init__(
        self, master: Any, *, icon: str, soft: bool, title: str, text: str, field: str, placeholder: str, button: str
    ) -> None:
        super().__init__(master)
        self._verb = button
        head = box(self)
        head.pack(side="top", fill="x", padx=PADDING, pady=(PADDING, 11))
        Tile(head, icon, 44, 22, soft=soft).pack(side="left", anchor="n", padx=(0, 16))
        words = box(head)
        words.pack(side="left", fill="x", expand=True)
        label(words, title, 18, "semibold").pack(anchor="w")
        self._about = text
        self._text = label(words, text, 14, colour="text2", wrap=320)
        self._text.pack(anchor="w", pady=(5, 0))

        self._label = label(self, field, 12, "semibold", "text2")
        row = box(self)
        self._row = row
        self.input = Input(row, placeholder=placeholder, on_submit=lambda _: self._enter(), on_change=self._edited)
        self.button = Button(row, button, self._press, width=BUTTON_WIDTH)
        self.button.pack(side="right", padx=(12, 0))
        self.input.pack(side="left", fill="x", expand=True)
        self._below = Message(self, action=self._accept)
        self._stack(message=False)
        self.bind("<Configure>", lambda _: self._wrap())

    def _stack(self, *, message: bool) -> None:
        """From the bottom up, so that what is said takes its room from the gap above."""
        for widget in (self._below, self._row, self._label):
            widget.pack_forget()
        if message:
            self._below.pack(side="bottom", fill="x", padx=PADDING, pady=(4, 12))
        self._row.pack(side="bottom", fill="x", padx=PADDING, pady=(6, 0 if message else PADDING))
        self._label.pack(side="bottom", anchor="w", padx=PADDING)

    def _wrap(self) -> None:
        width = self.winfo_width() / theme.scale
        self._text.configure(wraplength=max(120, width - TEXT_LEFT - PADDING))
        self._below.wrap(max(120, width - 2 * PADDING))

    def show_progress(self, progress: Progress) -> None:
        """Show how it goes: words below the field, and what the button does now."""
        self.input.set_wrong(isinstance(progress, Failed))
        self._give_hint(progress.hint if isinstance(progress, Busy) else "")
        match progress:
            case Idle():
                self.button.show(text=self._verb)
            case Busy(text):
                self._below.show_busy(text)
            case Failed(text, offer):
                self.button.show(text=_("Try again"))
                self._below.show(text, offer=offer)
        self._stack(message=self._says_something(progress))

    def _give_hint(self, hint: str) -> None:
        """What to check when it takes long, in the place of what the card is for: so nothing moves."""
        self._text.configure(text=hint or self._about, text_color=pair("warn" if hint else "text2"))

    def _says_something(self, progress: Progress) -> bool:
        return not isinstance(progress, Idle)

    def _edited(self, _text: str) -> None:
        """Something else is to be tried: what was wrong with the last thing is past."""
        if self.button.text == _("Try again"):
            self.show_progress(Idle())

    def _press(self) -> None:
        self._enter()

    def _enter(self) -> None:
        raise NotImplementedError

    def _accept(self) -> None:
        raise NotImplementedError


class HostCard(Entrance):
    """Open a room here. The room is called after us until the person calls it otherwise."""

    def __init__(
        self, master: Any, lobby: Lobby, *, host: Callable[[str], None], accept_offer: Callable[[], None]
    ) -> None:
        self._lobby, self._host, self._accept_offer = lobby, host, accept_offer
        self._named = False
        super().__init__(
            master,
            icon="radio",
            soft=False,
            title=_("Host a room"),
            text=_("Start a room on this computer. Others on the same network can join while it is open."),
            field=_("Room name"),
            placeholder=_("My room"),
            button=_("Host room"),
        )
        self.button.show(kind="primary")
        follow(self, lobby.nick_changed, self._name_room)
        follow(self, lobby.hosting_changed, self._show)
        self._name_room()
        self._show()

    def suggest_from(self, nick: str) -> None:
        """Call the room after this name, unless the person has called it something."""
        if not self._named:
            self.input.text = _("{nick}'s room").format(nick=nick) if nick else ""

    def _name_room(self) -> None:
        self.suggest_from(self._lobby.nick)

    def _show(self) -> None:
        progress = self._lobby.hosting
        self.button.set_busy(isinstance(progress, Busy))
        if isinstance(progress, Busy):
            self.button.show(text=progress.text)
        self.show_progress(progress)

    def _says_something(self, progress: Progress) -> bool:
        return isinstance(progress, Failed)  # that it works on it is said by the button

    def _edited(self, text: str) -> None:
        self._named = bool(text)
        super()._edited(text)

    def _enter(self) -> None:
        self._host(self.input.text)

    def _accept(self) -> None:
        self._accept_offer()


class JoinCard(Entrance):
    """Go into a room of somebody else. While that is under way the button calls it off."""

    def __init__(
        self,
        master: Any,
        lobby: Lobby,
        *,
        join: Callable[[str], None],
        cancel: Callable[[], None],
        accept_offer: Callable[[], None],
    ) -> None:
        self._lobby, self._join, self._cancel, self._accept_offer = lobby, join, cancel, accept_offer
        super().__init__(
            master,
            icon="log-in",
            soft=True,
            title=_("Join a room"),
            text=_("Paste the invite somebody gave you, or pick a room below."),
            field=_("Invite link, code or address"),
            placeholder="parlor://join/…",
            button=_("Join"),
        )
        self.input.bind("<Escape>", lambda _: self._call_off())
        self.button.bind("<Escape>", lambda _: self._call_off())
        follow(self, lobby.joining_changed, self._show)
        follow(self, lobby.invite_changed, self._show_invite)
        self._show_invite()
        self._show()

    @property
    def _under_way(self) -> bool:
        return isinstance(self._lobby.joining, Busy)

    def _show(self) -> None:
        if self._under_way:
            self.button.show(text=_("Cancel"))
        self.show_progress(self._lobby.joining)

    def _show_invite(self) -> None:
        """Let what was given elsewhere stand in the field, to be mended there if it does not lead anywhere."""
        if self._lobby.invite != self.input.text.strip():
            self.input.text = self._lobby.invite
            if self._lobby.invite:
                self.input.focus_set()

    def _press(self) -> None:
        if self._under_way:
            self._cancel()
        else:
            self._enter()

    def _call_off(self) -> None:
        if self._under_way:
            self._cancel()

    def _enter(self) -> None:
        if self._under_way:
            return
        if self.input.text.strip():
            self._join(self.input.text)
        else:
            self.show_progress(Failed(_("Paste an invite link, a code or an address first.")))
            self.button.show(text=_("Join"))
            self.input.focus_set()

    def _accept(self) -> None:
        self._accept_offer()
