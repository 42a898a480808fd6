"""What somebody is called on the screen, and which nickname goes with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.called import is_believed, shown, with_nick
from server.protocol.names import casefold, nick_problem, suggest_nick


@pytest.mark.parametrize(
    ("wished", "nick", "display_name"),
    [
        ("Ada", "Ada", ""),
        ("小明", "小明", ""),
        ("Anna Maria", "Anna-Maria", "Anna Maria"),
        ("José 😀", "José", "José 😀"),
        ("Dr. Zoë", "Dr-Zoë", "Dr. Zoë"),
    ],
)
def test_a_nickname_is_made_where_the_name_cannot_be_one(wished, nick, display_name):
    """What cannot be a nickname can be a display name (`draft/metadata-3`); who does not know of those sees the
    nickname.
    """
    assert with_nick(wished) == (nick, display_name)


@pytest.mark.parametrize("wished", ["", "😀", "@Ada", "#tea", "a\u202eb", "a\x07b", "אבאada", "Anna " * 12])
def test_of_some_names_nothing_can_be_made(wished):
    assert with_nick(wished) == (wished, "")


@pytest.mark.parametrize(
    ("nick", "display_name", "name"),
    [
        ("Anna-Maria", "Anna Maria", "Anna Maria"),
        ("anna-maria", "Anna Maria", "Anna Maria"),
        ("José", "José 😀", "José"),
        ("Anna-Maria2", "Anna Maria", "Anna-Maria2"),
        ("eve", "Ada", "eve"),
        ("eve", "", "eve"),
        ("Ada", "@Ada", "Ada"),
        ("Ada", "\u202eAda", "Ada"),
        ("Guest", "😀", "Guest"),
    ],
)
def test_nobody_is_called_what_another_could_be(nick, display_name, name):
    assert shown(nick, display_name) == name


@given(st.text())
def test_who_gives_any_name_is_believed_by_others(wished):
    nick, display_name = with_nick(wished)
    if display_name:
        assert nick_problem(nick) is None
        assert is_believed(nick, display_name)
    assert casefold(suggest_nick(shown(nick, display_name))) == casefold(suggest_nick(nick))
