"""What those with a rank may do, and what modes there are."""

import pytest


def said(messages):
    return [(m.command, m.params) for m in messages]


def test_a_rank_may_put_people_out(enter):
    ada, bob, eve = enter("ada"), enter("bob"), enter("eve")
    bob.lines(), eve.lines()
    assert said(ada.ask("KICK #general bob,eve :enough")) == [
        ("KICK", ("#general", "bob", "enough")),
        ("KICK", ("#general", "eve", "enough")),
    ]
    assert said(bob.heard()) == [("KICK", ("#general", "bob", "enough"))]
    assert [m.command for m in bob.ask("PRIVMSG #general :x")] == ["404"]


@pytest.mark.parametrize(
    ("line", "numeric"),
    [
        ("KICK #general", "461"),
        ("KICK #none ada", "403"),
        ("KICK #general ada", "482"),
        ("MODE #general +o bob", "482"),
        ("MODE #general -n", "482"),
        ("MODE #general +x", "472"),
        ("MODE #general b", "368"),
        ("MODE #none", "403"),
        ("MODE nobody", "401"),
        ("MODE ada", "502"),
        ("MODE bob +x", "501"),
    ],
)
def test_what_may_not_be_done_is_refused(enter, line, numeric):
    enter("ada")
    assert [m.command for m in enter("bob").ask(line)] == [numeric]


def test_only_those_who_are_there_can_be_put_out(enter):
    ada = enter("ada")
    enter("bob", channel="")
    assert said(ada.ask("KICK #general bob,nobody")) == [
        ("441", ("ada", "bob", "#general", "They aren't on that channel")),
        ("401", ("ada", "nobody", "Nobody here is called that")),
    ]


def test_modes_are_told(enter, clock):
    ada = enter("ada")
    assert said(ada.ask("MODE #general")) == [
        ("324", ("ada", "#general", "+n")),
        ("329", ("ada", "#general", "1700000000")),
    ]
    assert said(ada.ask("MODE ada")) == [("221", ("ada", "+"))]


def test_changes_are_announced_once_and_only_real_ones(enter):
    ada, bob = enter("ada"), enter("bob")
    bob.lines()
    ada.send("MODE #general +n+t+o+t bob")
    assert said(bob.heard()) == [("MODE", ("#general", "+to", "bob"))]
    assert ada.ask("MODE #general +n") == []


def test_an_operator_may_do_much_but_nothing_to_the_founder(enter):
    ada, bob = enter("ada"), enter("bob")
    ada.send("MODE #general +to bob")
    assert [m.command for m in bob.ask("TOPIC #general :mine")] == ["TOPIC"]
    assert [m.command for m in bob.ask("KICK #general ada")] == ["482"]
    assert [m.command for m in bob.ask("MODE #general -q ada")] == ["482"]
    assert [m.command for m in ada.ask("MODE #general -o bob")] == ["MODE"]
    assert [m.command for m in bob.ask("TOPIC #general :again")] == ["482"]


def test_a_rank_needs_somebody_to_have_it(enter):
    ada = enter("ada")
    assert [m.command for m in ada.ask("MODE #general +o", "MODE #general +o nobody")] == ["461", "401"]


def test_outsiders_may_speak_where_that_is_allowed(enter):
    ada, eve = enter("ada"), enter("eve", channel="")
    assert [m.command for m in eve.ask("PRIVMSG #general :x")] == ["404"]
    ada.send("MODE #general -n")
    ada.lines()
    assert eve.ask("PRIVMSG #general :x") == []
    assert ada.heard()[-1].params == ("#general", "x")


def test_own_modes_can_be_changed(enter):
    ada = enter("ada")
    assert said(ada.ask("MODE ada +i")) == [("MODE", ("ada", "+i"))]
    assert ada.ask("MODE ada +i") == []
    assert said(ada.ask("MODE ada", "MODE ada -i")) == [("221", ("ada", "+i")), ("MODE", ("ada", "-i"))]


# INVITE: https://modern.ircdocs.horse/#invite-message


def test_who_is_invited_is_told_and_so_is_who_invited(enter):
    """341: "<client> <nick> <channel>" """
    ada, bob = enter("ada", channel="#c"), enter("bob", channel="")
    assert said(ada.ask("INVITE bob #c")) == [("341", ("ada", "bob", "#c"))]
    assert said(bob.heard()) == [("INVITE", ("bob", "#c"))]
    bob.send("AWAY :tea")
    assert [m.command for m in ada.ask("INVITE bob #c")] == ["341", "301"]


def test_of_others_only_operators_who_asked_hear_of_an_invitation(enter):
    """ "a server may choose to only send the message to clients having channel op" """
    ada, bob = enter("ada", channel="#c"), enter("bob", "invite-notify", channel="#c")
    eve = enter("eve", "invite-notify", channel="#c")
    enter("zoe", channel="")
    ada.send("MODE #c +o bob")
    bob.lines(), eve.lines()
    ada.send("INVITE zoe #c")
    assert said(bob.heard()) == [("INVITE", ("zoe", "#c"))]
    assert eve.heard() == []


@pytest.mark.parametrize(
    ("line", "numeric"),
    [
        ("INVITE bob", "461"),
        ("INVITE nobody #c", "401"),
        ("INVITE bob #none", "403"),
        ("INVITE bob #other", "442"),
        ("INVITE eve #c", "443"),
    ],
)
def test_what_cannot_be_an_invitation(enter, line, numeric):
    ada = enter("ada", channel="#c")
    enter("eve", channel="#c"), enter("bob", channel="#other")
    assert [m.command for m in ada.ask(line)] == [numeric]


def test_anybody_invites_but_where_only_the_invited_come_in_operators_do(enter):
    """ "When the channel has invite-only mode set, only channel operators may issue INVITE command." """
    ada, bob = enter("ada", channel="#c"), enter("bob", channel="#c")
    enter("eve", channel="")
    assert [m.command for m in bob.ask("INVITE eve #c")] == ["341"]
    ada.send("MODE #c +i")
    assert [m.command for m in bob.ask("INVITE eve #c")] == ["482"]


def test_an_invitation_by_just_anybody_opens_no_doors(enter):
    ada, bob, eve = enter("ada", channel="#c"), enter("bob", channel="#c"), enter("eve", channel="")
    ada.send("MODE #c +b eve")
    bob.send("INVITE eve #c")
    assert "474" in [m.command for m in eve.ask("JOIN #c")]


# KNOCK


def test_newcomers_knock_and_are_let_in(enter, clock):
    ada, bob, eve = enter("ada", channel="#c"), enter("bob", channel="#c"), enter("eve", channel="")
    ada.send("MODE #c +i")
    ada.lines(), bob.lines()
    assert [m.command for m in eve.ask("KNOCK #c")] == ["711"]
    assert said(ada.heard()) == [("710", ("ada", "#c", "eve!~u@192.0.2.1", "asks to be let in"))]
    assert bob.heard() == []
    assert [m.command for m in eve.ask("KNOCK #c")] == ["712"]
    clock.now += 60
    assert [m.command for m in eve.ask("KNOCK #c")] == ["711"]
    ada.send("INVITE eve #c")
    assert "JOIN" in [m.command for m in eve.ask("JOIN #c")]


def test_who_knocked_is_told_when_they_are_not_let_in(enter):
    ada, eve = enter("ada", channel="#c"), enter("eve", channel="")
    ada.send("MODE #c +i")
    eve.ask("KNOCK #c")
    assert [m.command for m in ada.ask("UNINVITE eve #c")] == ["494"]
    assert said(eve.heard()) == [("473", ("eve", "#c", "You were not let in"))]


def test_an_invitation_can_be_taken_back(enter):
    ada, eve = enter("ada", channel="#c"), enter("eve", channel="")
    ada.send("MODE #c +i", "INVITE eve #c", "UNINVITE eve #c")
    eve.lines()
    assert [m.command for m in eve.ask("JOIN #c")] == ["473"]


@pytest.mark.parametrize(
    ("who", "line", "numeric"),
    [
        ("ada", "UNINVITE eve #c", "505"),
        ("ada", "UNINVITE bob #c", "443"),
        ("ada", "UNINVITE nobody #c", "401"),
        ("ada", "UNINVITE eve #none", "403"),
        ("ada", "UNINVITE eve", "461"),
        ("bob", "UNINVITE eve #c", "482"),
        ("eve", "UNINVITE bob #c", "442"),
    ],
)
def test_who_may_turn_whom_away(enter, who, line, numeric):
    people = {"ada": enter("ada", channel="#c"), "bob": enter("bob", channel="#c"), "eve": enter("eve", channel="")}
    assert [m.command for m in people[who].ask(line)] == [numeric]


@pytest.mark.parametrize("closed", ["+i", "+k key"])
def test_the_first_channel_is_the_rooms_door(enter, closed):
    """Who has not come in there comes into no other channel, unless they were asked there."""
    ada, bob, eve = enter("ada", channel="#general"), enter("bob", channel="#general"), enter("eve", channel="")
    ada.send("JOIN #tea", f"MODE #general {closed}")
    for line in ("JOIN #tea", "JOIN #new"):
        assert said(eve.ask(line))[0][0] == "473"
    assert "JOIN" in [m.command for m in bob.ask("JOIN #tea")]
    ada.send("INVITE eve #tea")
    eve.lines()
    assert "JOIN" in [m.command for m in eve.ask("JOIN #tea")]
    ada.send("MODE #general -i", "MODE #general -k key")
    assert "JOIN" in [m.command for m in enter("max", channel="").ask("JOIN #new")]


@pytest.mark.parametrize(
    ("mode", "line", "numeric"),
    [
        ("-i", "KNOCK #c", "713"),
        ("+i", "KNOCK #none", "403"),
        ("+is", "KNOCK #c", "403"),
        ("+ib eve", "KNOCK #c", "712"),
        ("+k key", "KNOCK #c", "711"),
    ],
)
def test_where_one_may_knock(enter, mode, line, numeric):
    enter("ada", channel="#c").send(f"MODE #c {mode}")
    assert [m.command for m in enter("eve", channel="").ask(line)] == [numeric]


def test_who_is_inside_need_not_knock(enter):
    assert [m.command for m in enter("ada", channel="#c").ask("KNOCK #c")] == ["714"]


def test_several_are_put_out_of_one_channel_or_each_out_of_their_own(enter):
    """ "The server MUST NOT send KICK messages with multiple channels or users to clients." """
    ada = enter("ada", channel="#a")
    ada.send("JOIN #b")
    for nick in ("bob", "eve"):
        enter(nick, channel="#a").send("JOIN #b")
    ada.lines()
    assert said(ada.ask("KICK #a,#b bob,eve :x")) == [("KICK", ("#a", "bob", "x")), ("KICK", ("#b", "eve", "x"))]
