"""What the keyboard does in the log: scroll, and step from message to message. Knows no mouse.

J, K, R, E and C mean something only while a message has the focus; otherwise letters are left to the window,
which sends them to the composer.
"""

import tkinter as tk
from collections.abc import Callable

from ui.views.log import Log
from ui.views.log_actions import LogActions
from ui.widgets.basics import COMMAND
from ui.widgets.scroller import Place

LINE_STEP = 40
PAGE_SHARE = 0.9


class LogKeys:
    """Follows the keyboard while it is in a log."""

    def __init__(self, log: Log, actions: LogActions, *, px: Callable[[float], int]) -> None:
        self._log = log
        self._actions = actions
        scroll = log.scroller.scroll_by
        self._bind("<Up>", lambda: scroll(-px(LINE_STEP)))
        self._bind("<Down>", lambda: scroll(px(LINE_STEP)))
        self._bind("<Prior>", lambda: self.page(-1))
        self._bind("<Next>", lambda: self.page(1))
        self._bind("<Home>", lambda: log.scroller.go(Place(0)))
        self._bind("<End>", lambda: log.scroller.go(Place()))
        self._bind("<Shift-Up>", lambda: self.step(-1))
        self._bind("<Shift-Down>", lambda: self.step(1))
        for key in ("<<Copy>>", f"<{COMMAND}-c>"):
            self._bind(key, self._copy)
        for key in ("<<SelectAll>>", f"<{COMMAND}-a>"):
            self._bind(key, actions.copying.select_all)
        self._bind_focused("k", lambda _: self.step(-1))
        self._bind_focused("j", lambda _: self.step(1))
        self._bind_focused("c", actions.copying.copy_entry)
        self._bind_focused("r", actions.reply)
        self._bind_focused("e", actions.pick)
        self._bind_focused("<Delete>", actions.retract)
        self._bind_focused("<Return>", lambda index: actions.retry(index) or actions.open(index))
        self._bind_focused("<Escape>", self._escape)
        for key in ("<Menu>", "<App>", "<Shift-F10>"):
            self._bind_focused(key, self._menu)
        log.canvas.bind("<<TraverseIn>>", lambda _: self.enter())
        log.canvas.bind("<FocusOut>", lambda _: self._actions.going.focus(None))

    def _bind(self, key: str, function: Callable[[], object]) -> None:
        def pressed(_event: object) -> str:
            function()
            return "break"

        self._log.canvas.bind(key, pressed)

    def _bind_focused(self, key: str, function: Callable[[int], object]) -> None:
        """Only while a message has the focus; otherwise the key is the window's."""

        def pressed(_event: object) -> str | None:
            if (index := self._log.rows.focused) is None:
                return None
            function(index)
            return "break"

        try:
            self._log.canvas.bind(key, pressed)
        except tk.TclError:  # a key that this system has not
            return

    def page(self, pages: int) -> None:
        """Go on by pages, or back by as many."""
        self._log.scroller.scroll_by(round(pages * PAGE_SHARE * self._log.scroller.height))

    def enter(self) -> None:
        """The keyboard came here: show where it is."""
        seen = self._log.scroller.seen()
        if self._log.rows.focused is None and seen:
            self._actions.going.focus(seen[-1])

    def step(self, by: int) -> None:
        """Move the focus to the next message, or to the one before."""
        rows = self._log.rows
        if rows.focused is None:
            self.enter()
        elif 0 <= rows.focused + by < len(rows):
            self._actions.going.focus(rows.focused + by)

    def _copy(self) -> None:
        """What is selected, or else the message that has the focus."""
        if not self._actions.copying.copy() and self._log.rows.focused is not None:
            self._actions.copying.copy_entry(self._log.rows.focused)

    def _escape(self, index: int) -> None:
        """Discard what has failed; otherwise give the focus up."""
        if not self._actions.discard(index):
            self._actions.going.focus(None)

    def _menu(self, index: int) -> None:
        log = self._log
        x0, _, _, y1 = log.rows.layout(index).box
        top = log.scroller.top_of(index) or 0
        self._actions.open_menu(index, log.canvas.winfo_rootx() + x0, log.canvas.winfo_rooty() + top + y1)
