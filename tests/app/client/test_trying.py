"""Trying addresses, over loopback: a room, another room, another program, nothing."""

import socket

import pytest

from app.client import trying
from app.client.trying import try_addresses
from app.models.reach import Outcome
from server.config import Config, ServerTable
from server.hosting import open_room

HERE = "127.0.0.1"


@pytest.fixture(scope="module")
def room():
    opened = open_room(Config(ServerTable(host=HERE, port=0, network="Tea house")))
    yield opened
    opened.stop()


def test_the_room_that_is_meant_is_known_and_any_other_is_not(room):
    assert try_addresses([HERE, HERE], room.port, room.fingerprint) == {HERE: Outcome.WORKS}
    assert try_addresses([HERE], room.port, "ab" * 32) == {HERE: Outcome.ANOTHER}


def test_another_program_is_another_whether_it_speaks_or_not(monkeypatch):
    monkeypatch.setattr(trying, "PATIENCE", 0.2)
    with socket.create_server((HERE, 0)) as silent:
        assert try_addresses([HERE], silent.getsockname()[1], "ab" * 32) == {HERE: Outcome.ANOTHER}


def test_where_nothing_is_open_one_is_turned_away():
    with socket.socket() as taken:
        taken.bind((HERE, 0))  # nobody else gets it meanwhile
        assert try_addresses([HERE], taken.getsockname()[1], "ab" * 32) == {HERE: Outcome.REFUSED}


def test_an_address_to_which_no_way_leads_is_told_from_one_that_is_silent(monkeypatch):
    def fail(error):
        def connect(address, timeout):
            raise error

        monkeypatch.setattr(socket, "create_connection", connect)
        return try_addresses(["192.0.2.7"], 6697, "ab" * 32)["192.0.2.7"]

    assert fail(TimeoutError("timed out")) is Outcome.SILENT
    assert fail(OSError(113, "No route to host")) is Outcome.NO_WAY
