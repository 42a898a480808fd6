"""Rooms in which names are of plain letters only, for clients that know no others."""

import pytest


@pytest.fixture
def plain(make_room):
    return make_room({"casemapping": "ascii"})


def test_the_room_says_how_names_are_compared(plain, room, enter):
    """https://modern.ircdocs.horse/#casemapping-parameter: "indicates what method the server uses to compare"."""
    for where, word in ((plain, "ascii"), (room, "precis")):
        answer = enter("ada", to=where).ask("VERSION")
        assert any(f"CASEMAPPING={word}" in message.params for message in answer)


@pytest.mark.parametrize("nick", ["José", "小明"])
def test_a_nickname_in_other_letters_is_refused(plain, enter, nick):
    """Where `casemapping` is `ascii`, names have the letters A to Z alone."""
    ada = enter("ada", to=plain)
    (answer,) = ada.ask(f"NICK {nick}")
    assert (answer.command, answer.params[1]) == ("432", nick)
    assert "A to Z" in answer.params[2]
    assert plain.find("ada") is ada.session.person


def test_a_channel_in_other_letters_is_refused(plain, enter):
    assert [message.command for message in enter("ada", to=plain).ask("JOIN #café")] == ["403"]


@pytest.mark.parametrize("nick", ["a[b]", "x`{|}^", "Ada-2"])
def test_the_signs_of_old_are_letters_still(plain, enter, nick):
    assert enter("ada", to=plain).ask(f"NICK {nick}")[0].command == "NICK"


def test_names_are_the_same_in_capitals(plain, enter):
    enter("ada", to=plain)
    assert enter("bob", to=plain).ask("NICK ADA")[0].command == "433"
