"""A room without a window tells of itself, or does not."""

from __future__ import annotations

import dataclasses

import pytest

from server.config import Config, ServerTable, TlsTable
from server.discovery.announcement import Complaint
from server.herald import Herald
from server.listener import RoomServer


class Announcing:
    """What would announce, and whether it still does."""

    stopped = False

    def __init__(self, load):
        self.load = load

    def stop(self, timeout):
        self.stopped = True


@pytest.fixture
def open_room(monkeypatch, log):
    opened = []

    def open_room(host="", *, tls=True, **table):
        opened.append(
            RoomServer(
                Config(ServerTable(host="127.0.0.1", port=0, network="Tea", **table), tls=TlsTable(enabled=tls)),
                log.append,
            )
        )
        monkeypatch.setattr(RoomServer, "host", host or "0.0.0.0")  # without letting anybody in
        return opened[-1]

    yield open_room
    for room in opened:
        if not room.engine.started:
            room.start()
        room.stop()


@pytest.fixture
def started():
    return []


@pytest.fixture
def herald(started):
    def make(room):
        def start(load):
            started.append(Announcing(load))
            return started[-1]

        return Herald(room, start)

    return make


def test_it_tells_of_the_room_as_it_is(open_room, herald, started):
    room = open_room(password="sesame")
    made = herald(room)
    made.keep_watch()
    made.keep_watch()
    assert len(started) == 1
    said = made._describe()
    assert (said.room, said.name, said.port) == (room.fingerprint, "Tea", room.port)
    assert (said.locked, said.people) == (True, 0)
    made.stop(0.5)
    assert started[0].stopped


def test_who_does_not_get_in_is_in_the_log(open_room, herald, log, until):
    room = open_room()
    room.start()
    herald(room)._note_complaint("192.168.1.9", Complaint(room.fingerprint, room.port, ("192.168.1.5",)))
    until(lambda: any(line.kind == "problem" and "192.168.1.9 sees the room" in line.text for line in log))


@pytest.mark.parametrize(
    "options",
    [{"announce": False}, {"tls": False}, {"host": "127.0.0.1"}, {"host": "::1"}],
    ids=["switched off", "cannot prove itself", "here alone", "here alone by IPv6"],
)
def test_what_is_not_to_be_told_of_is_not(open_room, herald, started, options):
    herald(open_room(**options)).keep_watch()
    assert started == []


def test_the_switch_works_while_the_room_is_open(open_room, herald, started):
    room = open_room()
    made = herald(room)
    made.keep_watch()
    config = room.room.config
    room.room.config = dataclasses.replace(config, server=dataclasses.replace(config.server, announce=False))
    made.keep_watch()
    assert started[0].stopped
    room.room.config = config
    made.keep_watch()
    assert len(started) == 2
