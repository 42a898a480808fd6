"""The door: what comes in from real sockets, however bad, disturbs nobody else."""

import random
import socket
import ssl
import struct
import subprocess
import sys
import time
from contextlib import suppress
from urllib import request

import pytest

from server.config import Config, LimitsTable, ServerTable
from server.door import Guests
from server.listener import RoomServer, allow_many_visitors
from server.protocol import ports


@pytest.fixture
def server(open_server):
    return open_server()


@pytest.fixture
def witness(server, connect):
    """Somebody in the room who must not hear anything said."""
    witness = connect(server.port).enter("witness")
    yield witness
    assert [line for line in witness.sync() if " PRIVMSG " in line] == []


def test_two_people_talk(server, connect):
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.send("PRIVMSG #general :hello")
    assert bob.until("PRIVMSG")[-1] == ":ada!~u@127.0.0.1 PRIVMSG #general :hello"


@pytest.mark.alone
def test_opening_and_closing_take_no_time_whoever_is_there(connect, log):
    server = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)), log.append)
    server.start()
    ada = connect(server.port).enter("ada")
    connect(server.port)
    deaf = connect(server.port).enter("deaf")
    begin = time.monotonic()
    server.stop()
    server.stop()
    assert time.monotonic() - begin < 1.0
    assert ada.to_end()[-1] == deaf.to_end()[-1] == "ERROR :Closing link: The room was closed"
    assert (log[0].kind, log[-1].kind) == ("opened", "closed")


def neighbours():
    """Two free ports beside each other, the upper one held."""
    while True:
        with socket.create_server(("127.0.0.1", 0)) as lower:
            port = lower.getsockname()[1]
            with suppress(OSError, OverflowError):
                return port, socket.create_server(("127.0.0.1", port + 1))


def test_browsers_find_a_room_next_to_a_port_where_they_do_not_go(open_server, connect, log, monkeypatch):
    port, held = neighbours()
    monkeypatch.setattr(ports, "REFUSED", {port})
    held.close()
    server = open_server({"port": port, "network": "Tea"})
    assert (server.port, server.page_port) == (port, port + 1)
    with request.urlopen(f"https://127.0.0.1:{port + 1}/", context=ssl._create_unverified_context()) as page:
        assert b"<title>Tea</title>" in page.read()
    ada, bob = connect(port).enter("ada"), connect(port + 1).enter("bob")
    ada.send("PRIVMSG #general :hello")
    bob.until("hello")
    assert not [line for line in log if line.kind == "problem"]


def test_where_another_program_is_next_door_all_but_browsers_can_join(open_server, connect, log, monkeypatch):
    port, held = neighbours()
    monkeypatch.setattr(ports, "REFUSED", {port})
    with held:
        connect(open_server({"port": port}).port).enter("ada")
    (problem,) = (line.text for line in log if line.kind == "problem")
    assert problem.startswith(f"Browsers do not go to port {port}, and {port + 1}, where they would find the room")


@pytest.mark.alone
def test_a_room_of_500_closes_within_a_second(open_server, connect, until):
    """Everybody is told, and nothing stays."""
    allow_many_visitors()
    server = open_server({"flood_protection": False})
    people = [connect(server.port) for _ in range(500)]
    for number, person in enumerate(people):
        person.send(f"NICK n{number}", "USER u 0 * :U", "CAP REQ no-implicit-names", "JOIN #general")
    people[0].until(f":n{len(people) - 1}!")
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 1.0
    for person in people:
        assert person.to_end()[-1] == "ERROR :Closing link: The room was closed"
    until(lambda: server.guests.count == 0)


ROOM_UNDER_A_LIMIT = """
import resource
from server.config import Config, ServerTable
from server.hosting import open_room

_, most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (256, most))
open_room(Config(ServerTable(host="127.0.0.1", port=0))).stop()
print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] >= min(most, 4000) if most > 0 else True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_the_systems_modest_limit_is_not_the_rooms():
    """Else a room that takes thousands would turn people away after some hundred."""
    run = subprocess.run([sys.executable, "-c", ROOM_UNDER_A_LIMIT], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("True\n", "")


@pytest.mark.alone
def test_an_empty_room_closes_at_once_and_its_port_is_free():
    server = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)))
    server.start()
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 0.4
    with socket.create_server(("127.0.0.1", server.port)):
        pass


def test_a_room_that_never_started_can_be_stopped():
    RoomServer(Config(ServerTable(host="127.0.0.1", port=0))).stop()


def test_it_does_not_matter_how_bytes_are_cut(server, witness, connect):
    wire = connect(server.port)
    for byte in "NICK Zoë\r\nUSER z 0 * :Zoë\r\nJOIN #general\r\n".encode():
        wire.socket.sendall(bytes([byte]))
    assert "Zoë" in wire.until(" 353 ")[-1]


@pytest.mark.parametrize(
    "data",
    [b"x" * 1_000_000, b"PRIVMSG #general :" + b"x" * 100_000, b"@" + b"t" * 20_000],
    ids=["1 MB", "100 KB", "tags"],
)
def test_a_line_without_end_is_cut_off(server, witness, connect, data):
    """A line that does not end within 16 KiB ends its connection."""
    wire = connect(server.port).enter("mallory")
    wire.socket.sendall(data)
    assert wire.to_end()[-1] == "ERROR :Closing link: A line without an end"


def test_an_over_long_line_is_answered_and_the_client_stays(server, witness, connect):
    wire = connect(server.port).enter("ada")
    wire.send("PRIVMSG #general :" + "x" * 5000, "@+a=" + "x" * 5000 + " PRIVMSG #general :x")
    assert [line.split()[1] for line in wire.sync()] == ["417", "417"]


def test_invalid_utf8_is_answered_and_the_client_stays(server, witness, connect):
    wire = connect(server.port).enter("ada")
    wire.socket.sendall(b"PRIVMSG #general :\xff\xfe\r\n")
    assert "FAIL PRIVMSG INVALID_UTF8" in wire.sync()[0]


def test_garbage_disturbs_nobody(server, witness, connect):
    chance = random.Random(1)
    for _ in range(20):
        wire = connect(server.port)
        wire.socket.sendall(chance.randbytes(3000) + b"\n")
        wire.socket.close()
    witness.sync()


@pytest.mark.alone
def test_two_hundred_who_say_nothing_disturb_nobody(server, connect):
    silent = [connect(server.port) for _ in range(200)]
    ada = connect(server.port).enter("ada")
    begin = time.monotonic()
    ada.sync()
    assert time.monotonic() - begin < 1.0
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 1.0
    assert all(wire.to_end() == ["ERROR :Closing link: The room was closed"] for wire in silent)


@pytest.mark.parametrize(
    ("limits", "words"),
    [({"max_connections": 2}, "The room is full"), ({"max_per_address": 2}, "Too many connections from your address")],
)
def test_who_is_too_many_hears_so_and_a_place_that_is_free_is_given(open_server, connect, until, log, limits, words):
    """How many may connect, in all and from one address, is generous, can be set, and is said in an `ERROR` to who is
    turned away.

    "This message is sent from a server to a client to report a fatal error, before terminating the client's
    connection." For instance, "Too many connections from this IP".
    """
    server = open_server(**limits)
    first, _ = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    assert connect(server.port).to_end() == [f"ERROR :Closing link: {words}"]
    assert log[-1].kind == "refused"
    first.socket.close()
    until(lambda: server.guests.count == 1, what="a place")
    connect(server.port).enter("eve")


def test_where_there_is_no_limit_everybody_has_a_place():
    guests = Guests(lambda: LimitsTable(max_connections=0, max_per_address=0))
    assert [guests.admit("192.0.2.1") for _ in range(10_000)] == [None] * 10_000


def test_a_flooder_is_slowed_down_and_nothing_is_lost(open_server, connect):
    """Who sends too much is slowed down first, and let go only if they go on; a trusted room can switch that off."""
    server = open_server(flood_burst=10, flood_rate=100)
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.send(*[f"PRIVMSG #general :{number}" for number in range(40)])
    begin = time.monotonic()
    heard = bob.until(":39")
    assert time.monotonic() - begin > 0.15
    assert [int(line.rpartition(":")[2]) for line in heard if " PRIVMSG " in line] == list(range(40))


def test_a_flooder_who_breaks_off_is_gone_before_all_they_said_has_had_its_turn(open_server, connect, until):
    server = open_server(flood_burst=10, flood_rate=1)
    wire = connect(server.port).enter("ada")
    wire.send(*(f"PRIVMSG #general :{number}" for number in range(1000)))
    until(lambda: server.room.people, what="Ada is here")
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.socket.close()
    until(lambda: not server.room.people, what="Ada is gone")


def test_who_floods_on_is_let_go(open_server, connect):
    """'For instance, "Ping timeout: 120 seconds", "Excess Flood", and "Too many connections from this IP" are examples
    of relevant reasons for closing.'
    """
    server = open_server(flood_burst=10, flood_rate=1, flood_backlog=50)
    wire = connect(server.port)
    wire.send("NICK ada", "USER a 0 * :A", *["PING x"] * 200)
    assert wire.to_end()[-1] == "ERROR :Closing link: Excess flood"


def test_in_a_trusted_room_nobody_is_held_back(open_server, connect):
    server = open_server({"flood_protection": False}, flood_burst=10, flood_rate=1, flood_backlog=50)
    wire = connect(server.port).enter("ada")
    wire.send(*[f"PING {number}" for number in range(500)])
    assert len(wire.until(":499")) == 500


@pytest.mark.alone
def test_a_pasted_page_goes_through_at_once(server, connect):
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.send(*[f"PRIVMSG #general :{number}" for number in range(60)])
    begin = time.monotonic()
    bob.until(":59")
    assert time.monotonic() - begin < 0.2


def test_out_of_nowhere_a_reset_connection_disturbs_nobody(server, witness, connect, until):
    wire = connect(server.port).enter("ada")
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.socket.close()
    until(lambda: server.room.count == 1)
    assert "QUIT :Connection" in witness.until("QUIT")[-1]


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this computer has no IPv6")
def test_everybody_can_come_by_either_protocol(connect, log):
    server = RoomServer(Config(ServerTable(port=0), LimitsTable()), log.append)
    server.start()
    try:
        connect(server.port).enter("ada")
        assert "named" in [line.kind for line in log]
        with socket.create_connection(("::1", server.port), timeout=5) as six:
            six.sendall(b"PING x\r\n")
            assert b"PONG" in six.recv(1000)
    finally:
        server.stop()
