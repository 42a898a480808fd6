"""What a browser is told that comes to the room's port."""

import base64

import pytest
from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    BytesMessage,
    CloseConnection,
    Ping,
    Pong,
    RejectConnection,
    Request,
    TextMessage,
)

from server.gateway.http import Gateway, is_http
from server.gateway.websocket import BINARY, TEXT


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"GET / HTTP/1.1", True),
        (b"POST / HTTP/1.1", True),
        (b"P", None),
        (b"PA", None),
        (b"PASS x", False),
        (b"GE", None),
        (b"NICK ada", False),
        (b"CAP LS", False),
        (b"GET", None),
        (b"get / ", False),
    ],
)
def test_a_request_is_told_from_irc_by_its_first_bytes(data, answer):
    assert is_http(data) is answer


def ask(request, **how):
    """What a room answers to a request, and whether it has said all it will."""
    gateway = Gateway("Ada’s <room>", **{"may_upgrade": True, **how})
    assert gateway.receive(request.encode()) == b""
    assert gateway.has_answers
    assert gateway.ended
    head, _, body = gateway.wrap(b"ERROR :this is not for browsers\r\n").partition(b"\r\n\r\n")
    assert b"ERROR" not in body
    return head.decode(), body.decode()


def test_a_page_says_what_this_is():
    head, body = ask("GET / HTTP/1.1\r\nHost: 192.0.2.1:6697\r\n\r\n")
    assert head.startswith("HTTP/1.1 200")
    assert "text/html; charset=utf-8" in head
    assert "Ada’s &lt;room&gt;" in body
    assert f"Content-Length: {len(body.encode())}" in head


def test_head_gets_the_head_only():
    head, body = ask("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
    assert head.startswith("HTTP/1.1 200")
    assert body == ""


@pytest.mark.parametrize(
    ("request_line", "status"),
    [
        ("GET /favicon.ico HTTP/1.1", 404),
        ("POST / HTTP/1.1", 405),
        ("DELETE / HTTP/1.1", 405),
        ("GET nonsense", 400),
    ],
)
def test_whatever_else_is_asked_for_is_refused(request_line, status):
    assert ask(f"{request_line}\r\nHost: a\r\n\r\n")[0].startswith(f"HTTP/1.1 {status}")


def test_a_request_without_end_is_cut_off():
    head, _ = ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x" * 20_000)
    assert head.startswith("HTTP/1.1 431")


def test_nothing_of_a_body_is_ever_read_as_a_line():
    gateway = Gateway("room", may_upgrade=True)
    assert gateway.receive(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nNICK eve\r\n") == b""
    assert gateway.receive(b"USER eve 0 * :Eve\r\n") == b""


class Browser:
    """A gateway, and a browser's WebSocket at the other end of it."""

    def __init__(self, subprotocols=(), headers=(), **how):
        self.gateway = Gateway("room", **{"may_upgrade": True, **how})
        self.socket = WSConnection(ConnectionType.CLIENT)
        self.tell(Request(host="room:6697", target="/", subprotocols=list(subprotocols), extra_headers=list(headers)))
        self.opened = self.hear()[0]

    def tell(self, *happening):
        return self.gateway.receive(b"".join(self.socket.send(one) for one in happening))

    def hear(self, lines=b""):
        self.socket.receive_data(self.gateway.wrap(lines))
        return list(self.socket.events())


@pytest.mark.parametrize(
    ("offered", "spoken"),
    [
        ([TEXT], TEXT),
        ([BINARY], BINARY),
        ([BINARY, TEXT], BINARY),
        (["soap", TEXT], TEXT),
        (["soap"], None),
        ([], None),
    ],
)
def test_the_first_subprotocol_that_both_know_is_spoken(offered, spoken):
    """The server MUST accept any subprotocol it supports, respecting the client's order of preference. If no
    subprotocol can be agreed on, the server MAY continue connection establishment without the header.
    """
    browser = Browser(offered)
    assert isinstance(browser.opened, AcceptConnection)
    assert browser.opened.subprotocol == spoken


@pytest.mark.parametrize(
    ("offered", "kind", "line"), [(TEXT, TextMessage, "PING :é"), (BINARY, BytesMessage, "PING :é".encode())]
)
def test_each_message_is_one_line_without_its_end(offered, kind, line):
    """ "The server MUST NOT include trailing \\r or \\n characters in the messages"."""
    browser = Browser([offered])
    heard = browser.hear("PING :é\r\n@time=x :ada PRIVMSG #a :b\r\nPING :ha".encode())
    assert [type(one) for one in heard] == [kind, kind]
    assert heard[0].data == line
    assert [len(one.data) for one in browser.hear(b"lf\r\n")] == [10]


def test_what_a_browser_says_are_lines():
    browser = Browser([TEXT])
    assert browser.tell(TextMessage("NICK zoë"), TextMessage("USER z 0 * :Z")) == "NICK zoë\nUSER z 0 * :Z\n".encode()
    assert browser.tell(TextMessage("PRIV", message_finished=False)) == b"PRIV"
    assert browser.tell(TextMessage("MSG #a :b")) == b"MSG #a :b\n"


def test_a_ping_is_answered():
    browser = Browser([TEXT])
    assert browser.tell(Ping(b"there?")) == b""
    assert browser.gateway.has_answers
    assert browser.hear() == [Pong(b"there?")]


def test_a_goodbye_is_returned():
    browser = Browser([TEXT])
    browser.tell(CloseConnection(1000))
    assert browser.gateway.ended
    assert isinstance(browser.hear(b"ERROR :late\r\n")[0], CloseConnection)


def test_the_rooms_goodbye_is_a_proper_one():
    browser = Browser([TEXT])
    browser.socket.receive_data(browser.gateway.end())
    (goodbye,) = browser.socket.events()
    assert isinstance(goodbye, CloseConnection)
    assert goodbye.code == 1000


def test_what_is_no_websocket_after_all_is_the_end():
    browser = Browser([TEXT])
    assert browser.gateway.receive(b"NICK eve\r\nUSER eve 0 * :Eve\r\n") == b""
    assert browser.gateway.ended


@pytest.mark.parametrize("origin", [b"https://room:6697", b"HTTPS://ROOM:6697"])
def test_a_page_of_the_room_itself_may_come_in(origin):
    assert isinstance(Browser([TEXT], [(b"Origin", origin)]).opened, AcceptConnection)


@pytest.mark.parametrize("origin", [b"https://evil.example", b"null", b"https://room:6698"])
def test_a_page_from_elsewhere_may_not(origin):
    assert isinstance(Browser([TEXT], [(b"Origin", origin)]).opened, RejectConnection)
    assert isinstance(Browser([TEXT], [(b"Origin", origin)], any_origin=True).opened, AcceptConnection)


def test_lines_in_the_clear_are_refused_where_they_may_not_be():
    opened = Browser([TEXT], may_upgrade=False).opened
    assert isinstance(opened, RejectConnection)
    assert opened.status_code == 403


def test_half_a_websocket_request_is_answered():
    head, _ = ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n")
    assert head.startswith("HTTP/1.1 426")


def test_bytes_that_follow_the_request_at_once_are_not_lost():
    key = base64.b64encode(bytes(16)).decode()
    request = (
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"
    )
    frame = b"\x81\x84" + bytes(4) + b"PING"
    assert Gateway("room", may_upgrade=True).receive(request.encode() + frame) == b"PING\n"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/guest.css", "text/css"),
        ("/main.js", "text/javascript"),
        ("/icon.svg", "image/svg+xml"),
        ("/?x=1", "text/html"),
    ],
)
def test_all_that_the_page_needs_comes_from_the_room(path, kind):
    head, body = ask(f"GET {path} HTTP/1.1\r\nHost: 192.0.2.1:6697\r\n\r\n")
    assert head.startswith("HTTP/1.1 200")
    assert f"Content-Type: {kind}; charset=utf-8" in head
    assert "nosniff" in head
    assert body


@pytest.mark.parametrize("path", ["/page.html", "/../http.py", "/%2e%2e/http.py", "/guests/main.js", "//main.js", "/ä"])
def test_nothing_else_is_there(path):
    head, _ = ask(f"GET {path} HTTP/1.1\r\nHost: 192.0.2.1:6697\r\n\r\n".encode().decode("latin-1"))
    assert not head.startswith("HTTP/1.1 200")


def test_the_page_may_load_and_connect_to_nothing_but_the_room():
    head, _ = ask("GET / HTTP/1.1\r\nHost: tea.local:6697\r\n\r\n")
    (policy,) = [line for line in head.splitlines() if line.startswith("Content-Security-Policy: ")]
    assert "default-src 'none'" in policy
    assert "connect-src 'self' ws://tea.local:6697 wss://tea.local:6697;" in policy
    assert "unsafe" not in policy


def test_who_calls_the_room_by_a_strange_name_gets_no_say_in_the_policy():
    head, _ = ask("GET / HTTP/1.1\r\nHost: x; script-src *\r\n\r\n")
    assert "connect-src 'self';" in head
    assert "script-src *" not in head
