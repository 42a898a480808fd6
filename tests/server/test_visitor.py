"""One port for everything: what a visitor speaks is found out on real sockets, by Python's own TLS."""

import contextlib
import gc
import socket
import ssl
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Request, TextMessage

from server.binding import HostingError, bind
from server.config import Config, LimitsTable, ServerTable, TlsTable, WebSocketTable
from server.gateway.http import Gateway
from server.listener import RoomServer
from server.protocol.fingerprints import spoken
from server.session import Session
from server.tls import Tls, certificate_fingerprint
from server.transport import Link
from server.trust import CERTIFICATE_FILE, keep_identity
from server.visitor import Visitor, plain_address


@pytest.fixture
def open_room(log):
    servers = []

    def make(*tables, **server):
        known = {type(table).__name__.removesuffix("Table").lower(): table for table in tables}
        config = Config(ServerTable(**{"host": "127.0.0.1", "port": 0, "network": "Ada's room", **server}), **known)
        made = RoomServer(config, log.append)
        servers.append(made)
        made.start()
        return made

    yield make
    for server in servers:
        server.stop()


@pytest.fixture
def encrypt(connect):
    """A wire to a room, by TLS."""

    def encrypt(port, context=None, wire=None):
        if context is None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        wire = wire or connect(port)
        wire.socket = context.wrap_socket(wire.socket, server_hostname="localhost")
        sockets.append(wire.socket)
        return wire

    sockets: list[ssl.SSLSocket] = []
    yield encrypt
    for one in sockets:
        one.close()


def test_two_people_talk_one_by_tls_and_one_in_plain_text(open_room, connect, encrypt):
    """One port speaks everything, TLS or not, IRC or HTTP and WebSocket: the first bytes tell, and who sends none
    holds up nobody.
    """
    server = open_room()
    ada, bob = encrypt(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.send("PRIVMSG #general :hello")
    assert bob.until("PRIVMSG")[-1] == ":ada!~u@127.0.0.1 PRIVMSG #general :hello"
    bob.send("PRIVMSG #general :" + "é" * 200)
    assert ada.until("PRIVMSG")[-1].endswith("é" * 200)


def test_a_client_that_knows_the_rooms_authority_and_looks_at_names_is_content(open_room, encrypt, tmp_path):
    server = open_room(data_dir=str(tmp_path))
    context = ssl.create_default_context(cafile=str(tmp_path / CERTIFICATE_FILE))
    encrypt(server.port, context).enter("ada")


def test_a_room_is_the_same_after_it_was_closed(open_room, encrypt, tmp_path):
    def shown():
        server = open_room(data_dir=str(tmp_path))
        wire = encrypt(server.port)
        certificate = wire.socket.getpeercert(binary_form=True)
        server.stop()
        return certificate, server.fingerprint

    assert shown() == shown()


def test_the_certificate_a_client_shows_is_noted(open_room, encrypt, tmp_path, until):
    """https://modern.ircdocs.horse/#authenticate-message: EXTERNAL takes what the TLS layer has proved."""
    server = open_room()
    identity = keep_identity(tmp_path, "ada")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(tmp_path / CERTIFICATE_FILE)
    encrypt(server.port, context).enter("ada")
    encrypt(server.port).enter("bob")
    (ada,), (bob,) = server.room.find("ada").sessions, server.room.find("bob").sessions
    assert ada.certificate == certificate_fingerprint(identity.certificate)
    assert (bob.certificate, bob.secure) == (None, True)


def test_who_shows_a_certificate_is_the_same_person_next_time(open_room, connect, encrypt, tmp_path):
    """Who logs in by the key of their program is the same person next time, and can be kept out by it.

    https://ircv3.net/specs/extensions/sasl-3.1: EXTERNAL, where the link itself has proved who it is.
    """
    server = open_room()
    keep_identity(tmp_path, "ada")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(tmp_path / CERTIFICATE_FILE)
    host = connect(server.port).enter("host")

    def come(nick, answer):
        ada = encrypt(server.port, context)
        ada.send("CAP REQ :sasl", f"NICK {nick}", "USER a 0 * :A", "AUTHENTICATE EXTERNAL", "AUTHENTICATE +", "CAP END")
        assert any(f" 900 {nick} " in line and " ada :" in line for line in ada.until(" 001 "))
        ada.send("JOIN #general")
        ada.until(answer)
        ada.send("QUIT")
        ada.to_end()

    come("ada", " 366 ")
    come("ada", " 366 ")
    host.send("MODE #general +b a:ada")
    host.sync()
    come("somebody-else", " 474 ")


def test_it_does_not_matter_how_the_bytes_of_tls_are_cut(open_room, connect):
    server = open_room()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    came, leaves = ssl.MemoryBIO(), ssl.MemoryBIO()
    client = context.wrap_bio(came, leaves)
    raw = connect(server.port).socket

    def go_through(step):
        while True:
            try:
                result = step()
            except ssl.SSLWantReadError:
                result = None
            for byte in leaves.read():
                raw.sendall(bytes([byte]))
            if result is not None:
                return result
            came.write(raw.recv(7))

    def shake_hands():
        client.do_handshake()
        return True

    go_through(shake_hands)
    go_through(lambda: client.write(b"PING x\r\n"))
    assert b"PONG" in go_through(lambda: client.read(100))


@pytest.mark.alone
def test_who_says_nothing_or_half_of_hello_disturbs_nobody_and_has_to_go(open_room, connect):
    server = open_room(LimitsTable(registration_timeout=1))
    silent, halfway = connect(server.port), connect(server.port)
    halfway.socket.sendall(b"\x16\x03\x01\x02\x00\x01")
    ada = connect(server.port).enter("ada")
    begin = time.monotonic()
    ada.sync()
    assert time.monotonic() - begin < 0.5
    assert silent.to_end() == ["ERROR :Closing link: No name within 1 seconds"]
    assert halfway.to_end() == [], "plain text in the midst of a handshake is garbage to a client"


@pytest.mark.alone
def test_a_room_full_of_half_opened_tls_closes_at_once(open_room, connect):
    server = open_room()
    halfway = [connect(server.port) for _ in range(50)]
    for wire in halfway:
        wire.socket.sendall(b"\x16\x03\x01\x02\x00\x01")
    connect(server.port).enter("ada")
    begin = time.monotonic()
    server.stop()
    assert time.monotonic() - begin < 1.0


def test_garbage_that_looks_like_tls_disturbs_nobody(open_room, connect):
    server = open_room()
    wire = connect(server.port)
    wire.socket.sendall(b"\x16" + b"garbage" * 100)
    while wire.socket.recv(1000):
        pass
    connect(server.port).enter("ada")


def test_a_client_that_hangs_up_half_way_hears_the_end(open_room, encrypt, until):
    server = open_room()
    ada = encrypt(server.port).enter("ada")
    ada.send("QUIT :bye")
    assert ada.to_end()[-1] == "ERROR :Closing link: Quit: bye"
    bob, eve = encrypt(server.port).enter("bob"), encrypt(server.port).enter("eve")
    with contextlib.suppress(ssl.SSLError):  # it hears the goodbye although it has hung up, and minds
        bob.socket.unwrap()
    until(lambda: server.room.count == 1)
    eve.socket.shutdown(socket.SHUT_WR)
    until(lambda: server.room.count == 0)


def test_a_slow_reader_by_tls_is_let_go_alone(open_room, encrypt, until):
    server = open_room(LimitsTable(sendq_bytes=64 * 1024), flood_protection=False)
    deaf, ada = encrypt(server.port).enter("deaf"), encrypt(server.port).enter("ada")
    while server.room.count == 2:
        ada.send(*["PRIVMSG #general :" + "x" * 400] * 500)
        ada.sync()
    assert any("QUIT :SendQ exceeded" in line for line in ada.sync()) or server.room.count == 1
    assert deaf.to_end()[-1] == "ERROR :Closing link: SendQ exceeded"


def test_the_host_is_told_what_others_can_compare(open_room, log):
    server = open_room()
    said = " ".join(line.text for line in log)
    assert spoken(server.fingerprint) in said
    assert certificate_fingerprint(server.identity.certificate) in said


def test_after_a_thousand_have_come_and_gone_everything_is_as_before(open_room, connect, encrypt, until):
    server = open_room()
    witness = encrypt(server.port).enter("witness")

    def come_and_go(number):
        for index in range(number):
            wire = connect(server.port)
            match index % 4:
                case 0:
                    encrypt(server.port, wire=wire).send(f"NICK n{index}", "USER u 0 * :U")
                case 1:
                    wire.socket.sendall(b"\x16\x03\x01\x02\x00\x01")
                case 2:
                    wire.socket.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
            wire.socket.close()
        until(lambda: server.guests.count == 1 and server.room.count == 1)
        until(lambda: threading.active_count() == threads)
        return witness.sync()

    def kept():
        gc.collect()
        kinds = (Session, Link, Tls, Gateway, Visitor)
        return sum(isinstance(one, kinds) for one in gc.get_objects()), _descriptors()

    threads = threading.active_count()
    before = kept()
    come_and_go(1000)
    assert kept() == before


def _descriptors():
    """How many files and sockets this process has open, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0


# Plain text


@pytest.mark.parametrize(
    ("allowed", "host", "welcome"),
    [
        ("loopback", "127.0.0.1", True),
        ("loopback", "192.0.2.9", False),
        ("all", "192.0.2.9", True),
        ("none", "127.0.0.1", False),
    ],
)
def test_plain_text_is_taken_from_where_it_may_come(open_room, connect, allowed, host, welcome):
    """Plain text is taken from the same computer alone, unless the host allows it."""
    server = open_room(TlsTable(allow_plaintext=allowed), proxy_protocol="required")
    wire = connect(server.port)
    wire.send(f"PROXY TCP4 {host} 127.0.0.1 1 2", "NICK ada", "USER a 0 * :A")
    if welcome:
        wire.until(" 001 ")
    else:
        assert wire.to_end() == ["ERROR :Closing link: This room is encrypted: connect with TLS"]


def test_who_may_speak_plainly_can_change_while_the_room_is_open(open_room, connect):
    server = open_room(TlsTable(allow_plaintext="none"))
    refused = connect(server.port)
    refused.send("NICK ada")
    assert "encrypted" in refused.to_end()[0]
    server.room.config = replace(server.room.config, tls=TlsTable(allow_plaintext="all"))
    connect(server.port).enter("ada")


def test_a_room_without_tls_speaks_plain_text_to_everybody(open_room, connect):
    server = open_room(TlsTable(enabled=False), proxy_protocol="optional")
    wire = connect(server.port)
    wire.send("PROXY TCP4 192.0.2.9 127.0.0.1 1 2")
    wire.enter("ada")
    assert server.fingerprint == ""


# Proxies


def test_what_a_proxy_says_is_who_it_is(open_room, connect, encrypt, log):
    server = open_room(proxy_protocol="required")
    wire = connect(server.port)
    wire.send("PROXY TCP4 192.0.2.9 127.0.0.1 56324 6697")
    encrypt(server.port, wire=wire).enter("ada")
    wire.send("WHOIS ada")
    assert wire.until(" 338 ")[-1].split(" :")[1] == "Is actually using host"
    assert server.room.find("ada").host == "192.0.2.9"
    assert any("ada is here, from 192.0.2.9" in line.text for line in log)


def test_without_a_proxy_nobody_comes_in_where_one_is_required(open_room, connect):
    wire = connect(open_room(proxy_protocol="required").port)
    wire.send("NICK ada")
    assert wire.to_end() == ["ERROR :Closing link: This door is for a proxy"]


def test_a_proxy_may_be_left_out_where_it_is_optional(open_room, connect):
    server = open_room(proxy_protocol="optional")
    connect(server.port).enter("ada")
    assert server.room.find("ada").host == "127.0.0.1"


def test_nobody_can_say_where_they_come_from_where_there_is_no_proxy(open_room, connect):
    server = open_room()
    wire = connect(server.port)
    wire.send("PROXY TCP4 192.0.2.9 127.0.0.1 56324 6697")
    wire.enter("ada")
    assert server.room.find("ada").host == "127.0.0.1"


def test_visitors_are_counted_by_where_they_really_come_from(open_room, connect, until):
    server = open_room(LimitsTable(max_per_address=2), TlsTable(enabled=False), proxy_protocol="required")
    for name, host in (("a", "192.0.2.1"), ("b", "192.0.2.1"), ("c", "192.0.2.2")):
        wire = connect(server.port)
        wire.send(f"PROXY TCP4 {host} 127.0.0.1 1 2")
        wire.enter(name)
    wire = connect(server.port)
    wire.send("PROXY TCP4 192.0.2.1 127.0.0.1 1 2", "NICK d")
    assert wire.to_end() == ["ERROR :Closing link: Too many connections from your address"]
    wire.socket.close()
    until(lambda: server.guests.count == 3)


# Browsers


def get(wire):
    wire.socket.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    page = b""
    while data := wire.socket.recv(65536):
        page += data
    return page.decode()


def test_a_browser_gets_a_page_with_and_without_tls(open_room, connect, encrypt):
    server = open_room()
    for wire in (connect(server.port), encrypt(server.port)):
        page = get(wire)
        assert page.startswith("HTTP/1.1 200")
        assert "Ada&#x27;s room" in page
        assert "ERROR" not in page


def test_the_host_is_told_once_that_a_browser_came_and_of_those_who_come_in_or_may_not(
    open_room, connect, encrypt, log, until
):
    """A browser opens a connection for each part of a page, and more of them in advance, which say nothing."""
    server = open_room(TlsTable(allow_plaintext="none"))
    for path in ("", "guest.css", "main.js", "icon.svg", "nothing"):
        wire = encrypt(server.port)
        wire.socket.sendall(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        while wire.socket.recv(65536):
            pass
    connect(server.port).socket.close()
    encrypt(server.port).socket.close()
    wire = connect(server.port)
    wire.send("NICK eve")
    wire.to_end()
    encrypt(server.port).enter("ada").send("QUIT")
    until(lambda: log[-1].kind == "disconnected")
    assert [(line.kind, line.text) for line in log[1:]] == [
        ("looked", "A browser at 127.0.0.1 looks at the room's page."),
        ("refused", "Somebody from 127.0.0.1 was turned away: This room is encrypted: connect with TLS."),
        ("named", "ada is here, from 127.0.0.1."),
        ("joined", "ada joined #general."),
        ("disconnected", "ada (127.0.0.1) is gone: Quit."),
    ]


class BrowserWire:
    """A browser's end of a WebSocket."""

    def __init__(self, wire):
        self._wire = wire
        self._socket = WSConnection(ConnectionType.CLIENT)
        self._heard = []
        self.tell(Request(host="localhost", target="/", subprotocols=["text.ircv3.net"]))
        assert isinstance(self.hear(), AcceptConnection)

    def tell(self, *happening):
        self._wire.socket.sendall(b"".join(self._socket.send(one) for one in happening))

    def hear(self):
        while not self._heard:
            self._socket.receive_data(self._wire.socket.recv(65536))
            self._heard += self._socket.events()
        return self._heard.pop(0)

    def enter(self, nick):
        self.tell(*map(TextMessage, (f"NICK {nick}", "USER u 0 * :Real", "JOIN #general")))
        while " 366 " not in self.hear().data:
            pass
        return self


@pytest.mark.parametrize("way", ["plain", "encrypted", "another port"])
def test_somebody_talks_from_a_browser(open_room, connect, encrypt, way):
    server = open_room(WebSocketTable(port=_free_port()))
    if way == "another port":
        wire = connect(server._doors[1].port)
    else:
        wire = encrypt(server.port) if way == "encrypted" else connect(server.port)
    ada, bob = BrowserWire(wire).enter("ada"), connect(server.port).enter("bob")
    ada.tell(TextMessage("PRIVMSG #general :from a browser"))
    assert bob.until("PRIVMSG")[-1].endswith(":from a browser")
    bob.send("PRIVMSG #general :zurück")
    while not (heard := ada.hear().data).endswith("PRIVMSG #general :zurück"):
        pass
    assert "\r" not in heard


def test_the_port_for_browsers_is_for_nobody_else(open_room, connect):
    server = open_room(WebSocketTable(port=_free_port()))
    wire = connect(server._doors[1].port)
    wire.send("NICK ada")
    assert wire.to_end() == ["ERROR :Closing link: This door is for browsers"]


def test_a_second_port_that_is_taken_leaves_the_first_one_free():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
        config = Config(ServerTable(host="127.0.0.1", port=0), websocket=WebSocketTable(port=number))
        with pytest.raises(HostingError):
            bind(config)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]


# Words


def test_a_certificate_that_cannot_be_read_is_said_in_words(tmp_path):
    config = Config(ServerTable(host="127.0.0.1", port=0), tls=TlsTable(cert=str(tmp_path / "nowhere.pem")))
    with pytest.raises(HostingError, match=r"nowhere\.pem cannot be read"):
        bind(config)


@pytest.mark.parametrize(
    ("host", "plain"),
    [("::ffff:192.0.2.7", "192.0.2.7"), ("192.0.2.7", "192.0.2.7"), ("fe80::1%eth0", "fe80::1"), ("::1", "::1")],
)
def test_addresses_are_written_as_people_know_them(host, plain):
    assert plain_address(host) == plain
