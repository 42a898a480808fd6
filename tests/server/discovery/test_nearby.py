"""Both ends over loopback: a room is announced, heard of, kept current and gone; what is hostile does no harm.

By the beacon alone, on ports of their own: multicast DNS on loopback would be heard by whatever else runs here.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from ipaddress import IPv4Interface
from typing import Any

import pytest

from server.discovery import browser
from server.discovery.announcement import (
    Announcement,
    Complaint,
    Farewell,
    Question,
    announce,
    complain,
    encode,
)
from server.discovery.announcer import ANSWERS_EACH, Announcer
from server.discovery.background import Background
from server.discovery.beacon import tell_once
from server.discovery.browser import Browser, View
from server.discovery.interfaces import Interface
from server.discovery.roster import MAX_ROOMS

ROOM = "5e" * 32
LOOPBACK = Interface("loopback", 1, (IPv4Interface("127.0.0.1/8"),))


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("", 0))
        return int(taken.getsockname()[1])


class Neighbourhood:
    """Rooms and people who look for them, all on this computer."""

    def __init__(self) -> None:
        self.ask_port, self.tell_port = free_port(), free_port()
        self.networks: tuple[Interface, ...] = (LOOPBACK,)
        self.views: list[View] = []
        self.complaints: list[tuple[str, Complaint]] = []
        self._running: list[Background] = []

    def open(self, **more: Any) -> tuple[dict[str, Any], Background]:
        """Announce a room; its facts may be changed meanwhile."""
        facts: dict[str, Any] = {"room": ROOM, "name": "Tea house", "port": 7000, "people": 1, **more}
        announcer = Announcer(
            lambda: announce(**facts),
            lambda *made: self.complaints.append(made),
            interfaces=lambda: self.networks,
            ask_port=self.ask_port,
            tell_port=self.tell_port,
            dns_sd=False,
        )
        return facts, self._start(Background("announcer", lambda: announcer.run))

    def look(self, *, tick: float = 0.25) -> Background:
        browser = Browser(
            self.views.append,
            interfaces=lambda: self.networks,
            ask_port=self.ask_port,
            tell_port=self.tell_port,
            dns_sd=False,
            tick=tick,
        )
        return self._start(Background("browser", lambda: browser.run))

    def _start(self, started: Background) -> Background:
        self._running.append(started)
        return started

    @property
    def seen(self) -> list[Announcement]:
        return [found.announcement for found in self.views[-1].rooms] if self.views else []

    def close(self) -> None:
        for running in self._running:
            running.stop(2.0)


def heard(mouth: socket.socket, patience: float) -> Iterator[bytes]:
    """What comes until nothing comes any more for so many seconds."""
    mouth.settimeout(patience)
    try:
        while True:
            yield mouth.recvfrom(2000)[0]
    except TimeoutError:
        pass


@pytest.fixture
def around() -> Iterator[Neighbourhood]:
    made = Neighbourhood()
    yield made
    made.close()


@pytest.fixture
def mouth():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        try:
            made.bind(("127.0.0.2", 0))  # another computer, as far as can be told
        except OSError:
            pytest.skip("this system has one loopback address only")
        made.settimeout(2.0)
        yield made


def test_a_room_is_seen_kept_current_and_gone_with_its_goodbye(around, until):
    around.look()
    facts, announcer = around.open()
    until(lambda: [room.name for room in around.seen] == ["Tea house"])
    assert around.views[-1].rooms[0].addresses == ("127.0.0.1",)
    facts.update(people=2, locked=True)
    until(lambda: around.seen[0].people == 2 and around.seen[0].locked)
    announcer.stop()
    until(lambda: around.seen == [])


def test_a_room_that_is_called_otherwise_is_one_row_all_the_time(around, until):
    around.look()
    facts, _ = around.open()
    until(lambda: around.seen)
    facts.update(name="Coffee house")
    until(lambda: [room.name for room in around.seen] == ["Coffee house"])


def test_without_a_network_it_says_that_it_cannot_look_and_looks_once_there_is_one(around, until):
    around.networks = ()
    around.open()
    around.look()
    until(lambda: around.views and not around.views[-1].able)
    around.networks = (LOOPBACK,)
    until(lambda: around.seen)
    assert around.views[-1].able


def test_who_has_looked_for_a_while_knows_what_is_not_there(around, until):
    around.look(tick=0.02)
    until(lambda: around.views and around.views[-1].settled)
    assert around.views[-1].rooms == ()


def test_neighbours_are_asked_one_by_one_sooner_at_first_and_never_more_than_once_a_minute_later(monkeypatch):
    looking, asked = Browser(print), []

    def neighbours(_here):
        asked.append(looking._ticks * browser.TICK)
        return iter(())

    monkeypatch.setattr(browser, "neighbours", neighbours)
    for looking._ticks in range(1200):
        looking._probe_gently(lonely=looking._ticks < 1000)
    assert asked == [2, 10, 30, 60, 120, 180, 240]


def test_stopping_takes_no_time_and_twice_is_fine(around):
    background = around.look()
    background.stop(2.0)
    background.stop(2.0)


def test_stopping_what_has_not_begun_is_no_mistake(around):
    loads = []

    def load():
        loads.append(True)
        return around_never

    async def around_never(stopped):
        await stopped.wait()

    background = Background("never", load)
    background.stop(2.0)
    background.stop(2.0)
    assert len(loads) == 1


def test_a_question_is_answered_to_who_asked(around, mouth, until):
    around.look()
    around.open()
    until(lambda: around.seen)
    mouth.sendto(encode(Question()), ("127.0.0.1", around.ask_port))
    data, _ = mouth.recvfrom(2000)
    assert data == encode(announce(ROOM, "Tea house", 7000, people=1))


def test_a_flood_of_questions_is_not_answered_one_by_one(around, mouth, until):
    around.look()
    around.open()
    until(lambda: around.seen)
    for _ in range(2000):
        mouth.sendto(encode(Question()), ("127.0.0.1", around.ask_port))
    answers = sum(1 for _ in heard(mouth, 0.4))
    assert 0 < answers <= 20 * ANSWERS_EACH


def test_who_does_not_get_in_is_heard_by_the_host_of_that_room_alone_and_told_nothing(around, mouth, until):
    """So nobody can have us send anything to anybody by it, and a flood of them is one."""
    around.look()
    around.open()
    until(lambda: around.seen)
    for word in (
        complain("77" * 32, 7000, ("127.0.0.1",)),
        complain(ROOM, 7001, ("127.0.0.1",)),
        *(complain(ROOM, 7000, ("127.0.0.1",)),) * 1000,
    ):
        mouth.sendto(encode(word), ("127.0.0.1", around.ask_port))
    until(lambda: around.complaints)
    assert list(heard(mouth, 0.4)) == []
    assert around.complaints == [("127.0.0.2", complain(ROOM, 7000, ("127.0.0.1",)))]


def test_a_complaint_is_sent_without_waiting_for_anybody(around, until):
    around.look()
    around.open()
    until(lambda: around.seen)
    word = complain(ROOM, 7000, ("127.0.0.1",))
    tell_once(word, ("127.0.0.1", "::1", "fe80::1%nothing"), around.ask_port)
    until(lambda: around.complaints == [("127.0.0.1", word)])


def test_a_flood_of_rooms_and_nonsense_leaves_the_real_one_in_its_place(around, mouth, until):
    around.look()
    facts, _ = around.open()
    until(lambda: around.seen)
    for number in range(3000):
        mouth.sendto(encode(announce(f"{number:064x}", "Free money", 1)), ("127.0.0.1", around.tell_port))
        mouth.sendto(b"\xff" * (number % 1500), ("127.0.0.1", around.tell_port))
        mouth.sendto(encode(Farewell("77" * 32, 7000)), ("127.0.0.1", around.tell_port))
    facts.update(people=9)
    until(lambda: around.seen[0].people == 9, timeout=10)
    assert around.seen[0].name == "Tea house"
    assert len(around.seen) <= MAX_ROOMS
