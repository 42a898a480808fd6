"""What the guests' page says is said in every language of the application; each text stands once, in ``words.js``."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
GUESTS = ROOT / "server" / "gateway" / "guests"
SAID_IN_CODE = re.compile(r"""\b_\("([^"]+)"[,)]""")
SAID_IN_PAGE = re.compile(r"""data-say[^>]*>([^<]+)<|(?:placeholder|aria-label)="([^"]+)\"""")
PLACE = re.compile(r"\{\w+\}")


def words():
    """By language, what stands for each text."""
    source = (GUESTS / "words.js").read_text(encoding="utf-8")
    return json.loads(source.partition("const WORDS = ")[2].partition(";\n\n")[0])


def said():
    """Everything that the page and its code say."""
    texts = {text for path in GUESTS.glob("*.js") for text in SAID_IN_CODE.findall(path.read_text(encoding="utf-8"))}
    for path in (GUESTS / "page.html", GUESTS.parent / "pages.py"):
        texts |= {"".join(found) for found in SAID_IN_PAGE.findall(path.read_text(encoding="utf-8"))}
    return texts


def said_by_the_room():
    return "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "server").rglob("*.py"))


def test_it_speaks_the_languages_of_the_application():
    folders = {path.name.partition("_")[0] for path in (ROOT / "assets" / "locale").iterdir()}
    assert set(words()) == folders - {"__pycache__"}


@pytest.mark.parametrize("language", words())
def test_every_text_is_said_in_every_language_with_the_same_places(language):
    known = words()[language]
    assert said() - set(known) == set()
    assert {text for text in known if sorted(PLACE.findall(text)) != sorted(PLACE.findall(known[text]))} == set()
    assert all(known.values())


def test_nothing_is_translated_that_neither_the_page_nor_the_room_says():
    room = said_by_the_room()
    for known in words().values():
        assert [text for text in set(known) - said() if f'"{text}"' not in room] == []
