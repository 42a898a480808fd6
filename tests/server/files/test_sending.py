"""Files that are sent in one go, and who may send them. Quotations are from soju's ``filehost``."""

import errno
import hashlib
import http.client
import socket
import ssl
import threading
from urllib.parse import unquote

import pytest

from app.client.own_key import keep_own_key
from server.config import Config, FilesTable, LimitsTable, ServerTable
from server.files.depot import Depot
from server.files.service import Service, Visit, for_browsers
from server.listener import RoomServer
from tests.server.files.asking import Client, path_of

HELLO = hashlib.sha256(b"hello").hexdigest()


def test_a_file_is_sent_and_can_be_fetched_from_where_it_is_said_to_be(open_room, ada, anybody):
    """ "On success, servers MUST reply with a 201 Created status code and with a Location header field indicating
    the URI of the uploaded file. Servers MUST support HEAD and GET requests on the uploaded file URI."
    """
    room = open_room()
    sent = ada(room).send(b"hello", "Grüße.txt", Content_Type="text/plain")
    assert sent.status == 201
    assert sent.headers["location"] == f"http://127.0.0.1:{room.port}/files/{HELLO}/Gr%C3%BC%C3%9Fe.txt"
    got = anybody(room).ask("GET", path_of(sent))
    assert (got.status, got.body) == (200, b"hello")
    looked = anybody(room).ask("HEAD", path_of(sent))
    assert (looked.status, looked.body, looked.headers["content-length"]) == (200, b"", "5")


def test_the_upload_uri_takes_options(open_room, anybody):
    """ "Servers MUST accept OPTIONS requests on the upload URI. Servers MAY return an Accept-Post header field" """
    answer = anybody(open_room(max_bytes=100)).ask("OPTIONS", "/files")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["allow"] == "OPTIONS, POST"
    assert answer.headers["accept-post"] == "*/*"
    assert answer.headers["upload-limit"] == "max-size=100"


def test_who_is_in_the_room_is_told_where_to_send_and_needs_no_password(open_room, anybody, connect):
    """ "Its value MUST be a URI and SHOULD use the https scheme." """
    room = open_room()
    bob = connect(room.port)
    bob.send("NICK bob", "USER b 0 * :b")
    tokens = " ".join(bob.until(" 422 "))
    (token,) = (word for word in tokens.split() if word.startswith("soju.im/FILEHOST="))
    address = token.partition("=")[2]
    assert address.startswith(f"http://127.0.0.1:{room.port}/files/for/")
    path = "/" + address.split("/", 3)[3]
    assert anybody(room).ask("POST", path, b"hello").status == 201
    assert anybody(room).ask("POST", path + "x", b"hello").status == 401
    bob.send("QUIT")
    bob.to_end()
    assert anybody(room).ask("POST", path, b"hello").status == 401


def test_a_room_without_files_has_none(open_room, ada, connect):
    room = open_room(enabled=False)
    bob = connect(room.port)
    bob.send("NICK bob", "USER b 0 * :b")
    assert "FILEHOST" not in " ".join(bob.until(" 422 "))
    assert ada(room).send(b"hello").status == 405
    assert ada(room).ask("GET", f"/files/{HELLO}/x").status == 404


@pytest.mark.parametrize(
    "authorization",
    ["", "Basic", "Basic !!!", "Basic YWRhOndyb25n", "Basic bm9ib2R5Ong=", "Basic YWRh", "Bearer x", "Basic /////w=="],
)
def test_who_is_not_known_may_not_send(open_room, ada, authorization):
    client = ada(open_room())
    client.headers["Authorization"] = authorization
    answer = client.send(b"hello")
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Basic ")


def test_only_those_may_send_whom_the_host_lets(open_room, ada, anybody, connect):
    room = open_room(who="operators")
    founder = connect(room.port).enter("ada")
    guest = connect(room.port).enter("bob")
    tickets = room.engine.ask(lambda: {one.person.nick: one.ticket for one in room.room.visitors})
    assert anybody(room).ask("POST", f"/files/for/{tickets['ada']}", b"x").status == 201
    assert anybody(room).ask("POST", f"/files/for/{tickets['bob']}", b"x").status == 403
    assert ada(room).send(b"x").status == 403
    for person in (founder, guest):
        person.sync()


def test_a_room_may_take_files_from_accounts_alone(open_room, ada, anybody, connect):
    room = open_room(who="accounts")
    connect(room.port).enter("bob")
    ticket = room.engine.ask(lambda: next(one.ticket for one in room.room.visitors))
    assert anybody(room).ask("POST", f"/files/for/{ticket}", b"x").status == 403
    assert ada(room).send(b"x").status == 201


@pytest.fixture
def by_tls(tmp_path, log):
    """A room that is encrypted, and somebody who shows it a certificate."""
    room = RoomServer(Config(ServerTable(host="127.0.0.1", port=0, data_dir=str(tmp_path / "room"))), log.append)
    room.start()
    keep_own_key(tmp_path / "key.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    stranger = http.client.HTTPSConnection("127.0.0.1", room.port, timeout=20, context=context)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.load_cert_chain(tmp_path / "key.pem")
    known = http.client.HTTPSConnection("127.0.0.1", room.port, timeout=20, context=context)
    yield room, Client(known), Client(stranger), context
    known.close()
    stranger.close()
    room.stop()


def test_the_certificate_by_which_somebody_logs_in_lets_them_send(by_tls, connect):
    room, known, stranger, context = by_tls
    assert known.send(b"hello").status == 401, "a certificate that nobody has seen is nobody's"
    wire = connect(room.port)
    wire.socket = context.wrap_socket(wire.socket)
    wire.send("CAP LS 302", "NICK bob", "USER b 0 * :b", "CAP REQ sasl", "AUTHENTICATE EXTERNAL", "AUTHENTICATE +")
    wire.until(" 903 ")
    sent = known.send(b"hello" * 100_000, "x.bin")
    assert sent.status == 201
    assert sent.headers["location"].startswith(f"https://127.0.0.1:{room.port}/files/")
    assert stranger.send(b"hello").status == 401
    assert stranger.ask("GET", path_of(sent)).body == b"hello" * 100_000
    wire.socket.close()


@pytest.mark.parametrize(
    ("called", "link"),
    [
        ("192.0.2.7:6697", "192.0.2.7:6698"),
        ("[fd00::7]:6697", "[fd00::7]:6698"),
        ("[fd00::7]", "[fd00::7]"),
        ("tea.example", "tea.example"),
        ("tea.example:8443", "tea.example:8443"),
    ],
)
def test_a_link_leads_to_where_browsers_go(called, link):
    assert for_browsers(called) == link


def test_the_host_is_called_by_an_address_that_others_can_reach(log, tmp_path):
    room = RoomServer(Config(ServerTable(port=0, data_dir=str(tmp_path))), log.append)
    service = Service(room.engine, lambda: iter(["192.0.2.7"]))
    try:
        names = [
            service._known_by_others(
                called, Visit("127.0.0.1", "127.0.0.1:6697", None, secure=secure, everywhere=reach)
            )
            for called, secure, reach in [
                ("127.0.0.1:6697", True, True),
                ("[::1]:6697", True, True),
                ("localhost:6697", True, True),
                ("localhost", True, True),
                ("127.0.0.1:6697", False, True),
                ("127.0.0.1:6697", True, False),
                ("192.0.2.9:6697", True, True),
                ("room.example:443", True, True),
            ]
        ]
    finally:
        service.depot.close()
        room.stop()
    assert names == [
        "192.0.2.7:6697", "192.0.2.7:6697", "192.0.2.7:6697", "192.0.2.7:6697",
        "127.0.0.1:6697", "127.0.0.1:6697", "192.0.2.9:6697", "room.example:443",
    ]  # fmt: skip


# What is not taken


def raw(room, request, *, then=b""):
    """Everything a room answers to bytes that no proper client sends."""
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        sock.sendall(request)
        if then:
            sock.sendall(then)
        sock.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: sock.recv(65536), b""))


AUTHORIZED = "Authorization: Basic YWRhOmxvdmVsYWNl\r\n"


def test_what_is_too_large_is_refused_before_a_byte_is_taken(open_room, ada):
    room = open_room(max_bytes=1000)
    ada(room)
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        head = f"POST /files HTTP/1.1\r\nHost: a\r\n{AUTHORIZED}Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n"
        sock.sendall(head.encode())
        answer = b"".join(iter(lambda: sock.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b"1000 bytes" in answer


def test_who_asks_first_is_told_to_go_on(open_room, ada):
    room = open_room()
    ada(room)
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        head = f"POST /files HTTP/1.1\r\nHost: a\r\n{AUTHORIZED}Content-Length: 5\r\nExpect: 100-continue\r\n\r\n"
        sock.sendall(head.encode())
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 ")
        sock.sendall(b"hello")
        assert sock.recv(1000).startswith(b"HTTP/1.1 201 ")


def test_the_quota_is_for_all_files_together_and_for_those_on_their_way(open_room, ada, tmp_path):
    room = open_room(max_bytes=600, quota_bytes=1000)
    client = ada(room)
    assert client.send(b"a" * 600).status == 201
    full = client.send(b"b" * 600)
    assert full.status == 507
    assert b"full" in full.body
    assert client.send(b"c" * 400).status == 201
    assert client.send(b"a" * 600).status == 507, "there is no room while it comes, even if it is there already"
    assert len(list((tmp_path / "room" / "files").glob("????*"))) == 3, (
        "two files, and the folder of what is unfinished"
    )


def test_a_full_disk_is_no_catastrophe(open_room, ada, log, monkeypatch):
    room = open_room()
    client = ada(room)

    def is_full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("server.files.uploads.Upload.write", is_full)
        answer = client.send(b"hello")
    assert answer.status == 507
    assert any("No space left on device" in line.text for line in log)
    assert not list(room._files.depot.unfinished.iterdir())
    assert client.send(b"hello").status == 201


def test_a_disk_that_is_nearly_full_is_left_to_others(open_room, ada, monkeypatch):
    client = ada(open_room())
    usage = type("Usage", (), {"free": 60 * 1024 * 1024})
    monkeypatch.setattr("server.files.depot.shutil.disk_usage", lambda _: usage)
    assert client.send(b"hello").status == 507


def test_half_a_file_is_none(open_room, ada, until):
    room = open_room()
    ada(room)
    head = f"POST /files HTTP/1.1\r\nHost: a\r\n{AUTHORIZED}Content-Length: 1000\r\n\r\n".encode()
    assert raw(room, head, then=b"only this") == b""
    until(lambda: not list(room._files.depot.unfinished.iterdir()))
    assert room._files.depot._kept == 0


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("POST /files HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", 411),
        ("POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400),
        ("POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n", 400),
        ("POST /files HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
        ("POST /files HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n\r\n", 415),
        ("POST /files HTTP/1.1\r\nHost: a\r\nOrigin: https://evil.example\r\nContent-Length: 1\r\n\r\nx", 403),
        ("POST /files HTTP/1.1\r\nHost: a\r\nUpload-Length: many\r\nUpload-Complete: ?0\r\n\r\n", 400),
        ("PUT /files HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("DELETE /files/x HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("GET /files HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("GET /files/../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("GET /files/%2e%2e%2froom.sqlite HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("GET /files/unfinished HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("GET /files/uploads/../x HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        ("HEAD /files/uploads/../../room HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        (f"GET /files/{'0' * 64}/x HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        ("GET /files/x HTTP/1.1\r\n\r\n", 400),
        ("GET /files/x HTTP/1.1\r\nHost: a\r\nbroken header\r\n\r\n", 400),
        (f"GET /files/{'x' * 200_000} HTTP/1.1\r\nHost: a\r\n\r\n", 431),
    ],
)
def test_odd_requests_get_a_plain_answer(one_room, head, status):
    assert raw(one_room, head.encode()).split(b" ", 2)[1] == b"%d" % status


def test_requests_may_come_one_after_the_other_or_at_once(open_room, ada):
    room = open_room()
    ada(room)
    post = f"POST /files HTTP/1.1\r\nHost: a\r\n{AUTHORIZED}Content-Length: 5\r\n\r\nhello"
    get = f"GET /files/{HELLO}/x.txt HTTP/1.1\r\nHost: a\r\n\r\n"
    answers = raw(room, (post + get + get).encode())
    assert answers.count(b"HTTP/1.1 201 ") == 1
    assert answers.count(b"HTTP/1.1 200 ") == 2
    assert answers.endswith(b"\r\n\r\nhello")


def test_a_request_may_come_byte_by_byte(open_room, ada):
    room = open_room()
    ada(room).send(b"hello")
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in f"GET /files/{HELLO}/x.txt HTTP/1.0\r\nHost: a\r\n\r\n".encode():
            sock.sendall(bytes([byte]))
        assert b"".join(iter(lambda: sock.recv(65536), b"")).endswith(b"\r\n\r\nhello")


def test_who_sends_a_file_is_nobody_in_the_room(open_room, ada, connect):
    room = open_room()
    bob = connect(room.port).enter("bob")
    client = ada(room)
    client.send(b"hello")
    assert room.engine.ask(lambda: (len(room.room.visitors), room.room.count)) == (1, 1)
    assert not bob.sync()


def test_a_room_closes_in_time_while_files_are_on_their_way(open_room, ada, until):
    room = open_room()
    client = ada(room)
    client.send(b"hello")
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        head = f"POST /files HTTP/1.1\r\nHost: a\r\n{AUTHORIZED}Content-Length: 1000\r\nExpect: 100-continue\r\n\r\n"
        sock.sendall(head.encode())
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 ")
        room.stop()
        with pytest.raises((ConnectionError, AssertionError)):
            assert sock.recv(1000), "it was cut off"
    until(lambda: room.guests.count == 0)


def test_who_asks_while_they_are_said_goodbye_to_gets_that_alone(open_room, until):
    room = open_room()
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        until(lambda: room.engine.ask(lambda: room.room.visitors))
        gone = threading.Event()

        def dismiss():
            room.room.dismiss(next(iter(room.room.visitors)), "Go")
            gone.wait(20)  # the request comes while the engine is busy

        room.engine.post(dismiss)
        sock.sendall(b"GET /files/x HTTP/1.1\r\nHost: a\r\n\r\n")
        gone.set()
        assert b"HTTP/1.1 200" not in b"".join(iter(lambda: sock.recv(65536), b""))
    until(lambda: room.guests.count == 0)


def test_guests_are_counted_as_long_as_they_fetch(open_room, ada, anybody, until):
    room = open_room(LimitsTable(max_per_address=2))
    client = ada(room)
    client.send(b"hello")
    anybody(room).ask("GET", f"/files/{HELLO}/x")
    with pytest.raises(http.client.BadStatusLine):
        anybody(room).ask("GET", f"/files/{HELLO}/x")
    client.connection.close()
    until(lambda: room.guests.count == 1)
    assert anybody(room).ask("GET", f"/files/{HELLO}/x").status == 200


def test_a_room_without_a_folder_keeps_files_until_it_closes(open_room, ada):
    room = open_room(forgets=True)
    assert ada(room).send(b"hello").status == 201
    folder = room._files.depot.folder
    assert (folder / HELLO).exists()
    room.stop()
    assert not folder.exists()


def test_the_name_given_is_made_safe_and_a_nameless_picture_gets_an_ending(open_room, ada):
    client = ada(open_room())
    sent = client.send(b"hello", "../../con.txt")
    assert unquote(path_of(sent)).endswith("/_con.txt")
    assert path_of(client.send(b"hello", Content_Type="image/png")).endswith("/file.png")


def test_the_depot_expects_no_more_than_fits(tmp_path):
    depot = Depot(tmp_path, lambda: FilesTable(max_bytes=10, quota_bytes=15))
    with depot.expecting(10), pytest.raises(Exception, match="full"), depot.expecting(10):
        pass
    with depot.expecting(10):
        pass
