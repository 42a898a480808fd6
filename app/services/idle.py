"""For how long nobody has touched this computer, where the system tells. Knows nothing of windows."""

import ctypes
import ctypes.util
import logging
import os
import subprocess
import sys
from collections.abc import Callable

log = logging.getLogger(__name__)

ANY_INPUT = 0xFFFFFFFF
COMBINED_SESSION = 0
"""``kCGAnyInputEventType`` and ``kCGEventSourceStateCombinedSessionState`` of macOS' CGEventSource.h."""


_MUTTER = (
    "gdbus", "call", "--session", "--dest", "org.gnome.Mutter.IdleMonitor",
    "--object-path", "/org/gnome/Mutter/IdleMonitor/Core", "--method", "org.gnome.Mutter.IdleMonitor.GetIdletime",
)  # fmt: skip


class _ScreenSaverInfo(ctypes.Structure):
    """``XScreenSaverInfo`` of X11's scrnsaver.h."""

    _fields_ = (
        ("window", ctypes.c_ulong),
        ("state", ctypes.c_int),
        ("kind", ctypes.c_int),
        ("til_or_since", ctypes.c_ulong),
        ("idle", ctypes.c_ulong),
        ("event_mask", ctypes.c_ulong),
    )


class _LastInput(ctypes.Structure):
    """``LASTINPUTINFO`` of Windows' winuser.h."""

    _fields_ = (("size", ctypes.c_uint), ("time", ctypes.c_uint))


class SystemIdle:
    """Asks the system. It is found out at the start whether it can be asked."""

    def __init__(self) -> None:
        try:
            self._ask: Callable[[], float] | None = _found()
        except (OSError, AttributeError):
            log.debug("this system does not say how long it was left alone", exc_info=True)
            self._ask = None

    def seconds(self) -> float | None:
        """Since the last key or click anywhere on this computer; None where that is not known.

        Takes microseconds, but some milliseconds under Wayland: it is not to be asked all the time.
        """
        try:
            return self._ask() if self._ask is not None else None
        except (OSError, ValueError, subprocess.SubprocessError):
            log.debug("this system does not say any more how long it was left alone", exc_info=True)
            self._ask = None
            return None


def _found() -> Callable[[], float] | None:
    if sys.platform == "win32":
        return _on_windows
    if sys.platform == "darwin":
        return _on_macos()
    # Under Wayland X11 hears only of what its own windows are told, and would take who works elsewhere for absent.
    return _on_gnome if os.environ.get("WAYLAND_DISPLAY") else _on_x11()


def _on_windows() -> float:
    libraries = ctypes.windll  # type: ignore[attr-defined, unused-ignore]
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    libraries.user32.GetLastInputInfo(ctypes.byref(last))
    return float((libraries.kernel32.GetTickCount() - last.time) & 0xFFFFFFFF) / 1000  # both begin anew after 49 days


def _on_macos() -> Callable[[], float]:
    library = ctypes.CDLL("/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices")
    since = library.CGEventSourceSecondsSinceLastEventType
    since.restype, since.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
    return lambda: float(since(COMBINED_SESSION, ANY_INPUT))


def _on_gnome() -> float:
    """The one desktop under Wayland that tells programs; of others there is an OSError or the like."""
    said = subprocess.run(_MUTTER, capture_output=True, text=True, timeout=1, check=True).stdout  # noqa: S603 - ours
    return int(said.strip().removeprefix("(uint64 ").removesuffix(",)")) / 1000


def _on_x11() -> Callable[[], float] | None:
    x11, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
    pointer, window, number = ctypes.c_void_p, ctypes.c_ulong, ctypes.POINTER(ctypes.c_int)
    x11.XOpenDisplay.restype, x11.XOpenDisplay.argtypes = pointer, (ctypes.c_char_p,)
    x11.XDefaultRootWindow.restype, x11.XDefaultRootWindow.argtypes = window, (pointer,)
    saver.XScreenSaverQueryExtension.argtypes = (pointer, number, number)
    saver.XScreenSaverQueryInfo.argtypes = (pointer, window, ctypes.POINTER(_ScreenSaverInfo))
    display = x11.XOpenDisplay(None)  # stays open with the program
    first = ctypes.c_int()
    if not display or not saver.XScreenSaverQueryExtension(display, ctypes.byref(first), ctypes.byref(first)):
        return None
    root, info = x11.XDefaultRootWindow(display), _ScreenSaverInfo()

    def ask() -> float:
        saver.XScreenSaverQueryInfo(display, root, ctypes.byref(info))
        return float(info.idle / 1000)

    return ask
