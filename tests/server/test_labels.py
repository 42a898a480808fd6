"""https://ircv3.net/specs/extensions/labeled-response"""

import pytest

CAPABILITIES = ("batch", "labeled-response", "echo-message", "message-tags")


@pytest.fixture
def ada(enter):
    return enter("ada", *CAPABILITIES)


def test_one_line_carries_the_label(ada):
    assert [(m.command, m.tags["label"]) for m in ada.ask("@label=x1 PING a")] == [("PONG", "x1")]


def test_an_echo_carries_the_label_and_only_for_the_sender(ada, enter):
    bob = enter("bob", *CAPABILITIES)
    bob.lines()
    echo = ada.ask("@label=a\\sb;+reply=m PRIVMSG #general :x")
    assert [(m.command, m.tags["label"], m.tags["+reply"]) for m in echo] == [("PRIVMSG", "a b", "m")]
    assert "label" not in bob.heard()[0].tags


@pytest.mark.parametrize("line", ["PONG x", "NOTICE nobody :x", "JOIN #general"])
def test_no_answer_is_an_ack(ada, line):
    """Servers MUST respond with a labeled ACK message when a client sends a labeled command without response."""
    assert [(str(m), m.source) for m in ada.ask(f"@label=1 {line}")] == [("@label=1 :room.test ACK", "room.test")]


def test_several_lines_are_a_batch_with_the_label_at_its_start_only(ada):
    start, *inside, end = ada.ask("@label=1 JOIN #a")
    assert start.command == "BATCH"
    assert start.params[1] == "labeled-response"
    assert start.tags == {"label": "1"}
    name = start.params[0].removeprefix("+")
    assert [m.command for m in inside] == ["JOIN", "353", "366"]
    assert all(m.tags["batch"] == name and "label" not in m.tags for m in inside)
    assert (end.command, end.params, end.tags) == ("BATCH", (f"-{name}",), {})


def test_errors_are_labelled(ada):
    assert ada.ask("@label=1 PRIVMSG nobody :x")[0].tags["label"] == "1"
    assert ada.ask("@label=2 NONSENSE")[0].tags["label"] == "2"
    assert ada.ask(b"@label=3 PRIVMSG #general :\xff")[0].tags["label"] == "3"
    assert ada.ask("@label=4 PRIVMSG #general :" + "x" * 600)[0].tags["label"] == "4"


def test_what_one_sends_to_oneself_is_labelled_once(ada):
    """The server MUST NOT include the label tag, except for any acknowledgment sent with echo-message."""
    received, echo = ada.ask("@label=1 PRIVMSG ada :x")
    assert "label" not in received.tags
    assert echo.tags["label"] == "1"
    assert received.tags["msgid"] == echo.tags["msgid"]


def test_what_was_waiting_before_is_no_part_of_the_answer(ada, enter):
    bob = enter("bob")
    ada.lines()
    bob.send("PRIVMSG #general :before")
    ada.send("PRIVMSG #general :plain", "@label=1 PING x")
    assert [("label" in m.tags) for m in ada.heard()] == [False, False, True]


@pytest.mark.parametrize("label", ["", "x" * 65])
def test_a_label_that_is_none_is_passed_over(ada, label):
    assert "label" not in ada.ask(f"@label={label} PING x")[0].tags


@pytest.mark.parametrize("capabilities", [(), ("labeled-response",), ("batch",)])
def test_labels_need_both_capabilities(enter, capabilities):
    assert "label" not in enter("bob", *capabilities).ask("@label=1 PING x")[0].tags


def test_even_the_goodbye_is_labelled(ada):
    assert ada.ask("@label=1 QUIT")[-1].tags["label"] == "1"


def test_a_batch_that_is_part_of_the_answer_is_a_batch_within(ada, enter):
    """If a response consists of more than one message, a batch MUST be used to group them into a single response."""
    enter("bob", channel="#past").ask("PRIVMSG #past :before")
    outer, *inside, _ = ada.ask("@label=1 JOIN #past")
    name = outer.params[0][1:]
    opening, said, closing = inside[-3:]
    assert opening.params[1:] == ("chathistory", "#past")
    assert opening.tags["batch"] == closing.tags["batch"] == name
    assert said.tags["batch"] == opening.params[0][1:] == closing.params[0][1:]
