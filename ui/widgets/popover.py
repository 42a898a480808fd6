"""A floating box that a person opened: it takes the keyboard, and closes on anything else than its own use."""

import tkinter as tk
from collections.abc import Callable
from contextlib import suppress

from ui.widgets.basics import holds_focus
from ui.widgets.floating import Floating


class Popover(Floating):
    """A box that closes at Esc, at a click outside and when the window loses the keyboard.

    The keyboard goes back to where it was. ``on_close`` is called once, however it came about.
    Fill it, put it somewhere, then ``open`` it.
    """

    def __init__(self, opener: tk.Misc, *, on_close: Callable[[], object] | None = None) -> None:
        super().__init__(opener)
        self._on_close = on_close
        self._back_to = opener.focus_lastfor()
        tk.Misc.bind(self, "<ButtonPress>", self._on_press, add="+")
        tk.Misc.bind(self, "<FocusOut>", lambda _: self.after_idle(self._check_focus), add="+")

    def open(self, focus: tk.Misc) -> None:
        """Take the pointer and the keyboard, which goes to this widget inside the box."""
        self.update_idletasks()
        focus.focus_set()
        for part in (focus, *_inside(self)):
            tk.Misc.bind(part, "<Escape>", self._escaped, add="+")
        # All clicks of this window come here, so one outside closes the box and does nothing else.
        self.hold_pointer()

    def close(self) -> None:
        """Take the box away and give the keyboard back."""
        if not self.winfo_exists():
            return
        self.release_pointer()
        # Where the window itself has lost the keyboard, it comes back to that place with the window.
        focused = holds_focus(self) or not self.tk.call("focus")
        self.destroy()
        if focused and self._back_to:
            with suppress(tk.TclError):  # what had the keyboard may be gone by now
                self._back_to.focus_set()
        if self._on_close:
            self._on_close()

    def _escaped(self, _event: object) -> str:
        self.close()
        return "break"  # the window has uses of its own for this key

    def _on_press(self, event: "tk.Event[tk.Misc]") -> None:
        inside = 0 <= event.x < self.winfo_width() and 0 <= event.y < self.winfo_height()
        if not inside:
            self.close()

    def _check_focus(self) -> None:
        if self.winfo_exists() and not holds_focus(self):
            self.close()


def _inside(widget: tk.Misc) -> list[tk.Misc]:
    """Everything inside a widget, at any depth."""
    parts = tk.Misc.winfo_children(widget)
    return [*parts, *(part for child in parts for part in _inside(child))]
