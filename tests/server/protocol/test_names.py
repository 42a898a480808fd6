"""Who may be called what, which names are the same, and what is suggested instead."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.names import CaseInsensitive, casefold, channel_problem, nick_problem, suggest_nick


@pytest.mark.parametrize(
    "name", ["Ada", "José", "Zoë", "小明", "Åsa", "אבא", "محمد", "x", "[x]{}|^_`", "a-b", "2pac", "n" * 32]
)
def test_people_may_be_called(name):
    """A nickname is whatever PRECIS takes for a user name (RFC 8265, UsernameCaseMapped), in every script."""
    assert nick_problem(name) is None


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "needs at least one letter"),
        ("Anna Maria", "cannot have spaces"),
        ("Anna\u3000Maria", "cannot have spaces"),
        ("n" * 33, "at most 32"),
        ("😀", "emoji or symbols"),
        ("a\u200db", "invisible"),
        ("a\x07", "invisible"),
        ("\u202eada", "invisible"),
        ("Ⅳ", "ornamental"),
        ("a,b", "“,”"),
        ("a!b", "“!”"),
        ("a@b", "“@”"),
        ("a*", "“*”"),
        ("a.b", "“.”"),
        ("~ada", "cannot start with “~”"),
        ("@ada", "cannot start"),
        ("#ada", "cannot start"),
        ("$ada", "cannot start"),
        (":ada", "cannot start"),
        ("אבאada", "both directions"),
    ],
)
def test_the_reason_against_a_name_is_said(name, problem):
    assert problem in (nick_problem(name) or "")


@pytest.mark.parametrize("name", ["#general", "#Général", "#小明", "##deep", "#a-b.c", "#" + "x" * 63])
def test_channels_may_be_called(name):
    assert channel_problem(name) is None


@pytest.mark.parametrize("name", ["", "general", "#", "##", "#a b", "#a,b", "#a\x07", "#😀", "#" + "x" * 64, "#a*"])
def test_channels_may_not_be_called(name):
    assert (channel_problem(name) or "").endswith((".", "”."))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada", "aDA", True),
        ("JOSÉ", "jose\u0301", True),
        ("ＡＤＡ", "ada", True),
        ("#General", "#general", True),
        ("[x]", "{x}", False),
        ("José", "Jose", False),
        ("😀A", "😀a", True),
    ],
)
def test_which_names_are_the_same(one, other, same):
    assert (casefold(one) == casefold(other)) is same


RULES = [
    (
        "Width-Mapping Rule: Map fullwidth and halfwidth code points to their decomposition mappings",
        "ｊｕｌｉｅｔ",
        "juliet",
    ),
    ("Case-Mapping Rule: Map uppercase and titlecase code points to their lowercase equivalents", "ΣÉ", "σé"),
    ("Normalization Rule: Apply Unicode Normalization Form C (NFC) to all strings", "e\u0301", "é"),
    ("(From its examples:) what is not an uppercase letter stays: ß is not ss", "Fußball", "fußball"),
]
"""Sentences of RFC 8265, section 3.3, with a name and what it is compared by."""


@pytest.mark.parametrize(("sentence", "name", "folded"), RULES)
def test_names_are_compared_by_the_rules_of_precis(sentence, name, folded):
    assert nick_problem(name) is None
    assert casefold(name) == folded, sentence


@pytest.mark.parametrize(
    ("what", "name"),
    [
        ("a space", "foo bar"),
        ("a letter with a compatibility decomposition", "henry\u2163"),
        ("a symbol", "\u265a"),
        ("nothing at all", ""),
    ],
)
def test_what_precis_disallows_is_no_name(what, name):
    """The examples of RFC 8265, section 3.5, of what is not a username."""
    assert nick_problem(name) is not None, what


@pytest.mark.parametrize(
    ("wanted", "taken", "suggestion"),
    [
        ("Ada", [], "Ada"),
        ("Anna Maria", [], "Anna-Maria"),
        ("  Anna   Maria ", [], "Anna-Maria"),
        ("Ada", ["ada"], "Ada2"),
        ("Ada", ["ADA", "ada2"], "Ada3"),
        ("Ada2", ["Ada2"], "Ada2-2"),
        ("José 😀", [], "José"),
        ("😀", [], "Guest"),
        ("", ["guest"], "Guest2"),
        ("@Ada!", [], "Ada"),
        ("x\x00\x1by", [], "xy"),
        ("n" * 40, [], "n" * 32),
        ("n" * 40, ["n" * 32], "n" * 31 + "2"),
        ("Ⅳan", [], "IVan"),
        ("שלום", [], "שלום"),
    ],
)
def test_a_name_close_to_the_wanted_one_is_suggested(wanted, taken, suggestion):
    held: CaseInsensitive[None] = CaseInsensitive()
    for name in taken:
        held[name] = None
    assert suggest_nick(wanted, held) == suggestion


@given(st.text(), st.sets(st.sampled_from(["Guest", "a", "Ada"])))
def test_any_suggestion_is_valid_and_free(wanted, taken):
    suggestion = suggest_nick(wanted, taken)
    assert nick_problem(suggestion) is None
    assert suggestion not in taken


@given(st.text())
def test_folding_is_total_and_settles(name):
    folded = casefold(name)
    assert isinstance(folded, str)
    if nick_problem(name, limit=1000) is None:
        assert casefold(folded) == folded


def test_a_dict_of_names_finds_them_however_they_are_written():
    ages: CaseInsensitive[int] = CaseInsensitive()
    ages["Ada"] = 36
    assert ages["ADA"] == 36
    assert "aDa" in ages
    assert "eve" not in ages
    assert list(ages) == ["Ada"]
    del ages["ada"]
    assert len(ages) == 0
