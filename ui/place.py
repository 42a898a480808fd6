"""Where the window stands, how large it is, and whether it fills the screen. Knows nothing of what is in it.

Tk thread only. What is remembered is a line of text: ``1000x700+33+44``, and ``zoomed`` behind it where the person had
it fill the screen. The size before it is that to which it returns when they have it so no longer.
"""

import re
import sys
import tkinter as tk

from ui.theme import theme

SCREEN_PART = 0.92
"""How much of the screen the window takes at most by itself."""
ZOOMED = "zoomed"

Size = tuple[int, int]
"""Width and height, in logical pixels."""


class Place:
    """The place of one window."""

    def __init__(self, window: tk.Tk) -> None:
        self._window = window
        self._usual = ""  # where it stood when it last did not fill the screen
        self._is_to_be_zoomed = False

    @property
    def written(self) -> str:
        """Where it is, to be given to ``put`` another time; empty while that is not to be known."""
        if self.is_zoomed:
            return f"{self._usual} {ZOOMED}".strip()
        if self._window.state() == "normal":
            self._usual = self._window.geometry()
            return self._usual
        return ""

    @property
    def is_zoomed(self) -> bool:
        """Whether it fills the screen."""
        if sys.platform in ("win32", "darwin"):
            return self._window.state() == ZOOMED
        return bool(self._window.attributes("-zoomed"))  # to X11 that is no state of its own

    def put(self, written: str) -> None:
        """Stand where one stood before, as far as there still is a screen there."""
        where, _, how = written.rpartition(" ") if written.endswith(ZOOMED) else (written, "", "")
        self._is_to_be_zoomed = how == ZOOMED
        found = re.fullmatch(r"(\d+)x(\d+)\+(-?\d+)\+(-?\d+)", where)
        if found is not None and self._is_on_screen(*map(int, found.groups())):
            self._usual = where
            self._window.geometry(where)

    def _is_on_screen(self, wide: int, high: int, x: int, y: int) -> bool:
        window = self._window
        left, top = window.winfo_vrootx(), window.winfo_vrooty()
        right, bottom = left + window.winfo_vrootwidth(), top + window.winfo_vrootheight()
        return x >= left and y >= top and x + wide <= right and y + high <= bottom

    def appear(self) -> None:
        """Come onto the screen, and fill it if it did."""
        elsewhere = sys.platform in ("win32", "darwin")
        if self._is_to_be_zoomed and not elsewhere:
            self._window.attributes("-zoomed", True)  # before it is there: a window manager never shows it smaller
        self._window.deiconify()
        if self._is_to_be_zoomed and elsewhere:
            self._window.state(ZOOMED)

    def take_size(self, size: Size, least: Size, *, keep: bool) -> None:
        """Be at least as large as what is shown wants to be, as far as the display has room for it."""
        window = self._window
        most = window.winfo_screenwidth() * SCREEN_PART, window.winfo_screenheight() * SCREEN_PART
        wanted = [round(min(theme.px(length), limit)) for length, limit in zip(size, most, strict=True)]
        smallest = [round(min(theme.px(length), limit)) for length, limit in zip(least, most, strict=True)]
        window.minsize(*smallest)
        if keep:
            window.update_idletasks()
            wanted = [max(wanted[0], window.winfo_width()), max(wanted[1], window.winfo_height())]
        if window.state() in ("normal", "withdrawn") and not self.is_zoomed:
            window.geometry(f"{wanted[0]}x{wanted[1]}")
