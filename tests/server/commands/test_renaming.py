"""RENAME. https://ircv3.net/specs/extensions/channel-rename"""

import pytest


def said(messages):
    return [(m.command, m.params) for m in messages]


@pytest.fixture
def ada(enter):
    return enter("ada", "draft/channel-rename", channel="#old")


def test_who_understands_is_told_and_others_move(ada, enter):
    bob, new = enter("bob", channel="#old"), enter("new", "extended-join", "no-implicit-names", channel="#old")
    ada.send("TOPIC #old :tea")
    for person in (ada, bob, new):
        person.lines()
    assert said(ada.ask("RENAME #old #new :because")) == [("RENAME", ("#old", "#new", "because"))]
    heard = bob.heard()
    assert said(heard)[:2] == [("PART", ("#old", "because")), ("JOIN", ("#new",))]
    assert [m.command for m in heard[2:]] == ["332", "333", "353", "366"]
    assert said(new.heard())[1] == ("JOIN", ("#new", "*", "new Realname"))
    bob.send("PRIVMSG #new :x")
    assert said(ada.heard()) == [("PRIVMSG", ("#new", "x"))]
    assert [m.command for m in bob.ask("PRIVMSG #old :x")] == ["403"]


def test_all_that_is_in_it_stays(ada, room):
    """ "A channel rename preserves all channel state, such as membership, mode and topic." """
    ada.send("MODE #old +sb eve", "PRIVMSG #old :kept")
    ada.ask("RENAME #old #new")
    assert ada.ask("MODE #new")[0].params == ("ada", "#new", "+ns")
    assert [m.command for m in ada.ask("MODE #new b")] == ["367", "368"]
    assert "#old" not in room.channels
    ada.send("PART #new")
    assert list(room.channels) == ["#general"]


def test_the_old_name_is_free(ada, enter):
    ada.ask("RENAME #old #new")
    bob = enter("bob", channel="#old")
    assert [m.command for m in bob.ask("MODE #old +k beer")] == ["MODE"]


def test_what_was_said_moves_along(enter):
    ada = enter("ada", "draft/channel-rename", "draft/chathistory", "batch", "message-tags", channel="#old")
    ada.send("PRIVMSG #old :before")
    ada.ask("RENAME #old #new")
    ada.send("PRIVMSG #new :after")
    said = [m.params for m in ada.ask("CHATHISTORY LATEST #new * 10") if m.command == "PRIVMSG"]
    assert said == [("#new", "before"), ("#new", "after")]


def test_what_was_done_under_the_old_name_is_told_as_done_under_the_new_one(enter):
    capabilities = ("draft/chathistory", "draft/event-playback", "draft/channel-rename", "soju.im/search", "batch")
    ada = enter("ada", *capabilities, channel="#old")
    ada.ask("TOPIC #old :tea", "MODE #old +m", "PRIVMSG #old :before", "RENAME #old #new :because")
    told = {m.command: m.params for m in ada.ask("CHATHISTORY LATEST #new * 10")}
    assert {command: told[command][0] for command in ("JOIN", "TOPIC", "MODE", "PRIVMSG")} == dict.fromkeys(
        ("JOIN", "TOPIC", "MODE", "PRIVMSG"), "#new"
    )
    assert told["RENAME"] == ("#old", "#new", "because")
    assert ("#new", "before") in [m.params for m in ada.ask("SEARCH text=before")]


def test_who_cannot_ask_is_shown_it_where_they_are(enter):
    ada = enter("ada", channel="#old")
    ada.ask("PRIVMSG #old :before", "RENAME #old #new")
    bob = enter("bob", channel="")
    said = [m.params for m in bob.ask("JOIN #new") if m.command == "PRIVMSG"]
    assert [(where, words[-8:]) for where, words in said] == [("#new", "] before")]


def test_case_alone_can_change(ada, enter):
    """ "This fallback SHOULD NOT be used if the rename only changes the case of the channel name" """
    bob = enter("bob", channel="#old")
    bob.lines()
    assert said(ada.ask("RENAME #old #OLD")) == [("RENAME", ("#old", "#OLD", ""))]
    assert bob.heard() == []
    assert ada.ask("MODE #old")[0].params[1] == "#OLD"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("RENAME #old", ("461", "RENAME")),
        ("RENAME #none #new", ("403", "#none")),
        ("RENAME #other #new", ("442", "#other")),
        ("RENAME #general #new", ("482", "#general")),
        ("RENAME #old #other", ("RENAME", "CHANNEL_NAME_IN_USE", "#old", "#other")),
        ("RENAME #old new", ("RENAME", "CANNOT_RENAME", "#old", "new")),
    ],
)
def test_what_cannot_be_renamed(ada, enter, line, answer):
    enter("eve"), enter("bob", channel="#other")
    ada.send("JOIN #general")
    (message,) = ada.ask(line)
    if message.command == "FAIL":
        assert message.params[:-1] == answer
    else:
        assert (message.command, message.params[1]) == answer


def test_where_everybody_comes_in_stays(enter):
    ada = enter("ada")
    assert ada.ask("RENAME #general #new")[0].params[:2] == ("RENAME", "CANNOT_RENAME")
