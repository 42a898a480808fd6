"""Commands that take a while: only who gave one waits."""

from __future__ import annotations

import base64

import pytest

from server.config import AccountsTable, Config, ServerTable, TlsTable
from server.listener import RoomServer


@pytest.fixture
def server():
    table = ServerTable(host="127.0.0.1", port=0)
    made = RoomServer(Config(table, tls=TlsTable(enabled=False), accounts=AccountsTable(kdf_iterations=1_000_000)))
    made.start()
    yield made
    made.stop()


def test_what_is_sent_meanwhile_is_done_afterwards_and_the_answer_is_labelled(server, connect):
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.send("CAP REQ :labeled-response batch")
    ada.send("@label=7 REGISTER * * secret", "PRIVMSG #general :afterwards", "PING end")
    bob.sync()  # is answered before the password is hidden, or at least at all
    answer = ada.until(":end")
    assert any(line.startswith("@label=7") and "labeled-response" in line for line in answer)
    assert [" SUCCESS " in line for line in answer].index(True) < len(answer) - 1
    assert ":afterwards" in bob.until("afterwards")[-1]


def test_a_whole_login_may_come_in_one_piece(server, connect):
    ada = connect(server.port).enter("ada")
    ada.send("REGISTER * * secret", "QUIT")
    ada.to_end()
    words = base64.b64encode(b"\0ada\0secret").decode()
    again = connect(server.port)
    again.send("CAP LS 302", "NICK somebody", "USER a 0 * :a", "AUTHENTICATE PLAIN", f"AUTHENTICATE {words}", "CAP END")
    assert any(" 903 " in line for line in again.until(" 001 "))


def test_who_leaves_meanwhile_leaves_nothing_behind(server, connect):
    ada = connect(server.port).enter("ada")
    ada.send("REGISTER * * secret")
    ada.socket.close()
    bob = connect(server.port).enter("bob")
    bob.send("JOIN #x", "REGISTER other * secret")
    assert bob.until(" SUCCESS ")


def test_the_room_closes_in_time_while_somebody_waits(server, connect):
    ada = connect(server.port).enter("ada")
    ada.send(*["REGISTER * * secret"] * 3)
    server.stop(1.0)
    assert not server.engine._thread.is_alive()
