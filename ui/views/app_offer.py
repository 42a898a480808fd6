"""Whether guests can have Parlor itself from their page, and which file that is, for the host. Follows the room."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app.models.hosted import HostChoices
from app.models.room import Room
from app.words import _
from ui.theme import pair
from ui.views.channel_rules import Switch
from ui.views.panel import INNER, section
from ui.widgets.basics import box, follow, label
from ui.widgets.file_dialogs import ask_for_files


class AppOffer:
    """What this program runs from is offered, where that is one file; else the host chooses one."""

    def __init__(self, master: Any, room: Room, choose: Callable[[HostChoices], str]) -> None:
        self._room, self._choose = room, choose
        self._frame = box(master)
        section(self._frame, _("Guests in a browser"))
        words = _("Their page has it for download.")
        self.switch = Switch(self._frame, _("Let them have Parlor"), words, self._switched)
        self.switch.pack(fill="x")
        self._said = label(self._frame, "", 12, colour="text2", wrap=INNER)
        follow(self._frame, room.about_changed, self._show)
        self._show()

    def pack(self, **options: Any) -> None:
        """Put it into its parent."""
        self._frame.pack(**options)

    @property
    def said(self) -> str:
        """Which file they get, or why they get none."""
        return str(self._said.cget("text"))

    @property
    def _choices(self) -> HostChoices:
        hosting = self._room.hosting
        return hosting.choices if hosting else HostChoices()

    def _switched(self, on: bool) -> None:
        file = self._file() if on else ""
        if on and not file:  # they thought better of it
            self._show()
            return
        if problem := self._choose(replace(self._choices, application=file)):
            self._show()
            self._say(problem, "danger")

    def _file(self) -> str:
        if self._room.hosting and self._room.hosting.package:
            return self._room.hosting.package
        chosen = ask_for_files(self._frame, _("Choose the file that guests get: an installer of Parlor, say"))
        return str(chosen[0]) if chosen else ""

    def _show(self) -> None:
        file = self._choices.application
        self.switch.set(bool(file))
        self._say(_("They get {file}.").format(file=Path(file).name) if file else "", "text2")

    def _say(self, words: str, colour: str) -> None:
        self._said.configure(text=words, text_color=pair(colour))
        if words:
            self._said.pack(anchor="w", pady=(6, 0))
        else:
            self._said.pack_forget()
