"""Who is in a room, which conversations it has, and how it stands."""

import pytest

from app.models.conversation import Kind
from app.models.hosted import LogEntry, WaysIn
from app.models.people import Person, Role
from app.models.room import Closed, Online, Room


@pytest.fixture
def room():
    return Room("Ada's room", "192.168.1.5", 6697, "Ada")


def nicks(room):
    return [person.nick for person in room.people]


def test_the_host_stands_first_then_those_present_then_by_name(room):
    room.put_people(
        [
            Person("zoe"),
            Person("Ben", away=True),
            Person("Ada", role=Role.HOST, away=True),
            Person("Émile"),
            Person("cleo", role=Role.MODERATOR),
        ]
    )
    assert nicks(room) == ["Ada", "cleo", "zoe", "Émile", "Ben"]


def test_somebody_is_found_in_whatever_case(room):
    room.put_people([Person("José")])
    found = room.person("JOSÉ")
    assert found is not None
    assert found.nick == "José"
    assert room.person("ben") is None


def test_what_is_new_about_somebody_replaces_what_was_known(room):
    room.put_people([Person("Ben")])
    room.put_people([Person("ben", away=True)])
    assert room.people == [Person("ben", away=True)]


def test_those_who_are_gone_are_taken_away(room):
    told = []
    room.people_changed.connect(lambda: told.append(nicks(room)))
    room.put_people([Person("Ben"), Person("Cleo")])
    room.drop_people(["BEN", "nobody"])
    room.clear_people()
    assert told == [["Ben", "Cleo"], ["Cleo"], []]


def test_we_are_ourselves_in_whatever_case(room):
    assert room.is_me("ADA")
    assert not room.is_me("Ben")


def test_a_conversation_is_opened_once(room):
    told = []
    room.conversations_changed.connect(lambda: told.append(len(room.conversations)))
    general = room.open("#general", Kind.CHANNEL)
    assert room.open("#General", Kind.CHANNEL) is general
    assert room.find("#GENERAL") is general
    assert told == [1]


def test_channels_and_direct_messages_are_told_apart(room):
    general = room.open("#general", Kind.CHANNEL)
    ben = room.open("Ben", Kind.DIRECT)
    tea = room.open("#tea", Kind.CHANNEL)
    assert room.channels() == [general, tea]
    assert room.directs() == [ben]


def test_closing_the_current_conversation_shows_the_one_that_takes_its_place(room):
    a, b, c = (room.open(name, Kind.CHANNEL) for name in ("#a", "#b", "#c"))
    room.set_current(b)
    room.close(b)
    assert room.current is c
    room.close(c)
    assert room.current is a
    room.close(a)
    assert room.current is None


def test_closing_another_conversation_leaves_the_current_one(room):
    a, b = room.open("#a", Kind.CHANNEL), room.open("#b", Kind.CHANNEL)
    room.set_current(a)
    told = []
    room.current_changed.connect(lambda: told.append(1))
    room.close(b)
    assert room.current is a
    assert told == []


def test_what_is_not_given_about_the_room_stays(room):
    room.set_about(host_name="Ada", ways=WaysIn("parlor://x"))
    room.set_about(name="Tea house")
    room.set_about(host_name="")
    assert (room.name, room.nick, room.host_name, room.invite) == ("Tea house", "Ada", "", "parlor://x")


def test_the_status_is_told(room):
    told = []
    room.status_changed.connect(lambda: told.append(room.status))
    room.set_status(Online())
    room.set_status(Closed("It is over."))
    assert told == [Online(), Closed("It is over.")]


def test_a_long_log_loses_its_beginning(room):
    told: list[LogEntry] = []
    room.logged.connect(told.append)
    lines = [LogEntry(float(number), "joined", "") for number in range(Room.LOG_LIMIT + 5)]
    for line in lines:
        room.put_log(line)
    assert len(room.log) <= Room.LOG_LIMIT
    assert room.log[-1] == lines[-1]
    assert told == lines
