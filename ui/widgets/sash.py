"""The line between two parts of a window that can be moved, with the pointer or the arrow keys."""

import tkinter as tk
from collections.abc import Callable
from typing import Any

from ui.theme import theme
from ui.widgets.basics import follow

GRIP = 4
STEP = 16


class Sash(tk.Frame):
    """A hairline, with a little of what is left of it to grip. ``moved(x)`` says where it was pulled to."""

    def __init__(self, master: Any, *, moved: Callable[[int], None], surface: str = "side") -> None:
        super().__init__(master, bd=0)
        self._moved, self._surface = moved, surface
        self._grip = tk.Frame(master, bd=0, cursor="sb_h_double_arrow")
        self._movable = False
        for part in (self, self._grip):
            part.bind("<B1-Motion>", self._drag)
        self.bind("<Left>", lambda _event: self._nudge(-STEP))
        self.bind("<Right>", lambda _event: self._nudge(STEP))
        self.bind("<FocusIn>", lambda _event: self._dress(focused=True))
        self.bind("<FocusOut>", lambda _event: self._dress(focused=False))
        follow(self, theme.changed, lambda: self._dress(focused=False))
        self._dress(focused=False)

    def put(self, x: int, height: int, *, grip_height: int, movable: bool) -> None:
        """Lie at this place of the parent, in device pixels; the upper ``grip_height`` of it can be gripped."""
        self._movable = movable
        self.configure(cursor="sb_h_double_arrow" if movable else "", takefocus=movable)
        self.place(x=x, y=0, width=theme.px(1), height=height)
        self.lift()
        if movable:
            grip = theme.px(GRIP)
            self._grip.place(x=x - grip, y=0, width=grip, height=max(1, grip_height))
            self._grip.lift()
        else:
            self._grip.place_forget()

    def _drag(self, event: "tk.Event[tk.Misc]") -> None:
        if self._movable:
            self._moved(event.x_root - self.master.winfo_rootx())

    def _nudge(self, by: int) -> str:
        if self._movable:
            self._moved(self.winfo_x() + theme.px(by))
        return "break"

    def _dress(self, *, focused: bool) -> None:
        tokens = theme.tokens
        self.configure(bg=tokens.accent if focused else tokens.border)
        self._grip.configure(bg=tokens.accent if focused else getattr(tokens, self._surface))
