"""What 005 announces is true: every limit holds, and lets through what just fits.

https://modern.ircdocs.horse/#rplisupport-parameters
"""

import pytest

LIMITS = {
    "away_len": 12, "kick_len": 13, "topic_len": 14, "realname_len": 15, "nick_len": 16, "channel_len": 17,
    "max_list_entries": 2, "monitor": 2, "max_channels": 2,
}  # fmt: skip
WORDS = "x" * 400


@pytest.fixture
def ada(make_room, enter):
    ada = enter("ada", channel="#c", to=make_room(**LIMITS))
    enter("bob", channel="#c", to=ada.session.room)
    ada.lines()
    return ada


def tokens(person):
    found = (token.partition("=") for m in person.ask("VERSION") if m.command == "005" for token in m.params[1:-1])
    return {name: value for name, _, value in found}


@pytest.mark.parametrize(
    ("sentence", "token", "line", "command", "param"),
    [
        (
            "If an AWAY <reason> has more characters than this parameter, it may be silently truncated by the server",
            "AWAYLEN",
            f"AWAY :{WORDS}\r\nWHOIS ada",
            "301",
            2,
        ),
        ("the maximum length for the <reason> of a KICK command", "KICKLEN", f"KICK #c bob :{WORDS}", "KICK", 2),
        ("the maximum length of a topic that a client may set", "TOPICLEN", f"TOPIC #c :{WORDS}", "TOPIC", 1),
    ],
)
def test_what_is_longer_than_announced_is_cut(ada, sentence, token, line, command, param):
    told = [m for m in ada.ask(*line.split("\r\n")) if m.command == command]
    assert [len(m.params[param]) for m in told] == [int(tokens(ada)[token])], sentence


@pytest.mark.parametrize(
    ("sentence", "token", "fits", "refused"),
    [
        ("the maximum length of a nickname that a client may set", "NICKLEN", "NICK {}", "432"),
        ("the maximum length of a channel name that a client may join", "CHANNELLEN", "JOIN #{:.16}", "403"),
        ("the maximum length of a real name", "NAMELEN", "SETNAME {}", "FAIL"),
        ("the maximum length of a channel's key", "KEYLEN", "MODE #c +k {}", "696"),
    ],
)
def test_what_is_longer_than_announced_is_refused(ada, sentence, token, fits, refused):
    limit = int(tokens(ada)[token])
    line = fits.format(WORDS[:limit])
    assert refused not in [m.command for m in ada.ask(line)], sentence
    assert [m.command for m in ada.ask(f"{line}x")] == [refused], sentence


@pytest.mark.parametrize(
    ("sentence", "announced", "line", "one_more"),
    [
        ("the number of channels a client may join", ("CHANLIMIT", "#:2"), "JOIN #a,#b", "405"),
        ("all of the modes in <modes>, combined, may set", ("MAXLIST", "b:2,e:2,I:2"), "MODE #c +bbb a b c", "478"),
        ("the maximum amount of targets in their monitor list", ("MONITOR", "2"), "MONITOR + a,b,c", "734"),
        ("the maximum number of targets for commands", ("TARGMAX", None), "PRIVMSG a,b,c,d,e,f,g,h,i :x", "407"),
    ],
)  # fmt: skip
def test_more_than_announced_is_refused(ada, sentence, announced, line, one_more):
    token, value = announced
    assert value in (None, tokens(ada)[token])
    assert [m.command for m in ada.ask(line)].count(one_more) == 1, sentence


def test_as_many_modes_as_one_likes_are_changed_at_once(ada):
    """If <limit> is not specified, there is no limit [to how many modes with a parameter one MODE may have]."""
    assert tokens(ada)["MODES"] == ""
    (change,) = ada.ask("MODE #c +kflS-k+vvvv key #c 5 6 key bob bob bob bob")[1:]
    assert change.params == ("#c", "+klS-k+v", "key", "5", "6", "*", "bob")


def test_no_letter_has_two_meanings(ada):
    """Server MUST NOT list modes in this parameter that are also advertised in the PREFIX parameter. There is a
    one-to-one mapping between prefixes and channel modes.
    """
    told = tokens(ada)
    letters, _, signs = told["PREFIX"].removeprefix("(").partition(")")
    kinds = told["CHANMODES"].split(",")
    assert len(kinds) == 4
    assert len(letters) == len(signs) == len(set(letters))
    every = letters + "".join(kinds)
    assert len(every) == len(set(every))
    assert {told["EXCEPTS"], told["INVEX"]} < set(kinds[0])
    assert set(told["STATUSMSG"]) <= set(signs)


def test_every_line_of_tokens_is_whole(make_room, enter):
    """A line that is too long would be cut, and its last token be another one."""
    ada = enter("小" * 32, to=make_room({"network": "部屋の名前です" * 8, "name": "n" * 60}))
    assert {m.params[-1] for m in ada.ask("ISUPPORT")} == {"are supported by this server"}
