"""Shapes and pictures: smooth, of the right size, and gone with their window."""

import tkinter as tk

import pytest

from ui import avatars, icons, images, paint
from ui.theme import LIGHT, theme


@pytest.fixture
def canvas(root):
    canvas = tk.Canvas(root, width=200, height=200, highlightthickness=0)
    canvas.pack()
    root.update()
    return canvas


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("👍🏽 ok", ["👍🏽"]),
        ("👨‍👩‍👧👍", ["👨‍👩‍👧", "👍"]),
        ("❤️ and ❤", ["❤️", "❤"]),
        ("🇩🇪1️⃣", ["🇩🇪", "1️⃣"]),
        ("© 2024 ™ 1 # *", []),
        ("©️", ["©️"]),
    ],
)
def test_emoji_are_found_as_whole_sequences(text, found):
    assert paint.emoji_pattern().findall(text) == found


def test_an_emoji_is_a_picture_of_the_size_asked_for(root):
    image = paint.emoji("👍🏽", 20)
    assert (image.width(), image.height()) == (20, 20)
    assert paint.emoji("👍🏽", 20) is image


def test_every_icon_that_is_asked_for_by_a_wrong_name_is_an_error(root):
    with pytest.raises(KeyError):
        paint.icon("no-such-icon", 16, "#000000")


def test_images_are_forgotten_with_their_window(root):
    kept = len(images._kept)
    paint.icon("check", 16, "#000000")
    assert len(images._kept) == kept + 1
    root.destroy()
    assert len(images._kept) == kept


def test_a_rounded_box_covers_its_area_and_leaves_the_corners(canvas):
    paint.rounded(canvas, 10, 10, 110, 60, (14, 14, 5, 14), "#5B54D6", tags="box")
    assert canvas.bbox("box") == (10, 10, 110, 60)
    images = [item for item in canvas.find_withtag("box") if canvas.type(item) == "image"]
    assert len(images) == 4
    assert canvas.find_enclosed(0, 0, 12, 12) == ()


def test_a_radius_larger_than_the_box_makes_a_pill(canvas):
    paint.rounded(canvas, 0, 0, 40, 20, 99, "#5B54D6", tags="pill", border="#000000")
    assert canvas.bbox("pill") == (0, 0, 40, 20)


def test_where_tk_blurs_images_boxes_are_polygons_and_icons_text(canvas, monkeypatch):
    monkeypatch.setattr(paint, "AS_VECTORS", True)
    monkeypatch.setattr(icons, "AS_VECTORS", True)
    paint.rounded(canvas, 0, 0, 40, 20, 8, "#5B54D6", tags="box")
    item = paint.put_icon(canvas, 20, 20, "check", 16, "#000000")
    assert [canvas.type(i) for i in canvas.find_withtag("box")] == ["polygon"]
    assert (canvas.type(item), canvas.itemcget(item, "text")) == ("text", paint.glyph("check"))


@pytest.mark.parametrize(
    ("nick", "initials"),
    [
        ("Ada", "Ad"),
        ("ada lovelace", "Ad"),
        ("_x_", "X"),
        ("Österreich", "Ös"),
        ("Жанна", "Жа"),
        ("…", ""),
        ("日本", ""),
    ],
)
def test_initials_are_two_letters_that_our_face_can_write(nick, initials):
    assert paint.initials(nick) == initials


def test_presence_is_told_by_shape(root):
    shapes = set()
    for presence in ("on", "away", "off", None):
        image = avatars._avatar("Ada", 40, LIGHT.canvas, presence).convert("L")
        # Which part of the sign is dark: a full disc, a crescent and a ring differ in it without colour.
        sign = image.crop((27, 27, 40, 40)).point(lambda value: 255 * (value < 200))
        shapes.add(sign.tobytes())
    assert len(shapes) == 4


def test_an_avatar_follows_the_look(root):
    light = paint.avatar("Ada", 36, surface=theme.tokens.canvas)
    theme.show(dark=True)
    assert paint.avatar("Ada", 36, surface=theme.tokens.canvas) is not light
