"""Rooms near us, as lines."""

import json

import pytest

from app.models.lobby import NearbyRoom, Search
from app.terminal import FAILED, OK, rooms

TEA = NearbyRoom("ab" * 32, "Tea house", ("192.168.1.23", "fd00::1"), 6697, "#general", "ben-laptop", 3)
HALL = NearbyRoom("cd" * 32, "Hall", ("fd00::2",), 6698, "#general", people=1, locked=True)


@pytest.fixture
def near(monkeypatch):
    """Say what is near."""

    def put(*found, search=Search.SETTLED):
        def look(self):
            self._lobby.set_nearby(found, search)

        monkeypatch.setattr("app.terminal.rooms.Lookout.look", look)
        monkeypatch.setattr("app.terminal.rooms.Lookout.rest", lambda _self: None)

    return put


def test_the_fullest_comes_first_and_each_can_be_joined_by_what_is_printed(near, capsys):
    near(HALL, TEA)
    assert rooms.rooms(0.001) == OK
    assert capsys.readouterr().out.splitlines() == [
        "Tea house: 3 people, at 192.168.1.23:6697",
        "Hall: 1 person, with a password, at [fd00::2]:6698",
    ]


def test_programs_get_all_that_is_known(near, capsys):
    near(TEA)
    rooms.rooms(0.001, json=True)
    told = json.loads(capsys.readouterr().out)
    assert (told["name"], told["people"], told["fingerprint"]) == ("Tea house", 3, "ab" * 32)
    assert told["addresses"] == ["192.168.1.23", "fd00::1"]


def test_none_is_said_to_people_and_is_nothing_to_programs(near, capsys):
    near()
    assert rooms.rooms(0.001) == OK
    assert "No rooms near you" in capsys.readouterr().out
    rooms.rooms(0.001, json=True)
    assert capsys.readouterr().out == ""


def test_a_network_that_cannot_be_asked_is_an_error(near, capsys):
    near(search=Search.UNABLE)
    assert rooms.rooms(0.001) == FAILED
    assert "cannot be asked" in capsys.readouterr().err


def test_a_name_does_not_command_the_terminal(near, capsys):
    near(NearbyRoom("ab" * 32, "\x1b[2JTea", ("10.0.0.1",), 1, "#general"))
    rooms.rooms(0.001)
    assert "\x1b" not in capsys.readouterr().out
