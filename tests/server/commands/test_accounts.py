"""An account of one's own: https://ircv3.net/specs/extensions/account-registration."""

from __future__ import annotations

import base64

import pytest


def register(person, *params):
    return person.ask("REGISTER " + " ".join(params))


def failure(answer):
    (message,) = answer
    assert message.command == "FAIL"
    return message.params[1]


def offered(person):
    return next(
        word.partition("=")[2]
        for message in person.ask("CAP LS 302")
        for word in message.params[-1].split()
        if word.startswith("draft/account-registration")
    )


@pytest.mark.parametrize("name", ["*", "ada", "Ada", "Lovelace"])
def test_an_account_is_made_and_its_owner_logged_in(enter, room, name):
    """ "Afterward, the client is assumed to be authenticated to the <account> as if it used SASL"."""
    ada = enter("ada")
    success, logged_in = register(ada, name, "*", "secret")
    made = "ada" if name == "*" else name
    assert (success.command, success.params[:2]) == ("REGISTER", ("SUCCESS", made))
    assert (logged_in.command, logged_in.params[2]) == ("900", made)
    again = enter("somebody")
    again.ask("AUTHENTICATE PLAIN")
    words = base64.b64encode(f"\0{made}\0secret".encode()).decode()
    assert [m.command for m in again.ask(f"AUTHENTICATE {words}")] == ["900", "903"]


def test_before_one_is_in_it_takes_only_a_name(visit):
    """ "before-connect - if present, indicates the server supports early registration". "FAIL REGISTER NEED_NICK: Sent
    by the server if the client sends REGISTER before sending a NICK command."
    """
    ada = visit()
    assert "before-connect" in offered(ada)
    assert failure(register(ada, "*", "*", "secret")) == "NEED_NICK"
    ada.ask("NICK ada")
    assert register(ada, "*", "*", "secret")[0].params[:2] == ("SUCCESS", "ada")


@pytest.mark.parametrize(
    ("server", "accounts"), [({}, {"registration_before_connect": False}), ({"password": "open"}, {})]
)
def test_before_one_is_in_it_is_refused_where_the_host_says_so_or_there_is_a_password(
    make_room, visit, server, accounts
):
    """ "Servers should ensure that … this functionality cannot be used to bypass any authentication restrictions"."""
    ada = visit(make_room(server, accounts=accounts))
    assert "before-connect" not in offered(ada)
    ada.ask("NICK ada")
    (answer,) = register(ada, "*", "*", "secret")
    assert answer.params[:3] == ("REGISTER", "COMPLETE_CONNECTION_REQUIRED", "ada")


def test_a_name_that_somebody_has_is_not_given_away(enter, visit):
    enter("ada")
    eve = visit()
    eve.ask("NICK ada")
    assert failure(register(eve, "*", "*", "secret")) == "USERNAME_EXISTS"
    assert failure(register(eve, "ada", "*", "secret")) == "USERNAME_EXISTS"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        (("taken", "*", "secret"), "ACCOUNT_EXISTS"),
        (("TAKEN", "*", "secret"), "ACCOUNT_EXISTS"),
        (("a!b", "*", "secret"), "BAD_ACCOUNT_NAME"),
        (("*", "*", ":"), "UNACCEPTABLE_PASSWORD"),
        (("*", "*", "x" * 301), "UNACCEPTABLE_PASSWORD"),
    ],
)
def test_what_cannot_be_an_account_is_refused(enter, params, code):
    """ "FAIL REGISTER ACCOUNT_EXISTS: because someone already registered it. BAD_ACCOUNT_NAME: to indicate that the
    desired account name is invalid or otherwise restricted/disallowed. UNACCEPTABLE_PASSWORD: if the password is
    invalid for any reason other than weakness. […] 300 bytes should be a safe reasonable limit."
    """
    register(enter("taken"), "*", "*", "secret")
    assert failure(register(enter("ada"), *params)) == code


def test_an_account_that_cannot_be_kept_is_not_made(enter, room):
    ada = enter("ada")
    room.memory.store._is_damaged = True
    assert failure(register(ada, "*", "*", "secret")) == "TEMPORARILY_UNAVAILABLE"
    assert ada.session.person.account == ""


def test_one_account_is_enough(enter):
    """ "FAIL REGISTER ALREADY_AUTHENTICATED: Sent by the server if the client is already authenticated." """
    ada = enter("ada")
    register(ada, "*", "*", "secret")
    assert failure(register(ada, "other", "*", "secret")) == "ALREADY_AUTHENTICATED"


@pytest.mark.parametrize(("email", "works"), [("*", False), ("@", False), ("ada", False), ("ada@example.org", True)])
def test_an_address_is_needed_where_the_host_wants_one(make_room, enter, email, works):
    ada = enter("ada", to=make_room(accounts={"registration_requires_email": True}))
    assert "email-required" in offered(ada)
    answer = register(ada, "*", email, "secret")
    assert answer[0].params[0] == "SUCCESS" if works else failure(answer) == "INVALID_EMAIL"


def test_where_the_host_makes_all_accounts_nobody_else_does(make_room, enter):
    ada = enter("ada", to=make_room(accounts={"registration": False}))
    assert not any("account-registration" in m.params[-1] for m in ada.ask("CAP LS 302"))
    assert failure(register(ada, "*", "*", "secret")) == "TEMPORARILY_UNAVAILABLE"


def test_too_little_is_complained_of(enter):
    assert register(enter("ada"), "*", "*")[0].command == "461"


def test_there_is_nothing_to_verify(enter):
    """ "Sent by the server if the <code> in the VERIFY command is invalid or expired." """
    assert failure(enter("ada").ask("VERIFY ada 123")) == "INVALID_CODE"


def test_the_others_hear_of_it(enter):
    ada, bob = enter("ada"), enter("bob", "account-notify", "extended-join")
    bob.lines()
    register(ada, "*", "*", "secret")
    assert [(m.command, m.params) for m in bob.heard()] == [("ACCOUNT", ("ada",))]
    ada.ask("JOIN #more")
    bob.ask("JOIN #more")
    ada.ask("PART #more", "JOIN #more")
    left, back, rank = bob.heard()[-3:]
    assert (left.command, back.params) == ("PART", ("#more", "ada", "ada Realname"))
    assert (rank.source, rank.params) == (ada.session.room.server_name, ("#more", "+o", "ada"))  # which she had
