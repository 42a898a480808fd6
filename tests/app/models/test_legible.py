"""What of a text may reach the screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.legible import ACCENTS, PLACEHOLDER, legible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Grüße, 世界, שלום", "Grüße, 世界, שלום"),
        ("a\tb", "a    b"),
        ("a\r\nb\u2028c\u2029d\x85e", "a\nb\nc\nd\ne"),
        ("a\x00\x07\x1b[31mb\x7f\x9b", "a[31mb"),
        ("soft\xadhyphen", "softhyphen"),
        ("\u202eright to left\u202c\u2066\u2069\ufeff", "right to left"),
        ("tags\U000e0041\U000e007f", "tags"),
        ("half\ud83d", f"half{PLACEHOLDER}"),
        ("new \U0001fac6 and flag \U0001f1e6", f"new {PLACEHOLDER} and flag {PLACEHOLDER}"),
    ],
)
def test_only_what_can_be_drawn_is_shown(text, shown):
    assert legible(text) == shown


def test_a_flood_of_accents_is_dammed_and_honest_accents_stay():
    assert legible("e\u0301te\u0301") == "e\u0301te\u0301"
    assert legible("Z" + "\u0351" * 5000 + "a") == "Z" + "\u0351" * ACCENTS + "a"


def test_a_flood_of_invisible_characters_shows_nothing():
    assert legible("\u200b" * 100_000) == ""
    assert len(legible("\u200d" * 100_000)) == ACCENTS


@given(st.text())
def test_no_control_character_is_ever_shown(text):
    shown = legible(text)
    assert not any(c < " " and c != "\n" for c in shown)
    assert not any("\u202a" <= c <= "\u202e" or "\ud800" <= c <= "\udfff" for c in shown)
