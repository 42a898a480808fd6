"""What lies on the clipboard besides text. Knows Tk; where Tk cannot tell, it says so."""

import tkinter as tk

PICTURE = "image/png"
TEXTS = frozenset({"UTF8_STRING", "STRING", "TEXT", "COMPOUND_TEXT", "text/plain", "text/plain;charset=utf-8"})


def has_text(widget: tk.Misc) -> bool:
    """Whether there is a text to be pasted."""
    try:
        # Programs that offer a picture alone may still give its bytes to who asks for a text.
        if widget.tk.call("tk", "windowingsystem") == "x11" and not TEXTS.intersection(_offered(widget)):
            return False
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
        if PICTURE not in _offered(widget):
            return None
        numbers = str(widget.clipboard_get(type=PICTURE)).split()
        return bytes(int(number, 0) & 0xFF for number in numbers)
    except (tk.TclError, ValueError):
        return None


def _offered(widget: tk.Misc) -> list[str]:
    """The forms in which a program of X11 offers what it put on the clipboard."""
    return str(widget.clipboard_get(type="TARGETS")).split()
