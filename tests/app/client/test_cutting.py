"""How a text becomes messages that a room takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.client import cutting


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=300), st.integers(8, 60))
def test_no_line_is_longer_than_it_may_be_and_no_word_is_lost(text, most):
    lines = cutting.lines_of(text, most)
    assert all(len(line.encode()) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "limits", "fits"),
    [
        ("one\ntwo", "max-bytes=100,max-lines=2", True),
        ("one\ntwo\n", "max-bytes=100,max-lines=2", False),
        ("one\ntwo", "max-bytes=6", False),
        ("one\ntwo", "max-bytes=7", True),
        ("one", "", False),
    ],
)
def test_a_room_takes_several_lines_as_far_as_it_says(text, limits, fits):
    assert cutting.fits_batch(text, 50, limits) is fits


def test_several_lines_are_one_message():
    """https://ircv3.net/specs/extensions/multiline: "concatenated with the previous line without a separator"."""
    lines = [str(message) for message in cutting.batch("#a", "ab cdefgh\n\nz", "7", {"label": "x"}, 8)]
    assert lines == [
        "@label=x BATCH +7 draft/multiline #a",
        "@batch=7 PRIVMSG #a :ab cdefg",
        "@batch=7;draft/multiline-concat PRIVMSG #a h",
        "@batch=7 PRIVMSG #a :",
        "@batch=7 PRIVMSG #a z",
        "BATCH -7",
    ]
