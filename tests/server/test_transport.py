"""A link on a real pair of sockets: slow readers, half-closes, what does not fit."""

import socket
import threading

import pytest

from server import transport
from server.transport import Link


@pytest.fixture(params=["as here", "without MSG_DONTWAIT"])
def pair(request, monkeypatch):
    """A link, and the socket at its other end; also as on systems that have no flag for not waiting."""
    if request.param != "as here":
        monkeypatch.setattr(transport, "_DONT_WAIT", None)
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname()) as far:
        near, _ = door.accept()
        with near:
            far.settimeout(5)
            yield Link(near), far


def read_all(far):
    parts = []
    while data := far.recv(1 << 16):
        parts.append(data)
    return b"".join(parts)


def test_a_glance_takes_what_has_come_and_does_not_wait(pair):
    link, far = pair
    assert link.glance() == b""
    far.sendall(b"NICK ada\r\n")
    assert link.receive() == b"NICK ada\r\n"
    far.sendall(b"USER ada\r\n")
    while not (said := link.glance()):
        pass
    assert said == b"USER ada\r\n"


def test_what_waits_goes_out_in_one_piece(pair):
    link, far = pair
    mailbox = [b"a\r\n", b"b\r\n"]
    link.send(mailbox)
    assert far.recv(100) == b"a\r\nb\r\n"
    assert (mailbox, link.waiting) == ([], 0)


def test_a_slow_reader_costs_nobody_any_time_and_loses_nothing(pair):
    link, far = pair
    sent = b""
    number = 0
    while link.waiting < 100_000:
        number += 1
        piece = b"%07d " % number * 1000
        sent += piece
        link.send([piece])
    got = b""
    while len(got) < len(sent):
        got += far.recv(1 << 20)
        link.resume()
    assert got == sent
    assert link.waiting == 0


def test_forgetting_what_waits_leaves_no_half_line(pair):
    link, far = pair
    while not link.waiting:
        link.send([b"x" * 50_000 + b"\r\n"] * 20)
    link.send([b"never\r\n"])
    link.forget_waiting()
    link.send([b"last\r\n"])
    reader = threading.Thread(target=lambda: got.append(read_all(far)))
    got: list[bytes] = []
    reader.start()
    while link.waiting:
        link.resume()
    link.finish()
    reader.join()
    lines = got[0].split(b"\r\n")
    assert lines[-2:] == [b"last", b""]
    assert b"never" not in lines
    assert set(lines[:-2]) == {b"x" * 50_000}


def test_a_link_that_is_finished_still_reads(pair):
    link, far = pair
    link.send([b"bye\r\n"])
    link.finish()
    assert read_all(far) == b"bye\r\n"
    far.sendall(b"still talking")
    assert link.receive() == b"still talking"
    assert link.ending.is_set()


def test_the_end_of_the_other_side_is_the_end(pair):
    link, far = pair
    far.shutdown(socket.SHUT_WR)
    assert link.receive() == b""
    link.send([b"heard you\r\n"])
    assert far.recv(100) == b"heard you\r\n"


def test_cutting_wakes_the_reader_even_if_the_other_side_goes_on_talking(pair):
    link, far = pair
    ended = threading.Event()

    def read():
        while link.receive():
            pass
        ended.set()

    reader = threading.Thread(target=read)
    reader.start()
    far.sendall(b"x" * 1000)
    link.cut()
    assert ended.wait(5)
    reader.join()
    link.finish()


def test_sending_to_who_is_gone_is_an_error(pair, until):
    link, far = pair
    far.close()

    def fails():
        try:
            link.send([b"x" * 1000])
        except OSError:
            return True
        return False

    until(fails)


def test_a_reader_too_far_ahead_waits_for_the_engine(pair):
    link, _ = pair
    link.hold_back(transport.READ_AHEAD)
    passed = threading.Event()

    def read_on():
        link.hold_back(10)
        passed.set()

    reader = threading.Thread(target=read_on)
    reader.start()
    assert not passed.wait(0.05)
    link.digest(9)
    assert not passed.wait(0.05)
    link.digest(1)
    assert passed.wait(5)
    reader.join()


def test_cutting_frees_a_reader_that_waits(pair):
    link, _ = pair
    reader = threading.Thread(target=link.hold_back, args=(transport.READ_AHEAD + 1,))
    reader.start()
    link.cut()
    reader.join(5)
    assert not reader.is_alive()
    link.hold_back(transport.READ_AHEAD)
