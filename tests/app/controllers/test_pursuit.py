"""A room that was lost is looked for, and found at another address."""

from dataclasses import replace

import pytest

from app.controllers.pursuit import Pursuit
from app.models.lobby import Lobby, NearbyRoom, Search
from app.models.room import Closed, Online, Retrying, Room

FINGERPRINT = "ab" * 32


class Lookout:
    def __init__(self):
        self.done: list[str] = []

    def look(self):
        self.done.append("look")

    def rest(self):
        self.done.append("rest")


@pytest.fixture
def lookout():
    return Lookout()


@pytest.fixture
def lobby():
    return Lobby()


@pytest.fixture
def found():
    return []


@pytest.fixture
def wanted():
    return [True]


@pytest.fixture
def room(lobby, lookout, found, wanted):
    room = Room("Tea", "192.168.1.5", 7000, "Ada")
    Pursuit(
        room,
        FINGERPRINT,
        lobby,
        lookout,
        wanted=lambda: wanted[0],
        found=found.append,
    )
    return room


def near(*addresses, fingerprint=FINGERPRINT, port=7000):
    return NearbyRoom(fingerprint, "Tea", addresses, port, "#general")


def test_it_is_looked_for_from_the_loss_until_it_is_back(room, lookout):
    room.set_status(Online())
    assert lookout.done == []
    room.set_status(Retrying(1.0))
    room.set_status(Retrying(2.0))
    assert lookout.done == ["look"]
    room.set_status(Online(again=True))
    assert lookout.done == ["look", "rest"]


def test_each_address_is_told_when_the_room_shows_up_there(room, lobby, found):
    room.set_status(Retrying(1.0))
    lobby.set_nearby([near("192.168.1.5")], Search.LOOKING)
    room.set_status(Retrying(2.0))
    lobby.set_nearby([near("192.168.1.9", "192.168.1.5")], Search.LOOKING)
    lobby.set_nearby([near("192.168.1.9", "192.168.1.5")], Search.SETTLED)
    assert found == [("192.168.1.5",), ("192.168.1.9",)]


def test_a_room_that_was_closed_is_told_of_where_it_was_once_it_is_open_again(room, lobby, found, lookout):
    room.set_status(Closed("The host closed the room.", may_open=True))
    assert lookout.done == ["look"]
    lobby.set_nearby([near("192.168.1.5")], Search.LOOKING)  # an announcement that is older than its end
    lobby.set_nearby([replace(near("192.168.1.5"), fresh=False)], Search.LOOKING)
    lobby.set_nearby([near("192.168.1.5")], Search.LOOKING)
    assert found == [("192.168.1.5",), ("192.168.1.5",)]
    room.set_status(Online(again=True))
    assert lookout.done == ["look", "rest"]


def test_another_room_is_not_the_one_that_was_lost(room, lobby, found):
    room.set_status(Retrying(1.0))
    lobby.set_nearby([near("10.0.0.1", fingerprint="00" * 32), near("10.0.0.2", port=7001)], Search.LOOKING)
    assert found == []


@pytest.mark.parametrize("status", [Online(), Closed("It is over.")])
def test_a_room_that_is_not_lost_is_not_pursued(room, lobby, found, status):
    room.set_status(Retrying(1.0))
    room.set_status(status)
    lobby.set_nearby([near("192.168.1.9")], Search.LOOKING)
    assert found == []


def test_who_has_left_does_not_look_any_more(room, lobby, found, lookout, wanted):
    room.set_status(Retrying(1.0))
    wanted[0] = False
    lobby.set_nearby([near("192.168.1.9")], Search.LOOKING)
    room.set_status(Retrying(2.0))
    assert found == []
    assert lookout.done == ["look"]  # the welcome window looks on, and not for us
    assert len(lobby.nearby_changed._listeners) == 0
