"""What is found nearby reaches the lobby, and the room that we host is told of as long as its host wishes."""

from collections import deque

import pytest

from app.controllers.nearby import LOOK_AFTER_MS, Lookout, Sign
from app.models.lobby import Lobby, RecentRoom, Search, Whereabouts
from app.models.settings import Choices, Settings
from app.services import network
from server.discovery.announcement import announce
from server.discovery.browser import View
from server.discovery.roster import Found
from tests.app.controllers.test_hosting import Hosted, pump

ID = "5e" * 32
TEA = announce(ID, "Tea house", 7000, host="grace-pc", people=3, locked=True)
FOUND = Found(TEA, ("192.168.1.5", "fd00::5"), fresh=True)


class Running:
    """What stands for a thread: remembers what it was made for, and that it was stopped."""

    def __init__(self, *given):
        self.given = given
        self.stopped = []

    def stop(self, timeout=0.0):
        self.stopped.append(timeout)


class Starts(list):
    """Starts nothing."""

    def __call__(self, *given):
        self.append(Running(*given))
        return self[-1]


@pytest.fixture
def posted():
    return deque()


@pytest.fixture
def lobby():
    made = Lobby()
    made.set_recent(
        [
            RecentRoom("Tea house", "192.168.1.4", 7000, 1.0, fingerprint=ID),  # at another address then
            RecentRoom("Chess club", "192.168.1.9", 6697, 1.0),
            RecentRoom("Mine", "127.0.0.1", 7000, 1.0, hosted=True),
            RecentRoom("Far away", "chat.example", 6697, 1.0),
        ]
    )
    return made


@pytest.fixture
def started():
    return Starts()


@pytest.fixture
def lookout(lobby, clockwork, posted, started):
    return Lookout(lobby, clockwork, posted.append, browse=started)


@pytest.fixture
def look(lookout, clockwork):
    def look():
        lookout.look()
        clockwork.pass_by(LOOK_AFTER_MS)

    return look


def show(started, posted, *rooms, **view):
    started[-1].given[0](View(tuple(rooms), **view))
    pump(posted)


def test_what_is_found_is_in_the_lobby(look, lobby, started, posted):
    look()
    assert (lobby.search, lobby.nearby) == (Search.LOOKING, ())
    show(started, posted, FOUND)
    (room,) = lobby.nearby
    assert (room.fingerprint, room.name, room.addresses, room.port) == (ID, "Tea house", FOUND.addresses, 7000)
    assert (room.host, room.people, room.locked, room.fresh) == ("grace-pc", 3, True, True)


def test_the_rooms_of_others_that_we_have_been_in_are_asked_directly(look, started):
    look()
    assert started[-1].given[1] == ("192.168.1.4", "192.168.1.9", "chat.example")


def test_a_computer_that_cannot_look_says_so(look, lobby, started, posted):
    look()
    show(started, posted, able=False)
    assert lobby.search is Search.UNABLE


def test_after_a_while_it_is_known_which_rooms_are_there_and_which_are_not(look, lobby, started, posted):
    look()
    show(started, posted, FOUND)
    assert [lobby.whereabouts(room) for room in lobby.recent] == [Whereabouts.HERE] + 3 * [Whereabouts.UNKNOWN]
    show(started, posted, FOUND, settled=True)
    assert [lobby.whereabouts(room) for room in lobby.recent] == [
        Whereabouts.HERE,
        Whereabouts.NOT_HERE,
        Whereabouts.UNKNOWN,  # our own
        Whereabouts.UNKNOWN,  # nobody looks that far
    ]


def test_who_looks_no_more_forgets_and_hears_no_more(look, lookout, lobby, started, posted):
    look()
    show(started, posted, FOUND)
    lookout.rest()
    assert started[-1].stopped
    show(started, posted, FOUND)  # said before the thread heard of it
    assert (lobby.search, lobby.nearby) == (Search.OFF, ())


def test_looking_again_is_another_look(look, lobby, started, posted):
    look()
    look()
    assert (len(started), len(started[0].stopped)) == (2, 1)
    started[0].given[0](View((FOUND,)))
    pump(posted)
    assert lobby.nearby == ()


def test_who_goes_on_at_once_has_not_begun_to_look(lookout, lobby, started, clockwork):
    lookout.look()
    assert lobby.search is Search.LOOKING
    lookout.rest()
    clockwork.pass_by(LOOK_AFTER_MS)
    assert (lobby.search, started) == (Search.OFF, [])


# -- our own


class Room(Hosted):
    fingerprint = ID

    def people(self):
        return 5

    def locked(self):
        return True


@pytest.fixture
def settings():
    return Settings()


@pytest.fixture
def sign(settings, started, monkeypatch):
    monkeypatch.setattr(network, "computer_name", lambda: "grace-pc")
    return Sign(settings, show=started)


def test_our_room_is_told_of_as_it_is(sign, started):
    sign.put_up(Room(), print)
    told = started[0].given[0]()
    assert told == announce(ID, "Ada's room", 7001, host="grace-pc", people=5, locked=True, version=told.version)
    sign.take_down()
    sign.wait()
    assert len(started) == 1
    assert started[0].stopped[0] == 0.0
    assert started[0].stopped[1] > 0


def test_the_switch_takes_it_down_and_puts_it_up_again(sign, started, settings):
    sign.put_up(Room(), print)
    settings.choose(show_nearby=False)
    assert started[0].stopped
    settings.choose(send_typing=False)  # something else
    settings.choose(show_nearby=True)
    assert len(started) == 2
    assert not started[1].stopped


def test_who_does_not_want_it_is_not_told_of(started):
    settings = Settings(Choices(show_nearby=False))
    sign = Sign(settings, show=started)
    sign.put_up(Room(), print)
    assert started == []
    sign.take_down()
    settings.choose(show_nearby=True)  # by then nothing is hosted any more
    assert started == []


def test_a_room_that_can_prove_nothing_is_not_told_of(sign, started):
    room = Room()
    room.fingerprint = ""
    sign.put_up(room, print)
    assert started == []
