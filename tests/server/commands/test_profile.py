"""Rules of the room's own (docs/protocol.md), each beside what shows that it is true."""

import pytest

from server.protocol.vocabulary import CAPABILITIES

MODERN = ("batch", "draft/chathistory", "draft/multiline", "echo-message", "message-tags", "server-time")


def said(messages):
    return [(m.command, m.params[-1]) for m in messages]


@pytest.mark.parametrize("channel", ["#小明", "#Zoë", "#אבא"])
def test_a_channel_is_called_as_people_are(enter, channel):
    """A channel is called by the same rule, behind its `#`."""
    join, *_ = enter("ada", channel="").ask(f"JOIN {channel}")
    assert (join.command, join.params) == ("JOIN", (channel,))
    (refused,) = enter("bob", channel="").ask("JOIN #♚")
    assert refused.params[1:] == ("#♚", "A channel's name cannot have emoji or symbols.")


def test_who_does_not_know_display_names_sees_the_nickname(enter):
    """What cannot be a nickname can be a display name (`draft/metadata-3`); who does not know of those sees the
    nickname.
    """
    anna, bob = enter("Anna-Maria", "draft/metadata-3"), enter("bob", "batch", "draft/metadata-3")
    old = enter("old")
    bob.ask("METADATA * SUB display-name")
    old.lines()
    anna.ask("METADATA * SET display-name :Anna Maria 😀", "PRIVMSG #general :hi")
    told, heard = bob.heard()
    assert (told.command, told.params[1:]) == ("761", ("Anna-Maria", "display-name", "*", "Anna Maria 😀"))
    assert heard.nick == "Anna-Maria"
    assert old.lines() == [":Anna-Maria!~u@192.0.2.1 PRIVMSG #general :hi"]


@pytest.mark.parametrize(
    "word",
    ["NICKSERV", "NS", "CHANSERV", "CS", "HOSTSERV", "NPC", "NPCA", "SCENE", "RELAYMSG", "SERVER", "CONNECT", "SQUIT"],
)
def test_what_is_not_wanted_is_an_unknown_command(enter, word):
    """There are no service bots, no role-play, no relayed messages, no ZNC playback and no links to other servers."""
    assert [m.command for m in enter("ada").ask(f"{word} a b c")] == ["421"]


@pytest.mark.parametrize("nick", ["NickServ", "ChanServ", "HistServ", "*playback"])
def test_nobody_is_here_but_people(enter, nick):
    assert [m.command for m in enter("ada").ask(f"PRIVMSG {nick} :help")] == ["401"]


def test_nor_is_anything_of_it_offered(enter):
    """Strict transport security (STS) is not offered: it is bound to host names, and has no way back for a room that
    made its own key.

    https://ircv3.net/specs/extensions/sts: "it then MUST only use a secure transport to connect to the server at the
    requested hostname in future", and "there should be no immediate user recourse".
    """
    unwanted = ("sts", "draft/sts", "tls", "draft/relaymsg", "znc.in/playback")
    assert not set(unwanted) & set(CAPABILITIES)
    ada = enter("ada")
    assert [ada.ask(f"CAP REQ {name}")[0].params for name in unwanted] == [("ada", "NAK", name) for name in unwanted]


def test_without_an_account_one_can_do_all_there_is_to_do(enter, room):
    """Nobody needs an account; who has one, by a password or by the key of their program, has a name that is theirs."""
    ada, bob = enter("ada", *MODERN), enter("bob")
    ada.ask("JOIN #tea", "TOPIC #tea :Leaves", "MODE #tea +m", "INVITE bob #tea", "MODE #tea +I bob")
    bob.ask("JOIN #tea")
    ada.ask("MODE #tea +v bob", "PRIVMSG #tea :hello", "PRIVMSG bob :you")
    assert said(bob.heard())[-2:] == [("PRIVMSG", "hello"), ("PRIVMSG", "you")]
    assert ("PRIVMSG", "hello") in said(ada.ask("CHATHISTORY LATEST #tea * 9"))
    assert list(room.memory.store.rows("SELECT * FROM accounts")) == []


@pytest.mark.parametrize(
    ("capabilities", "tags"),
    [
        ((), set()),
        (("server-time",), {"time"}),
        (("account-tag",), {"account"}),
        (("message-tags",), {"msgid", "+x"}),
        (("message-tags", "server-time", "account-tag"), {"msgid", "+x", "time", "account"}),
    ],
)
def test_tags_are_for_who_asked_for_them(enter, capabilities, tags):
    """A program is sent the tags that it asked for, and no others.

    https://ircv3.net/specs/extensions/message-tags: the capability "allows clients to indicate support for receiving
    any well-formed tag".
    """
    ada, reader = enter("ada", "message-tags"), enter("reader", *capabilities)
    ada.ask("REGISTER * * secret")
    reader.lines()
    ada.send("@+x=1 PRIVMSG #general :hi")
    assert set(reader.heard()[0].tags) == tags


class Old:
    """What HexChat asks for: no tags, no batches, no echo, no history."""

    CAPABILITIES = ("multi-prefix", "away-notify", "userhost-in-names", "extended-join", "account-notify", "chghost")


def test_without_batches_everything_comes_as_plain_lines(enter):
    """Without `batch`, what would be in a batch comes as plain lines."""
    ada, old = enter("ada", *MODERN), enter("old", *Old.CAPABILITIES)
    ada.ask("PRIVMSG #general :1", "PRIVMSG #general :2")
    for question in ("CHATHISTORY LATEST #general * 9", "METADATA * LIST", "SEARCH text=nothing", "JOIN #general"):
        assert all(m.command != "BATCH" and not m.tags for m in old.ask(question)), question
    assert [text for command, text in said(old.ask("CHATHISTORY LATEST #general * 9")) if command == "PRIVMSG"] == [
        "1",
        "2",
    ]


def test_a_program_of_old_sees_plain_lines_of_all_that_happens(enter):
    """Without `draft/multiline`, a message of several lines comes as several, none of them blank.

    Without `draft/message-redaction`, a removal is a notice. Without `message-tags`, reactions and typing are silent.

    https://ircv3.net/specs/extensions/message-tags: "Servers MUST NOT deliver TAGMSG to clients that haven't negotiated
    the message tags capability."
    """
    ada, old = enter("ada", *MODERN), enter("old", *Old.CAPABILITIES)
    old.lines()
    (first, *_) = ada.ask(
        "BATCH +1 draft/multiline #general", "@batch=1 PRIVMSG #general :one", "@batch=1 PRIVMSG #general :",
        "@batch=1 PRIVMSG #general :two", "BATCH -1",
    )  # fmt: skip
    ada.ask(
        f"@+draft/react=👍;+reply={first.tags['msgid']} TAGMSG #general",
        f"@+draft/unreact=👍;+reply={first.tags['msgid']} TAGMSG #general",
        "@+typing=active TAGMSG #general",
        f"@+reply={first.tags['msgid']} PRIVMSG #general :an answer",
        f"REDACT #general {first.tags['msgid']} :mistyped",
    )
    source = ":ada!~u@192.0.2.1"
    assert old.lines() == [
        f"{source} PRIVMSG #general :one",
        f"{source} PRIVMSG #general :two",
        f"{source} PRIVMSG #general :an answer",
        ":room.test NOTICE #general :ada removed a message by ada: mistyped",
    ]


@pytest.mark.parametrize("capabilities", [Old.CAPABILITIES, (*Old.CAPABILITIES, "server-time")])
def test_who_cannot_ask_for_history_is_shown_it(enter, capabilities):
    """Without `draft/chathistory`, the last messages are shown on joining; without `server-time`, each with its time in
    front.
    """
    ada, old = enter("ada", *MODERN), enter("old", *capabilities, channel="")
    (sent,) = ada.ask("PRIVMSG #general :hi")
    last = old.ask("JOIN #general")[-1]
    has_times = "server-time" in capabilities
    assert last.tags == ({"time": sent.tags["time"]} if has_times else {})
    assert last.params[1].endswith("hi")
    assert (last.params[1][0] == "[") is not has_times


def test_one_message_has_one_id_and_one_time_wherever_it_is_met(enter):
    """A message has one msgid and one time, for everybody and for ever: when it is said, in the history, in read marks.

    https://ircv3.net/specs/extensions/read-marker: "The timestamp MUST correspond to a previous message time tag."
    """
    ada, bob = enter("ada", *MODERN, "draft/read-marker"), enter("bob", *MODERN)
    bob.lines()
    (own,) = ada.ask("PRIVMSG #general :hi")
    (heard,) = bob.heard()
    known = next(m for m in bob.ask("CHATHISTORY LATEST #general * 9") if m.command == "PRIVMSG")
    replayed = enter("old", "message-tags", "server-time", channel="").ask("JOIN #general")[-1]
    stamps = {(m.tags["msgid"], m.tags["time"]) for m in (own, heard, known, replayed)}
    assert len(stamps) == 1
    read = ada.ask(f"MARKREAD #general timestamp={own.tags['time']}")[-1]
    assert read.params[1] == f"timestamp={own.tags['time']}"
