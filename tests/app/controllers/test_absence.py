"""Away while nobody touches the computer."""

import pytest

from app.controllers.absence import LOOK_EVERY_MS, Absence
from tests.app.controllers.stay import MODERN, Stay

MINUTE = 60.0


class Somebody:
    """A person who touches the computer or does not, in a room."""

    def __init__(self, clockwork):
        self.clockwork = clockwork
        self.in_window, self.anywhere = 0.0, None
        self.stay = Stay(clockwork).come_in(offered=f"{MODERN} away-notify")
        self.settings = self.stay.settings
        self.absence = Absence(
            self.settings,
            clockwork,
            window_idle=lambda: self.in_window,
            system_idle=lambda: self.anywhere,
            visit=lambda: self.stay.visit,
        )
        self.absence.watch()

    def rest(self, in_window, anywhere=None):
        """Have touched nothing for so long; returns what the room is told of it, and has it answer."""
        self.in_window, self.anywhere = in_window, anywhere
        self.clockwork.pass_by(LOOK_EVERY_MS)
        told = [line for line in self.stay.take() if line.startswith("AWAY")]
        for line in told:
            self.stay.hear(f":Ada!a@h {line}")
        return told


@pytest.fixture
def somebody(clockwork):
    return Somebody(clockwork)


def test_who_touches_nothing_is_away_and_who_comes_back_is_here(somebody):
    assert somebody.rest(9 * MINUTE) == []
    assert somebody.rest(10 * MINUTE) == ["AWAY :Away from the computer"]
    assert somebody.rest(11 * MINUTE) == []
    assert somebody.rest(1) == ["AWAY"]
    assert somebody.rest(1) == []


def test_who_works_elsewhere_on_the_computer_is_not_away(somebody):
    assert somebody.rest(20 * MINUTE, anywhere=3.0) == []
    assert somebody.rest(20 * MINUTE, anywhere=20 * MINUTE) == ["AWAY :Away from the computer"]


def test_who_said_themselves_that_they_are_away_stays_so(somebody):
    somebody.stay.hear(":Ada!a@h AWAY :tea")
    assert somebody.rest(20 * MINUTE) == []
    assert somebody.rest(1) == []


def test_who_said_themselves_that_they_are_back_is_back(somebody):
    somebody.rest(20 * MINUTE)
    somebody.stay.hear(":Ada!a@h AWAY")
    assert somebody.rest(1) == []


def test_it_can_be_switched_off(somebody):
    somebody.settings.choose(away_minutes=0)
    assert somebody.rest(1000 * MINUTE) == []


def test_without_a_connection_nothing_is_said(somebody):
    somebody.stay.lose()
    assert somebody.rest(20 * MINUTE) == []


def test_afterwards_nobody_looks_any_more(somebody):
    somebody.absence.stop()
    assert somebody.rest(20 * MINUTE) == []
