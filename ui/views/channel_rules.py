"""What holds in the current channel, for those who look after it, and who is banned or muted. Follows the rules.

What is switched is asked of the room, and shown as it stands when the room has said so.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import customtkinter as ctk

from app.models.conversation import Kind
from app.models.room import Room
from app.models.rules import Barred
from app.words import _
from ui.actions import CareActions
from ui.views.current import follow_current
from ui.views.panel import INNER, Panel, section
from ui.widgets.basics import box, label
from ui.widgets.button import Button, IconButton
from ui.widgets.choice import Segments, Toggle
from ui.widgets.text_line import Span, TextLine

V = TypeVar("V")

PAUSES = (0, 5, 30, 120)
"""Seconds between two messages that are offered."""
MOST_SHOWN = 50
"""How many of those who are barred are listed; the rest can be let in by typing."""


class RulesPanel(Panel):
    """The rules of the current channel, for a moderator."""

    def __init__(
        self, master: Any, room: Room, care: CareActions, *, people: Callable[[], None], close: Callable[[], None]
    ) -> None:
        super().__init__(master, _("Look after the channel"), close=close)
        self.rules = ChannelRules(self.body, room, care, people=people, above=0)
        self.rules.pack(fill="x")

    def focus_first(self) -> None:
        """Give the keyboard to the first switch."""
        self.rules.quiet.focus_set()


class ChannelRules(ctk.CTkFrame):
    """Quiet, by invitation only, slow; who is banned or muted. ``people()`` leads to everybody else."""

    def __init__(
        self, master: Any, room: Room, care: CareActions, *, people: Callable[[], None], above: int = 24
    ) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self._room, self._care = room, care
        self._title = label(self, "", 12, "semibold", "text2")
        self._title.pack(anchor="w", pady=(above, 6))
        self._all = box(self)
        words = _("Only moderators, and to whom they give a voice.")
        self.quiet = Switch(self._all, _("Only some may write"), words, self._asking(care.set_quiet))
        self.quiet.pack(fill="x")
        words = _("Others have to ask.")
        self.invite_only = Switch(self._all, _("By invitation only"), words, self._asking(care.set_invite_only))
        self.invite_only.pack(fill="x", pady=(12, 0))
        label(self._all, _("Pause between two messages"), 14).pack(anchor="w", pady=(12, 6))
        offered = [(seconds, _pause_words(seconds)) for seconds in PAUSES]
        self.pause: Segments[int] = Segments(self._all, offered, 0, self._asking(care.set_pause))
        self.pause.pack(anchor="w")
        section(self._all, _("Banned or muted here"), above=16)
        self._list = box(self._all)
        self._list.pack(fill="x")
        self._shown: tuple[Barred, ...] | None = None
        Button(self._all, _("People"), people, icon="users", height=36).pack(anchor="w", pady=(12, 0))
        follow_current(self, room, self._show, lambda conversation: [conversation.rules.changed])

    @property
    def barred(self) -> list[str]:
        """The names that it lists."""
        return [one.who for one in self._shown or ()]

    def _asking(self, ask: Callable[[V], object]) -> Callable[[V], None]:
        """What a switch does: it asks, and stands as before until the room has said that it is so."""

        def asked(value: V) -> None:
            ask(value)
            self._show()

        return asked

    def _show(self) -> None:
        current = self._room.current
        if current is None or current.kind is not Kind.CHANNEL:
            self._title.configure(text=_("Go to a channel to see what holds there"))
            self._all.pack_forget()
            return
        self._all.pack(fill="x")
        rules = current.rules
        self._title.configure(text=_("In {channel}").format(channel=current.name))
        self.quiet.set(rules.quiet)
        self.invite_only.set(rules.invite_only)
        self.pause.set(rules.pause)
        if rules.barred != self._shown:
            self._shown = rules.barred
            self._list_barred(rules.barred)

    def _list_barred(self, barred: tuple[Barred, ...]) -> None:
        for child in self._list.winfo_children():
            child.destroy()
        if not barred:
            label(self._list, _("Nobody"), 14, colour="text3").pack(anchor="w")
        for one in barred[:MOST_SHOWN]:
            _BarredRow(self._list, one, self._care.lift).pack(fill="x", pady=(0, 2))


class Switch(ctk.CTkFrame):
    """A toggle with words before it, and under them what it means."""

    def __init__(
        self, master: Any, title: str, text: str, on_change: Callable[[bool], object], *, on: bool = False
    ) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self.toggle = Toggle(self, on_change, on=on)
        self.toggle.pack(side="right", padx=(12, 0))
        room = INNER - 12 - Toggle.WIDTH - 2 * Toggle.RING
        for words in (label(self, title, 14, wrap=room), label(self, text, 12, colour="text2", wrap=room)):
            words.pack(anchor="w")
            words.bind("<ButtonRelease-1>", lambda _event: self.toggle.toggle())

    @property
    def on(self) -> bool:
        return self.toggle.on

    def set(self, on: bool) -> None:
        """Show how it stands."""
        self.toggle.set(on)

    def focus_set(self) -> None:
        """Give the keyboard to the toggle."""
        self.toggle.focus_set()


class _BarredRow(ctk.CTkFrame):
    """Somebody who is banned or muted, and the button that takes it back."""

    def __init__(self, master: Any, barred: Barred, lift: Callable[[Barred], None]) -> None:
        super().__init__(master, height=32, fg_color="transparent", corner_radius=0)
        words = _("muted") if barred.muted else _("banned")
        undo = _("Let {name} write again") if barred.muted else _("Let {name} come back")
        button = IconButton(self, "undo-2", undo.format(name=barred.who), lambda: lift(barred), size=32, icon_size=16)
        button.pack(side="right")
        TextLine(self, Span(barred.who, 14), Span(words, 12, "regular", "text3", gap=8)).pack(
            side="left", fill="x", expand=True
        )


def _pause_words(seconds: int) -> str:
    if not seconds:
        return _("None")
    return _("{number} min").format(number=seconds // 60) if seconds >= 60 else _("{number} s").format(number=seconds)
