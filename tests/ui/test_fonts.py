"""The bundled fonts are there, and Tk finds them."""

import os
import subprocess
import sys
import tkinter.font as tkfont
from pathlib import Path

import pytest

import assets
from ui import fonts
from ui.theme import FACES, theme

ROOT = Path(fonts.__file__).parents[1]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def test_tk_draws_each_style_in_its_own_face(root):
    drawn = {style: tkfont.Font(root, theme.font(40, style)) for style in FACES}
    assert {style: font.actual("family").split()[0] for style, font in drawn.items()} == {
        style: family.split()[0] for style, (family, _) in FACES.items()
    }
    assert drawn["italic"].actual("slant") == "italic"
    assert len({drawn[style].measure("Host a room") for style in ("regular", "semibold", "mono")}) == 3


def test_no_medium_is_bundled_since_tk_would_take_it_for_regular():
    assert not [file.name for file in assets.path("fonts").iterdir() if "Medium" in file.name]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there fonts come from fontconfig")
def test_the_process_sees_no_colour_fonts(tmp_path):
    """A font that says it is coloured is left out; the others stay. In a process of its own: fonts are chosen once."""
    script = tmp_path / "fonts.py"
    script.write_text(
        "import ctypes\n"
        "from ui import fonts\n"
        "assert fonts.load_private_fonts() == len(fonts.FILES)\n"
        "fc = ctypes.CDLL('libfontconfig.so.1')\n"
        "for name in ('FcNameParse', 'FcObjectSetBuild'):\n"
        "    getattr(fc, name).restype = ctypes.c_void_p\n"
        "fc.FcFontList.restype = ctypes.POINTER(ctypes.c_int)\n"
        "fc.FcFontList.argtypes = [ctypes.c_void_p] * 3\n"
        "for pattern in (b':color=true', b':'):\n"
        "    wanted = ctypes.c_void_p(fc.FcNameParse(pattern))\n"
        "    family = ctypes.c_void_p(fc.FcObjectSetBuild(b'family', None))\n"
        "    print(fc.FcFontList(None, wanted, family)[0])\n"
    )
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, check=True, cwd=ROOT, env=ENVIRONMENT
    )
    coloured, all_of_them = map(int, done.stdout.split())
    assert coloured == 0
    assert all_of_them >= len(fonts.FILES)


def test_a_system_that_loads_no_fonts_is_no_error(monkeypatch, caplog):
    def missing():
        raise OSError("no such library")

    monkeypatch.setattr(fonts, "_loader", missing)
    assert fonts.load_private_fonts.__wrapped__() == 0
    assert "no such library" in caplog.text
