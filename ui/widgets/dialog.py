"""A question or a page above the window. Knows how to hold keyboard and pointer; asks nothing itself.

What lies below stays visible and goes on: a veil that lets it shine through is nothing that Tk can
draw, and one that does not would hide what the question is about.
"""

import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal
from weakref import WeakKeyDictionary

import customtkinter as ctk

from app.words import _
from ui.theme import theme
from ui.widgets.basics import box, follow, holds_focus, label
from ui.widgets.button import Button, IconButton
from ui.widgets.floating import Floating
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.shape import Shape

MARGIN = 24

_open: WeakKeyDictionary[tk.Misc, list["Dialog"]] = WeakKeyDictionary()
"""The dialogs of each window, the top one last."""


class Dialog(Floating):
    """A card in the middle of the window, until it is answered or closed.

    Fill ``body``. Esc and the cross close it and call ``on_cancel``; the keyboard cannot
    leave it, and returns to where it was; clicks beside it do nothing. The body scrolls
    where the window is too low.
    """

    def __init__(
        self,
        widget: tk.Misc,
        title: str,
        *,
        width: float = 440,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(widget, radius=16, border="border_strong")
        self._window, self._width, self._on_cancel = widget.winfo_toplevel(), width, on_cancel
        self._back_to = self._window.focus_lastfor()
        self._start: Shape | None = None
        self.pack_propagate(False)
        self._area = ScrollArea(self, fill="raised")
        self._area.pack(fill="both", expand=True, padx=4, pady=12)
        content = self._area.content
        head = box(content)
        head.pack(fill="x", padx=20, pady=(8, 0))
        label(head, title, 18, "semibold", wrap=width - 110).pack(side="left")
        IconButton(head, "x", _("Close"), self.cancel, key=_("Esc"), size=32).pack(side="right", anchor="n")
        self.body = box(content)
        self.body.pack(fill="x", padx=20, pady=(8, 12))
        follow(self, theme.changed, lambda: self.after_idle(lambda: _fit_all(self._window)))
        self._open(self._window)

    def _open(self, window: tk.Misc) -> None:
        if window not in _open:
            _open[window] = []
            window.bind("<Tab>", lambda event: _go_on(event, back=False), add="+")
            for key in ("<Shift-Tab>", "<ISO_Left_Tab>"):
                with suppress(tk.TclError):  # the second is X11's name for it; others have not heard of it
                    window.bind(key, lambda event: _go_on(event, back=True), add="+")
            window.bind("<Escape>", _escape, add="+")
            window.bind("<Configure>", lambda event: _fit_all(event.widget), add="+")
        _open[window].append(self)
        self._area.content.bind("<Configure>", lambda _: _fit_all(window))
        # Nothing can hold the pointer before it is on the screen, and the window itself may not be there yet.
        self._awaiting_sight = True
        tk.Misc.bind(self, "<Visibility>", lambda _: self._come_into_sight(), add="+")
        self.after_idle(self._settle)

    def _come_into_sight(self) -> None:
        if self._awaiting_sight:
            self._awaiting_sight = False
            self.hold_pointer()

    def start_at(self, control: Shape) -> None:
        """Say where the keyboard is to be first; otherwise it is at the first control after the cross."""
        self._start = control

    def _settle(self) -> None:
        """Bring the keyboard in, once there is something on the screen to bring it to."""
        if self not in _open[self._window]:  # closed already
            return
        self.fit()
        self.update_idletasks()
        if self._start:
            self._start.focus_set()
        elif not holds_focus(self):
            stops = _stops(self, self)
            (stops[1] if len(stops) > 1 else stops[0]).focus_set()

    def fit(self) -> None:
        """Be in the middle, as high as what is in it, as far as the window is."""
        whole = self._window.winfo_width(), self._window.winfo_height()
        margin = theme.px(MARGIN)
        width = max(1, min(theme.px(self._width), whole[0] - 2 * margin))
        height = max(1, min(self._area.content.winfo_reqheight() + theme.px(24), whole[1] - 2 * margin))
        self.configure(width=width / theme.scale, height=height / theme.scale)
        self.put_at((whole[0] - width) // 2, (whole[1] - height) // 2)

    def cancel(self) -> None:
        """Close it unanswered."""
        self.close()
        if self._on_cancel:
            self._on_cancel()

    def close(self) -> None:
        """Take it away and give the keyboard back."""
        if not self.winfo_exists() or not self._leave():
            return
        self.release_pointer()
        self.place_forget()
        if self._back_to:
            with suppress(tk.TclError):  # what had the keyboard may be gone by now
                self._back_to.focus_set()
        # Keys that were pressed meanwhile may be on their way to what is in it. They are passed on to whoever has
        # the keyboard as long as it exists, and would be lost with it.
        self._window.after_idle(self._end)

    def _end(self) -> None:
        if self.winfo_exists():  # the window may have been cleared of all that lay on it
            self.destroy()

    def destroy(self) -> None:
        """Be one of the window's dialogs no more, also when it is the window that clears what lies on it."""
        self._leave()
        super().destroy()

    def _leave(self) -> bool:
        """Be one of the window's dialogs no more; whether it was one."""
        if self not in _open[self._window]:
            return False
        _open[self._window].remove(self)
        return True

    def add_buttons(
        self, *buttons: tuple[str, Callable[[], object], Literal["primary", "secondary", "danger"]]
    ) -> list[Button]:
        """A row of buttons at the end, the one that matters most at the right."""
        row: Any = ctk.CTkFrame(self.body, fg_color="transparent", width=0, height=0)
        row.pack(fill="x", pady=(16, 0))
        made = [Button(row, text, command, kind=kind) for text, command, kind in buttons]
        for button in reversed(made):
            button.pack(side="right", padx=(8, 0))
        return made


def ask(
    widget: tk.Misc,
    title: str,
    text: str,
    *,
    confirm: str,
    on_confirm: Callable[[], object],
    cancel: str = "",
    on_cancel: Callable[[], object] | None = None,
    danger: bool = False,
) -> Dialog:
    """Ask one question with two answers. The keyboard is on the one that changes nothing."""
    dialog = Dialog(widget, title, on_cancel=on_cancel)
    label(dialog.body, text, 14, colour="text2", wrap=396).pack(anchor="w")

    def confirmed() -> None:
        dialog.close()
        on_confirm()

    kind: Literal["danger", "primary"] = "danger" if danger else "primary"
    first, _second = dialog.add_buttons((cancel or _("Cancel"), dialog.cancel, "secondary"), (confirm, confirmed, kind))
    dialog.start_at(first)
    return dialog


def _fit_all(window: tk.Misc) -> None:
    """Fit the dialogs of a window into it, the top one last, so that it stays above the others."""
    for dialog in _open.get(window, ()):
        dialog.fit()


def _top(event: "tk.Event[tk.Misc]") -> Dialog | None:
    dialogs = _open.get(event.widget.winfo_toplevel())
    return dialogs[-1] if dialogs else None


def _escape(event: "tk.Event[tk.Misc]") -> str | None:
    dialog = _top(event)
    if dialog is None:
        return None
    dialog.cancel()
    return "break"


def _go_on(event: "tk.Event[tk.Misc]", *, back: bool) -> str | None:
    """Bring the keyboard to the next control of the top dialog, round and round."""
    dialog = _top(event)
    if dialog is None:
        return None
    stops = _stops(dialog, dialog)
    if stops:
        here = stops.index(event.widget) if event.widget in stops else (0 if back else -1)
        stops[(here + (-1 if back else 1)) % len(stops)].focus_set()
    return "break"


def _stops(dialog: Dialog, widget: tk.Misc) -> list[tk.Misc]:
    """Everything in the dialog that takes the keyboard, in reading order."""
    found: list[tk.Misc] = []
    for child in tk.Misc.winfo_children(widget):
        if child.winfo_viewable() and isinstance(child, tk.Canvas | tk.Entry | tk.Text):
            takes = str(child.cget("takefocus"))
            if takes in {"1", "True"} or (
                takes == "" and not isinstance(child, tk.Canvas) and child.cget("state") == "normal"
            ):
                found.append(child)
        found += _stops(dialog, child)
    return found
