"""Who waits before the door, and what comes of the answer."""

import pytest

from app.client.events import AccountSeen, Knocked
from app.client.session import Session
from app.controllers.knocks import Knocks
from app.models.people import Knock
from app.models.room import Room
from server.protocol.message import Message


class Line:
    """A connection that keeps what is sent."""

    def __init__(self):
        self.sent: list[Message] = []
        self.session: Session | None = Session("Ada", send=self.sent.append, emit=print)


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def room():
    return Room("Tea", "127.0.0.1", 6697, "Ada")


@pytest.fixture
def knocks(room, line):
    made = Knocks(room, line)
    made.heard(Knocked("Ben", "#general"))
    return made


BEN = Knock("Ben", "#general")


def test_who_knocks_twice_waits_once_and_behind_the_others(knocks, room):
    came: list[Knock] = []
    knocks.came.connect(came.append)
    knocks.heard(Knocked("Cleo", "#general"))
    knocks.heard(Knocked("ben", "#general"))
    assert [knock.nick for knock in room.knocks] == ["Cleo", "ben"]
    assert [knock.nick for knock in came] == ["Cleo"]


def test_who_was_let_in_need_not_knock_another_time(knocks, line):
    knocks.let_in(BEN)
    knocks.known(AccountSeen("Ben", "ben-account"))
    assert [str(message) for message in line.sent] == ["INVITE Ben #general", "MODE #general +I a:ben-account"]
    knocks.known(AccountSeen("Ben", "ben-account"))
    assert len(line.sent) == 2


@pytest.mark.parametrize("seen", [AccountSeen("Ben", ""), AccountSeen("Cleo", "cleo")])
def test_nobody_else_is_let_in_for_good(knocks, line, seen):
    knocks.let_in(BEN)
    knocks.known(seen)
    assert [str(message) for message in line.sent] == ["INVITE Ben #general"]


def test_who_is_turned_away_is_told(knocks, line, room):
    knocks.turn_away(BEN)
    assert [str(message) for message in line.sent] == ["UNINVITE Ben #general"]
    assert room.knocks == ()


def test_without_a_connection_nobody_can_be_answered(knocks, line, room):
    line.session = None
    knocks.let_in(BEN)
    assert room.knocks == (BEN,)
    knocks.lost()
    assert room.knocks == ()
