"""What lies on the clipboard besides text. Knows Tk; where Tk cannot tell, it says so."""

import tkinter as tk

PICTURE = "image/png"


def has_text(widget: tk.Misc) -> bool:
    """Whether there is a text to be pasted."""
    try:
        return bool(widget.clipboard_get())
    except tk.TclError:
        return False


def picture(widget: tk.Misc) -> bytes | None:
    """The picture (PNG) on the clipboard; None where there is none, or Tk cannot tell: it can under X11 alone.

    Tk gives what is no text as numbers: ``0x89 0x50 …``.
    """
    if widget.tk.call("tk", "windowingsystem") != "x11":
        return None
    try:
        offered = str(widget.clipboard_get(type="TARGETS")).split()
        if PICTURE not in offered:
            return None
        numbers = str(widget.clipboard_get(type=PICTURE)).split()
        return bytes(int(number, 0) & 0xFF for number in numbers)
    except (tk.TclError, ValueError):
        return None
