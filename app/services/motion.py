"""Whether the person has asked their system for less motion. Knows nothing of what moves."""

import ctypes
import logging
import subprocess
import sys

log = logging.getLogger(__name__)

SPI_GETCLIENTAREAANIMATION = 0x1042  # winuser.h
_GNOME = ("gsettings", "get", "org.gnome.desktop.interface", "enable-animations")
_MACOS = ("/usr/bin/defaults", "read", "com.apple.universalaccess", "reduceMotion")


def wants_less_motion() -> bool:
    """As the system has it now; False where it does not say. Takes milliseconds: it may ask another program."""
    try:
        if sys.platform == "win32":
            return not _animates_on_windows()
        if sys.platform == "darwin":
            return _said(_MACOS) == "1"
        return _said(_GNOME) == "false"
    except (OSError, AttributeError, subprocess.SubprocessError):
        log.debug("the system does not say whether it wants less motion", exc_info=True)
        return False


def _said(command: tuple[str, ...]) -> str:
    return subprocess.run(command, capture_output=True, text=True, timeout=2, check=True).stdout.strip()  # noqa: S603 - ours


def _animates_on_windows() -> bool:
    animates = ctypes.c_int(1)
    user32 = ctypes.windll.user32  # type: ignore[attr-defined, unused-ignore]
    user32.SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animates), 0)
    return bool(animates.value)
