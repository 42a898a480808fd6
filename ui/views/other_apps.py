"""What to type into the IRC programs of others to come into the room. Opens at a click; follows the room."""

from collections.abc import Callable
from functools import partial
from typing import Any

import customtkinter as ctk

from app.models.room import Room
from app.words import N_, _
from ui.views.panel import INNER
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button
from ui.widgets.copy_text import PADDING, CopyText
from ui.widgets.shape import Card

TITLE = N_("Connect with another app")
ABOUT = N_("Any IRC app can join. Copy the line for yours; it tells this room from any other.")
ABOUT_CERTIFICATE = N_("For apps that take a file instead, keep this as room.pem. It is no secret.")
BROWSER = N_("Any browser")
ANY_OTHER = N_("Any other app")


class OtherApps(ctk.CTkFrame):
    """``copy(text, word)`` puts a text on the clipboard and says so with the word."""

    def __init__(self, master: Any, room: Room, *, copy: Callable[[str, str], None]) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self._room, self._copy = room, copy
        self._shown: object = None
        self.button = Button(self, _(TITLE), self.toggle, kind="secondary", icon="chevron-down")
        self.button.pack(fill="x")
        self.lines: dict[str, CopyText] = {}
        """What can be copied, by the name of the app."""
        self._body: Any = None
        follow(self, room.about_changed, self._update)

    @property
    def open(self) -> bool:
        """Whether the lines are shown."""
        return self._body is not None

    def toggle(self) -> None:
        """Show the lines, or put them away."""
        if self.open:
            self._clear()
        else:
            self._fill()
        self.button.show(icon="chevron-up" if self.open else "chevron-down")

    def _update(self) -> None:
        if self.open and self._shown != self._content():
            self._clear()
            self._fill()

    def _content(self) -> tuple[tuple[str, str], ...]:
        room = self._room
        known = room.hosting.clients if room.hosting else ()
        apps = (each for each in known if each[0] != "any other")
        return (*apps, (_(BROWSER), room.ways.page), (_(ANY_OTHER), room.ways.plain))

    def _clear(self) -> None:
        self._body.destroy()
        self._body, self.lines = None, {}

    def _fill(self) -> None:
        self._shown = self._content()
        self._body = box(self)
        self._body.pack(fill="x")
        label(self._body, _(ABOUT), 12, "regular", "text2", wrap=INNER).pack(anchor="w", pady=(12, 8))
        card = Card(self._body, radius=12)
        card.pack(fill="x")
        for name, text in self._shown:
            self._add(card, name, text)
        certificate = self._room.hosting.certificate if self._room.hosting else ""
        if certificate:
            label(self._body, _(ABOUT_CERTIFICATE), 12, "regular", "text2", wrap=INNER).pack(anchor="w", pady=(12, 8))
            card = Card(self._body, radius=12)
            card.pack(fill="x")
            self._add(card, _("Certificate of the room"), certificate)

    def _add(self, card: Any, name: str, text: str) -> None:
        word = _("Copied for {app}").format(app=name)
        line = CopyText(card, name, text, partial(self._told, word))
        line.pack(fill="x", padx=PADDING, pady=4)
        self.lines[name] = line

    def _told(self, word: str, text: str) -> None:
        self._copy(text, word)
