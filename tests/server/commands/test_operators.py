"""What those may do who run the server. https://modern.ircdocs.horse/#operator-messages"""

import pytest

from server.commands import operators
from server.passwords import hash_password


def said(messages):
    return [(m.command, m.params) for m in messages]


def numerics(messages):
    return [m.command for m in messages]


@pytest.fixture
def room(make_room):
    return make_room(operators={"root": "secret", "hashed": hash_password("secret"), "none": ""})


@pytest.fixture
def root(enter):
    person = enter("root", channel="")
    person.ask("OPER root secret")
    return person


@pytest.mark.parametrize("name", ["root", "hashed"])
def test_who_knows_the_password_becomes_an_operator(enter, name):
    ada = enter("ada")
    assert said(ada.ask(f"OPER {name} secret")) == [
        ("381", ("ada", "You are now an operator of this server")),
        ("MODE", ("ada", "+o")),
    ]
    assert ada.ask("LUSERS")[1].params[1] == "1"
    assert said(ada.ask("MODE ada -o")) == [("MODE", ("ada", "-o"))]
    assert ada.ask("LUSERS")[1].params[1] == "0"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("OPER root wrong", "464"), ("OPER nobody secret", "464"), ("OPER root :", "464"), ("OPER none :", "464"),
        ("OPER root", "461"), ("OPER", "461"),
    ],
)  # fmt: skip
def test_who_does_not_know_it_learns_nothing(enter, line, answer):
    """ "Both parameters are required for the command to be successful. If the client does not send the correct
    password for the given name, the server replies with an ERR_PASSWDMISMATCH message".
    """
    ada = enter("ada")
    assert numerics(ada.ask(line)) == [answer]
    assert "481" in numerics(ada.ask("KILL ada"))


def test_a_name_that_nobody_has_takes_as_long_as_any_other(enter, monkeypatch):
    looked_at = []
    monkeypatch.setattr(operators, "matches", lambda password, kept: looked_at.append(kept))
    ada = enter("ada")
    ada.ask("OPER root x", "OPER nobody x")
    assert looked_at == ["secret", "secret"]


def test_guessing_ends_soon(enter, room):
    ada = enter("ada")
    ada.ask(*["OPER root x"] * 3)
    assert ada.session in room.parting


@pytest.mark.parametrize("line", ["KILL bob :x", "WALLOPS :x", "REHASH"])
def test_others_may_do_none_of_it(enter, line):
    enter("bob")
    assert numerics(enter("ada").ask(line)) == ["481"]


def test_somebody_is_made_to_leave(enter, root, room):
    bob, eve = enter("bob"), enter("eve")
    eve.lines()
    root.send("KILL bob :enough")
    assert bob.lines()[-3:] == [
        ":root!~u@192.0.2.1 KILL bob :enough",
        ":bob!~u@192.0.2.1 QUIT :Killed (root (enough))",
        "ERROR :Closing link: Killed (root (enough))",
    ]
    assert said(eve.heard()) == [("QUIT", ("Killed (root (enough))",))]
    assert room.parting == [bob.session]
    root.send("KILL eve")
    assert room.parting == [bob.session, eve.session]
    assert numerics(root.ask("KILL nobody")) == ["401"]


def test_who_wants_to_hear_operators_does(enter, root):
    """ "The WALLOPS command is used to send a message to all […] users who have set the 'w' user mode" """
    ada, bob = enter("ada"), enter("bob")
    ada.send("MODE ada +w")
    ada.lines(), bob.lines()
    root.send("WALLOPS :hi everyone")
    assert said(ada.heard()) == [("WALLOPS", ("hi everyone",))]
    assert bob.heard() == []
    assert numerics(root.ask("WALLOPS")) == ["461"]


def test_an_operator_of_the_server_is_above_every_channel(enter, root):
    ada = enter("ada", channel="#c")
    ada.send("MODE #c +ims")
    ada.lines()
    assert root.ask("MODE #c -i") == []
    assert said(ada.heard()) == [("MODE", ("#c", "-i"))]
    assert "322" in numerics(root.ask("LIST"))
    root.send("JOIN #c")
    assert "404" not in numerics(root.ask("PRIVMSG #c :quiet"))
