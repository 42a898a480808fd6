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
        ("401", ("ada", "nobody", "No such nick")),
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
