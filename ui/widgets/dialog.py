"""A question or a page over the whole window. Knows how to hold the keyboard; asks nothing itself."""

import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal
from weakref import WeakKeyDictionary

import customtkinter as ctk

from ui.theme import mix, theme
from ui.widgets.basics import box, follow, label
from ui.widgets.button import Button, IconButton
from ui.widgets.scroll_area import ScrollArea
from ui.widgets.shape import Card, Shape

MARGIN = 24

_open: WeakKeyDictionary[tk.Misc, list["Dialog"]] = WeakKeyDictionary()
"""The dialogs of each window, the top one last."""


class Dialog(tk.Frame):
    """A card in the middle of the dimmed window, until it is answered or closed.

    Fill ``body``. Esc and the cross close it and call ``on_cancel``; the keyboard cannot
    leave it, and returns to where it was. The body scrolls where the window is too low.
    """

    def __init__(
        self,
        widget: tk.Misc,
        title: str,
        *,
        width: float = 440,
        on_cancel: Callable[[], object] | None = None,
    ) -> None:
        window = widget.winfo_toplevel()
        super().__init__(window, bd=0)
        self._window, self._width, self._on_cancel = window, width, on_cancel
        self._back_to = window.focus_lastfor()
        self._start: Shape | None = None
        self.card = Card(self, radius=16)
        self.card.pack_propagate(False)
        self._area = ScrollArea(self.card, fill="raised")
        self._area.pack(fill="both", expand=True, padx=4, pady=12)
        content = self._area.content
        head = box(content)
        head.pack(fill="x", padx=20, pady=(8, 0))
        label(head, title, 18, "semibold", wrap=width - 110).pack(side="left")
        IconButton(head, "x", "Close", self.cancel, key="Esc", size=32).pack(side="right", anchor="n")
        self.body = box(content)
        self.body.pack(fill="x", padx=20, pady=(8, 12))
        self._dim()
        follow(self, theme.changed, self._dim)
        self._open(window)

    def _open(self, window: tk.Misc) -> None:
        if window not in _open:
            _open[window] = []
            window.bind("<Tab>", lambda event: _go_on(event, back=False), add="+")
            for key in ("<Shift-Tab>", "<ISO_Left_Tab>"):
                with suppress(tk.TclError):  # the second is X11's name for it; others have not heard of it
                    window.bind(key, lambda event: _go_on(event, back=True), add="+")
            window.bind("<Escape>", _escape, add="+")
        _open[window].append(self)
        self.place(x=0, y=0, relwidth=1, relheight=1)
        self.lift()
        self.bind("<Configure>", lambda _: self._fit(), add="+")
        self._area.content.bind("<Configure>", lambda _: self._fit())
        self.after_idle(self._settle)

    def start_at(self, control: Shape) -> None:
        """Say where the keyboard is to be first; otherwise it is at the first control after the cross."""
        self._start = control

    def _settle(self) -> None:
        """Bring the keyboard in, once there is something on the screen to bring it to."""
        self._fit()
        self.update_idletasks()
        if self._start:
            self._start.focus_set()
        elif not self.holds_focus():
            stops = _stops(self, self)
            (stops[1] if len(stops) > 1 else stops[0]).focus_set()

    def _fit(self) -> None:
        """As high as what is in it, as far as the window is."""
        margin = theme.px(MARGIN)
        room = max(1, self.winfo_width() - 2 * margin), max(1, self.winfo_height() - 2 * margin)
        width = min(theme.px(self._width), room[0])
        height = min(self._area.content.winfo_reqheight() + theme.px(24), room[1])
        self.card.configure(width=width / theme.scale, height=height / theme.scale)
        tk.Place.place_configure(self.card, relx=0.5, rely=0.5, anchor="center")

    def _dim(self) -> None:
        tokens = theme.tokens
        colour = mix(tokens.side, "#000000", 0.16 if not theme.dark else 0.35)
        self.configure(bg=colour)
        self.card.configure(bg_color=colour)

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this dialog."""
        with suppress(KeyError):
            focus = self.focus_get()
            return focus is not None and str(focus).startswith(f"{self}.")
        return False

    def cancel(self) -> None:
        """Close it unanswered."""
        self.close()
        if self._on_cancel:
            self._on_cancel()

    def close(self) -> None:
        """Take it away and give the keyboard back."""
        if not self.winfo_exists():
            return
        _open[self._window].remove(self)
        self.destroy()
        if self._back_to:
            with suppress(tk.TclError):  # what had the keyboard may be gone by now
                self._back_to.focus_set()

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
    cancel: str = "Cancel",
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
    first, _ = dialog.add_buttons((cancel, dialog.cancel, "secondary"), (confirm, confirmed, kind))
    dialog.start_at(first)
    return dialog


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
