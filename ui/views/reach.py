"""“Can others join?”: a button that finds out, what came of it, and the one thing to do. Follows ``Room.reach``."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.reach import Judgement, Verdict, Way
from app.models.room import Room
from app.words import N_, _
from ui.actions import ReachActions
from ui.views.panel import INNER, section
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button
from ui.widgets.copy_text import PADDING, CopyText
from ui.widgets.shape import Card
from ui.widgets.sign import Sign

ABOUT = N_("Those who are here with Parlor try to reach this computer, and tell.")
SIGNS = {
    Judgement.OPEN: ("circle-check", "ok"),
    Judgement.PARTLY: ("circle-alert", "warn"),
    Judgement.SHUT: ("circle-x", "danger"),
    Judgement.UNSURE: ("circle-help", "text2"),
}
WAY_SIGNS = {True: ("check", "ok"), False: ("x", "danger"), None: ("minus", "text2")}
GAP = 8


class ReachSection(ctk.CTkFrame):
    """``copy(text, word)`` puts a text on the clipboard and says so with the word.

    ``see(widget)`` brings a widget into view: a verdict takes more room than the question did.
    """

    def __init__(
        self,
        master: Any,
        room: Room,
        actions: ReachActions,
        *,
        copy: Callable[[str, str], None],
        see: Callable[[Any], None],
    ) -> None:
        super().__init__(master, fg_color="transparent", corner_radius=0, width=0, height=0)
        self._reach, self._actions, self._copy, self._see = room.reach, actions, copy, see
        self._waits = False
        """Whether somebody has asked here, and wants to see the verdict."""
        self._shown: tuple[Verdict | None, str] | None = None
        section(self, _("Can others join?"))
        self._result: Any = None
        self.button = Button(self, _("Find out"), self._ask, icon="radar")
        self.button.pack(fill="x")
        self.allow: Button | None = None
        self.instead: Button | None = None
        self.command: CopyText | None = None
        follow(self, self._reach.changed, self._show)
        self._show()

    def _ask(self) -> None:
        self._waits = True
        self._actions.check()

    def _show(self) -> None:
        reach = self._reach
        if self._shown != (reach.verdict, reach.problem):
            self._shown = (reach.verdict, reach.problem)
            self._fill()
        self.button.set_busy(reach.asking)
        self.button.show(text=self._words_of_button())
        if self.allow:
            self.allow.enable(not reach.asking)
        if self._waits and not reach.asking:
            self._waits = False
            self.update_idletasks()  # so that all of it lies where it belongs
            self._see(self)

    def _fill(self) -> None:
        """Say how it is; what was said before stays while more is being found out."""
        if self._result is not None:
            self._result.destroy()
        self.allow, self.instead, self.command = None, None, None
        self._result = box(self)
        self._result.pack(fill="x", pady=(0, 12), before=self.button)
        if self._reach.verdict is None:
            label(self._result, _(ABOUT), 12, "regular", "text2", wrap=INNER).pack(anchor="w")
        else:
            self._tell(self._reach.verdict)

    def _words_of_button(self) -> str:
        if self._reach.asking:
            return _("Finding out…")
        return _("Find out again") if self._reach.verdict else _("Find out")

    def _tell(self, verdict: Verdict) -> None:
        _signed(self._result, *SIGNS[verdict.judgement], verdict.words, 14, "text").pack(fill="x")
        for way in verdict.ways:
            self._add_way(way)
        if verdict.step:
            label(self._result, verdict.step, 14, "semibold", wrap=INNER).pack(anchor="w", pady=(GAP, 0))
        if verdict.order and verdict.offered:
            let_in = self._actions.let_others_in
            self.allow = Button(self._result, _("Let others in"), let_in, kind="primary", icon="shield-check")
            self.allow.pack(fill="x", pady=(GAP, 0))
        elif verdict.order:
            card = Card(self._result, radius=12)
            card.pack(fill="x", pady=(GAP, 0))
            self.command = CopyText(card, _("Type this in a terminal"), verdict.order.line, self._copied)
            self.command.pack(fill="x", padx=PADDING, pady=4)
        elif verdict.instead:
            words = _("Write to {nick}").format(nick=verdict.instead)
            self.instead = Button(self._result, words, self._actions.ask_to_host, icon="message-circle")
            self.instead.pack(fill="x", pady=(GAP, 0))
        if problem := self._reach.problem:
            label(self._result, problem, 12, "regular", "danger", wrap=INNER).pack(anchor="w", pady=(GAP, 0))

    def _add_way(self, way: Way) -> None:
        words = f"{way.address}\n{way.words}"
        _signed(self._result, *WAY_SIGNS[way.works], words, 12, "text2").pack(fill="x", pady=(GAP, 0))

    def _copied(self, text: str) -> None:
        self._copy(text, _("Command copied"))


def _signed(master: Any, icon: str, colour: str, words: str, size: int, ink: str) -> Any:
    """Words behind a sign that stands at their first line."""
    row = box(master)
    Sign(row, icon, colour).pack(side="left", anchor="n", padx=(0, GAP))
    label(row, words, size, "regular", ink, wrap=INNER - 18 - GAP).pack(side="left", anchor="w")
    return row
