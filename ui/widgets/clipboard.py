"""What lies on the clipboard besides text. Knows Tk; where Tk cannot tell, it says so."""

import tkinter as tk
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

PICTURE = "image/png"
FILES = "text/uri-list"
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
    """The picture (PNG) on the clipboard; None where there is none, or Tk cannot tell: it can under X11 alone."""
    try:
        return _content(widget, PICTURE)
    except (tk.TclError, ValueError):
        return None


def files(widget: tk.Misc) -> list[Path]:
    """The files on the clipboard, as file managers put them there beside their names; under X11 alone, as above.

    https://www.rfc-editor.org/rfc/rfc2483#section-5: an address a line, and comments.
    """
    try:
        lines = (_content(widget, FILES) or b"").decode().split()
    except (tk.TclError, ValueError):
        return []
    addresses = [urlsplit(line) for line in lines if not line.startswith("#")]
    return [Path(url2pathname(one.path)) for one in addresses if one.scheme == "file"]


def _content(widget: tk.Misc, kind: str) -> bytes | None:
    """What is on the clipboard, in a form that is no text. Tk gives it as numbers: ``0x89 0x50 …``."""
    if widget.tk.call("tk", "windowingsystem") != "x11" or kind not in _offered(widget):
        return None
    numbers = str(widget.clipboard_get(type=kind)).split()
    return bytes(int(number, 0) & 0xFF for number in numbers)


def _offered(widget: tk.Misc) -> list[str]:
    """The forms in which a program of X11 offers what it put on the clipboard."""
    return str(widget.clipboard_get(type="TARGETS")).split()
