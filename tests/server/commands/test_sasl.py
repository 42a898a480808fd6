"""Proving who one is: https://ircv3.net/specs/extensions/sasl-3.1."""

from __future__ import annotations

import base64
import hashlib
import hmac

import pytest

from server.accounts import add_account

PASSWORD = "correct horse"


@pytest.fixture
def room(make_room):
    room = make_room()
    add_account(room.accounts, "Ada", PASSWORD)
    return room


def written(*parts):
    return base64.b64encode(b"\0".join(part.encode() for part in parts)).decode()


def commands(answer):
    return [message.command for message in answer]


@pytest.mark.parametrize("parts", [("ada", "Ada", PASSWORD), ("", "Ada", PASSWORD), ("", "aDA", PASSWORD)])
def test_a_password_proves_an_account(visit, parts):
    """ "RPL_LOGGEDIN" and "RPL_SASLSUCCESS" "MUST be sent when the authentication succeeded"."""
    ada = visit()
    ada.ask("CAP LS 302", "CAP REQ sasl", "NICK somebody")
    (prompt,) = ada.ask("AUTHENTICATE PLAIN")
    assert (prompt.command, prompt.params) == ("AUTHENTICATE", ("+",))
    logged_in, success = ada.ask(f"AUTHENTICATE {written(*parts)}")
    assert (logged_in.command, logged_in.params[0], logged_in.params[2]) == ("900", "somebody", "Ada")
    assert success.command == "903"


@pytest.mark.parametrize(
    "said",
    [
        written("", "Ada", "wrong"),
        written("", "nobody", PASSWORD),
        written("eve", "Ada", PASSWORD),
        written("Ada", PASSWORD),
        base64.b64encode(b"\0\xff\0\xff").decode(),
        "~~~~",
        "+",
    ],
)
def test_what_is_not_a_proof_fails(visit, said):
    """ "If authentication fails, a 904 or 905 numeric will be sent"."""
    ada = visit()
    ada.ask("CAP REQ sasl", "AUTHENTICATE PLAIN")
    assert commands(ada.ask(f"AUTHENTICATE {said}")) == ["904"]
    assert ada.session.person.account == ""


def test_an_unknown_mechanism_is_refused_with_those_there_are(visit):
    """ "908 aka RPL_SASLMECHS MAY be sent in reply to an AUTHENTICATE command which requests an unsupported mechanism."
    "Servers SHOULD advertise the available SASL authentication mechanisms in the value of the sasl client capability".
    """
    offered = " ".join(m.params[-1] for m in visit().ask("CAP LS 302")).split()
    assert "sasl=PLAIN,SCRAM-SHA-256,EXTERNAL" in offered
    known, failed = visit().ask("AUTHENTICATE FOO")
    assert (known.command, known.params[1]) == ("908", "PLAIN,SCRAM-SHA-256,EXTERNAL")
    assert failed.command == "904"


def test_one_may_give_up(visit):
    """ "The client can abort an authentication by sending an asterisk as the data"."""
    ada = visit()
    ada.ask("AUTHENTICATE PLAIN")
    assert commands(ada.ask("AUTHENTICATE *")) == ["906"]
    assert commands(ada.ask("AUTHENTICATE PLAIN")) == ["AUTHENTICATE"]


@pytest.mark.parametrize("length", [291, 292, 300])
def test_a_long_answer_comes_in_pieces_of_400(room, visit, length):
    """ "If the last chunk is exactly 400 bytes long, it must be followed by AUTHENTICATE +"."""
    password = "p" * length
    add_account(room.accounts, "long", password)
    said = written("", "long", password)
    bob = visit()
    bob.ask("AUTHENTICATE PLAIN")
    pieces = [said[start : start + 400] for start in range(0, len(said), 400)]
    pieces += ["+"] * (len(pieces[-1]) == 400)
    assert commands(bob.ask(*[f"AUTHENTICATE {piece}" for piece in pieces])) == ["900", "903"]


def test_what_is_too_long_is_refused(visit):
    """ "The server MAY place a limit on the total length of a response." "905 aka ERR_SASLTOOLONG […] because the
    client-sent AUTHENTICATE command was too long (i.e. the parameter longer than 400 bytes)."
    """
    ada = visit()
    ada.ask("AUTHENTICATE PLAIN")
    assert commands(ada.ask("AUTHENTICATE " + "A" * 401)) == ["905"]
    ada.ask("AUTHENTICATE PLAIN")
    assert commands(ada.ask(*["AUTHENTICATE " + "A" * 400] * 21))[0] == "905"


def scram(person, name, password):
    """What a client does by RFC 5802; the answers of the room."""
    person.ask("AUTHENTICATE SCRAM-SHA-256")
    first = f"n={name},r=abc"
    (challenge,) = person.ask("AUTHENTICATE " + base64.b64encode(b"n,," + first.encode()).decode())
    asked = base64.b64decode(challenge.params[0]).decode()
    fields = dict(item.split("=", 1) for item in asked.split(","))
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), base64.b64decode(fields["s"]), int(fields["i"]))
    key = hmac.digest(salted, b"Client Key", "sha256")
    bare = f"c=biws,r={fields['r']}"
    about = f"{first},{asked},{bare}".encode()
    signature = hmac.digest(hashlib.sha256(key).digest(), about, "sha256")
    proof = base64.b64encode(bytes(a ^ b for a, b in zip(key, signature, strict=True))).decode()
    answer = person.ask("AUTHENTICATE " + base64.b64encode(f"{bare},p={proof}".encode()).decode())
    expected = base64.b64encode(hmac.digest(hmac.digest(salted, b"Server Key", "sha256"), about, "sha256"))
    return answer, b"v=" + expected


def test_scram_proves_both_to_each_other(visit):
    """RFC 5802, section 5: "The client then authenticates the server by computing the ServerSignature and comparing it
    to the value sent by the server."
    """
    ada = visit()
    (answer,), expected = scram(ada, "Ada", PASSWORD)
    assert base64.b64decode(answer.params[0]) == expected
    assert commands(ada.ask("AUTHENTICATE +")) == ["900", "903"]


@pytest.mark.parametrize(("name", "password"), [("Ada", "wrong"), ("nobody", PASSWORD)])
def test_scram_with_a_wrong_password_or_name_fails_the_same_way(visit, name, password):
    ada = visit()
    answer, _ = scram(ada, name, password)
    assert commands(answer) == ["904"]


def test_who_has_no_account_is_asked_as_if_they_had_one(visit):
    """Nobody learns from the challenge which names there are."""
    challenges = []
    for _ in range(2):
        visitor = visit()
        visitor.ask("AUTHENTICATE SCRAM-SHA-256")
        (answer,) = visitor.ask("AUTHENTICATE " + base64.b64encode(b"n,,n=nobody,r=abc").decode())
        challenges.append(base64.b64decode(answer.params[0]).decode().partition(",s=")[2])
    assert challenges[0] == challenges[1]


@pytest.mark.parametrize("said", [b"", b"n,,", b"p=tls-unique,,n=Ada,r=x", b"n,,n=Ada", b"n,,r=x", b"\xff"])
def test_what_is_not_scram_fails(visit, said):
    ada = visit()
    ada.ask("AUTHENTICATE SCRAM-SHA-256")
    assert commands(ada.ask(f"AUTHENTICATE {base64.b64encode(said).decode() or '+'}")) == ["904"]


def test_a_certificate_makes_an_account_and_proves_it_ever_after(room, visit):
    """RFC 4422, appendix A: "This response is empty when the client is requesting to act as the identity the server
    associated with its authentication credentials."
    """
    names = []
    for nick in ("Zoë", "other"):
        zoe = visit()
        zoe.session.certificate = "aa" * 32
        zoe.ask("CAP LS 302", f"NICK {nick}", "AUTHENTICATE EXTERNAL")
        logged_in, _ = zoe.ask("AUTHENTICATE +")
        names.append(logged_in.params[2])
        room.dismiss(zoe.session, "done")
    assert names == ["Zoë", "Zoë"]


def test_a_certificate_takes_no_account_that_somebody_has(visit):
    eve = visit()
    eve.session.certificate = "bb" * 32
    eve.ask("CAP LS 302", "AUTHENTICATE EXTERNAL")
    assert eve.ask(f"AUTHENTICATE {written('Ada')}")[0].params[2] == "Ada2"


def test_a_certificate_takes_no_name_that_looks_like_anothers(room, visit):
    add_account(room.accounts, "Paul", PASSWORD)
    eve = visit()
    eve.session.certificate = "cc" * 32
    eve.ask("CAP LS 302", "NICK x", "AUTHENTICATE EXTERNAL")
    assert eve.ask(f"AUTHENTICATE {written('Рaul')}")[0].params[2] == "Рaul2"


def test_without_a_certificate_there_is_nothing_to_prove_it_by(visit):
    ada = visit()
    ada.ask("AUTHENTICATE EXTERNAL")
    assert commands(ada.ask("AUTHENTICATE +")) == ["904"]


@pytest.mark.parametrize("server", [{}, {"password": "open sesame"}])
def test_a_certificate_makes_no_account_where_people_may_not(make_room, visit, server):
    room = make_room(server, accounts={"registration": bool(server)})
    eve = visit(room)
    eve.session.certificate = "bb" * 32
    eve.ask("CAP LS 302", "NICK eve", "AUTHENTICATE EXTERNAL")
    assert commands(eve.ask("AUTHENTICATE +")) == ["904"]


def test_everything_may_come_in_one_go(visit):
    """What comes while a password is looked at is done afterwards."""
    ada = visit()
    answer = ada.ask(
        "CAP LS 302", "AUTHENTICATE PLAIN", f"AUTHENTICATE {written('', 'Ada', PASSWORD)}",
        "NICK Ada", "USER a 0 * a", "CAP REQ server-time", "CAP END",
    )  # fmt: skip
    assert [c for c in commands(answer) if c in ("900", "903", "001", "433")] == ["900", "903", "001"]


def test_one_may_log_in_later_and_as_somebody_else(room, enter):
    """ "Servers SHOULD allow a client, authenticated or otherwise, to reauthenticate"."""
    add_account(room.accounts, "bob", PASSWORD)
    somebody, other = enter("somebody"), enter("other", "account-notify", "account-tag")
    other.lines()
    for name in ("Ada", "bob"):
        somebody.ask("AUTHENTICATE PLAIN")
        assert commands(somebody.ask(f"AUTHENTICATE {written('', name, PASSWORD)}")) == ["900", "903"]
        (told,) = other.heard()
        assert (told.command, told.params) == ("ACCOUNT", (name,))
    somebody.ask("PRIVMSG #general :hi")
    assert other.heard()[0].tags["account"] == "bob"


def test_who_guesses_on_and_on_is_let_go(visit, room):
    """ "Servers MAY disconnect ANY client at any time as a result of failed authentication […] but MUST provide the
    reason for the authentication failure prior to disconnection."
    """
    eve = visit()
    for _ in range(10):
        eve.ask("AUTHENTICATE PLAIN", f"AUTHENTICATE {written('', 'Ada', 'guess')}")
    assert room.parting == [eve.session]


# Names that belong to somebody


def test_a_name_with_an_account_is_for_its_owner(enter, visit):
    eve = enter("eve")
    (refusal,) = eve.ask("NICK ada")
    assert refusal.command == "433"
    stranger = visit()
    assert commands(stranger.ask("NICK Ada", "USER a 0 * :a")) == ["433"]
    late = visit()
    late.ask("CAP LS 302", "NICK Ada", "USER a 0 * :a")
    assert commands(late.ask("CAP END")) == ["433"]
    assert commands(late.ask("NICK somebody"))[0] == "001"


def test_its_owner_may_say_the_name_before_the_password(visit):
    ada = visit()
    ada.ask("CAP LS 302", "NICK ada", "USER a 0 * :a", "AUTHENTICATE PLAIN")
    ada.ask(f"AUTHENTICATE {written('', 'Ada', PASSWORD)}")
    assert ada.ask("CAP END")[0].params[0] == "ada"


def test_nothing_secret_is_logged(visit, log, caplog):
    caplog.set_level("DEBUG")
    ada = visit()
    ada.ask("AUTHENTICATE PLAIN", f"AUTHENTICATE {written('', 'Ada', PASSWORD)}")
    ada.ask("AUTHENTICATE PLAIN", f"AUTHENTICATE {written('', 'Ada', 'hunter2')}")
    everything = caplog.text + "".join(line.text for line in log)
    assert PASSWORD not in everything
    assert "hunter2" not in everything
