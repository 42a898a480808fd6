"""What can be typed, how it is understood, and what it does."""

import pytest

from app.controllers import slash
from app.controllers.slash import COMMANDS, UsageError


def run(stay, text):
    slash.run(stay.chat, text)


@pytest.mark.parametrize(
    ("name", "usage"),
    [
        ("me", "/me <action>"),
        ("nick", "/nick <name>"),
        ("part", "/part"),
        ("join", "/join <channel> [password]"),
        ("ban", "/ban <name> [reason]"),
        ("msg", "/msg <name> <text>"),
        ("topic", "/topic [text]"),
        ("help", "/help [command]"),
        ("quit", "/quit"),
    ],
)
def test_the_usage_is_read_from_the_function(name, usage):
    assert COMMANDS[name].usage == usage


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_of_one_line(name):
    assert COMMANDS[name].help.endswith(".") or "“" in COMMANDS[name].help
    assert "\n" not in COMMANDS[name].help


@pytest.mark.parametrize(
    "text",
    [
        "/me",
        "/me   ",
        "/nick",
        "/nick Ada Lovelace",
        "/join",
        "/part now",
        "/msg",
        "/msg Ben",
        "/query",
        "/back x",
        "/help a b",
    ],
)
def test_what_is_typed_otherwise_is_answered_with_how_it_is_used(stay, text):
    usage = COMMANDS[text.split()[0][1:]].usage
    with pytest.raises(UsageError, match=r"^Usage: ") as caught:
        run(stay, text)
    assert str(caught.value) == f"Usage: {usage}"
    assert stay.take() == []


@pytest.mark.parametrize("text", ["/frobnicate", "/", "/ me", "/usr/bin/python is a path", "/__init__", "/_quit"])
def test_an_unknown_command_says_where_to_look_and_how_to_say_it(stay, text):
    with pytest.raises(UsageError, match=r"^There is no command /\S*\. /help lists what there is; // says something"):
        run(stay, text)


@pytest.mark.parametrize("text", ["/ME waves", "/me  waves ", "/me\nwaves"])
def test_case_and_space_do_not_matter(stay, text):
    run(stay, text)
    assert stay.take()[0].partition(" ")[2].startswith("PRIVMSG #general :\x01ACTION waves")


def test_me(stay):
    stay.chat.submit("/me waves  twice")
    assert stay.take()[0].endswith("PRIVMSG #general :\x01ACTION waves  twice\x01")
    assert stay.shown() == ["Ada: waves  twice [waiting]"]


def test_nick(stay):
    run(stay, "/nick Countess")
    assert stay.take() == ["NICK Countess"]
    with pytest.raises(UsageError, match="A name cannot start with “#”"):
        run(stay, "/nick #tea")


def test_join(stay):
    run(stay, "/join tea")
    assert stay.take() == ["JOIN #tea"]
    assert stay.room.current.name == "#tea"
    with pytest.raises(UsageError, match="cannot have"):
        run(stay, "/join a,b")


def test_part(stay):
    stay.enter("#tea")
    stay.chat.show(stay.room.find("#tea"))
    stay.take()
    run(stay, "/part")
    assert stay.take() == ["PART #tea"]
    with pytest.raises(UsageError, match="the room's first channel"):
        run(stay, "/part")
    assert stay.room.current is stay.general


def test_query(stay):
    run(stay, "/query ben")
    assert stay.room.current.name == "Ben"


def test_msg(stay):
    run(stay, "/msg Ben hello  there")
    assert stay.room.current.name == "Ben"
    assert stay.take()[0].endswith("PRIVMSG Ben :hello  there")


@pytest.mark.parametrize("name", [":Ben", "#tea", "a,b", "Ben!b@h"])
@pytest.mark.parametrize("command", ["/query {}", "/msg {} hello"])
def test_nobody_can_be_called_that(stay, command, name):
    with pytest.raises(UsageError, match="A name cannot"):
        run(stay, command.format(name))
    assert stay.room.current is stay.general
    assert stay.take() == []


def test_topic(stay):
    run(stay, "/topic")
    stay.hear(":Ben!b@h TOPIC #general :Tea at four")
    run(stay, "/topic")
    assert stay.shown() == ["* No topic is set.", "Ben set 'Tea at four'", "* Topic: Tea at four"]
    run(stay, "/topic Tea at five")
    assert stay.take() == ["TOPIC #general :Tea at five"]


def test_names(stay):
    run(stay, "/names")
    assert stay.shown() == ["* Ada, Ben, Cleo"]
    stay.lose()
    with pytest.raises(UsageError, match="not known right now"):
        run(stay, "/names")


@pytest.mark.parametrize("text", ["/topic", "/topic Tea", "/names"])
def test_what_only_channels_have(stay, text):
    stay.chat.open_direct("Ben")
    with pytest.raises(UsageError, match=r"^Only channels have a "):
        run(stay, text)


def test_kick(stay):
    stay.hear(":Ben!b@h JOIN #general")
    run(stay, "/kick ben")
    run(stay, "/kick ben Enough for today")
    assert stay.take()[-2:] == ["KICK #general ben", "KICK #general ben :Enough for today"]


@pytest.mark.parametrize(("place", "why"), [("#general", "no Nobody in #general"), ("Ben", "out of channels only")])
def test_kick_where_or_whom_one_cannot(stay, place, why):
    if place == "Ben":
        stay.chat.open_direct("Ben")
    stay.take()
    with pytest.raises(slash.UsageError, match=why):
        slash.run(stay.chat, "/kick Nobody")
    assert stay.take() == []


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("/ban ben", ["MODE #general +b ben", "KICK #general ben"]),
        ("/ban ben Enough", ["MODE #general +b ben", "KICK #general ben Enough"]),
        ("/ban dan", ["MODE #general +b dan"]),
        ("/unban dan", ["MODE #general -b dan"]),
        ("/mute ben", ["MODE #general +b m:ben"]),
        ("/unmute ben", ["MODE #general -b m:ben"]),
        ("/moderator ben", ["MODE #general +o ben"]),
        ("/voice ben", ["MODE #general +v ben"]),
        ("/demote ben", ["MODE #general -v ben"]),
        ("/quiet", ["MODE #general +m"]),
        ("/quiet off", ["MODE #general -m"]),
        ("/slow 30", ["MODE #general +S 30"]),
        ("/slow 0", ["MODE #general -S"]),
        ("/password tea", ["MODE #general +k tea"]),
        ("/password", []),
        ("/invite dan", ["INVITE dan #general"]),
        ("/invite dan tea", ["INVITE dan #tea"]),
        ("/join #tea secret", ["JOIN #tea secret"]),
        ("/list", ["LIST"]),
    ],
)
def test_what_a_command_asks_of_the_room(stay, text, sent):
    run(stay, text)
    assert stay.take() == sent


@pytest.mark.parametrize("text", ["/slow fast", "/slow 999999", "/password a,b", "/quiet perhaps", "/voice Nobody"])
def test_what_cannot_be_is_not_asked(stay, text):
    with pytest.raises(UsageError):
        run(stay, text)
    assert stay.take() == []


def test_list(stay):
    run(stay, "/list")
    stay.hear(":room 322 Ada #tea 1 :Tea at four", ":room 322 Ada #general 3 :", ":room 323 Ada :End of LIST")
    assert stay.shown() == ["* #general (3)\n#tea (1): Tea at four"]
    stay.hear(":room 323 Ada :End of LIST")
    assert len(stay.shown()) == 1


def test_whois(stay):
    stay.hear(":Ben!b@h AWAY :At lunch", ":Ben!b@h ACCOUNT ben-1")
    run(stay, "/whois ben")
    assert stay.shown() == ["* Ben is away: At lunch\nBen is in #general\nThe room knows Ben as ben-1"]
    with pytest.raises(UsageError, match="no Nobody in this room"):
        run(stay, "/whois Nobody")


def test_ignore_and_unignore(stay):
    run(stay, "/ignore ben")
    assert stay.room.is_muted("Ben")
    assert stay.take() == []
    run(stay, "/unignore BEN")
    assert not stay.room.is_muted("Ben")
    for text in ("/unignore ben", "/ignore Ada", "/ignore #tea"):
        with pytest.raises(UsageError):
            run(stay, text)


def test_away_and_back(stay):
    for text in ("/away", "/away At lunch", "/back"):
        run(stay, text)
    assert stay.take() == ["AWAY Away", "AWAY :At lunch", "AWAY"]


def test_clear(stay):
    stay.hear(":Ben!b@h PRIVMSG #general :hello")
    stay.chat.submit("on its way")
    run(stay, "/clear")
    assert stay.shown() == ["Ada: on its way [waiting]"]


def test_quit(stay):
    run(stay, "/quit")
    assert stay.left == 1


def test_help_lists_every_command_in_order(stay):
    run(stay, "/help")
    (entry,) = stay.general.entries
    lines = entry.text.split("\n")
    assert lines == sorted(lines)
    assert len(lines) == len(COMMANDS)
    assert "/msg <name> <text>: Send somebody a direct message." in lines


@pytest.mark.parametrize("text", ["/help msg", "/help /MSG"])
def test_help_for_one_command(stay, text):
    run(stay, text)
    assert stay.shown() == ["* /msg <name> <text>: Send somebody a direct message."]


def test_help_for_what_is_no_command(stay):
    with pytest.raises(UsageError, match="There is no command /frob"):
        run(stay, "/help frob")


def test_with_no_conversation_commands_do_no_harm(outside):
    for text in ("/part", "/topic", "/names"):
        with pytest.raises(UsageError):
            run(outside, text)
    run(outside, "/clear")
    run(outside, "/help")
    assert outside.take() == []
