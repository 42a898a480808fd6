"""A connection over real sockets: it comes, stays, goes and comes back. The room is a listener that the test plays."""

import errno
import queue
import socket
import struct
import sys
import threading

import pytest

from app.client import silence
from app.client.connection import Connection
from app.client.dial import explain
from app.client.link import Connected, Link, Lost, Received
from server.protocol.message import LocalProtocolError, Message

PATIENCE = 20.0  # seconds; what is waited for comes within milliseconds


class Peer:
    """The room's end of one connection."""

    def __init__(self, sock):
        sock.settimeout(PATIENCE)
        self.sock = sock
        self._file = sock.makefile("rb")

    def say(self, *lines):
        self.sock.sendall(b"".join(line.encode() + b"\r\n" for line in lines))

    def hear(self):
        """The next line; empty when the other side has hung up."""
        return self._file.readline().decode().removesuffix("\r\n")

    def hang_up(self):
        self._file.close()
        self.sock.close()


class Clock:
    """Time that passes when the test says so."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(PATIENCE)
        yield listener


@pytest.fixture
def answer(listener):
    """Take the next connection."""
    peers = []

    def answer():
        peers.append(Peer(listener.accept()[0]))
        return peers[-1]

    yield answer
    for peer in peers:
        peer.hang_up()


@pytest.fixture
def reports():
    return queue.Queue()


@pytest.fixture
def connect(listener, reports):
    """Start a connection; it is closed at the end of the test."""
    started = []

    def connect(*addresses, port=0, **options):
        connection = Connection(
            addresses or ("127.0.0.1",),
            port or listener.getsockname()[1],
            reports.put,
            **{"backoff": (60.0,), **options},
        )
        started.append(connection)
        connection.start()
        return connection

    yield connect
    for connection in started:
        connection.close()
        assert connection.join(PATIENCE)


def the_next(reports, kind):
    report = reports.get(timeout=PATIENCE)
    assert isinstance(report, kind)
    return report


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


# While it goes well


def test_lines_go_both_ways(connect, answer, reports):
    connect()
    peer = answer()
    connected = the_next(reports, Connected)
    assert connected.address == "127.0.0.1"
    connected.link.send(Message("NICK", ("Ada",)))
    connected.link.send(Message("PRIVMSG", ("#general", "Grüße an alle")))
    assert [peer.hear(), peer.hear()] == ["NICK Ada", "PRIVMSG #general :Grüße an alle"]
    peer.say(":room 001 Ada :Welcome", ":ben!b@h PRIVMSG #general :hello")
    assert the_next(reports, Received).messages == (
        Message("001", ("Ada", "Welcome"), source="room"),
        Message("PRIVMSG", ("#general", "hello"), source="ben!b@h"),
    )


def test_a_ping_is_answered_at_once_and_told_to_nobody(connect, answer, reports):
    connect()
    peer = answer()
    the_next(reports, Connected)
    peer.say("PING :are you there", "PING", ":room PONG room :x", ":room NOTICE Ada :end")
    assert [peer.hear(), peer.hear()] == ["PONG :are you there", "PONG :"]
    assert [message.command for message in the_next(reports, Received).messages] == ["NOTICE"]


def test_a_line_may_come_byte_by_byte_and_half_a_character_at_a_time(connect, answer, reports):
    connect()
    peer = answer()
    the_next(reports, Connected)
    for byte in ":ben!b@h PRIVMSG #general :Grüße\n".encode():
        peer.sock.sendall(bytes([byte]))
    assert the_next(reports, Received).messages[0].params == ("#general", "Grüße")


def test_what_is_no_message_is_passed_over_once_the_room_has_spoken(connect, answer, reports):
    connect()
    peer = answer()
    the_next(reports, Connected)
    peer.say(":room 001 Ada :Welcome")
    the_next(reports, Received)
    peer.sock.sendall(b"\xff\xfe\x00\n:only.a.source\n@tags=only\n!!!\n")
    peer.sock.sendall(b":ben!b@h PRIVMSG #general :\xc3\x28\n")
    assert the_next(reports, Received).messages[0].params == ("#general", "\ufffd(")


def test_a_lot_is_sent_when_the_peer_reads_slowly(connect, answer, reports):
    connect()
    peer = answer()
    link = the_next(reports, Connected).link
    lines = [f"PRIVMSG #general :{number} {'x' * 400}" for number in range(5000)]
    for line in lines:
        link.send(Message.parse(line))
    assert [peer.hear() for _ in lines] == lines


def test_what_cannot_be_a_message_is_refused_where_it_is_sent():
    with pytest.raises(LocalProtocolError):
        Link(lambda: None).send(Message("PRIVMSG", ("#general", "two\r\nlines")))


@pytest.mark.parametrize("command", ["PASS", "AUTHENTICATE"])
def test_a_password_is_not_logged(caplog, command):
    with caplog.at_level("DEBUG"):
        Link(lambda: None).send(Message(command, ("open sesame",)))
    assert command in caplog.text
    assert "sesame" not in caplog.text


# When it ends


def test_a_connection_that_ends_is_told_and_comes_back(connect, answer, reports):
    connect(backoff=(0.01,))
    first = answer()
    old = the_next(reports, Connected).link
    first.say(":room 001 Ada :Welcome", "ERROR :Closing link: see you")
    first.hang_up()
    assert the_next(reports, Received).messages[-1].command == "ERROR"
    lost = the_next(reports, Lost)
    assert lost.reason == "The connection to the room has ended."
    assert lost.again_at is not None
    second = answer()
    link = the_next(reports, Connected).link
    old.send(Message("PRIVMSG", ("#general", "into the void")))
    link.send(Message("NICK", ("Ada",)))
    assert second.hear() == "NICK Ada"


def test_a_reset_is_an_end_like_any_other(connect, answer, reports):
    connect()
    peer = answer()
    the_next(reports, Connected)
    peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.hang_up()
    assert the_next(reports, Lost).again_at is not None


def test_who_does_not_want_to_wait_is_heard_at_once(connect, answer, reports):
    connection = connect(backoff=(3600.0,))
    answer().hang_up()
    the_next(reports, Connected)
    the_next(reports, Lost)
    connection.try_now()
    answer()
    the_next(reports, Connected)


def test_each_try_in_vain_is_told_and_the_next_one_comes_later(connect, listener, answer, reports):
    clock = Clock()
    connection = connect(backoff=(10.0, 20.0, 40.0), clock=clock)
    peer = answer()
    the_next(reports, Connected)
    listener.close()
    peer.hang_up()
    for longest in (10.0, 20.0, 40.0, 40.0):
        again_at = the_next(reports, Lost).again_at
        assert longest * 0.66 < again_at - clock.now <= longest
        connection.try_now()


def test_a_first_connection_is_tried_once(connect, reports):
    connect(port=free_port())
    lost = the_next(reports, Lost)
    assert lost == Lost(
        "The computer at 127.0.0.1 answers, but no room is open there. Ask whether it is still open.", None
    )


def test_a_connection_that_need_not_persist_ends_with_its_end(connect, answer, reports):
    connection = connect(persist=False)
    answer().hang_up()
    the_next(reports, Connected)
    assert the_next(reports, Lost).again_at is None
    assert connection.join(PATIENCE)


@pytest.mark.parametrize(
    "said", [b"HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"\xff" * 20000]
)
def test_what_is_not_a_room_is_found_out_by_its_first_words(connect, answer, reports, said):
    connect(persist=False)
    peer = answer()
    the_next(reports, Connected)
    peer.sock.sendall(said)
    assert the_next(reports, Lost).reason == "What answers at 127.0.0.1 is not a room. Ask for the invite again."


def test_a_line_that_never_ends_ends_the_connection(connect, answer, reports):
    connect(persist=False)
    peer = answer()
    the_next(reports, Connected)
    peer.say(":room 001 Ada :Welcome")
    the_next(reports, Received)
    with pytest.raises(ConnectionError):
        peer.sock.sendall(b"x" * 50_000_000)
    the_next(reports, Lost)


# Silence


def test_a_silent_room_is_asked_and_then_given_up(connect, answer, reports):
    clock = Clock()
    connect(persist=False, clock=clock)
    peer = answer()
    link = the_next(reports, Connected).link
    clock.now += silence.PROBE_AFTER
    link.send(Message("NOTICE", ("Ada", "awake")))
    heard = {peer.hear(), peer.hear()}
    assert heard == {"NOTICE Ada awake", "PING still-there"}
    clock.now += silence.PATIENCE
    link.send(Message("NOTICE", ("Ada", "awake")))
    assert the_next(reports, Lost).reason == "The room does not answer any more."


def test_a_room_that_answers_is_not_given_up(connect, answer, reports):
    clock = Clock()
    connect(persist=False, clock=clock)
    peer = answer()
    link = the_next(reports, Connected).link
    for number in range(3):
        clock.now += silence.PROBE_AFTER
        link.send(Message("NOTICE", ("Ada", "awake")))
        assert {peer.hear(), peer.hear()} == {"NOTICE Ada awake", "PING still-there"}
        peer.say(":room PONG room :still-there", f":room NOTICE Ada :{number}")
        the_next(reports, Received)
    assert reports.empty()


# Closing


def test_a_goodbye_arrives_before_the_end(connect, answer, reports):
    connection = connect()
    peer = answer()
    link = the_next(reports, Connected).link
    peer.say(":room 001 Ada :much that nobody reads any more")
    link.send(Message("QUIT", ("Good night",)))
    connection.close()
    assert peer.hear() == "QUIT :Good night"
    assert peer.hear() == ""
    peer.hang_up()
    assert connection.join(PATIENCE)


def test_a_goodbye_waits_for_nobody_who_does_not_hang_up(connect, answer, reports):
    connection = connect()
    answer()
    the_next(reports, Connected)
    connection.close()
    assert connection.join(1.0)


def test_closing_reports_nothing_more(connect, answer, reports):
    connection = connect()
    peer = answer()
    the_next(reports, Connected)
    connection.close()
    peer.hear()
    peer.hang_up()
    assert connection.join(PATIENCE)
    assert reports.empty()


def test_closing_interrupts_the_wait_for_the_next_try(connect, answer, reports):
    connection = connect(backoff=(3600.0,))
    answer().hang_up()
    the_next(reports, Connected)
    the_next(reports, Lost)
    connection.close()
    assert connection.join(PATIENCE)
    assert reports.empty()


def test_closing_twice_or_late_or_speaking_after_it_is_no_mistake(connect, answer, reports):
    connection = connect()
    peer = answer()
    link = the_next(reports, Connected).link
    connection.close()
    peer.hear()
    peer.hang_up()
    assert connection.join(PATIENCE)
    link.send(Message("QUIT"))
    connection.try_now()
    connection.close()


# Reaching an address


@pytest.fixture
def dead_end():
    """A port on which nobody ever answers: the queue of who waits to be accepted is full."""
    if sys.platform != "linux":
        pytest.skip("only Linux lets a caller wait when the queue is full")
    with socket.create_server(("127.0.0.2", 0), backlog=0) as listener:
        waiting = []
        for _ in range(2):
            sock = socket.socket()
            sock.setblocking(False)
            sock.connect_ex(listener.getsockname())
            waiting.append(sock)
        yield listener.getsockname()[1]
        for sock in waiting:
            sock.close()


def test_closing_interrupts_a_connection_that_nobody_answers(connect, reports, dead_end):
    connection = connect("127.0.0.2", port=dead_end)
    connection.close()
    assert connection.join(PATIENCE)
    assert reports.empty()


def test_nobody_answers(connect, reports, dead_end):
    clock = Clock()
    connection = connect("127.0.0.2", port=dead_end, clock=clock)
    clock.now += 15.0
    connection.try_now()
    assert the_next(reports, Lost).reason == (
        "Nobody answers at 127.0.0.2. Is that computer on, and on the same network as this one?"
    )


def test_an_address_that_leads_nowhere_does_not_keep_us_from_the_next(connect, reports, dead_end):
    with socket.create_server(("127.0.0.1", dead_end)) as listener:
        connect("127.0.0.2", "127.0.0.1", port=dead_end)
        assert the_next(reports, Connected).address == "127.0.0.1"
        listener.accept()[0].close()


def test_a_refusing_address_does_not_keep_us_from_the_next(connect, answer, reports):
    connect("127.0.0.3", "127.0.0.1")
    answer()
    assert the_next(reports, Connected).address == "127.0.0.1"


def test_a_room_that_has_moved_is_reached_at_its_new_address(listener, answer, reports):
    connection = Connection(("127.0.0.3",), listener.getsockname()[1], reports.put, backoff=(60.0,))
    connection.start(stubborn=True)
    try:
        the_next(reports, Lost)
        connection.also(["127.0.0.1"])
        answer()
        assert the_next(reports, Connected).address == "127.0.0.1"
    finally:
        connection.close()
        assert connection.join(PATIENCE)


def test_a_name_that_nobody_has(connect, reports, monkeypatch):
    def look_up(*_args, **_options):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    connect("bens-computer")
    assert the_next(reports, Lost).reason == (
        "No computer called “bens-computer” was found. Check the spelling, or ask for the invite again."
    )


@pytest.fixture
def slow_names(monkeypatch):
    """Names are looked up until the test ends; addresses as ever."""
    own, done = socket.getaddrinfo, threading.Event()

    def look_up(name, *arguments, **options):
        if not name[0].isdigit():
            done.wait(20)
        return own("127.0.0.1" if not name[0].isdigit() else name, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    yield done
    done.set()


def test_a_name_that_takes_long_to_be_looked_up_keeps_no_address_waiting(connect, answer, reports, slow_names):
    connect("bens-computer.local", "127.0.0.1")
    answer()
    assert the_next(reports, Connected).address == "127.0.0.1"


def test_who_does_not_want_to_wait_for_a_name_any_more_need_not(connect, slow_names):
    connection = connect("bens-computer.local")
    connection.close()
    assert connection.join(5)


def test_a_name_joins_in_when_it_is_looked_up(connect, answer, reports, slow_names):
    connect("127.0.0.3", "bens-computer.local")  # nobody is at the first
    slow_names.set()
    answer()
    assert the_next(reports, Connected).address == "127.0.0.1"


def test_a_name_that_nobody_can_have(connect, reports):
    connect("x" * 70)
    assert the_next(reports, Lost).reason.startswith("No computer called “xxx")


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            ConnectionRefusedError(errno.ECONNREFUSED, ""),
            "The computer at ada.local answers, but no room is open there.",
        ),
        (TimeoutError("timed out"), "Nobody answers at ada.local."),
        (OSError(errno.EHOSTUNREACH, ""), "Nobody answers at ada.local."),
        (OSError(errno.ENETUNREACH, ""), "There is no way from this computer to ada.local."),
        (BrokenPipeError(errno.EPIPE, ""), "The connection to the room was cut."),
        (OSError(errno.EMFILE, "Too many open files"), "No connection to ada.local: Too many open files."),
        (OSError("something odd"), "No connection to ada.local: something odd."),
    ],
)
def test_what_went_wrong_is_said_in_words(error, words):
    assert explain(error, "ada.local").startswith(words)


# What should not happen


@pytest.mark.logs_errors
def test_a_mistake_of_ours_on_the_thread_does_not_leave_the_window_waiting(listener, reports):
    def post(report):
        reports.put(report)
        if isinstance(report, Connected):
            int("a mistake of ours")

    connection = Connection(("127.0.0.1",), listener.getsockname()[1], post)
    connection.start()
    listener.accept()[0].close()
    the_next(reports, Connected)
    assert the_next(reports, Lost) == Lost("Something went wrong in Parlor itself.", None)
    assert connection.join(PATIENCE)


def test_the_thread_is_called_network_and_does_not_keep_the_program_alive(connect, answer):
    connect()
    answer()
    (thread,) = [thread for thread in threading.enumerate() if thread.name == "network"]
    assert thread.daemon
