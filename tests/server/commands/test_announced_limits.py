"""What 005 announces is true: every limit holds, and lets through what just fits.

https://modern.ircdocs.horse/#rplisupport-parameters
"""

import pytest

from server.commands.isupport import ISUPPORT
from tests.server.commands.wording import check, tagged

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


CUT = [
    (
        "If an AWAY <reason> has more characters than this parameter, it may be silently truncated by the server",
        "AWAYLEN",
        f"AWAY :{WORDS}\r\nWHOIS ada",
        "301",
        2,
    ),
    ("the maximum length for the <reason> of a KICK command", "KICKLEN", f"KICK #c bob :{WORDS}", "KICK", 2),
    ("the maximum length of a topic that a client may set", "TOPICLEN", f"TOPIC #c :{WORDS}", "TOPIC", 1),
]


@pytest.mark.parametrize(("sentence", "token", "line", "command", "param"), CUT)
def test_what_is_longer_than_announced_is_cut(ada, sentence, token, line, command, param):
    told = [m for m in ada.ask(*line.split("\r\n")) if m.command == command]
    assert [len(m.params[param]) for m in told] == [int(tokens(ada)[token])], sentence


REFUSED = [
    ("the maximum length of a nickname that a client may set", "NICKLEN", "NICK {}", "432"),
    ("the maximum length of a channel name that a client may join", "CHANNELLEN", "JOIN #{:.16}", "403"),
    ("the maximum length of a real name", "NAMELEN", "SETNAME {}", "FAIL"),
    ("the maximum length of a channel's key", "KEYLEN", "MODE #c +k {}", "696"),
]


@pytest.mark.parametrize(("sentence", "token", "fits", "refused"), REFUSED)
def test_what_is_longer_than_announced_is_refused(ada, sentence, token, fits, refused):
    limit = int(tokens(ada)[token])
    line = fits.format(WORDS[:limit])
    assert refused not in [m.command for m in ada.ask(line)], sentence
    assert [m.command for m in ada.ask(f"{line}x")] == [refused], sentence


ONE_MORE = [
    ("the number of channels a client may join", "CHANLIMIT", "#:2", "JOIN #a,#b", "405"),
    ("maximum number of entries that all of the modes", "MAXLIST", "b:2,e:2,I:2", "MODE #c +bbb a b c", "478"),
    ("the maximum amount of targets in their monitor list", "MONITOR", "2", "MONITOR + a,b,c", "734"),
    ("the maximum number of targets for commands", "TARGMAX", None, "PRIVMSG a,b,c,d,e,f,g,h,i :x", "407"),
]


@pytest.mark.parametrize(("sentence", "token", "value", "line", "one_more"), ONE_MORE)
def test_more_than_announced_is_refused(ada, sentence, token, value, line, one_more):
    assert value in (None, tokens(ada)[token])
    assert [m.command for m in ada.ask(line)].count(one_more) == 1, sentence


SHOWN = [
    (
        ("The value of the ACCOUNTEXTBAN token is a comma-separated list of names for the extended ban type which "
        "matches account names."),
        "ACCOUNTEXTBAN", "a", ["MODE #c +b a:eve"], ["MODE #c +b a:eve"],
    ),
    (
        "the mode character which is used to enable bot mode and is also the flag used in WHO responses of bots",
        "BOT", "B", ["MODE ada +B", "WHO ada"],
        ["MODE ada +B", "352 ada #c ~u 192.0.2.1 room.test ada H@B", "315 ada ada"],
    ),
    (
        "indicates what method the server uses to compare equality of case-insensitive strings",
        "CASEMAPPING", "precis", ["ISON ADA"], ["303 ada ada"],
    ),
    (
        "CHATHISTORY MUST be sent to the client to state the maximum number of messages a client can request",
        "CHATHISTORY", "1000", ["PRIVMSG #c :x", "CHATHISTORY LATEST #c * 9999"], ["PRIVMSG #c x"],
    ),
    (
        "specifies the channel modes available and which types of arguments they do or do not take",
        "CHANMODES", "Ibe,k,Sfl,CMRUimnstu", ["MODE #c +mbkl-ml x k 5"], ["MODE #c +mbkl-ml x!*@* k 5"],
    ),
    (
        "indicates the channel prefix characters that are available on the current server",
        "CHANTYPES", "#", ["JOIN &c"], ["403 ada &c"],
    ),
    (
        ("An empty or missing CLIENTTAGDENY matches the default case and indicates that all client-only tags are "
        "allowed."),
        "CLIENTTAGDENY", "", ["CAP REQ :message-tags echo-message", "@+any/tag=1 PRIVMSG #c :x"],
        ["CAP ada ACK", "@+any/tag,msgid PRIVMSG #c x"],
    ),
    (
        "indicates that the server supports search extensions to the LIST command. … M: Searching based on a mask.",
        "ELIST", "CMNTU", ["LIST *c"], ["321 ada", "322 ada #c 2", "323 ada"],
    ),
    (
        "the character indicates the letter which is used for ban exceptions",
        "EXCEPTS", "e", ["MODE #c e"], ["349 ada #c"],
    ),
    (
        ("If <prefix> does not exist then the server does not require a prefix for extbans. … Extban masks SHOULD also "
        "be supported for the ban exception and invite exception modes."),
        "EXTBAN", ",am", ["MODE #c +beI m:eve a:bob a:zoe"], ["MODE #c +beI m:eve!*@* a:bob a:zoe"],
    ),
    (
        "indicates the maximum length that a hostname may be on the server",
        "HOSTLEN", "63", ["USERHOST ada"], ["302 ada ada=+~u@192.0.2.1"],
    ),
    (
        "the character indicates the letter which is used for invite exceptions",
        "INVEX", "I", ["MODE #c I"], ["347 ada #c"],
    ),
    (
        "KNOCK: Indicates support of the KNOCK command, which is used to request an invite to a channel.",
        "KNOCK", "", ["KNOCK #c"], ["714 ada #c"],
    ),
    (
        "when not specified indicates that there is no limit to the number of 'variable' modes",
        "MODES", "", ["MODE #c " + "+v-v" * 20 + " bob" * 40], ["MODE #c " + "+v-v" * 20 + " bob" * 40],
    ),
    (
        "MSGREFTYPES SHOULD be sent, with a comma-separated list of types of message references they support",
        "MSGREFTYPES", "msgid,timestamp",
        ["CHATHISTORY LATEST #c x=1 9", "CHATHISTORY LATEST #c timestamp=2000-01-01T00:00:00.000Z 9"],
        ["FAIL CHATHISTORY INVALID_PARAMS LATEST x=1"],
    ),
    (
        ("indicates the name of the IRC network that the client is connected to. … The value MAY contain escape "
        r"sequences: \x20 for the space character"),
        "NETWORK", r"Ada's\x20room", ["WHOIS bob"],
        ["311 ada bob", "319 ada bob #c", "312 ada bob room.test Ada's room", "317 ada bob", "318 ada bob"],
    ),
    (
        "The prefixes in this parameter are in descending order, from the prefix that gives the most privileges",
        "PREFIX", "(qaohv)~&@%+", ["MODE #c +hv bob bob", "NAMES #c"],
        ["MODE #c +hv bob bob", "353 ada = #c @ada %bob", "366 ada #c"],
    ),
    (
        ("the server ensures that a client may perform the LIST command without being disconnected due to the large "
        "volume of data"),
        "SAFELIST", "", ["LIST"], ["321 ada", "322 ada #c 2", "323 ada"],
    ),
    (
        ("supports a method for clients to send a message … to those people on a channel with (one of) the specified "
        "channel membership prefixes"),
        "STATUSMSG", "~&@%+", ["CAP REQ echo-message", "PRIVMSG %#c :x"], ["CAP ada ACK", "PRIVMSG %#c x"],
    ),
    (
        "the tilde prefix, if it exists, contributes to the length of the username and would be included",
        "USERLEN", "16", ["WHO ada %u"], ["354 ada ~u", "315 ada ada"],
    ),
    (
        "Servers publishing this token MUST NOT relay content containing non-UTF-8 data to clients.",
        "UTF8ONLY", "", [b"PRIVMSG bob :\xff"], ["FAIL PRIVMSG INVALID_UTF8"],
    ),
    (
        "Servers supporting this specification MUST include the WHOX token in RPL_ISUPPORT without any value.",
        "WHOX", "", ["WHO ada %na"], ["354 ada ada 0", "315 ada ada"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "token", "value", "lines", "answer"), SHOWN, ids=[row[1] for row in SHOWN])
def test_what_is_announced_is_there(ada, sentence, token, value, lines, answer):
    assert tokens(ada)[token] == value
    check(tagged(ada.ask(*lines)), answer, sentence)


def test_no_token_is_left_out():
    """Each is announced with a sentence, and what shows that it is true."""
    assert {row[1] for row in (*CUT, *REFUSED, *ONE_MORE, *SHOWN)} == {name for name, _ in ISUPPORT}


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
