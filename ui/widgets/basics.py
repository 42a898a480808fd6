"""The least things that views share: following signals, text, lines, and how wide a text is."""

import sys
import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

import customtkinter as ctk

from app.models.observable import Signal
from ui.theme import Style, TkFont, ctk_font, pair, theme

SECOND_BUTTON = "<Button-2>" if sys.platform == "darwin" else "<Button-3>"
"""The click that opens a menu."""
LINE_HEIGHTS = {26: 32, 22: 30, 18: 24, 16: 22, 14: 21, 13: 20, 12: 16, 11: 16}
"""Height of a line of type by its size, in logical pixels."""
COMMAND = "Command" if sys.platform == "darwin" else "Control"
"""The modifier key of shortcuts, as Tk calls it."""


def follow(widget: tk.Misc, signal: Signal[...], function: Callable[..., object]) -> None:
    """Call ``function`` at each emit for as long as the widget exists."""
    stop = signal.connect(function)
    on_destroy(widget, stop)


def on_destroy(widget: tk.Misc, function: Callable[[], object]) -> None:
    """Call ``function`` when this widget goes, not when one inside it does."""

    def end(event: "tk.Event[tk.Misc]") -> None:
        if event.widget is widget:
            function()

    # CTk's widgets redirect bind() to what lies inside them, which may go sooner.
    tk.Misc.bind(widget, "<Destroy>", end, add="+")


def bind_menu_key(widget: tk.Misc, function: Callable[[], object]) -> None:
    """Call ``function`` on the key that opens menus, and on Shift+F10, which every keyboard has."""

    def pressed(_event: object) -> str:
        function()
        return "break"

    for key in ("<Shift-F10>", "<App>" if sys.platform == "win32" else "<Menu>"):
        with suppress(tk.TclError):  # no Mac has the key
            tk.Misc.bind(widget, key, pressed, add="+")


def holds_focus(widget: tk.Misc) -> bool:
    """Whether the keyboard is in this widget or in something inside it."""
    with suppress(KeyError):  # Tk's own dialogs are unknown to tkinter
        return f"{widget.focus_get()}.".startswith(f"{widget}.")
    return False


def label(
    master: Any,
    text: str = "",
    size: int = 14,
    style: Style = "regular",
    colour: str = "text",
    *,
    width: float = 0,
    wrap: float = 0,
    justify: Literal["left", "center", "right"] = "left",
) -> ctk.CTkLabel:
    """A text on the surface of its parent, one line of its type high, or more where it wraps."""
    return ctk.CTkLabel(
        master,
        text=text,
        font=ctk_font(size, style),
        text_color=pair(colour),
        fg_color="transparent",
        width=width,
        height=0 if wrap else LINE_HEIGHTS[size],
        wraplength=wrap,
        justify=justify,
        anchor={"left": "w", "center": "center", "right": "e"}[justify],
    )


def box(master: Any) -> Any:
    """A frame to lay things out in: without a look, and as large as what is in it."""
    return ctk.CTkFrame(master, fg_color="transparent", corner_radius=0, width=0, height=0)


def line(master: tk.Misc, colour: str = "border") -> tk.Frame:
    """A hairline, to be stretched by who places it. CustomTkinter's own frame draws nothing at this size."""
    frame = tk.Frame(master, bd=0)

    def draw() -> None:
        thick = theme.px(1)
        frame.configure(bg=getattr(theme.tokens, colour), width=thick, height=thick)

    draw()
    follow(frame, theme.changed, draw)
    return frame


def text_width(widget: tk.Misc, text: str, font: TkFont) -> int:
    """How wide the text is in this font, in device pixels."""
    return int(widget.tk.call("font", "measure", font, "-displayof", str(widget), text))
