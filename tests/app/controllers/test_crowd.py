"""Hosts of large rooms are told of the process of its own."""

import pytest

from app.controllers.crowd import HINT, LARGE, Crowd
from app.models.hosted import Hosting
from app.models.people import Person
from app.models.room import Room
from app.models.settings import Choices, Settings


def crowd_of(*, isolated=False, wished=False, hosted=True):
    room = Room("Tea", "127.0.0.1", 6697, "Ada")
    said: list[str] = []
    if hosted:
        room.hosting = Hosting(("192.168.1.23",), 6697, isolated=isolated)
    Crowd(room, Settings(Choices(isolated_hosting=wished)), remark=said.append)
    return room, said


def fill(room, number):
    room.put_people(Person(f"p{index}") for index in range(number))


def test_the_host_of_a_large_room_is_told_once():
    room, said = crowd_of()
    fill(room, LARGE - 1)
    assert said == []
    fill(room, LARGE)
    fill(room, LARGE + 1)
    assert said == [HINT]


@pytest.mark.parametrize(
    "host",
    [
        pytest.param({"isolated": True}, id="in a process of its own already"),
        pytest.param({"wished": True}, id="chosen for the next time"),
        pytest.param({"hosted": False}, id="somebody else's room"),
    ],
)
def test_who_has_no_use_for_it_is_not_told(host):
    room, said = crowd_of(**host)
    fill(room, LARGE)
    assert said == []
