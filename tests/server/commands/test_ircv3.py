"""Sentences of https://ircv3.net/specs/, each beside what shows that it is true here.

What has more to it than one sentence has tests of its own: batches, labels, multiline, redaction,
history, metadata, marks, SASL, accounts, MONITOR, WHOX and what a room says when it changes.
"""

import re

import pytest

from tests.server.commands.wording import check, said

SHARED = "#c"


@pytest.fixture
def meet(enter):
    """Ada operates a channel; Bob, who comes with some capabilities, sees what she does."""

    def meet(*capabilities):
        ada, bob = enter("ada", channel=SHARED), enter("bob", *capabilities, channel=SHARED)
        ada.lines()
        return ada, bob

    return meet


# Coming in


def test_who_comes_in_away_is_said_to_be_away_after_they_came(enter):
    """…as well as when a user joins and has an away message set. AWAY will not be sent for joining users with no away
    message set.
    """
    watcher = enter("ada", "away-notify", channel=SHARED)
    eve, bob = enter("eve", channel=""), enter("bob", channel="")
    eve.send("AWAY :tea", f"JOIN {SHARED}")
    bob.send(f"JOIN {SHARED}")
    assert said(watcher.heard()) == ["JOIN #c", "AWAY tea", "JOIN #c"]


def test_joining_tells_the_account_and_the_real_name(enter):
    """As the penultimate parameter is an asterisk, this means that an asterisk is not a valid account name."""
    watcher = enter("ada", "extended-join", channel=SHARED)
    bob, eve = enter("bob", channel=""), enter("eve", channel="")
    bob.send("REGISTER * * secret", f"JOIN {SHARED}")
    eve.send(f"JOIN {SHARED}")
    assert said(watcher.heard()) == ["JOIN #c bob bob Realname", "JOIN #c * eve Realname"]
    assert said(eve.ask("REGISTER \\* * secret"))[0].startswith("FAIL REGISTER BAD_ACCOUNT_NAME")


def test_names_come_only_to_who_does_not_mind(enter):
    """Servers MUST NOT send an implicit NAMES reply after sending a JOIN message. Servers MUST reply to explicit NAMES
    commands sent by the client as usual.
    """
    ada = enter("ada", "no-implicit-names", channel="")
    assert said(ada.ask(f"JOIN {SHARED}")) == ["JOIN #c"]
    assert [m.command for m in ada.ask(f"NAMES {SHARED}")] == ["353", "366"]


def test_names_can_have_every_rank_and_the_whole_address(enter, room):
    """These prefixes MUST be in order of 'rank', from highest to lowest. The reply contains the full hostmask
    (nick!user@host) of every user listed.
    """
    plain = enter("ada", channel="#general")
    plain.ask("MODE #general +aohv ada ada ada ada")
    ranks, both = enter("bob", "multi-prefix"), enter("eve", "multi-prefix", "userhost-in-names")
    assert plain.ask("NAMES #general")[0].params[-1] == "~ada bob eve"
    assert ranks.ask("NAMES #general")[0].params[-1] == "~&@%+ada bob eve"
    assert both.ask("NAMES #general")[0].params[-1].split()[0] == "~&@%+ada!~u@192.0.2.1"
    assert ranks.ask("WHO ada")[0].params[6] == "H~&@%+"
    assert plain.ask("WHO ada")[0].params[6] == "H~"


# Tags, times and ids


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (r"+x=raw+:=,escaped\:\s\\", r"+x=raw+:=,escaped\:\s\\"),
        (r"+x=test\ ".rstrip(" "), "+x=test"),
        ("+x=1;+x=2", "+x=2"),
        ("+x", "+x"),
        ("+x=", "+x"),
        ("+example.com/x=y;x=1;example.com/x=2", "+example.com/x=y"),
    ],
)
def test_client_tags_arrive_as_they_were_sent_and_no_others(meet, written, told):
    """Client-only tags are tags that servers MUST attach as-is. If a lone \\ exists at the end of an escaped value,
    then there SHOULD be no output character. Clients receiving more than one occurrence SHOULD discard all but the
    final one. Tags without the client-only prefix MUST be removed by the server before being relayed.
    """
    ada, bob = meet("message-tags")
    bob.lines()
    ada.send(f"@{written} PRIVMSG {SHARED} :x")
    tags = bob.lines()[0].partition(" ")[0][1:].split(";", 1)
    assert tags[0].startswith("msgid=")
    assert tags[1] == told


@pytest.mark.parametrize("size", [4094, 4095])
def test_there_is_room_for_so_many_bytes_of_tags(meet, size):
    """Clients MUST NOT send messages with tag data exceeding 4094 bytes. Servers MUST reply with ERR_INPUTTOOLONG.
    Servers MUST NOT truncate tags and MUST always reject lines that exceed this limit.
    """
    ada, bob = meet("message-tags")
    bob.lines()
    answer = said(ada.ask(f"@+x={'a' * (size - 3)} PRIVMSG {SHARED} :{'b' * 480}"))
    if size > 4094:
        assert answer == ["417 ada That line is too long"]
        assert bob.heard() == []
    else:
        assert answer == []
        assert len(bob.heard()[0].tags["+x"]) == size - 3


def test_the_room_adds_few_bytes_of_its_own(enter):
    """Servers MUST NOT add tag data exceeding 510 bytes to messages."""
    ada = enter("ada", "message-tags", "server-time", "account-tag", "batch", "labeled-response", "echo-message")
    ada.ask("REGISTER * * secret", "MODE ada +B")
    (line,) = (m for m in ada.ask(f"@label={'x' * 64} PRIVMSG #general :x") if m.command == "PRIVMSG")
    assert set(line.tags) == {"time", "msgid", "account", "bot", "label"}
    assert len(str(line).partition(" ")[0]) < 510 - len("batch=b1234567890;")


def test_a_message_by_tags_alone_goes_where_words_would(meet, enter):
    """This message MUST be delivered to targets in the same way as PRIVMSG and NOTICE messages. This means for example,
    honouring channel membership, modes, echo-message, STATUSMSG prefixes, etc.
    """
    ada, bob = meet("message-tags", "echo-message")
    eve = enter("eve", "message-tags", channel="")
    ada.send("CAP REQ :message-tags echo-message", f"MODE {SHARED} +m")
    ada.lines(), bob.lines()
    assert said(eve.ask(f"@+x=1 TAGMSG {SHARED}"))[0].startswith("404 eve #c")
    assert said(bob.ask(f"@+x=1 TAGMSG {SHARED}"))[0].startswith("404 bob #c")
    assert said(ada.ask(f"@+x=1 TAGMSG @{SHARED}")) == ["TAGMSG @#c"]
    assert bob.heard() == []


def test_times_are_written_so_and_only_for_who_asked(enter):
    """The value of the tag MUST have the following syntax: YYYY-MM-DDThh:mm:ss.sssZ. Servers MUST NOT [include it]
    before acknowledging the client capability using CAP ACK.
    """
    ada = enter("ada")
    assert "time" not in ada.ask("CAP REQ server-time")[0].tags
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", ada.ask("PING x")[0].tags["time"])


def test_everything_that_is_said_has_an_id_of_its_own_which_it_keeps(enter):
    """The tag value MUST be unique. If a message is re-transmitted as-is, for example with the chathistory batch type,
    the ID SHOULD be reused. It SHOULD be attached to all PRIVMSG and NOTICE events.
    """
    ada = enter("ada", "message-tags", "echo-message", "server-time", "batch", "draft/chathistory")
    lines = ["PRIVMSG #general :x", "NOTICE #general :x", "@+x TAGMSG #general", "PRIVMSG ada :x", "TOPIC #general :x"]
    ids = [m.tags["msgid"] for m in ada.ask(*lines, "PART #general", "JOIN #general") if "msgid" in m.tags]
    assert len(set(ids)) == 7  # what one says to oneself comes twice, and is one message
    told_again = [m.tags["msgid"] for m in ada.ask("CHATHISTORY LATEST #general * 9") if "msgid" in m.tags]
    assert told_again == ids[:2]


@pytest.mark.parametrize("tags", ["@+typing=active", "@+draft/typing=done"])
def test_nobody_is_told_later_that_somebody_was_typing(enter, tags):
    """A typing notification is represented by a TAGMSG command sent with a typing tag. (It is soon untrue.)"""
    ada = enter("ada", "message-tags", "batch", "server-time", "draft/chathistory", "draft/event-playback")
    ada.send(f"{tags} TAGMSG #general")
    assert "TAGMSG" not in [m.command for m in ada.ask("CHATHISTORY LATEST #general * 9")]


@pytest.mark.parametrize("tag", ["+parlor.app/read", "+parlor.app/reach", "+parlor.app/reached"])
def test_nobody_is_told_later_what_programs_asked_each_other(meet, tag):
    ada, bob = meet("message-tags", "batch", "server-time", "draft/chathistory", "draft/event-playback")
    ada.send(f"@{tag}={{}} TAGMSG bob", "@+x TAGMSG bob")
    assert [tag in m.tags for m in bob.heard()] == [True, False]
    kept = [m for m in bob.ask("CHATHISTORY LATEST ada * 9") if m.command == "TAGMSG"]
    assert [tag in m.tags for m in kept] == [False]


@pytest.mark.parametrize("line", ["PRIVMSG #c :x", "NOTICE #c :x", "PRIVMSG bob :x", "@+x=1 TAGMSG #c"])
def test_who_asked_hears_what_they_said_in_its_final_form(meet, line):
    """If enabled, servers MUST send PRIVMSG and NOTICE messages back to the client that sent them. If servers apply any
    modifications to these messages, they MUST send the final version. The same rules apply to TAGMSG messages.
    """
    ada, bob = meet("message-tags", "server-time")
    ada.send("CAP REQ :echo-message message-tags server-time")
    bob.lines()
    (own,) = ada.ask(line)
    (others,) = bob.heard()
    assert (own.command, own.params, own.tags, own.source) == (
        others.command, others.params, others.tags, others.source
    )  # fmt: skip


def test_numerics_too_tell_who_caused_them(enter):
    """The tag also MUST be added by the ircd to all numerics directly caused by the sender. (Of a bot:) The tag SHOULD
    also be added by the ircd to all numerics directly caused by the bot.
    """
    ada = enter("ada", "account-tag", "message-tags", "draft/metadata-3", "batch", channel=SHARED)
    eve = enter("eve", channel="")
    eve.session.person.account = "lovelace"
    ada.ask(f"MODE {SHARED} +k word", "METADATA * SUB status")
    eve.send("MODE eve +B", f"KNOCK {SHARED}", f"JOIN {SHARED} word", "METADATA * SET status :here")
    told = {m.command: m.tags for m in ada.heard()}
    assert told["710"] == told["761"] == {"account": "lovelace", "bot": ""}


CLIENT_TAGS = [
    ("its value references the server provided ID of another message", "+reply=18bcfe568020ab964ea7"),
    ("The react tag … The value has no restrictions. … These tags MAY be attached to an empty message.",
     "+draft/reply=1;+draft/react=👋"),
    ("The unreact tag is sent by a client with the client-only prefix +. The value has no restrictions.",
     "+draft/reply=1;+draft/unreact=👋"),
    ("TAGMSG command sent with a typing tag using the client-only prefix + and possible values of active, paused, done",
     "+typing=paused"),
    ("the channel a private PRIVMSG or NOTICE should be displayed in", "+channel-context=#c"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "tags"), CLIENT_TAGS, ids=[row[1] for row in CLIENT_TAGS])
@pytest.mark.parametrize("line", ["PRIVMSG #c :x", "NOTICE bob :x", "TAGMSG #c", "TAGMSG bob"])
def test_what_programs_tell_each_other_is_passed_on(meet, sentence, tags, line):
    ada, bob = meet("message-tags")
    bob.lines()
    ada.send(f"@{tags} {line}")
    (told,) = bob.heard()
    assert ";".join(f"{key}={value}" for key, value in told.tags.items() if key != "msgid") == tags, sentence


@pytest.mark.parametrize("line", ["PRIVMSG {} :\x01PING 1473523796 918320\x01", "NOTICE {} :\x01VERSION Parlor\x01"])
@pytest.mark.parametrize("target", ["#c", "bob"])
def test_requests_to_programs_are_passed_on(meet, line, target):
    """The PRIVMSG and NOTICE messages are used to transmit CTCP frames. (https://modern.ircdocs.horse/ctcp)"""
    ada, bob = meet()
    bob.lines()
    ada.send(line.format(target))
    assert said(bob.heard()) == [line.format(target).replace(":", "")]


# Programs


def test_programs_are_known_as_programs(meet):
    """The value of the BOT token is the mode character which is used to enable bot mode and is also the flag used in
    WHO responses of bots. This tag MUST only be sent to users who have requested the message-tags capability.
    Servers MUST NOT send this tag with a value.
    """
    ada, bob = meet("message-tags")
    (token,) = (param for m in bob.ask("VERSION") for param in m.params if param.startswith("BOT="))
    letter = token.removeprefix("BOT=")
    ada.send(f"MODE ada +{letter}", f"PRIVMSG {SHARED} :beep")
    assert [m.tags["bot"] for m in bob.heard()] == [""]
    assert bob.ask("WHO ada")[0].params[6] == f"H@{letter}"
    assert [m.params[:2] for m in bob.ask("WHOIS ada") if m.command == "335"] == [("bob", "ada")]
    bob.send("CAP REQ -message-tags")
    bob.lines()
    ada.send(f"PRIVMSG {SHARED} :beep")
    assert bob.heard()[0].tags == {}


# At the door


def test_one_may_be_away_before_one_is_in(visit, enter):
    """If the capability has been negotiated, servers MUST accept the AWAY command before connection registration has
    completed. […] AWAY pre-registration sets the away message but does not inhibit reporting of the change in nickname
    status, e.g. via monitor.
    """
    ada = enter("ada", "extended-monitor", "away-notify")
    ada.ask("MONITOR + bob")
    bob = visit()
    assert said(bob.ask("AWAY :too early"))[0].startswith("451")
    bob.send("CAP REQ draft/pre-away", "NICK bob")
    assert said(bob.ask("AWAY *"))[0].startswith("306")
    assert ada.heard() == []  # nobody of that name is here yet
    bob.send("USER u 0 * :Bob", "CAP END")
    assert said(ada.heard()) == ["730 ada bob!~u@192.0.2.1"]
    assert said(ada.ask("PRIVMSG bob :x")) == ["301 ada bob *"]


def test_what_somebody_says_of_themselves_at_the_door_is_no_news_yet(visit, enter):
    ada = enter("ada", "draft/metadata-3", "batch")
    ada.ask("MONITOR + bob", "METADATA * SUB status")
    bob = visit()
    bob.send("CAP REQ :draft/metadata-3 batch", "NICK bob", "METADATA * SET status :here")
    assert ada.heard() == []


@pytest.mark.parametrize("batch", [[], ["batch"]])
def test_what_the_room_can_do_may_be_asked_at_the_door(visit, batch):
    """The server MUST accept ISUPPORT commands before connection registration completes. The server MUST group all
    RPL_ISUPPORT messages inside a draft/isupport batch when both capabilities are enabled.
    """
    early = visit()
    assert said(early.ask("ISUPPORT"))[0].startswith("451")
    early.send(f"CAP REQ :{' '.join(['draft/extended-isupport', *batch])}")
    for lines in (["ISUPPORT"], ["NICK ada", "USER u 0 * :A", "CAP END"], ["VERSION"]):
        told = early.ask(*lines)
        tokens = [m for m in told if m.command == "005"]
        assert len(tokens) > 1
        assert len({m.tags.get("batch") for m in tokens}) == 1
        assert ("batch" in tokens[0].tags) == bool(batch)
        assert [m.params[1:] for m in told if m.command == "BATCH"][:1] == ([("draft/isupport",)] if batch else [])


def test_to_come_in_is_to_give_up_logging_in(visit):
    """If the client completes registration while the SASL authentication is still in progress, the server SHOULD abort
    it and send a 906 numeric, then register the client without authentication.
    """
    ada = visit()
    ada.send("CAP REQ sasl", "NICK ada", "USER u 0 * :Ada", "AUTHENTICATE PLAIN")
    assert [m.command for m in ada.ask("CAP END")][:2] == ["906", "001"]
    assert [m.command for m in ada.ask("AUTHENTICATE PLAIN")] == ["AUTHENTICATE"]


@pytest.mark.parametrize("line", [b"USER u 0 * :\xff", b"NICK \xff", b"PASS \xff"])
def test_what_is_not_utf8_is_refused_at_the_door_too(visit, line):
    """When sent with the FAIL command, it indicates that the message was rejected because of invalid UTF-8 data."""
    command = line.split()[0].decode()
    assert [(m.command, *m.params[:-1]) for m in visit().ask(line)] == [("FAIL", command, "INVALID_UTF8")]


# What goes wrong

REFUSED = [
    (
        "If a client sends a subcommand which is not in the list above, then numeric 410 should be sent.",
        "CAP FOO",
        ["410 ada FOO"],
    ),
    (
        "908 MAY be sent in reply to an AUTHENTICATE command which requests an unsupported mechanism.",
        "AUTHENTICATE FOO",
        ["908 ada PLAIN,SCRAM-SHA-256,EXTERNAL", "904 ada"],
    ),
    (
        "If the client attempts a blank login, it fails: 904",
        "AUTHENTICATE PLAIN|AUTHENTICATE +",
        ["AUTHENTICATE +", "904"],
    ),
    (
        "905 … the client-sent AUTHENTICATE command was too long (i.e. the parameter longer than 400 bytes).",
        f"AUTHENTICATE PLAIN|AUTHENTICATE {'A' * 401}",
        ["AUTHENTICATE +", "905 ada"],
    ),
    ("FAIL REGISTER BAD_ACCOUNT_NAME <account> <message>", "REGISTER a!b * x", ["FAIL REGISTER BAD_ACCOUNT_NAME a!b"]),
    ("FAIL VERIFY INVALID_CODE <account> <message>", "VERIFY ada 1", ["FAIL VERIFY INVALID_CODE ada"]),
    ("MULTILINE_INVALID: any other error", "BATCH -1", ["FAIL BATCH MULTILINE_INVALID"]),
    (
        (
            "If the target does not exist or the client does not have permissions to query it, the INVALID_TARGET "
            "error code SHOULD be returned: FAIL CHATHISTORY INVALID_TARGET the_given_command the_given_target"
        ),
        "CHATHISTORY LATEST #none * 9",
        ["FAIL CHATHISTORY INVALID_TARGET LATEST #none"],
    ),
    (
        (
            "If the server receives a MARKREAD command with missing parameters, the NEED_MORE_PARAMS error code MUST "
            "be returned. If the selectors were invalid, the INVALID_PARAMS error code SHOULD be returned."
        ),
        "MARKREAD|MARKREAD #c *",
        ["FAIL MARKREAD NEED_MORE_PARAMS", "FAIL MARKREAD INVALID_PARAMS *"],
    ),
    (
        (
            "INVALID_TARGET <Target> :invalid metadata target. KEY_INVALID <InvalidKey> :invalid key. "
            "KEY_NO_PERMISSION <Target> <Key> :permission denied. INVALID_SUBCOMMAND <SubCommand> :invalid subcommand"
        ),
        "METADATA $a:user GET url|METADATA * SET $url$ :x|METADATA bob SET url :x|METADATA * destr0y",
        [
            "FAIL METADATA INVALID_TARGET $a:user",
            "FAIL METADATA KEY_INVALID $url$",
            "FAIL METADATA KEY_NO_PERMISSION bob url",
            "FAIL METADATA INVALID_SUBCOMMAND destr0y",
        ],
    ),
    (
        "FAIL PERSISTENCE ACCOUNT_REQUIRED :An account is required",
        "PERSISTENCE SET ON",
        ["FAIL PERSISTENCE ACCOUNT_REQUIRED"],
    ),
    (
        "FAIL REDACT INVALID_TARGET <target>. FAIL REDACT UNKNOWN_MSGID <target> <target-msgid>",
        "REDACT #none x|REDACT #c x",
        ["FAIL REDACT INVALID_TARGET #none", "FAIL REDACT UNKNOWN_MSGID #c x"],
    ),
    (
        "If the selectors were invalid, the INVALID_PARAMS error code SHOULD be returned.",
        "SEARCH before=yesterday",
        ["FAIL SEARCH INVALID_PARAMS yesterday"],
    ),
]


@pytest.mark.parametrize(("sentence", "lines", "answer"), REFUSED, ids=[row[1][:40] for row in REFUSED])
def test_each_sentence_about_an_error_is_true(meet, sentence, lines, answer):
    ada, _ = meet()
    check(said(ada.ask(*lines.split("|"))), answer, sentence)


@pytest.mark.parametrize(
    "line",
    ["METADATA nobody LIST", "MARKREAD", "SETNAME :", "REGISTER * * x", "REDACT #c x", "CHATHISTORY X", "BATCH +1 x"],
)
def test_what_went_wrong_is_said_in_one_form(enter, line):
    """<type> <command> <code> [<context>...] <description>. This message SHOULD also be given a label, if one was
    provided by the client. <description> is a required plain-text description of the reply which is shown to users.
    """
    ada = enter("ada", "batch", "labeled-response", channel=SHARED)
    ada.session.person.account = "ada"
    (answer,) = ada.ask(f"@label=7 {line}")
    assert (answer.command, answer.params[0], answer.tags["label"]) == ("FAIL", line.split()[0], "7")
    assert re.fullmatch("[A-Z_]+", answer.params[1])
    assert " " in answer.params[-1]
