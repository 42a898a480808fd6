"""REDACT. https://ircv3.net/specs/extensions/message-redaction"""

import pytest

MODERN = ("message-tags", "echo-message", "server-time", "draft/message-redaction")


def fails(messages):
    return [(m.command, *m.params[:-1]) for m in messages]


@pytest.fixture
def ada(enter):
    """Who operates #c."""
    return enter("ada", *MODERN, channel="#c")


@pytest.fixture
def bob(ada, enter):
    bob = enter("bob", *MODERN, channel="#c")
    ada.lines()
    return bob


def say(person, target, *lines):
    """Say something, and give back by what it can be taken back."""
    return person.ask(*(lines or [f"PRIVMSG {target} :oops"]))[0].tags["msgid"]


@pytest.mark.parametrize(("reason", "params"), [("", ()), (" :wrong window", ("wrong window",))])
def test_what_one_said_oneself_can_be_taken_back(ada, bob, reason, params):
    msgid = say(bob, "#c")
    ada.lines()
    (own,) = bob.ask(f"REDACT #c {msgid}{reason}")
    assert (own.command, own.params, own.nick) == ("REDACT", ("#c", msgid, *params), "bob")
    (seen,) = ada.heard()
    assert (seen.params, seen.tags) == (own.params, own.tags)
    assert own.tags["msgid"] != msgid


def test_operators_can_take_back_what_others_said(ada, bob):
    msgid = say(bob, "#c")
    assert ada.ask(f"REDACT #c {msgid} :spam")[0].params == ("#c", msgid, "spam")
    assert [m.nick for m in bob.heard()] == ["ada"]


def test_others_cannot(ada, bob):
    """ "FAIL REDACT REDACT_FORBIDDEN <target> <target-msgid>: You are not authorised to delete this message" """
    msgid = say(ada, "#c")
    bob.lines()
    assert fails(bob.ask(f"REDACT #c {msgid}")) == [("FAIL", "REDACT", "REDACT_FORBIDDEN", "#c", msgid)]
    assert ada.heard() == []


def test_a_rank_in_one_channel_is_none_in_another(ada, bob):
    """ "errors returned on REDACT may leak a message's existence to users who did not receive it": here they do not."""
    msgid = say(ada, "#c")
    bob.send("JOIN #bobs")
    assert fails(bob.ask(f"REDACT #bobs {msgid}")) == [("FAIL", "REDACT", "UNKNOWN_MSGID", "#bobs", msgid)]


@pytest.mark.parametrize("how", ["nick", "after leaving"])
def test_who_takes_a_name_over_does_not_get_its_words(ada, bob, enter, clock, how):
    msgid = say(bob, "#c")
    clock.now += 1
    bob.send("NICK robert" if how == "nick" else "QUIT")
    eve = enter("eve", *MODERN, channel="#c")
    eve.send("NICK bob")
    eve.lines()
    assert fails(eve.ask(f"REDACT #c {msgid}"))[0][2] == "REDACT_FORBIDDEN"
    if how == "nick":
        assert [m.command for m in bob.ask(f"REDACT #c {msgid}")] == ["REDACT"]


def test_what_was_said_with_an_account_is_the_accounts(ada, bob, enter):
    bob.session.person.account = "bob"
    msgid = say(bob, "#c")
    bob.session.person.account = ""
    assert fails(bob.ask(f"REDACT #c {msgid}"))[0][2] == "REDACT_FORBIDDEN"
    other = enter("other", *MODERN, channel="#c")
    other.session.person.account = "bob"
    assert [m.command for m in other.ask(f"REDACT #c {msgid}")] == ["REDACT"]


def test_a_reaction_can_be_taken_back(ada, bob):
    """ "the id of the message to be redacted, which MUST be a PRIVMSG, NOTICE, or TAGMSG." """
    msgid = say(bob, "#c", "@+draft/react=👍 TAGMSG #c")
    assert [m.params for m in bob.ask(f"REDACT #c {msgid}")] == [("#c", msgid)]


def test_a_message_of_several_lines_can_be_taken_back(enter):
    ada = enter("ada", *MODERN, "batch", "draft/multiline")
    lines = ["BATCH +1 draft/multiline #general", *["@batch=1 PRIVMSG #general :x"] * 2, "BATCH -1"]
    msgid = say(ada, "#general", *lines)
    assert [m.command for m in ada.ask(f"REDACT #general {msgid}")] == ["REDACT"]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("REDACT #c nonsense", ("UNKNOWN_MSGID", "#c", "nonsense")),
        ("REDACT #c 00000000000aaaaaaaa1", ("UNKNOWN_MSGID", "#c", "00000000000aaaaaaaa1")),
        ("REDACT #none x", ("INVALID_TARGET", "#none")),
        ("REDACT nobody x", ("UNKNOWN_MSGID", "nobody", "x")),
    ],
)
def test_what_is_not_there_cannot_be_taken_back(ada, line, answer):
    assert fails(ada.ask(line)) == [("FAIL", "REDACT", *answer)]


def test_nothing_is_taken_back_twice_nor_told_again(ada, bob):
    """ "After a message is redacted, chathistory responses SHOULD either: exclude it entirely; …" """
    msgid = say(bob, "#c")
    bob.ask(f"REDACT #c {msgid}")
    assert fails(ada.ask(f"REDACT #c {msgid}"))[0][2] == "UNKNOWN_MSGID"
    assert msgid not in [m.tags.get("msgid") for m in bob.ask("CHATHISTORY LATEST #c * 10")]


def test_from_outside_nothing_can_be_taken_back(ada, bob, enter):
    msgid = say(ada, "#c")
    assert fails(enter("eve", *MODERN).ask(f"REDACT #c {msgid}")) == [("FAIL", "REDACT", "INVALID_TARGET", "#c")]


def test_who_runs_the_server_can(make_room, enter):
    room = make_room(operators={"root": "secret"})
    ada, root = enter("ada", *MODERN, channel="#c", to=room), enter("root", *MODERN, channel="", to=room)
    root.send("OPER root secret")
    msgid = say(ada, "#c")
    assert [m.command for m in root.ask(f"REDACT #c {msgid}")] == ["REDACT"]
    assert [m.nick for m in ada.heard()] == ["root"]


def test_between_two_people_only_ones_own(ada, bob):
    msgid = say(ada, "bob")
    bob.lines()
    assert fails(bob.ask(f"REDACT ada {msgid}")) == [("FAIL", "REDACT", "REDACT_FORBIDDEN", "ada", msgid)]
    assert [m.params for m in ada.ask(f"REDACT bob {msgid}")] == [("bob", msgid)]
    assert [m.params for m in bob.heard()] == [("bob", msgid)]


def test_others_cannot_look_for_what_two_people_said(ada, bob, enter):
    msgid = say(ada, "bob")
    eve = enter("eve", *MODERN)
    assert fails(eve.ask(f"REDACT bob {msgid}")) == [("FAIL", "REDACT", "UNKNOWN_MSGID", "bob", msgid)]


def test_old_clients_read_that_a_message_was_removed_but_hear_nothing_of_reactions(ada, bob, enter):
    """ "Server implementations might choose to inform clients that haven't negotiated the capability" """
    old = enter("old", channel="#c")
    first, second = say(bob, "#c"), say(bob, "#c", "@+draft/react=👍 TAGMSG #c")
    old.lines()
    bob.send(f"REDACT #c {first} :wrong window", f"REDACT #c {second}")
    assert old.lines() == [":room.test NOTICE #c :bob removed a message by bob: wrong window"]
