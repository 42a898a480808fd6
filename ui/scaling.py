"""Makes CustomTkinter scale as we want it to. The one place that changes the library.

1. CustomTkinter 6.0 floors integers when it scales: at 125, 150 and 175 % widgets come out
   one or two pixels too small. Here lengths are rounded, and divided back exactly.
2. It polls the screen's density every 100 ms and the system's look every 30 ms, for good.
   Both are asked once, here and at the start, so the polling is never begun.
3. It holds the window's size for a second when the scale changes, and prints an error if the
   window is gone by then. Our windows keep the size that the person gave them.
4. It draws round corners with a font of circles. Ours are drawn otherwise; for the square frames
   that are left, polygons do.
5. It knows no screen density on Linux: it is read from the X resource that desktops set.

``prepare`` is to be called before the first window.
"""

import ctypes
import sys
from typing import Any

import customtkinter as ctk
from customtkinter.windows.widgets.scaling import CTkScalingBaseClass, ScalingTracker

from ui.theme import theme

PATCHED_VERSIONS = ("6.0.0",)
"""The versions whose flooring was seen; another one is checked by the tests first."""


def prepare() -> None:
    """Put the changes in force, and tell the theme how dense the screen is. May be called again."""
    ctk.deactivate_automatic_dpi_awareness()
    ctk.AppearanceModeTracker.update_loop_running = True
    ScalingTracker.update_loop_running = True
    CTkScalingBaseClass._apply_widget_scaling = _apply  # noqa: SLF001
    CTkScalingBaseClass._reverse_widget_scaling = _reverse  # noqa: SLF001
    ctk.CTk._set_scaling = CTkScalingBaseClass._set_scaling  # noqa: SLF001
    ctk.DrawEngine.preferred_drawing_method = "polygon_shapes"
    theme.show(screen=screen_scale())


def _apply(widget: Any, length: float) -> int:
    return round(length * widget._get_widget_scaling())  # noqa: SLF001


def _reverse(widget: Any, pixels: float) -> float:
    return float(pixels / widget._get_widget_scaling())  # noqa: SLF001


def screen_scale() -> float:
    """Device pixels for one logical pixel on this screen, between 1 and 4.

    On Windows this also tells the system that we scale ourselves, so it must be asked
    before the first window. On macOS the system scales and the answer is 1.
    """
    try:
        if sys.platform == "win32":
            dots = _dots_on_windows()
        elif sys.platform == "darwin":
            return 1.0
        else:
            dots = _dots_on_x11()
    except (OSError, AttributeError, ValueError):
        return 1.0
    return min(max(dots / 96, 1.0), 4.0)


def _dots_on_windows() -> float:
    libraries = ctypes.windll  # type: ignore[attr-defined, unused-ignore]
    libraries.shcore.SetProcessDpiAwareness(1)  # of the system's density, not each screen's
    return float(libraries.user32.GetDpiForSystem())


def _dots_on_x11() -> float:
    x11 = ctypes.CDLL("libX11.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XResourceManagerString.restype = ctypes.c_char_p
    x11.XResourceManagerString.argtypes = [ctypes.c_void_p]
    x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = x11.XOpenDisplay(None)
    if not display:
        return 96.0
    try:
        resources = (x11.XResourceManagerString(display) or b"").decode("latin-1")
    finally:
        x11.XCloseDisplay(display)
    for line in resources.splitlines():
        name, _, value = line.partition(":")
        if name.strip() == "Xft.dpi":
            return float(value)
    return 96.0
