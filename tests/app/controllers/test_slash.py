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
