"""A room that knows us by our key: https://ircv3.net/specs/extensions/sasl-3.1, EXTERNAL."""

import queue

import pytest

from app.client.connection import Connection
from app.client.link import Connected, Received, Report
from app.client.session import Session
from server.config import Config, ServerTable
from server.listener import RoomServer
from tests.app.client.playbook import Playbook

OFFER = "server-time sasl=PLAIN,SCRAM-SHA-256,EXTERNAL"


@pytest.fixture
def book():
    made = Playbook()
    made.session.by_key = True
    return made


@pytest.mark.parametrize("answer", ["900 Ada Ada!~a@h Ada :Known\n>> :room 903 Ada :Yes", "904 Ada :No"])
def test_we_are_let_in_whether_the_room_knows_us_or_not(book, answer):
    book.play(
        f"""
        ** start()
        << CAP LS 302
        << NICK Ada
        << USER parlor 0 * Ada
        >> :room CAP * LS :{OFFER}
        << CAP REQ :server-time sasl
        >> :room CAP * ACK :server-time sasl
        << AUTHENTICATE EXTERNAL
        >> AUTHENTICATE +
        << AUTHENTICATE +
        >> :room {answer.replace(chr(10), chr(10) + " " * 8)}
        << CAP END
        """
    )


def test_the_room_is_told_which_device_we_are(book):
    book.session.device = "a1b2"
    book.session.offered["sasl"] = "EXTERNAL"
    book.play(
        """
        >> AUTHENTICATE +
        << AUTHENTICATE QGExYjI=
        """
    )


@pytest.mark.parametrize(("by_key", "offer"), [(False, OFFER), (True, "server-time sasl=PLAIN"), (True, "server-time")])
def test_nobody_is_asked_to_know_us_who_cannot(book, by_key, offer):
    book.session.by_key = by_key
    book.play(
        f"""
        ** start()
        << CAP LS 302
        << NICK Ada
        << USER parlor 0 * Ada
        >> :room CAP * LS :{offer}
        << CAP REQ server-time
        >> :room CAP * ACK :server-time
        << CAP END
        """
    )


def test_a_capability_that_comes_later_is_nothing_to_log_in_by(book):
    book.session.registered = True
    book.play(
        """
        >> :room CAP Ada NEW :sasl=EXTERNAL
        """
    )


class Guest:
    """Somebody with a key of their own in a real room."""

    def __init__(self, server, key_file, device=""):
        self._reports: queue.Queue[Report] = queue.Queue()
        self._connection = Connection(
            ("127.0.0.1",), server.port, self._reports.put, fingerprint=server.fingerprint, key_file=key_file
        )
        self._connection.start()
        connected = self._reports.get(timeout=20)
        assert isinstance(connected, Connected)
        self.session = Session(
            "Ada", send=connected.link.send, emit=lambda _: None, by_key=connected.showed_key, device=device
        )
        self.session.start()

    def wait_until_in(self):
        while not self.session.registered:
            report = self._reports.get(timeout=20)
            assert isinstance(report, Received), report
            for message in report.messages:
                self.session.receive(message)
        return self

    def hang_up(self):
        self._connection.close()
        assert self._connection.join(5)


def test_in_a_real_room_we_are_the_same_next_time_and_our_name_is_ours(tmp_path, until):
    server = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)))
    server.start()
    try:
        for _ in range(2):
            ada = Guest(server, tmp_path / "ada.pem").wait_until_in()
            assert (ada.session.nick, ada.session.account) == ("Ada", "Ada")
            ada.hang_up()
            until(lambda: server.room.count == 0)
        other = Guest(server, tmp_path / "other.pem")
        other.session.change_nick("Eve")
        other.wait_until_in()
        assert other.session.nick == "Eve"
        assert other.session.account != "Ada"
        other.hang_up()
    finally:
        server.stop()


def test_who_comes_back_leaves_no_lost_connection_behind_and_a_second_program_is_the_same_person(tmp_path, until):
    server = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)))
    server.start()
    try:
        guests = [Guest(server, tmp_path / "ada.pem", device).wait_until_in() for device in ("desk", "tray", "desk")]
        assert [guest.session.nick for guest in guests] == ["Ada"] * 3
        ada = server.room.find("Ada")
        assert ada
        until(lambda: sorted(session.device for session in ada.sessions) == ["desk", "tray"])
        assert server.room.count == 1
        for guest in guests:
            guest.hang_up()
    finally:
        server.stop()
