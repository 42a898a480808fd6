"""One line under the header about the connection, and what can be done about it. Follows the room's status."""

import math
import time
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, assert_never

import customtkinter as ctk

from app.models.room import Closed, Connecting, Online, Retrying, Room
from app.words import _, ngettext
from ui.theme import pair
from ui.widgets.basics import follow
from ui.widgets.button import Button
from ui.widgets.sign import Sign
from ui.widgets.text_line import Span, TextLine

HEIGHT = 44
PATIENCE_MS = 1000
"""For so long connecting is not worth a word."""
GOOD_NEWS_MS = 3000


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner shows. ``colour`` is the token of its icon, ``fill`` that of its ground."""

    icon: str
    colour: str
    fill: str
    lead: str
    text: str = ""
    action: str = ""


def notice(status: Connecting | Online | Retrying | Closed, now: float) -> Notice | None:
    """What is to be said about this status at this time of the monotonic clock; None if nothing is."""
    match status:
        case Online(again=False):
            return None
        case Online():
            return Notice("check", "ok", "ok_bg", "", _("You are back online."))
        case Connecting():
            return Notice("loader", "text2", "active", "", _("Connecting…"))
        case Retrying(at):
            seconds = math.ceil(at - now)
            text = _("Trying again now. Your messages wait here.")
            if seconds > 0:
                text = ngettext(
                    "Trying again in {seconds} second. Your messages wait here.",
                    "Trying again in {seconds} seconds. Your messages wait here.",
                    seconds,
                ).format(seconds=seconds)
            return Notice("wifi-off", "warn", "warn_bg", _("Connection lost."), text, _("Try now"))
        case Closed(reason, may_open=True):
            text = _("You are back as soon as it opens again; your messages wait here.")
            return Notice("door-closed", "warn", "warn_bg", reason, text, _("Back to start"))
        case Closed(reason):
            return Notice("circle-alert", "danger", "danger_bg", "", reason, _("Back to start"))
        case _:
            assert_never(status)


class Banner(ctk.CTkFrame):
    """Stands under the widget ``under`` while there is something to say."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        try_now: Callable[[], None],
        back: Callable[[], None],
        under: tk.Misc,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(master, height=HEIGHT, corner_radius=0, fg_color=pair("warn_bg"), bg_color=pair("warn_bg"))
        self.pack_propagate(False)
        self._room, self._try_now, self._back, self._under, self._clock = room, try_now, back, under, clock
        self._timer = ""
        self.notice: Notice | None = None
        self._icon = Sign(self)
        self._icon.pack(side="left", padx=(24, 9))
        self._action = Button(self, "", self._act, kind="link", height=28)
        self._words = TextLine(self, height=HEIGHT, yields=-1)
        self._words.pack(side="left", fill="x", expand=True, padx=(0, 8))
        follow(self, room.status_changed, self._turn)
        self._turn()

    @property
    def words(self) -> str:
        """What it says now; empty while it is not there."""
        return f"{self.notice.lead} {self.notice.text}".strip() if self.notice else ""

    def _turn(self) -> None:
        """The status is another one: say so, at once or after a while, for good or for a while."""
        self._rest()
        match self._room.status:
            case Connecting():
                self._say(None)
                self._timer = self.after(PATIENCE_MS, self._tell)
            case Online(again=True):
                self._tell()
                self._timer = self.after(GOOD_NEWS_MS, lambda: self._say(None))
            case _:
                self._tell()

    def _tell(self) -> None:
        self._timer = ""
        status = self._room.status
        self._say(notice(status, self._clock()))
        if isinstance(status, Retrying) and (left := status.at - self._clock()) > 0:
            next_second = left - math.floor(left) or 1.0
            self._timer = self.after(round(next_second * 1000) + 1, self._tell)

    def _say(self, said: Notice | None) -> None:
        if said == self.notice:
            return
        self.notice = said
        if said is None:
            self.pack_forget()
        else:
            self._show(said)
            self.pack(fill="x", after=self._under)

    def _show(self, said: Notice) -> None:
        self.configure(fg_color=pair(said.fill), bg_color=pair(said.fill))
        for part in (self._icon, self._words, self._action):
            part.configure(bg_color=pair(said.fill))
        self._icon.show(said.icon, said.colour)
        self._words.show(Span(said.lead, 14, "semibold"), Span(said.text, gap=4 if said.lead else 0))
        if said.action:
            self._action.show(text=said.action)
            self._action.pack(side="right", padx=(0, 18), before=self._words)
        else:
            self._action.pack_forget()

    def _act(self) -> None:
        if isinstance(self._room.status, Closed):
            self._back()
        else:
            self._try_now()

    def _rest(self) -> None:
        if self._timer:
            self.after_cancel(self._timer)
            self._timer = ""

    def destroy(self) -> None:
        """Take the banner away, and what it was still going to say."""
        self._rest()
        super().destroy()
