"""For every capability a sentence of its specification (https://ircv3.net/specs/), and what shows that it is true here.

Bob asks for a capability, and for those that it depends on, or does not. Ada, who operates #c, knows all tags.
"""

import pytest

from server.news import announce_move
from server.protocol.vocabulary import CAPABILITIES
from tests.server.commands.wording import check, said, tagged

JOINED = ["JOIN #d", "353 bob", "366 bob"]

CAPABILITY = [
    (
        "account-notify",
        (
            "clients will get the ACCOUNT message to designate the account name changes for clients on common "
            "channels"
        ),
        "REGISTER * * secret", "",
        ["ACCOUNT ada"], [],
    ),
    (
        "draft/account-registration",
        "REGISTER SUCCESS <account> <message> Sent by the server when the REGISTER or VERIFY fully succeeded",
        "", "REGISTER * * secret",
        ["REGISTER SUCCESS bob", "900 bob"], ["REGISTER SUCCESS bob", "900 bob"],
    ),
    (
        "account-tag",
        (
            "The tag MUST be named account, and contain the sender's current services username. (If the user is not "
            "identified to any services account, the tag MUST NOT be sent.)"
        ),
        "PRIVMSG #c :x|REGISTER * * secret|PRIVMSG #c :x", "",
        ["PRIVMSG #c x", "@account PRIVMSG #c x"], ["PRIVMSG #c x", "PRIVMSG #c x"],
    ),
    (
        "away-notify",
        (
            "clients will be sent an AWAY message when a user sharing a channel with them sets, changes or removes "
            "their away state. If the message is not present, the user is removing their away message/state."
        ),
        "AWAY :tea|AWAY", "",
        ["AWAY tea", "AWAY"], [],
    ),
    (
        "batch",
        "The batched events MUST use batch message tag referring to the batch's reference tag.",
        "PRIVMSG #c :x", "CHATHISTORY LATEST #c * 1",
        ["PRIVMSG #c x", "BATCH + chathistory #c", "@batch PRIVMSG #c x", "BATCH -"], ["PRIVMSG #c x", "PRIVMSG #c x"],
    ),
    (
        "cap-notify",
        "servers MAY list the cap-notify capability in CAP LS and CAP LIST responses.",
        "", "CAP LIST",
        ["CAP bob LIST cap-notify"], ["CAP bob LIST"],
    ),
    (
        "draft/chathistory",
        (
            "if a client requests this capability, the server (or bouncer) SHOULD NOT play back any history that "
            "would otherwise be sent automatically."
        ),
        "JOIN #d|PRIVMSG #d :x", "JOIN #d",
        JOINED, [*JOINED, "PRIVMSG #d"],
    ),
    (
        "echo-message",
        "servers MUST send PRIVMSG and NOTICE messages back to the client that sent them.",
        "", "NOTICE #c :x",
        ["NOTICE #c x"], [],
    ),
    (
        "draft/event-playback batch",
        (
            "If the client has not negotiated the event-playback capability, the server MUST NOT send any lines other"
            " than PRIVMSG and NOTICE in the reply batch."
        ),
        "TOPIC #c :tea", "CHATHISTORY LATEST #c * 1",
        ["TOPIC #c tea", "BATCH +", "@batch TOPIC #c tea", "BATCH -"], ["TOPIC #c tea", "BATCH +", "BATCH -"],
    ),
    (
        "extended-join",
        (
            ":nick!user@host JOIN #channelname * :Real Name … represents that the user has not logged in to an "
            "account"
        ),
        "PART #c|JOIN #c", "",
        ["PART #c", "JOIN #c * ada Realname"], ["PART #c", "JOIN #c"],
    ),
    (
        "draft/channel-rename",
        (
            "allows a server to inform a client that a channel name has been changed. … Server implementations MUST "
            "implement a fallback mechanism"
        ),
        "RENAME #c #d :because", "",
        ["RENAME #c #d because"], ["PART #c because", *JOINED],
    ),
    (
        "draft/extended-isupport batch",
        "The server MUST group all RPL_ISUPPORT messages inside a draft/isupport batch",
        "", "ISUPPORT",
        ["BATCH + draft/isupport", *["@batch 005 bob"] * 3, "BATCH -"], ["005 bob"] * 3,
    ),
    (
        "extended-monitor setname",
        "If setname is also enabled, the client will get SETNAME notifications for monitored nicks.",
        "PART #c", "MONITOR + ada|ada: SETNAME :Ada L",
        ["PART #c", "730 bob ada!~u@192.0.2.1", "SETNAME Ada L"], ["PART #c", "730 bob ada!~u@192.0.2.1"],
    ),
    (
        "draft/extended-monitor away-notify",
        "If away-notify is also enabled, the client will get AWAY notifications for monitored nicks.",
        "PART #c", "MONITOR + ada|ada: AWAY :tea",
        ["PART #c", "730 bob ada!~u@192.0.2.1", "AWAY tea"], ["PART #c", "730 bob ada!~u@192.0.2.1"],
    ),
    (
        "invite-notify",
        (
            "The message source is the user doing the INVITE, target is the user being invited. … a server may choose"
            " to only send the message to clients having channel op"
        ),
        "MODE #c +o bob|INVITE zoe #c", "",
        ["MODE #c +o bob", "INVITE zoe #c"], ["MODE #c +o bob"],
    ),
    (
        "labeled-response batch",
        (
            "Servers MUST respond with a labeled ACK message when a client sends a labeled command that normally "
            "produces no response."
        ),
        "", "@label=1 PONG x",
        ["@label ACK"], [],
    ),
    (
        "message-tags",
        (
            "Servers MUST NOT deliver TAGMSG to clients that haven't negotiated the message tags capability. … "
            "Client-only tags MUST be relayed on PRIVMSG, NOTICE and TAGMSG messages. … Implementations MUST NOT "
            "perform any validation that would reject the message if an invalid tag key name is used."
        ),
        "@+x=1;ü!=2 TAGMSG #c|@+x=1 PRIVMSG #c :x", "",
        ["@+x,msgid TAGMSG #c", "@+x,msgid PRIVMSG #c x"], ["PRIVMSG #c x"],
    ),
    (
        "draft/metadata-3 batch",
        (
            "Upon requesting the capability, clients receive their non-transient metadata. If none exists, the server"
            " MUST send an empty batch instead. … When subscribing to a key, clients SHOULD receive the current value"
            " of that key for channels/users they are receiving updates for."
        ),
        "METADATA * SET status :here", "METADATA * SUB status",
        ["770 bob status", "BATCH + metadata #c", "@batch 761 bob ada status * here", "BATCH -"],
        ["770 bob status", "BATCH + metadata #c", "@batch 761 bob ada status * here", "BATCH -"],
    ),
    (
        "draft/multiline batch",
        "servers MUST deliver the component messages without using a multiline BATCH",
        "BATCH +1 draft/multiline #c|@batch=1 PRIVMSG #c :a|@batch=1 PRIVMSG #c :b|BATCH -1", "",
        ["BATCH + draft/multiline #c", "@batch PRIVMSG #c a", "@batch PRIVMSG #c b", "BATCH -"],
        ["PRIVMSG #c a", "PRIVMSG #c b"],
    ),
    (
        "multi-prefix",
        "all possible prefixes which apply to a user in NAMES and WHO output. … in order of 'rank', from highest",
        "MODE #c +v ada", "NAMES #c",
        ["MODE #c +v ada", "353 bob = #c @+ada bob", "366 bob #c"],
        ["MODE #c +v ada", "353 bob = #c @ada bob", "366 bob #c"],
    ),
    (
        "draft/persistence",
        "Unauthenticated clients attempting to issue GET or SET MUST receive: FAIL PERSISTENCE ACCOUNT_REQUIRED",
        "", "PERSISTENCE GET",
        ["FAIL PERSISTENCE ACCOUNT_REQUIRED"], ["FAIL PERSISTENCE ACCOUNT_REQUIRED"],
    ),
    (
        "draft/read-marker",
        (
            "after the server sends a server JOIN command to the client for a corresponding channel, the server MUST "
            "send a MARKREAD command for that channel. The command MUST be sent before the RPL_ENDOFNAMES reply"
        ),
        "", "JOIN #d",
        ["JOIN #d", "MARKREAD #d *", "353 bob", "366 bob"], JOINED,
    ),
    (
        "sasl",
        (
            "If the chosen mechanism is client-first, the server sends an empty response (AUTHENTICATE +). … The "
            "client can abort an authentication by sending an asterisk as the data. The server will send a 906 "
            "numeric."
        ),
        "", "AUTHENTICATE PLAIN|AUTHENTICATE *",
        ["AUTHENTICATE +", "906 bob"], ["AUTHENTICATE +", "906 bob"],
    ),
    (
        "soju.im/search batch",
        "the server MUST reply to a successful SEARCH command using a batch with batch type search.",
        "PRIVMSG #c :x", "SEARCH text=x",
        ["PRIVMSG #c x", "BATCH + soju.im/search", "@batch PRIVMSG #c x", "BATCH -"],
        ["PRIVMSG #c x", "BATCH + soju.im/search", "@batch PRIVMSG #c x", "BATCH -"],
    ),
    (
        "no-implicit-names",
        "servers MUST NOT send an implicit NAMES reply after sending a JOIN message.",
        "", "JOIN #d",
        ["JOIN #d"], JOINED,
    ),
    (
        "server-time",
        (
            "Servers MAY include the timestamp in messages when they see fit but MUST NOT do so before acknowledging "
            "the client capability using CAP ACK."
        ),
        "PRIVMSG #c :x", "PING x",
        ["@time PRIVMSG #c x", "@time PONG room.test x"], ["PRIVMSG #c x", "PONG room.test x"],
    ),
    (
        "setname",
        (
            "they MUST send the server-to-client version of the SETNAME message to all clients in common channels … "
            "The SETNAME message MUST NOT be sent to clients which do not have the capability negotiated."
        ),
        "SETNAME :Ada L", "",
        ["SETNAME Ada L"], [],
    ),
    (
        "userhost-in-names",
        "extends the NAMES reply messages to contain the full hostmask (nick!user@host) of every user listed.",
        "", "NAMES #c",
        ["353 bob = #c @ada!~u@192.0.2.1 bob!~u@192.0.2.1", "366 bob #c"], ["353 bob = #c @ada bob", "366 bob #c"],
    ),
]  # fmt: skip
"""The capability and those it takes besides; the sentence; what Ada does, what Bob does, what Bob hears of it, and what
he hears if he has not asked for the first."""


def act(ada, bob, adas, bobs):
    """What Bob hears when both have done what they do, Ada first unless a line of Bob's says that it is hers."""
    bob.lines()
    ada.send(*filter(None, adas.split("|")))
    for line in filter(None, bobs.split("|")):
        (ada if line.startswith("ada: ") else bob).send(line.removeprefix("ada: "))
    return tagged(bob.heard())


@pytest.fixture
def meet(enter):
    enter("zoe", channel="")

    def meet(*capabilities):
        ada = enter("ada", "message-tags", "batch", "draft/multiline", channel="#c")
        return ada, enter("bob", *capabilities, channel="#c")

    return meet


@pytest.mark.parametrize("row", CAPABILITY, ids=[row[0] for row in CAPABILITY])
def test_who_asks_for_a_capability_gets_what_it_is_for(meet, row):
    names, sentence, adas, bobs, told, _ = row
    ada, bob = meet(*names.split())
    check(act(ada, bob, adas, bobs), told, sentence)


@pytest.mark.parametrize("row", CAPABILITY, ids=[row[0] for row in CAPABILITY])
def test_and_who_does_not_is_spared_it(meet, row):
    names, sentence, adas, bobs, _, told = row
    ada, bob = meet(*names.split()[1:])
    check(act(ada, bob, adas, bobs), told, sentence)


# What takes more than a line of each


def test_what_is_taken_back_is_told_to_whose_client_knows_of_that(meet, enter):
    """draft/message-redaction: SHOULD forward this REDACT, with an appropriate prefix, to the target recipients that
    have negotiated the capability, in the same way as PRIVMSG messages. MUST not forward this REDACT to target
    recipients that have not negotiated this capability.
    """
    _, bob = meet("message-tags", "draft/message-redaction", "echo-message")
    knows, old = enter("new", "draft/message-redaction", channel="#c"), enter("old", channel="#c")
    (oops,) = bob.ask("PRIVMSG #c :oops")
    knows.lines(), old.lines()
    bob.send(f"REDACT #c {oops.tags['msgid']} :sorry")
    assert [(m.nick, *m.params) for m in knows.heard()] == [("bob", "#c", oops.tags["msgid"], "sorry")]
    assert [m.command for m in old.heard()] == ["NOTICE"]


def test_who_is_away_may_say_so_at_the_door(visit):
    """draft/pre-away: If the capability has been negotiated, servers MUST accept the AWAY command before connection
    registration has completed.
    """
    bob = visit()
    check(said(bob.ask("AWAY :tea")), ["451 *"])
    check(said(bob.ask("CAP REQ draft/pre-away", "AWAY :tea")), ["CAP", "306 *"])


def test_somebody_who_is_elsewhere_now_comes_and_goes_for_those_who_know_of_nothing_else(meet):
    """chghost: When a client username or host is changed, servers MUST send the CHGHOST message to other clients who
    share channels with the target client and who have enabled the chghost capability. When the capability is not
    enabled […] the simulated events SHOULD include appropriate QUIT, JOIN and MODE commands.
    """
    for capabilities, told in [
        (["chghost"], ["CHGHOST ~u 192.0.2.9"]),
        ([], ["QUIT Changing hostname", "JOIN #c", "MODE #c +o ada"]),
    ]:
        ada, bob = meet(*capabilities)
        bob.lines()
        announce_move(ada.session.person, "~u", "192.0.2.9")
        assert said(bob.heard()) == told
        for person in (ada, bob):
            person.send("QUIT")


def test_a_note_that_no_command_asked_for_is_for_those_who_take_any(meet, room):
    """standard-replies: This capability allows servers to send arbitrary standard replies other than ones enabled by a
    specific specification.
    """
    ada, bob = meet("standard-replies")
    ada.lines(), bob.lines()
    room.close()
    check(said(bob.heard()), ["NOTE * ROOM_CLOSED", "ERROR"])
    check(said(ada.heard()), ["ERROR"])


BY_THEMSELVES = {"chghost", "draft/message-redaction", "draft/pre-away", "standard-replies"}
"""The capabilities of these tests."""


def test_no_capability_is_left_out():
    assert {row[0].split()[0] for row in CAPABILITY} | BY_THEMSELVES == set(CAPABILITIES)


def test_the_one_it_is_about_is_told_too(enter):
    """…as well as to the client from which it originated. clients on common channels with them, including themselves"""
    ada = enter("ada", "setname", "account-notify")
    told = said(ada.ask("SETNAME :Ada L", "REGISTER * * x"))
    assert {"SETNAME Ada L", "ACCOUNT ada"} < set(told)
