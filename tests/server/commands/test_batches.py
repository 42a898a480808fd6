"""Messages of several lines. https://ircv3.net/specs/extensions/multiline"""

import pytest

MODERN = ("batch", "draft/multiline", "message-tags", "server-time", "echo-message", "labeled-response")
CONCAT = "draft/multiline-concat"


@pytest.fixture
def ada(enter):
    return enter("ada", *MODERN)


def long(*lines, target="#general", tags=""):
    inner = [f"@batch=1{';' + CONCAT if line.startswith('+') else ''} PRIVMSG {target} :{line[1:]}" for line in lines]
    return [f"{tags}BATCH +1 draft/multiline {target}", *inner, "BATCH -1"]


def fails(messages):
    return [(m.command, *m.params[:-1]) for m in messages]


def test_who_takes_batches_gets_one_as_it_was_sent(ada, enter):
    bob = enter("bob", *MODERN)
    bob.lines()
    ada.send(*long(" hello", " how is ", "+everyone?", tags="@+reply=abc "))
    opening, *said, closing = bob.heard()
    name = opening.params[0][1:]
    assert opening.params[1:] == ("draft/multiline", "#general")
    assert closing.params == (f"-{name}",)
    assert set(opening.tags) == {"msgid", "time", "+reply"}
    assert [(m.command, m.params[1], m.tags) for m in said] == [
        ("PRIVMSG", "hello", {"batch": name}),
        ("PRIVMSG", "how is ", {"batch": name}),
        ("PRIVMSG", "everyone?", {"batch": name, CONCAT: ""}),
    ]
    assert {m.source for m in [opening, *said, closing]} == {"ada!~u@192.0.2.1"}


def test_it_may_be_a_notice(ada, enter):
    """ "Multiline batches MUST only contain one or more PRIVMSG lines, or one or more NOTICE lines." """
    bob, old = enter("bob", *MODERN, "draft/chathistory"), enter("old")
    bob.lines(), old.lines()
    ada.send(*(line.replace("PRIVMSG", "NOTICE") for line in long(" one", " two")))
    told = [m.command for m in bob.heard()]
    assert told == ["BATCH", "NOTICE", "NOTICE", "BATCH"]
    assert [m.command for m in old.heard()] == ["NOTICE", "NOTICE"]
    assert [m.command for m in bob.ask("CHATHISTORY LATEST #general * 9")][1:-1] == told


def test_others_get_lines_none_of_them_blank(ada, enter):
    """ "Servers MUST NOT send blank lines to clients that have not negotiated the multiline capability." """
    bob = enter("bob")
    bob.lines()
    ada.send(*long(" ", " one", " ", "+and", " two"))
    assert bob.lines() == [f":ada!~u@192.0.2.1 PRIVMSG #general :{text}" for text in ("one", "and", "two")]


def test_the_id_is_on_the_first_line_alone_and_everything_else_on_all(ada, enter):
    """ "Servers MUST only include a message ID on the first message of a batch when sending a fallback" """
    bob = enter("bob", "message-tags", "server-time")
    bob.lines()
    own = ada.ask(*long(" ", " one", " two", tags="@+x=1 "))
    first, second = bob.heard()
    assert first.tags == own[0].tags
    assert second.tags == {key: value for key, value in own[0].tags.items() if key != "msgid"}


def test_the_answer_is_labelled_at_its_opening(ada):
    """ "Servers MUST only include the label tag on the opening BATCH command" """
    answer = ada.ask(*long(" a", " b", tags="@label=7 "))
    assert [m.tags.get("label") for m in answer] == ["7", None, None, None]
    assert [m.command for m in answer] == ["BATCH", "PRIVMSG", "PRIVMSG", "BATCH"]


def test_without_echo_the_whole_is_acknowledged_once(enter):
    ada = enter("ada", *(name for name in MODERN if name != "echo-message"))
    assert [(m.command, m.tags["label"]) for m in ada.ask(*long(" a", " b", tags="@label=7 "))] == [("ACK", "7")]


def test_a_single_line_is_an_ordinary_message(ada, enter):
    bob = enter("bob", *MODERN)
    bob.lines()
    ada.send(*long(" just this"))
    assert [m.command for m in bob.heard()] == ["PRIVMSG"]


def test_between_two_people(ada, enter):
    bob = enter("bob", *MODERN)
    bob.send("AWAY :tea")
    bob.lines()
    answer = ada.ask(*long(" a", " b", target="bob", tags="@label=7 "))
    assert [m.command for m in answer] == ["BATCH", "BATCH", "PRIVMSG", "PRIVMSG", "BATCH", "301", "BATCH"]
    assert [m.tags.get("batch") for m in answer[1:3]] == [answer[0].params[0][1:], answer[1].params[0][1:]]
    assert [m.command for m in bob.heard()] == ["BATCH", "PRIVMSG", "PRIVMSG", "BATCH"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["BATCH -1"], ("MULTILINE_INVALID",)),
        (["@batch=1 PRIVMSG #general :x"], ("MULTILINE_INVALID",)),
        (["BATCH +1 draft/multiline"], ("MULTILINE_INVALID",)),
        (["BATCH +1 netsplit a b"], ("UNKNOWN_TYPE", "netsplit")),
        (long(), ("MULTILINE_INVALID",)),
        (long(" ", " "), ("MULTILINE_INVALID",)),
        (long(" a", "+"), ("MULTILINE_INVALID",)),
        (["BATCH +1 draft/multiline #general", "BATCH +2 draft/multiline #general"], ("MULTILINE_INVALID",)),
        (["BATCH +1 draft/multiline #general", "@batch=2 PRIVMSG #general :x"], ("MULTILINE_INVALID",)),
        (
            ["BATCH +1 draft/multiline #general", "@batch=1 PRIVMSG #general :x", "@batch=1 NOTICE #general :x"],
            ("MULTILINE_INVALID",),
        ),
        (["BATCH +1 draft/multiline #general", "@batch=1 TAGMSG #general", "BATCH -1"], ("MULTILINE_INVALID",)),
        (
            ["BATCH +1 draft/multiline #general", "@batch=1 PRIVMSG #b :x", "BATCH -1"],
            ("MULTILINE_INVALID_TARGET", "#general", "#b"),
        ),
    ],
)
def test_what_breaks_the_rules_is_refused_once_and_not_relayed(ada, enter, lines, expected):
    bob = enter("bob")
    bob.lines(), ada.lines()
    assert fails(ada.ask(*lines)) == [("FAIL", "BATCH", *expected)]
    assert bob.heard() == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ([" " + "x" * 300] * 4, ("MULTILINE_MAX_BYTES", "1000")),
        ([" x"] * 40, ("MULTILINE_MAX_LINES", "32")),
        ([" " + "x" * 250] * 4, ("MULTILINE_MAX_BYTES", "1000")),  # a line feed counts too
    ],
)
def test_there_are_limits_and_they_are_told(make_room, enter, text, expected):
    room = make_room(multiline_max_bytes=1000, multiline_max_lines=32)
    ada, bob = enter("ada", *MODERN, to=room), enter("bob", to=room)
    bob.lines()
    offered = " ".join(m.params[-1] for m in ada.ask("CAP LS 302")).split()
    assert "draft/multiline=max-bytes=1000,max-lines=32" in offered
    assert fails(ada.ask(*long(*text))) == [("FAIL", "BATCH", *expected)]
    assert bob.heard() == []
    ada.send(*long(" a", " b"))
    assert len(bob.heard()) == 2


def test_64_kilobytes_arrive_whole(ada, enter):
    bob = enter("bob", *MODERN)
    bob.lines()
    piece = "ü" * 200
    ada.send(*long(*[f" {piece}"] * 150))
    assert [m.params[1] for m in bob.heard()[1:-1]] == [piece] * 150


def test_what_may_not_be_said_is_answered_with_the_label(ada, enter):
    enter("eve", channel="#closed")
    (answer,) = ada.ask(*long(" a", " b", target="#closed", tags="@label=7 "))
    assert (answer.command, answer.tags["label"]) == ("404", "7")


def test_who_did_not_ask_for_it_cannot_open_a_batch(enter):
    ada = enter("ada", "message-tags")
    assert fails(ada.ask("BATCH +1 draft/multiline #general")) == [("FAIL", "BATCH", "MULTILINE_INVALID")]
