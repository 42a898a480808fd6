"""Searching what only the room remembers, with our own client and our own room joined in memory."""

import pytest

from app.controllers.seek import PAUSE_MS
from tests.app.test_both_ends import House


@pytest.fixture
def house(clockwork):
    return House(clockwork)


def test_what_was_said_long_before_one_came_is_found_in_the_room_and_gone_to(house, clockwork):
    ada = house.guest("Ada")
    ada.say("a needle")
    for number in range(450):
        ada.say(f"straw {number}")
    ben = house.guest("Ben")
    ben.chat.seek.look("needle", everywhere=False)
    assert ben.model.search.results == ()
    assert ben.model.search.busy
    clockwork.pass_by(PAUSE_MS)
    house.settle()
    (found,) = ben.model.search.results
    assert found.entry.text == "a needle"
    assert not ben.model.search.busy

    arrived: list[str] = []
    ben.model.search.arrived.connect(arrived.append)
    ben.chat.seek.go(found)
    assert arrived == []
    house.settle()
    assert arrived == [found.entry.key]
    assert ben.texts()[0].text == "a needle"
    assert len(ben.texts()) == 451
