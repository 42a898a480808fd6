"""A connection that proves who is at the other end: with real rooms, and with what only looks like one."""

import queue
import socket
import threading

import pytest

from app.client import wire
from app.client.connection import Connection
from app.client.link import Connected, Lost, Received, Unknown
from server.config import Config, ServerTable, TlsTable
from server.listener import RoomServer
from server.protocol.message import Message

PATIENCE = 20.0


@pytest.fixture
def open_room():
    servers = []

    def open_room(**tls):
        servers.append(RoomServer(Config(ServerTable(host="127.0.0.1", port=0), tls=TlsTable(**tls))))
        servers[-1].start()
        return servers[-1]

    yield open_room
    for server in servers:
        server.stop()


@pytest.fixture
def reports():
    return queue.Queue()


@pytest.fixture
def connect(reports):
    started = []

    def connect(port, *addresses, **options):
        started.append(Connection(addresses or ("127.0.0.1",), port, reports.put, **options))
        started[-1].start()
        return started[-1]

    yield connect
    for connection in started:
        connection.close()
        assert connection.join(PATIENCE)


@pytest.fixture
def far_away(monkeypatch):
    """As if this computer were another one."""
    monkeypatch.setattr(wire, "is_here", lambda address: False)


@pytest.fixture
def overheard():
    """Something that takes what it is sent on a port, and says nothing; what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def listen():
            while True:
                with door.accept()[0] as visitor:
                    if stopping.is_set():
                        return
                    visitor.settimeout(PATIENCE)
                    heard.append(visitor.recv(65536))
                    visitor.sendall(b":irc.example NOTICE * :Looking up your hostname\r\n")

        stopping = threading.Event()
        listener = threading.Thread(target=listen)
        listener.start()
        yield door.getsockname()[1], heard
        stopping.set()
        socket.create_connection(door.getsockname()).close()
    listener.join()


def enter(reports):
    """Say who we are on the connection that is reported next; what the room answers to that."""
    connected = reports.get(timeout=PATIENCE)
    assert isinstance(connected, Connected), connected
    connected.link.send(Message("NICK", ("ada",)))
    connected.link.send(Message("USER", ("a", "0", "*", "Ada")))
    received = reports.get(timeout=PATIENCE)
    assert isinstance(received, Received), received
    return received.messages[0].command


def test_a_room_that_proves_itself_is_entered(open_room, connect, reports, far_away):
    server = open_room(allow_plaintext="none")
    connect(server.port, fingerprint=server.fingerprint)
    assert enter(reports) == "001"
    assert server.room.find("ada").sessions[0].secure


def test_a_room_that_is_not_known_is_told_of_and_nothing_is_said_to_it(open_room, connect, reports, far_away):
    server = open_room()
    connection = connect(server.port)
    assert reports.get(timeout=PATIENCE) == Unknown(server.fingerprint, "127.0.0.1")
    assert connection.join(PATIENCE)
    assert server.room.people == {}


def test_a_room_that_cannot_prove_itself_is_the_end(open_room, connect, reports):
    server = open_room()
    connection = connect(server.port, fingerprint="ab" * 32)
    lost = reports.get(timeout=PATIENCE)
    assert lost.again_at is None
    assert "is not the room that you know" in lost.reason
    assert connection.join(PATIENCE)
    assert server.room.people == {}


def test_a_room_that_is_another_one_when_we_come_back_is_the_end(open_room, connect, reports):
    server = open_room()
    connect(server.port, fingerprint=server.fingerprint, backoff=(0.01,))
    enter(reports)
    port = server.port
    server.stop()
    other = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)), port=port)
    other.start()
    try:
        while not (isinstance(report := reports.get(timeout=PATIENCE), Lost) and report.again_at is None):
            pass
        assert "is not the room that you know" in report.reason
        assert other.room.people == {}
    finally:
        other.stop()


def test_on_this_computer_a_room_needs_no_proof(open_room, connect, reports):
    server = open_room()
    connect(server.port)
    assert enter(reports) == "001"
    assert not server.room.find("ada").sessions[0].secure


def test_a_room_without_encryption_is_entered_where_that_is_wished(open_room, connect, reports, far_away):
    server = open_room(enabled=False)
    connect(server.port, in_clear=True)
    assert enter(reports) == "001"


def test_what_was_wished_in_the_clear_is_encrypted_where_there_is_something_to_prove(open_room, connect, reports):
    server = open_room()
    connect(server.port, in_clear=True, fingerprint=server.fingerprint)
    enter(reports)
    assert server.room.find("ada").sessions[0].secure


@pytest.mark.parametrize("options", [{}, {"fingerprint": "ab" * 32}])
def test_what_does_not_encrypt_hears_nothing_of_us(connect, reports, far_away, overheard, options):
    port, heard = overheard
    connect(port, **options)
    lost = reports.get(timeout=PATIENCE)
    assert "without encryption" in lost.reason
    assert lost.again_at is None
    assert all(sent.startswith(b"\x16") for sent in heard)


def test_who_never_shakes_hands_can_be_left_at_once(connect, far_away):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        connection = connect(silent.getsockname()[1])
        with silent.accept()[0] as visitor:
            assert visitor.recv(1) == b"\x16"
            connection.close()
            assert connection.join(1.0)


def test_of_several_addresses_the_one_is_taken_that_proves_itself(connect, reports, monkeypatch):
    """Addresses of home networks are the same everywhere: another computer may have one of the room's."""
    config = Config(ServerTable(host="", port=0))
    room = RoomServer(config)
    if room.host != "::":
        room.stop()
        pytest.skip("this computer has no IPv6")
    room.start()
    other = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)))
    other.start()
    own_dial = Connection._reach.__globals__["dial"]

    def dial(addresses, port, **options):
        """The first address leads to the other room."""
        if "127.0.0.1" not in options["avoid"]:
            return own_dial(["127.0.0.1"], other.port, **options)
        return own_dial(addresses, port, **options)

    monkeypatch.setitem(Connection._reach.__globals__, "dial", dial)
    try:
        connect(room.port, "127.0.0.1", "::1", fingerprint=room.fingerprint)
        assert enter(reports) == "001"
        assert room.room.count == 1
        assert other.room.people == {}
    finally:
        room.stop()
        other.stop()


def test_much_is_carried_whole(open_room, connect, reports, until):
    server = open_room()
    connect(server.port, fingerprint=server.fingerprint)
    connected = reports.get(timeout=PATIENCE)
    for line in (
        Message("NICK", ("ada",)),
        Message("USER", ("a", "0", "*", "A")),
        Message("CAP", ("REQ", "echo-message")),
    ):
        connected.link.send(line)
    connected.link.send(Message("JOIN", ("#general",)))
    texts = [f"{number} {'é' * 150}" for number in range(90)]
    for text in texts:
        connected.link.send(Message("PRIVMSG", ("#general", text)))
    heard: list[str] = []
    while len(heard) < len(texts):
        report = reports.get(timeout=PATIENCE)
        heard += [message.params[1] for message in report.messages if message.command == "PRIVMSG"]
    assert heard == texts


def test_a_known_room_is_shown_our_key_and_another_is_not(open_room, connect, reports, far_away, tmp_path):
    server = open_room()
    connect(server.port, key_file=tmp_path / "key.pem")
    assert isinstance(reports.get(timeout=PATIENCE), Unknown)
    assert not (tmp_path / "key.pem").exists()
    connect(server.port, fingerprint=server.fingerprint, key_file=tmp_path / "key.pem")
    assert enter(reports) == "001"
    assert server.room.find("ada").sessions[0].certificate


def test_a_room_on_this_computer_that_proves_nothing_is_not_told_of_a_key(open_room, connect, reports, tmp_path):
    connect(open_room().port, key_file=tmp_path / "key.pem")
    assert not reports.get(timeout=PATIENCE).showed_key
