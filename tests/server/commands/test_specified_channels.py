"""Sentences about channels, of https://modern.ircdocs.horse/ and IRCv3, each beside what shows that it is true here.

Ada operates #c. Bob is in it without a rank. Zoe is outside, and so is what she may not see.
"""

import pytest

from server.ranks import RANK_OF
from tests.server.commands.wording import check, said

OUTSIDE = [
    (
        (
            "their nickmask is compared with each banned client mask set with this mode. If they match one of these "
            "banned masks, they will receive an ERR_BANNEDFROMCHAN reply and the JOIN command will fail."
        ),
        ["MODE #c +b zoe!*@*"],
        "JOIN #c",
        ["474 zoe #c"],
    ),
    (
        (
            "If their nickmask matches any one of the masks set by this mode, and their nickmask also matches any one "
            "of the masks set by the ban channel mode, they will not be blocked from joining due to the ban mode."
        ),
        ["MODE #c +be zo*!*@* *!*@192.0.2.*"],
        "JOIN #c",
        ["JOIN #c", "353 zoe = #c", "366 zoe #c"],
    ),
    (
        (
            "If this mode is set on a channel, and the number of users joined to that channel matches or exceeds the "
            "value of this mode, new users cannot join that channel. ... they will receive an ERR_CHANNELISFULL reply "
            "and the command will fail."
        ),
        ["MODE #c +l 2"],
        "JOIN #c",
        ["471 zoe #c"],
    ),
    (
        (
            "a user must have received an INVITE for this channel before being allowed to join it. If they have not "
            "received an invite, they will receive an ERR_INVITEONLYCHAN reply and the command will fail."
        ),
        ["MODE #c +i"],
        "JOIN #c",
        ["473 zoe #c"],
    ),
    (
        (
            "If their nickmask matches any one of the masks set by this mode, and the channel is in invite-only mode, "
            "they do not need to require an INVITE in order to join the channel."
        ),
        ["MODE #c +iI zoe!*@*"],
        "JOIN #c",
        ["JOIN #c", "353 zoe = #c", "366 zoe #c"],
    ),
    (
        (
            "If they do not supply a <key>, or the key they supply does not match the value of this mode, they will "
            "receive an ERR_BADCHANNELKEY reply and the command will fail."
        ),
        ["MODE #c +k word"],
        "JOIN #c other",
        ["475 zoe #c"],
    ),
    (
        (
            "with the first <key> being used for the first <channel>, the second <key> being used for the second "
            "<channel>, etc."
        ),
        ["MODE #c +k word", "JOIN #d", "MODE #d +k key"],
        "JOIN #d,#c word,key",
        ["475 zoe #d", "475 zoe #c"],
    ),
    (
        (
            "If this mode is enabled and they try to send one of these to a channel they are not joined to, they will "
            "receive an ERR_CANNOTSENDTOCHAN numeric and the message will not be sent to that channel."
        ),
        ["MODE #c +n"],
        "PRIVMSG #c :x",
        ["404 zoe #c"],
    ),
    (
        (
            "A channel that is set to secret will not show up in responses to the LIST or NAMES command unless the "
            "client sending the command is joined to the channel."
        ),
        ["MODE #c +s"],
        "LIST",
        ["321 zoe Channel", "323 zoe"],
    ),
    (
        (
            "If the given channel has the secret channel mode set and the user is not joined to that channel, one "
            "RPL_ENDOFNAMES numeric is returned."
        ),
        ["MODE #c +s"],
        "NAMES #c",
        ["366 zoe #c"],
    ),
    (
        (
            "secret channels will not show up in the RPL_WHOISCHANNELS numeric unless the user the numeric is being "
            "sent to is joined to that channel."
        ),
        ["MODE #c +s"],
        "WHOIS bob",
        ["311 zoe bob", "312 zoe bob", "317 zoe bob", "318 zoe bob"],
    ),
    (
        (
            "Sent to a client as a reply to the INVITE command when used with no parameter, to indicate a channel the "
            "client was invited to."
        ),
        ["MODE #c +i", "INVITE zoe #c"],
        "INVITE",
        ["INVITE zoe #c", "336 zoe #c", "337 zoe"],
    ),
    ("INVITE: ERR_NEEDMOREPARAMS", [], "INVITE zoe", ["461 zoe INVITE"]),
    (
        "<prefix> is the highest channel membership prefix that client has in the channel, if they have one.",
        ["JOIN #general", "MODE #general +qaohv ada ada ada ada ada"],
        "NAMES #general",
        ["353 zoe = #general ~ada", "366 zoe #general"],
    ),
    ("JOIN: ERR_NEEDMOREPARAMS", [], "JOIN :", ["461 zoe JOIN"]),
    ("PRIVMSG: ERR_NORECIPIENT", [], "PRIVMSG , :x", ["411 zoe"]),
    (
        "Servers MAY choose to hide sensitive information such as channel keys when sending the current modes.",
        ["MODE #c +k word"],
        "MODE #c",
        ["324 zoe #c +nk *", "329 zoe #c"],
    ),
    (
        'ERR_LINKCHANNEL (470): "<client> <channel> <channel joined instead>"',
        ["JOIN #d", "MODE #c +if #d"],
        "JOIN #c",
        ["470 zoe #c #d", "JOIN #d", "353 zoe = #d", "366 zoe #d"],
    ),
    (
        (
            "The first possible parameter to this command is a list of channel names ... The second possible parameter "
            "to this command is a list of conditions"
        ),
        ["JOIN #d"],
        "LIST #c,#d >1",
        ["321 zoe Channel", "322 zoe #c 2", "323 zoe"],
    ),
]


@pytest.mark.parametrize(("sentence", "before", "line", "answer"), OUTSIDE)
def test_each_sentence_about_who_is_outside_is_true(ada, zoe, sentence, before, line, answer):
    ada.ask(*before)
    zoe.send(line)
    check(said(zoe.heard()), answer, sentence)


INSIDE = [
    (
        "If this mode is set on a channel, only users who have channel privileges may send messages to that channel.",
        ["MODE #c +m"],
        "PRIVMSG #c :x",
        ["404 bob #c"],
    ),
    (
        "The voice channel mode is designed to let a user talk in a moderated channel",
        ["MODE #c +mv bob"],
        "PRIVMSG #c :x",
        [],
    ),
    (
        (
            "users must have channel privileges such as halfop or operator status in order to change the topic of a "
            "channel."
        ),
        ["MODE #c +t"],
        "TOPIC #c :x",
        ["482 bob #c"],
    ),
    (
        "In a channel that does not have this mode enabled, anyone may set the topic of the channel",
        ["MODE #c -t"],
        "TOPIC #c :x",
        ["TOPIC #c x"],
    ),
    (
        "This channel mode controls a list of client masks that are 'banned' from joining or speaking in the channel.",
        ["MODE #c +b bob"],
        "PRIVMSG #c :x",
        ["404 bob #c"],
    ),
    (
        "Mode C keeps requests to people's programs (CTCP) out of a channel,",
        ["MODE #c +C"],
        "PRIVMSG #c :\x01VERSION\x01",
        ["404 bob #c"],
    ),
    ("but for ACTION.", ["MODE #c +C"], "PRIVMSG #c :\x01ACTION waves\x01", []),
    (
        (
            "Exception lists are returned with zero or more RPL_EXCEPTLIST numerics, followed by one "
            "RPL_ENDOFEXCEPTLIST numeric."
        ),
        ["MODE #c +e zoe"],
        "MODE #c e",
        ["348 bob #c zoe!*@* ada!~u@192.0.2.1 1700000000", "349 bob #c"],
    ),
    (
        (
            "Invite-exception lists are returned with zero or more RPL_INVEXLIST numerics, followed by one "
            "RPL_ENDOFINVEXLIST numeric."
        ),
        ["MODE #c +I zoe"],
        "MODE #c I",
        ["346 bob #c zoe!*@* ada!~u@192.0.2.1 1700000000", "347 bob #c"],
    ),
    (
        "472: Indicates that a mode character used by a client is not recognized by the server.",
        [],
        "MODE #c +y",
        ["472 bob y"],
    ),
    (
        (
            "it may be prefixed with one or more channel membership prefix character (@, +, etc) and the message will "
            "be delivered only to the members of that channel with the given or higher status in the channel."
        ),
        ["MODE #c +v bob"],
        "PRIVMSG @+#c :x",
        [],
    ),
    (
        "Users with this mode may perform channel moderation tasks, but at a lower privilege level than operators.",
        ["MODE #c +h bob"],
        "MODE #c +o bob",
        ["482 bob #c"],
    ),
    (
        "Implementations MUST allow channels to be renamed while only changing the casing of a channel name.",
        ["MODE #c +o bob"],
        "RENAME #c #C",
        [],
    ),
    (
        "If existing error numerics (such as ERR_CHANOPRIVSNEEDED ...) are more appropriate, they SHOULD be used",
        [],
        "RENAME #c #d",
        ["482 bob #c"],
    ),
    (
        "FAIL RENAME CHANNEL_NAME_IN_USE <old-channel> <new-channel> :The channel name is already taken",
        ["MODE #c +o bob"],
        "RENAME #c #general",
        ["FAIL RENAME CHANNEL_NAME_IN_USE #c #general"],
    ),
    (
        (
            "there MUST be either one channel parameter and multiple user parameter, or as many channel parameters as "
            "there are user parameters"
        ),
        ["MODE #c +o bob"],
        "KICK #c,#c ada",
        ["461 bob KICK"],
    ),
    ("UNINVITE: ERR_CHANOPRIVSNEEDED", [], "UNINVITE ada #c", ["482 bob #c"]),
    (
        "leave all channels they are currently connected to. ... as though the client had sent a PART command for each",
        [],
        "JOIN 0",
        ["PART #c"],
    ),
]


@pytest.mark.parametrize(("sentence", "before", "line", "answer"), INSIDE)
def test_each_sentence_about_who_is_inside_is_true(ada, bob, sentence, before, line, answer):
    ada.ask(*before)
    bob.lines()
    check(said(bob.ask(line)), answer, sentence)


CHANGES = [
    (
        "When the server is done processing the modes, a MODE command is sent to all members of the channel",
        "MODE #c +mv-n bob",
        ["MODE #c +mv-n bob"],
    ),
    (
        "If a type B or C mode does not have a parameter when being set, the server MUST ignore that mode.",
        "MODE #c +kl",
        [],
    ),
    (
        "Type C: These modes MUST have a parameter when being set, and MUST NOT have a parameter when being unset.",
        "MODE #c +l-l 5",
        ["MODE #c +l-l 5"],
    ),
    (
        "Type A: These modes MUST always have a parameter when sent from the server to a client.",
        "MODE #c +bb zoe",
        ["MODE #c +b zoe!*@*"],
    ),
    ("Type B: These modes MUST always have a parameter.", "MODE #c +k-k a", ["MODE #c +k-k a *"]),
]


@pytest.mark.parametrize(("sentence", "line", "told"), CHANGES)
def test_each_sentence_about_a_change_is_true(ada, bob, sentence, line, told):
    bob.lines()
    ada.send(line)
    assert said(bob.heard()) == told, sentence


def test_who_makes_a_channel_operates_it(ada, bob):
    """If the channel doesn't exist prior to joining, the channel is created and the creating user becomes a channel
    operator.
    """
    assert said(bob.ask("NAMES #c"))[0] == "353 bob = #c @ada bob"


def test_a_message_for_a_rank_reaches_it_and_those_above(ada, bob, enter):
    """... delivered only to the members of that channel with the given or higher status in the channel."""
    eve = enter("eve", channel="#c")
    ada.ask("MODE #c +v bob")
    bob.lines(), eve.lines()
    eve.send("PRIVMSG +#c :to the voiced", "PRIVMSG @#c :to the operators")
    assert said(ada.heard()) == ["PRIVMSG +#c to the voiced", "PRIVMSG @#c to the operators"]
    assert said(bob.heard()) == ["PRIVMSG +#c to the voiced"]


def test_who_is_protected_is_so_from_their_equals(ada, bob, room):
    """Users with this mode cannot be kicked and cannot have this mode removed by other protected users."""
    for person in (ada, bob):
        room.channels.find("#c").promote(person.session.person, RANK_OF["a"])
    check(said(ada.ask("KICK #c bob")), ["482 ada #c"])
    check(said(ada.ask("MODE #c -a bob")), ["482 ada #c"])


def test_the_invisible_are_seen_from_within(ada, bob, zoe):
    """Users with the invisible user mode set are not shown in channel responses unless the requesting client is also
    joined to that channel.
    """
    bob.ask("MODE bob +i")
    assert said(zoe.ask("NAMES #c"))[0] == "353 zoe = #c @ada"
    assert said(ada.ask("NAMES #c"))[0] == "353 ada = #c @ada bob"


def test_a_limit_to_channels_is_announced_and_kept(make_room, enter):
    """If the client cannot join this channel because they would be over their limit, they will receive an
    ERR_TOOMANYCHANNELS reply and the command will fail.
    """
    ada = enter("ada", channel="", to=make_room(max_channels=1))
    assert any("CHANLIMIT=#:1" in m.params for m in ada.ask("ISUPPORT"))
    check(said(ada.ask("JOIN #a,#b")[-1:]), ["405 ada #b"])


def test_an_account_can_be_banned(ada, room, enter):
    """Servers publishing the ACCOUNTEXTBAN token MUST also publish the EXTBAN token. Servers MUST support matching
    exact account names.
    """
    tokens = {token for m in ada.ask("ISUPPORT") for token in m.params}
    assert {"ACCOUNTEXTBAN=a", "EXTBAN=,am"} <= tokens
    ada.ask("MODE #c +b a:zoe")
    zoe, other = enter("zoe", channel=""), enter("eve", channel="")
    assert said(zoe.ask("JOIN #c"))[0] == "JOIN #c"
    zoe.ask("PART #c")
    other.session.person.account = "Zoe"
    check(said(other.ask("JOIN #c")), ["474 eve #c"])


def test_what_is_renamed_is_told_by_its_reason_and_to_others_as_a_move(ada, bob, enter):
    """The server to client command MUST always include the third parameter. ... Send the client a PART message for the
    old channel name, with part message matching the rename reason if given. Send the client a JOIN message followed by
    the usual messages that would be sent if the client had joined the new channel normally.
    """
    eve = enter("eve", "draft/channel-rename", channel="#c")
    bob.lines(), eve.lines()
    ada.ask("TOPIC #c :tea", "RENAME #c #d")
    assert eve.heard()[-1].params == ("#c", "#d", "")
    check(
        said(bob.heard()[1:]),
        ["PART #c", "JOIN #d", "332 bob #d tea", "333 bob #d ada!~u@192.0.2.1", "353 bob = #d", "366 bob #d"],
    )
