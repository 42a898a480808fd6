"""A few words about the thing under the pointer. Shown after a while, gone at once."""

import tkinter as tk

from ui.widgets.basics import label, on_destroy
from ui.widgets.floating import Floating, Rect

DELAY_MS = 500


class Tooltip:
    """Words, and perhaps a key, that appear beside a widget which the pointer rests on.

    ``text`` may be changed at any time. A canvas with many things on it shows its own
    by ``show(rect)`` and ``hide()``.
    """

    def __init__(self, widget: tk.Misc, text: str = "", key: str = "") -> None:
        self._widget, self.text, self._key = widget, text, key
        self._timer = ""
        self._box: Floating | None = None
        widget.bind("<Enter>", self._wait, add="+")
        for gone in ("<Leave>", "<ButtonPress>", "<KeyPress>", "<Unmap>"):
            widget.bind(gone, lambda _: self.hide(), add="+")
        on_destroy(widget, self.hide)

    def _wait(self, _event: object) -> None:
        self.hide()
        if self.text:
            self._timer = self._widget.after(DELAY_MS, self.show)

    def show(self, rect: Rect | None = None) -> None:
        """Show it now, beside the widget or a rectangle of the window."""
        self.hide()
        box = self._box = Floating(self._widget, radius=6, fill="tip", border=None)
        words = f"{self.text}   {self._key}" if self._key else self.text
        label(box, words, 12, colour="on_tip", wrap=320).pack(padx=10, pady=6)
        if rect is None:
            box.put_beside(self._widget, align="centre")
        else:
            box.put_by(rect, align="centre")

    def hide(self) -> None:
        """Take it away, or do not let it come."""
        if self._timer:
            self._widget.after_cancel(self._timer)
            self._timer = ""
        if self._box:
            self._box.destroy()
            self._box = None
