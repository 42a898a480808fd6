"""Up to where one has read: https://ircv3.net/specs/extensions/read-marker."""

from __future__ import annotations

import pytest

CAP = "draft/read-marker"


def mark(answer):
    (message,) = (m for m in answer if m.command == "MARKREAD")
    return message.params


def test_where_nothing_was_read_there_is_no_mark(enter):
    """ "If there is no known last message read timestamp, the timestamp parameter is a literal *"."""
    assert mark(enter("ada", CAP).ask("MARKREAD #nowhere")) == ("#nowhere", "*")


@pytest.mark.parametrize("target", ["#general", "bob"])
def test_a_mark_is_kept_and_told(enter, target):
    ada = enter("ada", CAP)
    assert (
        mark(ada.ask(f"MARKREAD {target} timestamp=2019-01-04T14:33:26.123Z"))[1]
        == "timestamp=2019-01-04T14:33:26.123Z"
    )
    assert mark(ada.ask(f"MARKREAD {target.upper()}"))[1] == "timestamp=2019-01-04T14:33:26.123Z"


def test_a_mark_never_goes_back(enter):
    """ "The last read timestamp of a target SHOULD only ever increase"."""
    ada = enter("ada", CAP)
    ada.ask("MARKREAD #general timestamp=2019-06-01T12:00:00.000Z")
    answer = ada.ask("MARKREAD #general timestamp=2019-01-01T12:00:00.000Z")
    assert mark(answer) == ("#general", "timestamp=2019-06-01T12:00:00.000Z")


def test_nobody_has_read_what_is_not_said_yet(enter):
    answer = enter("ada", CAP).ask("MARKREAD #general timestamp=2999-01-01T00:00:00.000Z")
    assert mark(answer) == ("#general", "timestamp=2023-11-14T22:13:20.000Z")


def test_what_was_said_faster_than_the_clock_goes_can_be_read(enter):
    ada = enter("ada", CAP, "server-time", "echo-message")
    last = [m for m in ada.ask(*["PRIVMSG #general :hi"] * 5) if m.command == "PRIVMSG"][-1].tags["time"]
    assert last > "2023-11-14T22:13:20.000Z"
    assert mark(ada.ask(f"MARKREAD #general timestamp={last}")) == ("#general", f"timestamp={last}")


def test_who_comes_into_a_channel_is_told_before_the_names_end(enter):
    """ "The command MUST be sent before the RPL_ENDOFNAMES reply for that channel"."""
    ada = enter("ada", CAP, channel="")
    commands = [m.command for m in ada.ask("JOIN #general")]
    assert commands.index("JOIN") < commands.index("MARKREAD") < commands.index("366")
    ada.ask("MARKREAD #general timestamp=2019-01-04T14:33:26.123Z", "PART #general")
    assert mark(ada.ask("JOIN #general")) == ("#general", "timestamp=2019-01-04T14:33:26.123Z")


def test_who_does_not_know_marks_is_told_none(enter):
    assert "MARKREAD" not in [m.command for m in enter("ada", channel="").ask("JOIN #general")]


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ("", "NEED_MORE_PARAMS"),
        ("#general *", "INVALID_PARAMS"),
        ("#general timestamp=yesterday", "INVALID_PARAMS"),
        ("#general 2019-01-04T14:33:26.123Z", "INVALID_PARAMS"),
    ],
)
def test_what_is_no_mark_is_refused(enter, params, code):
    (answer,) = enter("ada", CAP).ask(f"MARKREAD {params}")
    assert (answer.command, answer.params[:2]) == ("FAIL", ("MARKREAD", code))


def test_the_other_clients_of_the_same_person_are_told_and_nobody_else(enter):
    """ "Servers MUST NOT leak read markers sent by a user to other users"."""
    ada, bob = enter("ada", CAP), enter("bob", CAP)
    ada.ask("REGISTER * * secret")
    phone = enter("phone", CAP)
    phone.session.person.account = "ada"
    for person in (phone, bob):
        person.lines()
    ada.ask("MARKREAD #general timestamp=2019-01-04T14:33:26.123Z")
    assert mark(phone.heard()) == ("#general", "timestamp=2019-01-04T14:33:26.123Z")
    assert bob.heard() == []
    assert mark(bob.ask("MARKREAD #general")) == ("#general", "*")


def test_of_very_many_marks_of_a_guest_the_last_are_kept_and_none_when_they_are_gone(enter, room):
    ada = enter("ada", CAP)
    for year in range(1000, 2010):
        ada.ask(f"MARKREAD #c{year} timestamp={year}-01-04T14:33:26.123Z")
    assert room.marks.get(ada.session.person.identity, "#c1009") is None
    assert room.marks.get(ada.session.person.identity, "#c1010") is not None
    room.dismiss(ada.session, "done")
    assert room.marks.get(ada.session.person.identity, "#c1010") is None


def test_of_who_has_an_account_every_mark_is_kept_and_those_they_came_with(enter, room):
    ada = enter("ada", CAP)
    ada.ask("MARKREAD #before timestamp=2019-01-04T14:33:26.123Z", "REGISTER * * secret")
    for year in range(1000, 2010):
        ada.ask(f"MARKREAD #c{year} timestamp={year}-01-04T14:33:26.123Z")
    assert mark(ada.ask("MARKREAD #before"))[1] == "timestamp=2019-01-04T14:33:26.123Z"
    assert mark(ada.ask("MARKREAD #c1000"))[1] == "timestamp=1000-01-04T14:33:26.123Z"
