"""What people say to each other, by the long way and by the short one."""

import pytest


def said(messages):
    return [(m.command, m.params) for m in messages]


@pytest.mark.parametrize(
    ("line", "heard"),
    [
        ("PRIVMSG #general :hello all", ("PRIVMSG", ("#general", "hello all"))),
        ("PRIVMSG #general hello", ("PRIVMSG", ("#general", "hello"))),
        ("privmsg #GENERAL :hello", ("PRIVMSG", ("#general", "hello"))),
        ("PRIVMSG #general ::)", ("PRIVMSG", ("#general", ":)"))),
        ("PRIVMSG #general :a :b", ("PRIVMSG", ("#general", "a :b"))),
        ("PRIVMSG #general :naïve 小明 👍🏽", ("PRIVMSG", ("#general", "naïve 小明 👍🏽"))),
        ("PRIVMSG #general :\x01ACTION waves\x01", ("PRIVMSG", ("#general", "\x01ACTION waves\x01"))),
        ("NOTICE #general :hello", ("NOTICE", ("#general", "hello"))),
        ("PRIVMSG BOB :hello", ("PRIVMSG", ("bob", "hello"))),
        ("@x=1;+y=2 PRIVMSG #general :hello", ("PRIVMSG", ("#general", "hello"))),
    ],
)
def test_what_is_said_is_heard(enter, line, heard):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    assert ada.ask(line) == []
    messages = bob.heard()
    assert said(messages) == [heard]
    assert messages[0].source == "ada!~u@192.0.2.1"
    assert messages[0].tags == {}


@pytest.mark.parametrize(
    ("line", "numerics"),
    [
        ("PRIVMSG", ["411"]),
        ("PRIVMSG bob", ["412"]),
        ("PRIVMSG bob :", ["412"]),
        ("PRIVMSG #general :", ["412"]),
        ("PRIVMSG nobody :x", ["401"]),
        ("PRIVMSG #none :x", ["403"]),
        ("PRIVMSG #closed :x", ["404"]),
        ("PRIVMSG 1,2,3,4,5,6,7,8,9 :x", ["407"]),
        ("NOTICE", []),
        ("NOTICE nobody :x", []),
        ("NOTICE #none :x", []),
        ("TAGMSG", ["461"]),
        ("@+a=1 TAGMSG nobody", ["401"]),
    ],
)
def test_what_cannot_be_said_is_answered_but_for_notices(enter, line, numerics):
    enter("bob", channel="#closed")
    assert [m.command for m in enter("ada").ask(line)] == numerics


def test_several_targets_each_hear_it_once(enter):
    """ "PRIVMSG <target>{,<target>} <text to be sent>. The <source> of the message represents the user or server that
    sent the message, and the <target> represents the target of that PRIVMSG".
    """
    ada, bob, eve = enter("ada"), enter("bob"), enter("eve", channel="#b")
    bob.lines(), eve.lines()
    ada.send("PRIVMSG #general,eve,#general :x")
    assert said(bob.heard()) == [("PRIVMSG", ("#general", "x"))]
    assert said(eve.heard()) == [("PRIVMSG", ("eve", "x"))]


def test_the_sender_hears_themselves_only_if_they_asked(enter):
    ada = enter("ada", "echo-message")
    enter("bob")
    assert said(ada.ask("PRIVMSG #general :a", "PRIVMSG bob :b", "NOTICE #general :c")) == [
        ("PRIVMSG", ("#general", "a")),
        ("PRIVMSG", ("bob", "b")),
        ("NOTICE", ("#general", "c")),
    ]


@pytest.mark.parametrize("line", ["PRIVMSG #general :x", "@a=1 PRIVMSG #general :x", "PRIVMSG bob :x"])
@pytest.mark.parametrize(
    ("capabilities", "tags"),
    [
        ([], set()),
        (["server-time"], {"time"}),
        (["message-tags"], {"msgid"}),
        (["server-time", "message-tags"], {"time", "msgid"}),
    ],
)
def test_everybody_gets_the_tags_they_can_take(enter, line, capabilities, tags):
    ada, bob = enter("ada"), enter("bob", *capabilities)
    bob.lines()
    ada.send(line)
    assert set(bob.heard()[0].tags) == tags


def test_all_see_the_same_id_and_time(enter):
    ada = enter("ada", "echo-message", "message-tags", "server-time")
    bob = enter("bob", "message-tags", "server-time")
    bob.lines()
    own = ada.ask("PRIVMSG #general :a", "@+x=1 PRIVMSG #general :b")
    others = bob.heard()
    assert [m.tags for m in own] == [m.tags for m in others]
    assert own[0].tags["msgid"] != own[1].tags["msgid"]


def test_times_in_a_channel_never_repeat_and_never_go_back(enter, clock):
    """Times have milliseconds, and within a channel each is later than the one before."""
    ada = enter("ada", "echo-message", "server-time", "message-tags")
    messages = ada.ask(*["PRIVMSG #general :x"] * 5, "@a PRIVMSG #general :x", "TOPIC #general :t")
    clock.now -= 3600
    messages += ada.ask("PRIVMSG #general :x", "PART #general")
    times = [m.tags["time"] for m in messages]
    assert times == sorted(set(times))
    assert times[0].startswith("2023-11-14T22:13:20.")
    assert len(times[0]) == len("2023-11-14T22:13:20.000Z")
    ids = [m.tags["msgid"] for m in messages]
    assert ids == sorted(ids)


def test_only_client_tags_are_passed_on_and_only_to_those_who_take_them(enter):
    ada, bob, eve = enter("ada", "message-tags"), enter("bob", "message-tags"), enter("eve")
    bob.lines(), eve.lines()
    ada.send(r"@+reply=abc;msgid=forged;time=now;+draft/react=a\:b PRIVMSG #general :x")
    tags = bob.heard()[0].tags
    assert (tags["+reply"], tags["+draft/react"]) == ("abc", "a;b")
    assert tags["msgid"] != "forged"
    assert "time" not in tags
    assert eve.heard()[0].tags == {}


def test_tagmsg_reaches_those_who_take_tags(enter):
    ada, bob, eve = enter("ada", "message-tags", "echo-message"), enter("bob", "message-tags"), enter("eve")
    bob.lines(), eve.lines()
    assert [m.command for m in ada.ask("@+typing=active TAGMSG #general")] == ["TAGMSG"]
    assert [(m.params, m.tags["+typing"]) for m in bob.heard()] == [(("#general",), "active")]
    assert eve.heard() == []
    ada.send("@+typing=active TAGMSG bob,eve")
    assert [m.params for m in bob.heard()] == [("bob",)]
    assert eve.heard() == []


def test_who_writes_to_somebody_away_is_told(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.send("AWAY :tea")
    assert said(ada.ask("PRIVMSG bob :x", "NOTICE bob :x")) == [("301", ("ada", "bob", "tea"))]


def test_who_is_still_at_the_door_cannot_be_written_to(visit, enter):
    visit().send("NICK bob")
    assert [m.command for m in enter("ada").ask("PRIVMSG bob :x")] == ["401"]


@pytest.mark.parametrize("prefix", ["PRIVMSG #general :", "PRIVMSG bob :", "NOTICE #general :"])
def test_a_long_message_is_clipped_between_characters(enter, prefix):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    text = "ü" * ((510 - len(prefix)) // 2)
    assert ada.ask(prefix + text) == []
    line = bob.lines()[0]
    assert 508 <= len(line.encode()) <= 510
    assert text.startswith(line.rpartition(":")[2])


def test_a_line_that_is_too_long_is_refused_and_the_client_stays(enter):
    """A line may have 512 bytes and 4096 more for tags; a longer one is answered with 417, and its sender stays.

    "Servers MUST reply with the ERR_INPUTTOOLONG (417) error numeric if a client sends a message with more tag data
    than the allowed limit. Servers MUST NOT truncate tags and MUST always reject lines that exceed this limit."
    """
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    assert [m.command for m in ada.ask("PRIVMSG #general :" + "x" * 493)] == ["417"]
    assert [m.command for m in ada.ask("@+a=" + "x" * 4096 + " PRIVMSG #general :x")] == ["417"]
    ada.send("PRIVMSG #general :still here")
    assert said(bob.heard()) == [("PRIVMSG", ("#general", "still here"))]


def test_what_is_not_utf8_is_refused_and_not_relayed(enter):
    """There is no text but UTF-8. A line that is not UTF-8 is answered with `INVALID_UTF8`, with its label, and told
    to nobody.

    "Servers publishing this token MUST NOT relay content (such as PRIVMSG or NOTICE message data, channel topics,
    or realnames) containing non-UTF-8 data to clients." "If the server is unable to parse the sent command then it
    MAY send a FAIL command with no command name (i.e. *)."
    """
    ada, bob = enter("ada", "batch", "labeled-response"), enter("bob")
    bob.lines()
    answer = ada.ask(b"PRIVMSG #general :na\xefve", b"@label=7 TOPIC #general :\xff", b"\xff")
    assert [(m.command, *m.params[:2], m.tags.get("label")) for m in answer] == [
        ("FAIL", "PRIVMSG", "INVALID_UTF8", None),
        ("FAIL", "TOPIC", "INVALID_UTF8", "7"),
        ("FAIL", "*", "INVALID_UTF8", None),
    ]
    assert bob.heard() == []


def test_an_invalid_line_among_valid_ones_harms_none_of_them(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    ada.send("PRIVMSG #general :one", b"PRIVMSG #general :\xff", "PRIVMSG #general :two")
    assert [m.params[1] for m in bob.heard()] == ["one", "two"]


def test_the_rooms_own_tags_come_first(enter):
    """Any server-initiated tags attached to messages MUST be included before client-only tags."""
    ada, bob = enter("ada", "message-tags"), enter("bob", "message-tags", "server-time", "account-tag", "batch")
    ada.session.person.account = "lovelace"
    ada.send("MODE ada +B")
    bob.lines()
    ada.send("@+x=1 PRIVMSG #general :x")
    (line,) = bob.lines()
    keys = [tag.partition("=")[0] for tag in line[1:].partition(" ")[0].split(";")]
    assert keys == ["time", "msgid", "account", "bot", "+x"]


def test_what_somebody_does_to_themselves_is_tagged_too(enter):
    """The tag MUST be added by the ircd to all commands sent by a user (e.g. PRIVMSG, MODE, NOTICE, and all others)."""
    ada = enter("ada", "account-tag")
    ada.session.person.account = "lovelace"
    assert [(m.command, m.tags) for m in ada.ask("MODE ada +i")] == [("MODE", {"account": "lovelace"})]
