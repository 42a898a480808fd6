from __future__ import annotations

import json
import re
from io import BytesIO

import pytest
from PIL import Image, ImageFont

import assets
from app.words import LANGUAGES

FONTS = ("Inter-Regular", "Inter-Italic", "Inter-SemiBold", "Inter-Bold", "JetBrainsMono-Regular", "lucide")


def read(name: str) -> dict:
    return json.loads(assets.path(name).read_text(encoding="utf-8"))


def test_a_misspelt_name_is_said_at_once():
    with pytest.raises(FileNotFoundError, match="no data file called 'fonts/Inter-Medium"):
        assets.path("fonts/Inter-Medium.ttf")


@pytest.mark.parametrize("name", FONTS)
def test_a_font_opens_and_has_its_licence_beside_it(name):
    font = assets.path(f"fonts/{name}.ttf")
    assert ImageFont.truetype(font, 14).getlength("m" if name != "lucide" else chr(57400)) > 0
    family = name.partition("-")[0]
    assert "copyright" in assets.path(f"fonts/{family}-LICENSE.txt").read_text(encoding="utf-8").lower()


def test_every_bundled_file_is_named_in_the_notice():
    notice = assets.path("NOTICE.md").read_text(encoding="utf-8")
    patterns = [re.escape(name).replace(r"\*", ".*") for name in re.findall(r"`([^`]+)`", notice)]
    root = assets.path("NOTICE.md").parent
    files = [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]
    data = [name for name in files if not name.endswith((".py", ".pyc", "NOTICE.md"))]
    data = [name for name in data if not name.startswith(("locale/", "sounds/"))]  # our own words and sounds
    assert len(data) > 20
    assert [name for name in data if not any(re.fullmatch(pattern, name) for pattern in patterns)] == []


def test_every_icon_is_drawn_by_the_icon_font():
    font = ImageFont.truetype(assets.path("fonts/lucide.ttf"), 20)
    codes = read("icons.json")
    missing = font.getmask("\U000f0000").getbbox(), font.getlength("\U000f0000")
    drawn = [
        name
        for name, code in codes.items()
        if (font.getmask(chr(code)).getbbox(), font.getlength(chr(code))) != missing
    ]
    assert len(codes) > 1000
    assert sorted(codes.keys() - drawn) == []


def test_every_emoji_has_its_picture():
    pictures = assets.path("emoji.pngs").read_bytes()
    places = read("emoji.json")
    assert len(places) > 3000
    for begin, end in set(map(tuple, places.values())):
        with Image.open(BytesIO(pictures[begin:end])) as picture:
            assert picture.size == (64, 64)


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤", "❤\ufe0f", "👩\u200d💻", "🇫🇷", "1\ufe0f\u20e3"])
def test_an_emoji_is_found_however_it_is_written(emoji):
    assert emoji in read("emoji.json")


@pytest.mark.parametrize("language", sorted(LANGUAGES.keys() - {"en"}))
def test_nearly_every_emoji_has_words_in_every_language(language):
    groups, words = read("emoji-groups.json"), read(f"emoji-words.{language}.json")
    every = {emoji for group in groups.values() for emoji in group}
    assert words.keys() <= every
    assert len(words) > 0.99 * len(every)  # the newest have none yet


def test_the_words_for_emoji_take_little_room():
    files = list(assets.path("NOTICE.md").parent.glob("emoji-words.*.json"))
    assert sum(file.stat().st_size for file in files) < 300_000


def test_every_short_name_stands_for_an_emoji_with_a_picture():
    names = read("emoji-names.json")
    assert names["thumbsup"] == "👍"
    assert set(names.values()) <= read("emoji.json").keys()


def test_the_icon_comes_in_the_sizes_and_formats_systems_ask_for():
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        with Image.open(assets.path(f"icon/parlor-{size}.png")) as picture:
            assert picture.size == (size, size)
    with Image.open(assets.path("icon/parlor.ico")) as windows, Image.open(assets.path("icon/parlor.icns")) as apple:
        assert (256, 256) in windows.info["sizes"]
        assert apple.size == (1024, 1024)
