"""LIST with its filters, and NAMES. https://modern.ircdocs.horse/#elist-parameter"""

import pytest


def listed(person, query):
    return {m.params[1] for m in person.ask(f"LIST {query}") if m.command == "322"}


@pytest.fixture
def bob(enter, clock):
    """Who looks at #chan1, three minutes old, with two people, and #chan2, one minute old, with one."""
    ada = enter("ada", channel="#chan1")
    enter("eve", channel="#chan1")
    ada.send("TOPIC #chan1 :first")
    clock.now += 125
    ada.send("JOIN #chan2", "TOPIC #chan2 :second")
    clock.now += 60
    return enter("bob", channel="")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "12"), ("*an1", "1"), ("#c*n2", "2"), ("*an3", ""), ("#ch*", "12"), ("#CHAN1", "1"), ("#none", ""),
        ("#chan1,#chan2", "12"),
        ("!*an1", "2"), ("!#ch*", ""), ("!*an3", "12"),
        (">0", "12"), ("<1", ""), (">1", "1"), ("<2", "2"), ("<100", "12"),
        ("C>2", "1"), ("c<2", "2"), ("C<0", ""), ("C>0", "12"), ("C<10", "12"),
        ("T>2", "1"), ("t<2", "2"), ("T<0", ""), ("T>0", "12"),
        (">1,T<10", "1"), (">1,!*an1", ""),
        ("#ch* >1", "1"), ("#chan2 >1", ""), ("#chan1,#chan2 C<2", "2"),
    ],
)  # fmt: skip
def test_channels_that_fit_are_listed(bob, query, expected):
    assert listed(bob, query) == {f"#chan{number}" for number in expected}


def test_a_channel_without_people_is_not_listed(bob):
    assert "#general" not in listed(bob, "")


def test_a_channel_without_topic_has_no_time_of_one(bob, enter):
    enter("zoe", channel="#chan3")
    assert listed(bob, "T>0") == {"#chan1", "#chan2"}


def test_names_of_several_channels_end_one_by_one(bob):
    """ "The channel names are evaluated one-by-one. For each channel that exists and they are able to see the users in,
    the server returns one of more RPL_NAMREPLY numerics […] and a single RPL_ENDOFNAMES numeric."
    """
    answer = bob.ask("NAMES #chan1,#none,#CHAN2")
    assert [(m.command, m.params[-2]) for m in answer] == [
        ("353", "#chan1"), ("366", "#chan1"), ("366", "#none"), ("353", "#chan2"), ("366", "#CHAN2")
    ]  # fmt: skip


def test_names_need_not_come_with_joining(enter):
    """ "When negotiated, servers MUST NOT send an implicit NAMES reply after sending a JOIN message." """
    ada = enter("ada", "no-implicit-names")
    assert [m.command for m in ada.ask("JOIN #x")] == ["JOIN"]
    assert [m.command for m in ada.ask("NAMES #x")] == ["353", "366"]
