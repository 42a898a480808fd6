"""What nobody may read later: passwords, keys and tickets are in no log, whatever people do with them."""

import base64
import hmac
import logging

import pytest

from server import passwords, scram
from server.accounts import add_account
from server.config import AccountsTable, Config, OperatorTable, ServerTable
from server.listener import RoomServer

ROOM, KEY, OPERATOR, ACCOUNT, WRONG = "tea-for-two", "open-sesame", "the-boss", "hers-alone", "a-mere-guess"


@pytest.fixture
def server(log):
    made = RoomServer(
        Config(
            ServerTable(host="127.0.0.1", port=0, password=ROOM),
            accounts=AccountsTable(kdf_iterations=4096),
            operators=(OperatorTable("root", OPERATOR),),
        ),
        log.append,
    )
    made.start()
    yield made
    made.stop()


def plain(password):
    return base64.b64encode(b"\0ada\0" + password.encode()).decode()


def test_what_is_secret_is_in_no_log_even_of_those_that_tell_everything(server, connect, caplog, log):
    """Passwords and the secrets of invites are in no log, no title and no list of rooms."""
    caplog.set_level(logging.DEBUG)
    connect(server.port).send(f"PASS {WRONG}", "NICK eve", "USER e 0 * :E")
    ada = connect(server.port)
    ada.send(f"PASS {ROOM}")
    ada.enter("ada").send(f"REGISTER * * {ACCOUNT}", "MODE #general +k " + KEY, f"OPER root {WRONG}")
    ada.until(" 464 ")
    ada.send(f"OPER root {OPERATOR}", f"JOIN #other {KEY}")
    ada.until(" 366 ")
    again = connect(server.port)
    for password in (WRONG, ACCOUNT):
        again.send(f"PASS {ROOM}", "CAP REQ :sasl", "AUTHENTICATE PLAIN", f"AUTHENTICATE {plain(password)}")
    again.until(" 903 ")
    (session,) = server.room.find("ada").sessions
    said = [line.text for line in log] + [record.getMessage() for record in caplog.records]
    assert any("ada is here" in text for text in said)
    secrets = [ROOM, KEY, OPERATOR, ACCOUNT, WRONG, plain(WRONG), plain(ACCOUNT), session.ticket]
    assert [secret for secret in secrets for text in said if secret in text] == []


def test_a_password_is_kept_so_that_nobody_can_read_it_and_each_guess_takes_its_time(server, connect):
    """An account's password is kept salted and slow to guess; all passwords are compared in constant time.

    RFC 5802, section 2.2: "Hi() is, essentially, PBKDF2 with HMAC() as the pseudorandom function"; salted.
    """
    ada, bob = connect(server.port), connect(server.port)
    for wire, nick in ((ada, "ada"), (bob, "bob")):
        wire.send(f"PASS {ROOM}")
        wire.enter(nick).send(f"REGISTER * * {ACCOUNT}")
        wire.until(" SUCCESS ")
    one, other = (
        server.engine.ask(lambda name=name: server.room.accounts.credentials(name)) for name in ("ada", "bob")
    )
    assert one.salt != other.salt
    assert one.stored_key != other.stored_key
    assert one.iterations == 4096
    assert scram.matches(ACCOUNT, one)
    assert not scram.matches(WRONG, one)
    assert ACCOUNT.encode() not in one.stored_key + one.server_key


@pytest.fixture
def compared(monkeypatch):
    """What has been compared in constant time."""
    pairs = []

    def compare(one, other):
        pairs.append((one, other))
        return compare_digest(one, other)

    compare_digest = hmac.compare_digest
    monkeypatch.setattr(hmac, "compare_digest", compare)
    return pairs


@pytest.mark.parametrize("kept", [OPERATOR, passwords.hash_password(OPERATOR)], ids=["plain", "hashed"])
def test_nobody_learns_from_the_time_that_a_refusal_takes(make_room, visit, enter, compared, kept):
    """https://docs.python.org/3/library/hmac.html: "an approach designed to prevent timing analysis by avoiding
    content-based short circuiting behaviour".
    """
    room = make_room({"password": ROOM}, operators={"root": kept})
    add_account(room.accounts, "ada", ACCOUNT)
    host = visit(room)
    host.send(f"PASS {ROOM}")
    host.enter("host").send("JOIN #c", f"MODE #c +k {KEY}")
    guest = visit(room)
    guest.send(f"PASS {ROOM}")
    guest.enter("guest")
    first = base64.b64encode(b"n,,n=ada,r=x").decode()
    for person, line, refusal in (
        (visit(room), [f"PASS {WRONG}", "NICK x", "USER x 0 * :x"], "464"),
        (guest, [f"JOIN #c {WRONG}"], "475"),
        (guest, [f"OPER root {WRONG}"], "464"),
        (guest, ["AUTHENTICATE PLAIN", f"AUTHENTICATE {plain(WRONG)}"], "904"),
        (guest, ["AUTHENTICATE SCRAM-SHA-256", f"AUTHENTICATE {first}"], "AUTHENTICATE"),
    ):
        compared.clear()
        assert refusal in [message.command for message in person.ask(*line)]
        assert compared or refusal == "AUTHENTICATE"
