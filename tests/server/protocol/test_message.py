"""Messages against tables written from the specifications, and against chance."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.message import LocalProtocolError, Message, ProtocolError, escape_tag, unescape_tag

PARSED = [
    ("PING", Message("PING")),
    ("ping abc", Message("PING", ("abc",))),
    ("PRIVMSG #a :two words", Message("PRIVMSG", ("#a", "two words"))),
    ("PRIVMSG #a one", Message("PRIVMSG", ("#a", "one"))),
    ("PRIVMSG #a :", Message("PRIVMSG", ("#a", ""))),
    ("PRIVMSG #a ::)", Message("PRIVMSG", ("#a", ":)"))),
    ("PRIVMSG #a :a :b", Message("PRIVMSG", ("#a", "a :b"))),
    ("MODE  #a   +n ", Message("MODE", ("#a", "+n"))),
    ("  JOIN #a", Message("JOIN", ("#a",))),
    (":ada!a@host PART #a", Message("PART", ("#a",), source="ada!a@host")),
    (":irc.example.com 001 ada :Hello", Message("001", ("ada", "Hello"), source="irc.example.com")),
    ("@a=1;b;+c/d=x PING", Message("PING", tags={"a": "1", "b": "", "+c/d": "x"})),
    ("@a=;b=2 PING", Message("PING", tags={"a": "", "b": "2"})),
    ("@a=1;a=2 PING", Message("PING", tags={"a": "2"})),
    ("@a=b=c PING", Message("PING", tags={"a": "b=c"})),
    (r"@a=x\:\s\\\r\ny PING", Message("PING", tags={"a": "x; \\\r\ny"})),
    ("@a=1  :s  PING  x", Message("PING", ("x",), {"a": "1"}, "s")),
    ("PRIVMSG #général :naïve 小明", Message("PRIVMSG", ("#général", "naïve 小明"))),
]

NO_MESSAGES = ["", " ", ":source", ":source ", "@a=1", "@a=1 ", "PING2", "12", "1234", "+x", "P\rING", "PING \0"]

UNESCAPED = [
    (r"test\\", "test\\"),
    ("test\\", "test"),
    (r"\b", "b"),
    (r"\:\s\\\r\n", "; \\\r\n"),
    ("", ""),
    (r"\\\s", "\\ "),
]


@pytest.mark.parametrize(("line", "message"), PARSED, ids=[line for line, _ in PARSED])
def test_a_line_is_read_as_the_message_it_is(line, message):
    assert Message.parse(line) == message


@pytest.mark.parametrize(("_", "message"), PARSED, ids=[line for line, _ in PARSED])
def test_a_message_that_was_written_is_read_the_same(_, message):
    assert Message.parse(message.serialise()) == message


@pytest.mark.parametrize("line", NO_MESSAGES)
def test_what_is_no_message_is_refused(line):
    with pytest.raises(ProtocolError):
        Message.parse(line)


@pytest.mark.parametrize(
    "message",
    [
        Message("PING", ("a b", "c")),
        Message("PING", ("", "c")),
        Message("PING", (":a", "c")),
        Message("PING", ("a\r\nQUIT",)),
        Message("PING", ("a\0",)),
        Message("PI NG"),
        Message(""),
        Message("PING", source="a b"),
        Message("PING", tags={"": "x"}),
        Message("PING", tags={"a b": "x"}),
        Message("PING", tags={"a=": "x"}),
    ],
    ids=repr,
)
def test_what_would_not_be_read_back_the_same_is_not_written(message):
    with pytest.raises(LocalProtocolError):
        message.serialise()


@pytest.mark.parametrize(("written", "meant"), UNESCAPED)
def test_tag_values_are_unescaped_as_specified(written, meant):
    assert unescape_tag(written) == meant


def test_the_nick_is_what_stands_before_the_user():
    assert Message("PING", source="ada!a@host").nick == "ada"
    assert Message("PING", source="irc.example.com").nick == "irc.example.com"
    assert Message("PING").nick == ""


def test_only_a_last_parameter_that_needs_a_colon_gets_one():
    assert str(Message("JOIN", ("#a",))) == "JOIN #a"
    assert str(Message("PRIVMSG", ("#a", "b c"))) == "PRIVMSG #a :b c"
    assert str(Message("TOPIC", ("#a", ""))) == "TOPIC #a :"


_text = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]))
_word = st.text(st.characters(exclude_characters="\r\n\0 ", exclude_categories=["Cs"]), min_size=1)
_middle = _word.filter(lambda word: not word.startswith(":"))
_key = st.text(string.ascii_letters + string.digits + "-/+.", min_size=1)
_messages = st.builds(
    Message,
    st.from_regex(r"[A-Z]{1,10}|[0-9]{3}", fullmatch=True),
    st.builds(lambda middles, last: (*middles, *last), st.lists(_middle), st.lists(_text, max_size=1)),
    st.dictionaries(_key, st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))),
    st.one_of(st.just(""), _word),
)


@given(_messages)
def test_any_message_survives_the_wire(message):
    assert Message.parse(message.serialise()) == message


@given(st.text())
def test_any_line_is_a_message_or_refused(line):
    try:
        message = Message.parse(line)
    except ProtocolError:
        return
    assert message.command.isalnum()


@given(st.text())
def test_any_tag_value_survives_escaping(value):
    written = escape_tag(value)
    assert unescape_tag(written) == value
    assert not set(written) & set("; \r\n")
