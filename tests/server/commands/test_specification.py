"""Sentences of https://modern.ircdocs.horse/, each beside what shows that it is true here."""

import pytest

from server.config import Config, LimitsTable
from server.protocol.vocabulary import CAPABILITIES
from tests.server.commands.wording import check, said

OPENING = ["NICK ada", "USER u 0 * :Ada", "JOIN #c,#d", "MODE #c +tk key", "TOPIC #c :tea", "MODE #d +i"]
"""What Ada has done before: she operates #c, which has a key and a topic, and #d, to which one is invited."""


@pytest.fixture
def ada(visit):
    ada = visit()
    ada.ask(*OPENING)
    return ada


@pytest.fixture
def bob(ada, enter):
    """Who is in #c, without a rank, and has been invited nowhere."""
    bob = enter("bob", channel="#c key")
    ada.lines()
    return bob


ANSWERS = [
    (
        (
            "If the server does not receive the <nickname> parameter with the NICK command, it should issue an "
            "ERR_NONICKNAMEGIVEN numeric and ignore the NICK command."
        ),
        "NICK",
        ["431 bob"],
    ),
    (
        (
            "If the server does not accept the new nickname supplied by the client as valid (...), it should "
            "issue an ERR_ERRONEUSNICKNAME numeric and ignore the NICK command."
        ),
        "NICK #x",
        ["432 bob #x"],
    ),
    (
        (
            "where the desired nickname is already in use on the network, it should issue an ERR_NICKNAMEINUSE "
            "numeric and ignore the NICK command."
        ),
        "NICK ADA",
        ["433 bob ADA"],
    ),
    (
        (
            "If a client tries to send the USER command after they have already completed registration with the "
            "server, the ERR_ALREADYREGISTERED reply should be sent and the attempt should fail."
        ),
        "USER x 0 * :x",
        ["462 bob"],
    ),
    ("it may not be changed once the client has been registered", "PASS x", ["462 bob"]),
    (
        (
            "clients or servers must reply to it with a PONG message with the same <token> value. ...  Servers "
            "MUST send a <server> parameter"
        ),
        "PING :a token",
        ["PONG room.test"],
    ),
    (
        (
            "If a client sends a command with less parameters than the command requires to be processed, the "
            "server will reply with an ERR_NEEDMOREPARAMS numeric and the command will fail."
        ),
        "KICK #c",
        ["461 bob KICK"],
    ),
    (
        (
            "If the channel does not exist, the client will receive an ERR_NOSUCHCHANNEL reply and that channel "
            "will be ignored. ... if the channel exists and the client is not joined to it, they will receive "
            "an ERR_NOTONCHANNEL reply and that channel will be ignored."
        ),
        "PART #none,#d,#c",
        ["403 bob #none", "442 bob #d", "PART"],
    ),
    (
        (
            "If RPL_TOPIC is returned to the client sending this command, RPL_TOPICWHOTIME SHOULD also be sent "
            "to that client."
        ),
        "TOPIC #c",
        ["332 bob #c", "333 bob #c ada!~u@192.0.2.1"],
    ),
    (
        (
            "If a client does not have appropriate channel permissions and tries to change the topic, the "
            "ERR_CHANOPRIVSNEEDED numeric is returned and the command will fail."
        ),
        "TOPIC #c :milk",
        ["482 bob #c"],
    ),
    (
        (
            "If the channel name is invalid or the channel does not exist, one RPL_ENDOFNAMES numeric "
            "containing the given channel name should be returned."
        ),
        "NAMES #none",
        ["366 bob #none"],
    ),
    (
        (
            "If no parameter is given for this command, servers SHOULD return one RPL_ENDOFNAMES numeric with "
            "the <channel> parameter set to an asterisk character"
        ),
        "NAMES",
        ["366 bob *"],
    ),
    (
        (
            "the server MAY send one RPL_LISTSTART numeric, MUST send back zero or more RPL_LIST numerics, and "
            "MUST send back one RPL_LISTEND numeric."
        ),
        "LIST #c",
        ["321 bob Channel", "322 bob #c 2", "323 bob"],
    ),
    (
        "Otherwise, the server SHOULD reject the command with the ERR_NOSUCHCHANNEL numeric.",
        "INVITE ada #none",
        ["403 bob #none"],
    ),
    (
        (
            "Only members of the channel are allowed to invite other users.  Otherwise, the server MUST reject "
            "the command with the ERR_NOTONCHANNEL numeric."
        ),
        "INVITE ada #d",
        ["442 bob #d"],
    ),
    (
        (
            "If the user is already on the target channel, the server MUST reject the command with the "
            "ERR_USERONCHANNEL numeric."
        ),
        "INVITE ada #c",
        ["443 bob ada #c"],
    ),
    ("KICK: ERR_CHANOPRIVSNEEDED", "KICK #c ada", ["482 bob #c"]),
    ("KICK: ERR_NOTONCHANNEL", "KICK #d ada", ["442 bob #d"]),
    ("KICK: ERR_NOSUCHCHANNEL", "KICK #none ada", ["403 bob #none"]),
    ("If the MOTD does not exist or could not be found, the ERR_NOMOTD numeric is returned.", "MOTD", ["422 bob"]),
    (
        (
            "If <target> is given and a matching server cannot be found, the server will respond with the "
            "ERR_NOSUCHSERVER numeric and the command will fail."
        ),
        "MOTD nowhere.test",
        ["402 bob nowhere.test"],
    ),
    (
        (
            "If <target> is given and a matching server cannot be found, the server will respond with the "
            "ERR_NOSUCHSERVER numeric and the command will fail."
        ),
        "INFO nowhere.test",
        ["402 bob nowhere.test"],
    ),
    (
        (
            "If <target> is given and a matching server cannot be found, the server will respond with the "
            "ERR_NOSUCHSERVER numeric and the command will fail."
        ),
        "VERSION nowhere.test",
        ["402 bob nowhere.test"],
    ),
    ("TIME: ERR_NOSUCHSERVER", "TIME nowhere.test", ["402 bob nowhere.test"]),
    ("Wildcards are allowed in the <target> parameter.", "TIME *.TEST", ["391 bob room.test"]),
    (
        "If <target> is a client, the information for the server that client is connected to is requested.",
        "VERSION ada",
        ["351 bob", "005 bob", "005 bob", "005 bob"],
    ),
    (
        ("If <target> is a nickname that does not exist on the network, the ERR_NOSUCHNICK numeric is returned."),
        "MODE nobody",
        ["401 bob nobody"],
    ),
    (
        (
            "If <target> is a different nick than the user who sent the command, the ERR_USERSDONTMATCH numeric "
            "is returned."
        ),
        "MODE ada +i",
        ["502 bob"],
    ),
    (
        (
            "If <modestring> is not given, the RPL_UMODEIS numeric is sent back containing the current modes of "
            "the target user."
        ),
        "MODE bob",
        ["221 bob +"],
    ),
    (
        (
            "the server MUST apply the modes that are implemented, and then send the ERR_UMODEUNKNOWNFLAG in "
            "reply along with the MODE message."
        ),
        "MODE bob +iy",
        ["501 bob", "MODE bob +i"],
    ),
    (
        ("If <target> is a channel that does not exist on the network, the ERR_NOSUCHCHANNEL numeric is returned."),
        "MODE #none",
        ["403 bob #none"],
    ),
    (
        (
            "If a user does not have appropriate privileges to change modes on the target channel, the server "
            "MUST not process the message, and ERR_CHANOPRIVSNEEDED numeric is returned."
        ),
        "MODE #c +m",
        ["482 bob #c"],
    ),
    (
        ("Ban lists are returned with zero or more RPL_BANLIST numerics, followed by one RPL_ENDOFBANLIST numeric."),
        "MODE #c b",
        ["368 bob #c"],
    ),
    (
        (
            "If a message cannot be delivered to a channel, the server SHOULD respond with an "
            "ERR_CANNOTSENDTOCHAN numeric"
        ),
        "PRIVMSG #d :x",
        ["404 bob #d"],
    ),
    ("PRIVMSG: ERR_NOSUCHNICK", "PRIVMSG nobody :x", ["401 bob nobody"]),
    ("PRIVMSG: ERR_NORECIPIENT", "PRIVMSG", ["411 bob"]),
    ("PRIVMSG: ERR_NOTEXTTOSEND", "PRIVMSG ada", ["412 bob"]),
    ("they must not send any error back to the client on receipt of a NOTICE command.", "NOTICE nobody :x", []),
    (
        (
            "The server will answer this command with zero, one or more RPL_WHOREPLY, and end the list with "
            "RPL_ENDOFWHO."
        ),
        "WHO ada",
        ["352 bob #c ~u 192.0.2.1 room.test ada H@", "315 bob ada"],
    ),
    ("WHOIS: ERR_NONICKNAMEGIVEN", "WHOIS", ["431 bob"]),
]


@pytest.mark.parametrize(("sentence", "line", "answer"), ANSWERS, ids=[line for _, line, _ in ANSWERS])
def test_each_sentence_about_an_answer_is_true(bob, sentence, line, answer):
    check(said(bob.ask(line)), answer, sentence)


def test_the_welcome_comes_in_this_order(visit):
    """The server MUST send, in this order, the RPL_WELCOME, RPL_YOURHOST, RPL_CREATED, RPL_MYINFO, and at least one
    RPL_ISUPPORT numeric to the client. The server SHOULD then respond as though the client sent the LUSERS command.
    The server MUST then respond as though the client sent it the MOTD command.
    """
    order = list(dict.fromkeys(m.command for m in visit().ask("NICK ada", "USER u 0 * :Ada")))
    assert order == ["001", "002", "003", "004", "005", "251", "252", "253", "254", "255", "265", "266", "422"]


def test_who_is_given_modes_is_told_so(make_room, visit):
    """If the user has client modes set on them automatically upon joining the network, the server SHOULD send the
    client the RPL_UMODEIS (221) reply.
    """
    heard = visit(make_room({"default_user_modes": "iw"})).ask("NICK ada", "USER u 0 * :Ada")
    assert [m.params for m in heard if m.command == "221"] == [("ada", "+iw")]
    order = [m.command for m in heard]
    assert order.index("266") < order.index("221") < order.index("422")


def test_names_have_the_letters_that_all_clients_rely_on(make_room, visit):
    """Servers MUST allow at least all alphanumerical characters, square and curly brackets ([]{}), backslashes (\\),
    and pipe (|) characters in nicknames.
    """
    for casemapping in ("precis", "ascii"):
        heard = visit(make_room({"casemapping": casemapping})).ask("NICK aZ09[]{}\\|", "USER u 0 * :Ada")
        assert heard[0].params[0] == "aZ09[]{}\\|"


def test_a_long_user_name_is_cut_as_announced(visit, enter):
    """The maximum length of <username> may be specified by the USERLEN RPL_ISUPPORT parameter. If this length is
    advertised, the username MUST be silently truncated to the given length before being used. The tilde prefix ("~"),
    if it exists, contributes to the length of the username and would be included in this parameter.
    """
    assert any("USERLEN=16" in m.params for m in enter("bob").ask("ISUPPORT"))
    visit().ask("NICK ada", f"USER {'u' * 20} 0 * :Ada")
    assert enter("zoe").ask("WHOIS ada")[0].params[2] == "~" + "u" * 15


def test_who_joins_is_told_of_themselves_first(ada, enter):
    """They receive a JOIN message from the server with their client as the message <source>. After this, they are sent
    the channel's topic (with RPL_TOPIC). These RPL_NAMREPLY messages sent by the server MUST include the requesting
    client that has just joined the channel.
    """
    bob = enter("bob", channel="")
    join, *rest = bob.ask("JOIN #c key")
    assert (join.command, join.source, join.params) == ("JOIN", "bob!~u@192.0.2.1", ("#c",))
    assert [m.command for m in rest] == ["332", "333", "353", "366"]
    assert "bob" in rest[2].params[-1].split()


def test_several_channels_come_back_one_by_one(ada, bob):
    """Servers SHOULD NOT send multiple channels in this message to clients. If a PART message is distributed in this
    way, <reason> (if it exists) should be on each of these messages.
    """
    assert [m.params for m in ada.ask("PART #c,#d :bye")] == [("#c", "bye"), ("#d", "bye")]


def test_a_reason_says_who_ended_it(ada, bob, enter):
    """Servers SHOULD prepend <reason> with the ASCII string "Quit: " when sending QUIT messages to other clients. This
    applies even if <reason> is empty, in which case the reason sent to other clients SHOULD be just this "Quit: "
    string.
    """
    enter("zoe", channel="#c key").send("QUIT")
    ada.lines()
    ada.send("QUIT :off")
    assert [m.params for m in bob.heard() if m.command == "QUIT"] == [("Quit: ",), ("Quit: off",)]
    assert ada.heard()[-1].command == "ERROR"


def test_an_invitation_is_told_to_both(ada, enter):
    """The server MUST send a RPL_INVITING numeric to the command issuer, and an INVITE message, with the issuer as
    <source>, to the target user.
    """
    zoe = enter("zoe", channel="")
    assert [(m.command, m.params) for m in ada.ask("INVITE zoe #d")] == [("341", ("ada", "zoe", "#d"))]
    assert [(m.source, m.params) for m in zoe.heard()] == [("ada!~u@192.0.2.1", ("zoe", "#d"))]


def test_a_topic_is_told_to_everybody_in_the_channel(ada, bob):
    """Every client in that channel (including the author of the topic change) will receive a TOPIC command with the new
    topic as argument (or an empty argument if the topic was cleared).
    """
    assert [m.params for m in ada.ask("TOPIC #c :")] == [m.params for m in bob.heard()] == [("#c", "")]


def test_a_kick_names_one_channel_and_one_person(ada, bob, enter):
    """The server MUST NOT send KICK messages with multiple channels or users to clients. If no comment is given, the
    server SHOULD use a default message instead.
    """
    enter("zoe", channel="#c key")
    told = [m.params for m in ada.ask("KICK #c bob,zoe") if m.command == "KICK"]
    assert [params[:2] for params in told] == [("#c", "bob"), ("#c", "zoe")]
    assert all(params[2] for params in told)


def test_rooms_may_be_known_by_addresses_so_nobody_is_bound_to_names():
    """Strict transport security is bound to host names, and has no way back for a room that made its own key."""
    assert "sts" not in CAPABILITIES


def test_the_limits_are_those_that_were_promised():
    limits = Config().limits
    assert limits == LimitsTable()
    assert (limits.sendq_bytes, limits.sendq_unregistered_bytes) == (4 * 1024 * 1024, 96 * 1024)
    assert (limits.ping_interval, limits.ping_timeout, limits.registration_timeout) == (90, 150, 30)
    assert limits.max_per_address >= 500
