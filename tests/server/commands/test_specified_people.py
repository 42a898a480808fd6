"""Sentences about people and what one may ask of the room, of https://modern.ircdocs.horse/ and IRCv3, each beside what
shows that it is true here.

Ada is in #c, and Bob too. Zoe is elsewhere. Root runs the server.
"""

import pytest

from tests.server.commands.wording import check, said


@pytest.fixture
def room(make_room):
    return make_room(operators={"root": "secret"})


@pytest.fixture
def root(enter):
    person = enter("root", channel="")
    person.ask("OPER root secret")
    return person


ASKED_FROM_OUTSIDE = [
    (
        "A channel name, in which case the channel members are listed.",
        [],
        "WHO #c",
        ["352 zoe #c", "352 zoe #c", "315"],
    ),
    (
        "An exact nickname, in which case a single user is returned.",
        ["SETNAME bob"],
        "WHO BOB",
        ["352 zoe * ~u 192.0.2.1 room.test bob", "315 zoe BOB"],
    ),
    (
        'Absent or set to "0", in which case all visible users are listed.',
        ["NICK 0"],
        "WHO 0",
        [*(f"352 zoe * ~u 192.0.2.1 room.test {nick}" for nick in ("bob", "zoe", "0")), "315 zoe 0"],
    ),
    (
        "Servers MAY match other user-specified values, such as the hostname, server, real name or username.",
        ["SETNAME :Ada Lovelace"],
        "WHO :ada l*",
        ["352 zoe * ~u 192.0.2.1 room.test ada", "315 zoe *"],
    ),
    (
        "A mask pattern, in which case all visible users whose nickname matches are listed.",
        [],
        "WHO a*",
        ["352 zoe *", "315 zoe a*"],
    ),
    (
        (
            "If a user is set to 'invisible', they will not show up in commands such as WHO or NAMES unless they share "
            "a channel with the user that submitted the command."
        ),
        ["MODE ada +i"],
        "WHO a*",
        ["315 zoe a*"],
    ),
    (
        "some servers hide all channels from the WHOIS reply of an invisible user they do not share",
        ["MODE ada +i"],
        "WHOIS ada",
        ["311 zoe ada", "312 zoe ada", "317 zoe ada", "318 zoe ada"],
    ),
    (
        "Servers MUST send the fields in the order specified above.",
        [],
        "WHO ada %rtnuc,42",
        ["354 zoe 42 * ~u ada ada", "315 zoe ada"],
    ),
    ("Servers MUST ignore any non-standard field they don't support.", [], "WHO ada %xn", ["354 zoe ada", "315"]),
    ("'0' is used for [account] when the user is logged out", [], "WHO ada %a", ["354 zoe 0", "315"]),
    (
        "ending with RPL_ENDOFWHOIS, even if they did not send any other numeric message",
        [],
        "WHOIS nobody",
        ["401 zoe nobody", "318 zoe nobody"],
    ),
    (
        "if the client sent multiple nicks, this MUST be the comma-separated list of nicks, even if some were dropped",
        [],
        "WHOIS ADA,bob",
        ["311 zoe ada", "319 zoe ada", "312 zoe ada", "317 zoe ada", "318 zoe ADA,bob"],
    ),
    (
        "The server will answer with numeric messages with information about the nick",
        [],
        "WHOIS room.test ada",
        ["311 zoe ada ~u 192.0.2.1 *", "319 zoe ada @#c", "312 zoe ada room.test", "317 zoe ada", "318 zoe ada"],
    ),
    (
        (
            "Servers MUST reply with either ERR_WASNOSUCHNICK or a non-empty list of WHOWAS entries, both followed "
            "with RPL_ENDOFWHOWAS"
        ),
        [],
        "WHOWAS nobody",
        ["406 zoe nobody", "369 zoe nobody"],
    ),
    (
        "The history is searched backward, returning the most recent entry first. ... up to <count> replies",
        ["NICK eve", "NICK ada", "SETNAME :Ada, later", "NICK eve"],
        "WHOWAS ada 1",
        ["314 zoe ada ~u 192.0.2.1 * Ada, later", "312 zoe ada room.test", "369 zoe ada"],
    ),
    (
        "If the <nick> argument is missing, they SHOULD send a single reply, using ERR_NONICKNAMEGIVEN",
        [],
        "WHOWAS",
        ["431 zoe"],
    ),
    (
        "RPL_AWAY, with the away message, when a PRIVMSG command is directed at the away user",
        ["AWAY :tea"],
        "PRIVMSG ada :x",
        ["301 zoe ada tea"],
    ),
    (
        "RPL_AWAY, with the away message, in replies to WHOIS messages.",
        ["AWAY :tea"],
        "WHOIS ada",
        ["311 zoe ada", "319 zoe ada", "312 zoe ada", "301 zoe ada tea", "317 zoe ada", "318 zoe ada"],
    ),
    (
        "In the RPL_USERHOST numeric, as the + or - character.",
        ["AWAY :tea"],
        "USERHOST ada bob nobody",
        ["302 zoe ada=-~u@192.0.2.1 bob=+~u@192.0.2.1"],
    ),
    (
        "The USERHOST command takes up to five nicknames, each a separate parameters.",
        [],
        "USERHOST zoe zoe zoe zoe zoe ada",
        ["302 zoe " + " ".join(["zoe=+~u@192.0.2.1"] * 5)],
    ),
    ("this numeric lists the nicks that are present on the network", [], "ISON ada nobody bob", ["303 zoe ada bob"]),
    (
        "If any of the targets being added are online, the server will generate RPL_MONONLINE numerics",
        [],
        "MONITOR + ada,nobody",
        ["730 zoe ada!~u@192.0.2.1", "731 zoe nobody"],
    ),
    ("Removes the given list of targets. No output will be returned for use of this command.", [], "MONITOR - ada", []),
    ("Clears the list of targets being monitored. No output will be returned", [], "MONITOR C", []),
    ("the output will be terminated with RPL_ENDOFMONLIST.", [], "MONITOR L", ["733 zoe"]),
    (
        "Servers MUST reply with RPL_LUSERCLIENT and RPL_LUSERME, and SHOULD also include all those defined below.",
        [],
        "LUSERS",
        [f"{number} zoe" for number in ("251", "252", "253", "254", "255", "265", "266")],
    ),
    (
        "the given server SHOULD respond with one RPL_VERSION reply and one or more RPL_ISUPPORT replies.",
        [],
        "VERSION",
        ["351 zoe", "005 zoe", "005 zoe", "005 zoe"],
    ),
    ("the server handling the command must reply to the query.", [], "TIME", ["391 zoe room.test"]),
    (
        "the server will respond with zero or more RPL_INFO replies, followed by one RPL_ENDOFINFO numeric.",
        [],
        "INFO",
        ["371 zoe", "371 zoe", "374 zoe"],
    ),
    (
        "RPL_HELPSTART SHOULD be some sort of title and the first RPL_HELPTXT message SHOULD be empty.",
        [],
        "HELP PING",
        ["704 zoe PING PING", "705 zoe PING ", "705 zoe PING Answer", "705 zoe PING See", "706 zoe PING"],
    ),
    ("reply with a single ERR_HELPNOTFOUND message", [], "HELP nonsense", ["524 zoe nonsense"]),
    ("unless it would be an invalid parameter, in which case it MUST be *", [], "HELP :unknown subject", ["524 zoe *"]),
    (
        "If a command is not implemented, it MUST return the ERR_UNKNOWNCOMMAND numeric.",
        [],
        "CONNECT nowhere.test",
        ["421 zoe CONNECT"],
    ),
    ("mark the end of the list using a RPL_ENDOFLINKS message.", [], "LINKS", ["365 zoe *"]),
    ("Indicates that the command failed because the user is not an IRC operator.", [], "REHASH", ["481 zoe"]),
    ("KILL is a privileged command and is available only to IRC Operators.", [], "KILL ada :x", ["481 zoe"]),
    ("WALLOPS: ERR_NOPRIVILEGES", [], "WALLOPS :x", ["481 zoe"]),
    (
        "the server replies with an ERR_PASSWDMISMATCH message and the request is not successful.",
        [],
        "OPER root wrong",
        ["464 zoe"],
    ),
    (
        (
            'If a user attempts to make themselves an operator using the "+o" or "+O" flag, the attempt SHOULD be '
            "ignored as users could bypass the authentication mechanisms of the OPER command. (RFC 2812, 3.1.5)"
        ),
        [],
        "MODE zoe +o",
        [],
    ),
    (
        "If a user has this mode, this indicates that they will receive WALLOPS messages from the server.",
        [],
        "MODE zoe +w",
        ["MODE zoe +w"],
    ),
    ("let clients mark themselves as bots by setting a user mode.", [], "MODE zoe +B", ["MODE zoe +B"]),
    (
        "The server acknowledges this by replying with an ERROR message and closing the connection to the client.",
        [],
        "QUIT :off",
        ["QUIT Quit: off", "ERROR Closing link: Quit: off"],
    ),
    ("PONG. Numeric Replies: None", [], "PONG x", []),
    (
        "The ERROR command is for use by servers when reporting a serious or fatal error (RFC 2812, 3.7.4)",
        [],
        "ERROR",
        [],
    ),
    (
        "the client may try sending the HELPOP command (with the same syntax specified here)",
        [],
        "HELPOP nonsense",
        ["524 zoe nonsense"],
    ),
    (
        "When receiving this command, the server MUST reply with one or more RPL_ISUPPORT messages",
        [],
        "ISUPPORT",
        ["005 zoe", "005 zoe", "005 zoe"],
    ),
    ("RPL_ACCEPTLIST (281), RPL_ENDOFACCEPT (282): https://defs.ircdocs.horse", [], "ACCEPT *", ["282 zoe"]),
    (
        "ERR_CHANOPEN (713): Returned when a client tries to KNOCK on a channel that doesn't require an invitation.",
        [],
        "KNOCK #c",
        ["713 zoe #c"],
    ),
    (
        "If a client sends a SETNAME command without having negotiated the capability, the server SHOULD handle it",
        [],
        "SETNAME :Zoë",
        [],
    ),
    (
        "If the server rejects the realname due to invalidity, it MUST send FAIL SETNAME INVALID_REALNAME",
        [],
        "SETNAME :",
        ["FAIL SETNAME INVALID_REALNAME"],
    ),
    (
        "The server acknowledges the change in away status by returning the RPL_NOWAWAY and RPL_UNAWAY numerics.",
        [],
        "AWAY :tea",
        ["306 zoe"],
    ),
    (
        "with no parameters, or with the empty string as the parameter, the user is no longer away.",
        [],
        "AWAY :",
        ["305 zoe"],
    ),
]


@pytest.mark.parametrize(("sentence", "before", "line", "answer"), ASKED_FROM_OUTSIDE)
def test_each_sentence_about_what_one_may_ask_is_true(ada, zoe, sentence, before, line, answer):
    ada.ask(*before)
    check(said(zoe.ask(line)), answer, sentence)


def test_what_is_watched_for_is_told(zoe, ada, enter):
    """This numeric is used to indicate to a client that either a target has just become online; that a target has just
    left the irc network.
    """
    zoe.ask("MONITOR + eve,ada")
    eve = enter("eve")
    assert said(zoe.heard()) == ["730 zoe eve!~u@192.0.2.1"]
    eve.send("QUIT")
    ada.send("NICK eve")
    assert said(zoe.heard()) == ["731 zoe eve", "731 zoe ada", "730 zoe eve!~u@192.0.2.1"]


def test_there_are_so_many_who_may_be_watched_for(make_room, enter):
    """The <limit> parameter is the maximum number of targets a client may have in their list, the <targets> parameter
    is the list of targets, as the client sent them, that cannot be added. Targets already in the list MUST NOT be added
    again.
    """
    zoe = enter("zoe", to=make_room(monitor=2))
    check(said(zoe.ask("MONITOR + a,A,b,c,d")), ["734 zoe 2 c,d", "731 zoe a,A,b"])
    assert said(zoe.ask("MONITOR L"))[0] == "732 zoe a,b"


def test_who_runs_the_server_is_known_and_has_another_mode(zoe, root):
    """The user will also receive a MODE message indicating their new user modes. <isop> is included if the user has
    registered as an operator.
    """
    check(said(zoe.ask("OPER root secret")), ["381 zoe", "MODE zoe +o"])
    assert said(zoe.ask("USERHOST root")) == ["302 zoe root*=+~u@192.0.2.1"]
    assert any(line.startswith("313 zoe root") for line in said(zoe.ask("WHOIS root")))


def test_who_is_killed_is_told_by_whom_and_so_are_those_who_knew_them(root, ada, bob):
    """The client being killed receives the KILL message, and the <source> of the message SHOULD be the operator who
    performed the command. The user being killed and every user sharing a channel with them receives a QUIT message.
    The <reason> on this QUIT message typically has the form: "Killed (<killer> (<reason>))". The user being killed then
    receives the ERROR message.
    """
    ada.lines(), bob.lines()
    root.send("KILL bob :enough")
    told = bob.heard()
    assert (told[0].command, told[0].nick, told[0].params) == ("KILL", "root", ("bob", "enough"))
    assert [(m.nick, *m.params) for m in told[1:2]] == [("bob", "Killed (root (enough))")]
    assert [m.command for m in told] == ["KILL", "QUIT", "ERROR"]
    assert said(ada.heard()) == ["QUIT Killed (root (enough))"]


def test_certificates_are_shown_to_oneself_and_operators_alone(root, ada, bob):
    """Clients MUST only be sent this numeric if they are either using the WHOIS command on themselves or they are an
    operator.
    """
    ada.session.come_by_tls("ab" * 32)
    shown = [any(m.command == "276" for m in one.ask("WHOIS ada")) for one in (ada, root, bob)]
    assert shown == [True, True, False]


def test_wallops_are_for_who_wants_them(root, ada, bob):
    """send a message to all currently connected users who have set the 'w' user mode for themselves."""
    bob.ask("MODE bob +w")
    ada.lines(), bob.lines()
    root.send("WALLOPS :soon")
    assert (said(ada.heard()), said(bob.heard())) == ([], ["WALLOPS soon"])


def test_who_hears_only_people_with_accounts_is_left_alone_by_others(ada, bob):
    """Mode R keeps messages of people without an account from somebody; 477 says why."""
    ada.ask("MODE ada +R")
    check(said(bob.ask("PRIVMSG ada :x")), ["477 bob ada"])
    bob.session.person.account = "bob"
    assert bob.ask("PRIVMSG ada :x") == []


def test_counts_are_of_people_channels_and_who_is_at_the_door(visit, ada, bob, zoe):
    """<u>, <i>, and <s> are non-negative integers, and represent the number of total users, invisible users, and other
    servers; the number of connections that are currently in an unknown state; the maximum number of clients that have
    been connected to this server at one time.
    """
    visit()
    ada.ask("MODE ada +i")
    bob.send("QUIT")
    client, *rest = zoe.ask("LUSERS")
    assert client.params[1] == "There are 1 users and 1 invisible on 1 servers"
    assert [m.params[1] for m in rest[:3]] == ["0", "1", "1"]
    assert [m.params[1:3] for m in rest[-2:]] == [("2", "3"), ("2", "3")]
