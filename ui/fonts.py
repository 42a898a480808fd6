"""Makes the bundled fonts known to this process only. Knows each system's way; knows no Tk.

Call it before the first window: Tk asks for a font's existence once and remembers.
Inter's Medium is left out on purpose: Tk on X11 asks fontconfig for weight "medium" when
it means normal, and would set all body text in it.
"""

import ctypes
import logging
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import assets

log = logging.getLogger(__name__)

FILES = (
    "Inter-Regular.ttf",
    "Inter-Italic.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
    "JetBrainsMono-Regular.ttf",
    "NotoEmoji-Regular.ttf",  # outlines, for text boxes, which show no pictures
    "lucide.ttf",
)

NO_COLOUR = b"""<?xml version="1.0"?><fontconfig><selectfont><rejectfont>
<pattern><patelt name="color"><bool>true</bool></patelt></pattern>
</rejectfont></selectfont></fontconfig>"""


@cache
def load_private_fonts() -> int:
    """Load the bundled fonts, once; return how many the system took.

    Where that is not possible the text appears in the system's own face: nothing raises.
    """
    files = [assets.path(f"fonts/{name}") for name in FILES]
    try:
        return sum(map(_loader(), files))
    except (OSError, AttributeError) as problem:
        log.warning("bundled fonts are not available: %s", problem)
        return 0


def _loader() -> Callable[[Path], bool]:
    if sys.platform == "win32":
        return _load_on_windows
    if sys.platform == "darwin":
        return _load_on_macos()
    return _load_with_fontconfig()


def _load_with_fontconfig() -> Callable[[Path], bool]:
    fontconfig = ctypes.CDLL("libfontconfig.so.1")
    _do_without_colour(fontconfig)
    add = fontconfig.FcConfigAppFontAddFile
    add.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return lambda file: bool(add(None, bytes(file)))


def _do_without_colour(fontconfig: ctypes.CDLL) -> None:
    """Let this process see no colour fonts.

    Tk draws their emoji several lines high, and with libXft before 2.3.5 they end the process.
    Ours are pictures; what somebody types is an outline in its text box, and a picture in the log.
    """
    load, build = fontconfig.FcInitLoadConfig, fontconfig.FcConfigBuildFonts
    parse, put_in_force = fontconfig.FcConfigParseAndLoadFromMemory, fontconfig.FcConfigSetCurrent
    load.restype = ctypes.c_void_p
    parse.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    build.argtypes = put_in_force.argtypes = [ctypes.c_void_p]
    config = load()
    parse(config, NO_COLOUR, False)
    build(config)
    put_in_force(config)


def _load_on_windows(file: Path) -> bool:
    private = 0x10  # FR_PRIVATE: gone with this process, seen by no other
    gdi = ctypes.windll.gdi32  # type: ignore[attr-defined, unused-ignore]
    return bool(gdi.AddFontResourceExW(str(file), private, 0))


def _load_on_macos() -> Callable[[Path], bool]:
    frameworks = "/System/Library/Frameworks"
    text = ctypes.CDLL(f"{frameworks}/CoreText.framework/CoreText")
    base = ctypes.CDLL(f"{frameworks}/CoreFoundation.framework/CoreFoundation")
    make_url = base.CFURLCreateFromFileSystemRepresentation
    make_url.restype = ctypes.c_void_p
    make_url.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_bool]
    register = text.CTFontManagerRegisterFontsForURL
    register.restype = ctypes.c_bool
    register.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p]
    release = base.CFRelease
    release.argtypes = [ctypes.c_void_p]
    this_process = 1  # kCTFontManagerScopeProcess

    def load(file: Path) -> bool:
        name = bytes(file)
        url = make_url(None, name, len(name), False)
        try:
            return bool(register(url, this_process, None))
        finally:
            release(url)

    return load
