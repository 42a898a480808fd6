"""Coming into a room that asks before somebody comes in: our own client and our own room joined in memory."""

import pytest

from app.controllers.admission import KNOCK_AGAIN_MS
from app.controllers.refusals import PasswordWanted, Unreachable
from app.models.people import Knock
from app.models.room import Online
from tests.app.test_both_ends import House


@pytest.fixture
def house(clockwork):
    return House(clockwork)


@pytest.fixture
def ada(house):
    ada = house.guest("Ada")
    ada.chat.care.set_invite_only(True)
    house.settle()
    return ada


@pytest.fixture
def ben(house, ada):
    return house.guest("Ben")


def test_a_newcomer_waits_until_the_host_lets_them_in(house, ada, ben):
    assert ada.model.knocks == (Knock("Ben", "#general"),)
    assert not isinstance(ben.model.status, Online)
    assert ben.refusals == []
    ada.visit.knocks.let_in(ada.model.knocks[0])
    house.settle()
    assert isinstance(ben.model.status, Online)
    assert ada.model.knocks == ()
    assert ada.model.person("Ben")


def test_a_newcomer_who_is_turned_away_is_told(house, ada, ben):
    ada.visit.knocks.turn_away(ada.model.knocks[0])
    house.settle()
    assert ada.model.knocks == ()
    assert ben.refusals == [Unreachable("You were not let in. Whoever hosts the room can tell you why.")]


def test_who_comes_back_to_the_window_later_is_asked_again(house, ada, ben, clockwork):
    """Nobody may have been there to hear the first knock."""
    ada.model.set_knocks(())
    house.now += 65
    clockwork.pass_by(KNOCK_AGAIN_MS)
    house.settle()
    assert ada.model.knocks == (Knock("Ben", "#general"),)


def test_who_comes_back_is_let_into_all_their_channels_again(house, ada):
    ada.chat.care.set_invite_only(False)
    ben = house.guest("Ben")
    ben.say("/join #tea")
    ben.lose()
    house.room.dismiss(ben.there, "gone")
    ada.chat.care.set_invite_only(True)
    house.settle()
    ben.connect()
    house.settle()
    assert ada.model.knocks == (Knock("Ben", "#general"),)
    ada.visit.knocks.let_in(ada.model.knocks[0])
    house.settle()
    assert [c.name for c in ben.model.channels() if c.joined] == ["#general", "#tea"]
    assert not any("first" in line for line in ben.shown("#tea"))


@pytest.mark.parametrize("door", ["+i", "+k"])
def test_a_link_to_a_channel_behind_the_door_leads_there_by_the_door(house, ada, door):
    ada.say("/join #tea")
    if door == "+k":
        ada.chat.show(ada.model.conversations[0])
        ada.chat.care.set_invite_only(False)
        ada.say("/password sesame")
    ben = house.guest("Ben", channel="#tea", password="sesame")
    if door == "+i":
        ada.visit.knocks.let_in(ada.model.knocks[0])
        house.settle()
    assert [c.name for c in ben.model.channels() if c.joined] == ["#general", "#tea"]
    assert ben.refusals == []


def test_who_does_not_want_to_wait_any_more_does_not_knock_again(house, ada, ben, clockwork):
    ben.visit.abandon()
    house.settle()
    clockwork.pass_by(KNOCK_AGAIN_MS)
    ada.visit.knocks.let_in(ada.model.knocks[0])
    house.settle()
    assert "Nobody here is called that" in ada.shown()[-1]


def test_a_knock_that_somebody_else_has_answered_is_no_question_any_more(house, ada, ben):
    ada.say("/invite Ben")
    house.settle()
    assert isinstance(ben.model.status, Online)
    assert ada.model.knocks == ()


def test_a_door_that_is_opened_meanwhile_lets_in_at_the_next_knock(house, ada, ben, clockwork):
    ada.chat.care.set_invite_only(False)
    house.settle()
    house.now += 65
    clockwork.pass_by(KNOCK_AGAIN_MS)
    house.settle()
    assert isinstance(ben.model.status, Online)


def test_only_who_looks_after_the_room_hears_a_knock(house, ada, ben):
    ada.visit.knocks.let_in(ada.model.knocks[0])
    house.settle()
    house.guest("Cleo")
    assert [knock.nick for knock in ada.model.knocks] == ["Cleo"]
    assert ben.model.knocks == ()


def test_the_password_of_the_first_channel_is_asked_for_until_it_is_right(house, ada):
    ada.chat.care.set_invite_only(False)
    ada.say("/password sesame")
    assert house.guest("Ben").refusals == [PasswordWanted(given=False)]
    assert house.guest("Dan", password="open").refusals == [PasswordWanted(given=True)]
    cleo = house.guest("Cleo", password="sesame")
    assert isinstance(cleo.model.status, Online)


def put_out(house, ada, ben):
    """Ben, who was inside, is put out and asks to come back."""
    ada.visit.knocks.let_in(ada.model.knocks[0])
    house.settle()
    ada.say("/kick Ben")
    house.now += 65
    ben.say("/join #general")
    assert [knock.nick for knock in ada.model.knocks] == ["Ben"]


def test_who_asks_again_while_they_wait_goes_on_waiting(house, ada, ben):
    put_out(house, ada, ben)
    ben.say("/join #general")
    assert not any("not let in" in line for line in ben.shown())
    ada.visit.knocks.turn_away(ada.model.knocks[0])
    house.settle()
    assert sum("not let in" in line for line in ben.shown()) == 1


def test_who_asks_again_too_soon_waits_until_they_may_knock(house, ada, ben, clockwork):
    put_out(house, ada, ben)
    ada.visit.knocks.turn_away(ada.model.knocks[0])
    house.settle()
    ben.say("/join #general")
    assert sum("not let in" in line for line in ben.shown()) == 1
    assert ada.model.knocks == ()
    house.now += 65
    clockwork.pass_by(KNOCK_AGAIN_MS)
    house.settle()
    assert [knock.nick for knock in ada.model.knocks] == ["Ben"]
