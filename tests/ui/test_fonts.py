"""The bundled fonts are there, and Tk finds them."""

import tkinter.font as tkfont

import assets
from ui import fonts
from ui.theme import FACES, theme


def test_tk_draws_each_style_in_its_own_face(root):
    drawn = {style: tkfont.Font(root, theme.font(40, style)) for style in FACES}
    assert {style: font.actual("family").split()[0] for style, font in drawn.items()} == {
        style: family.split()[0] for style, (family, _) in FACES.items()
    }
    assert drawn["italic"].actual("slant") == "italic"
    assert len({drawn[style].measure("Host a room") for style in ("regular", "semibold", "mono")}) == 3


def test_no_medium_is_bundled_since_tk_would_take_it_for_regular():
    assert not [file.name for file in assets.path("fonts").iterdir() if "Medium" in file.name]


def test_a_system_that_loads_no_fonts_is_no_error(monkeypatch, caplog):
    def missing():
        raise OSError("no such library")

    monkeypatch.setattr(fonts, "_loader", missing)
    assert fonts.load_private_fonts() == 0
    assert "no such library" in caplog.text
