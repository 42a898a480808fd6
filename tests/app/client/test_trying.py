"""Trying addresses, over loopback: a room, another room, another program, nothing."""

import socket

import pytest

from app.client import trying
from app.client.trying import try_addresses
from app.models.reach import Outcome, Tried
from server.config import Config, ServerTable
from server.hosting import open_room

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def room():
    opened = open_room(Config(ServerTable(host=HERE, port=0, network="Tea house")))
    yield opened
    opened.stop()


def test_the_room_that_is_meant_is_known_and_any_other_is_not(room):
    assert try_addresses([HERE, HERE], room.port, room.fingerprint) == (Tried(HERE, Outcome.WORKS),)
    assert try_addresses([HERE], room.port, "ab" * 32) == (Tried(HERE, Outcome.ANOTHER),)


def test_another_program_is_another_whether_it_speaks_or_not(monkeypatch):
    monkeypatch.setattr(trying, "PATIENCE", 0.2)
    with socket.create_server((HERE, 0)) as silent:
        assert try_addresses([HERE], silent.getsockname()[1], "ab" * 32) == (Tried(HERE, Outcome.ANOTHER),)


def test_where_nothing_is_open_one_is_turned_away():
    with socket.socket() as taken:
        taken.bind((HERE, 0))  # nobody else gets it meanwhile
        assert try_addresses([HERE], taken.getsockname()[1], "ab" * 32) == (Tried(HERE, Outcome.REFUSED),)


def test_the_port_for_browsers_is_tried_too_where_it_is_another(room, monkeypatch):
    """https://fetch.spec.whatwg.org/#port-blocking has 6697, to which no browser goes, and not 6698."""
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        monkeypatch.setattr(trying, "page_port", {room.port: taken.getsockname()[1]}.get)
        assert try_addresses([HERE], room.port, room.fingerprint) == (Tried(HERE, Outcome.WORKS, page=Outcome.REFUSED),)


def test_an_address_to_which_no_way_leads_is_told_from_one_that_is_silent(monkeypatch):
    def fail(error):
        def connect(address, timeout):
            raise error

        monkeypatch.setattr(socket, "create_connection", connect)
        return try_addresses(["192.0.2.7"], 6697, "ab" * 32)[0].outcome

    assert fail(TimeoutError("timed out")) is Outcome.SILENT
    assert fail(OSError(113, "No route to host")) is Outcome.NO_WAY
