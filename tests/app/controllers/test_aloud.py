"""What is read aloud, and to whom."""

import pytest

from app.controllers.aloud import LATE, Aloud
from tests.app.controllers.stay import Stay


class Heard:
    """Somebody who listens, in a room."""

    def __init__(self, clockwork):
        self.said: list[str] = []
        self.stopped = 0
        self.stay = Stay(clockwork).come_in()
        self.stay.settings.choose(read_aloud=True)
        self.now = 100.0
        self.aloud = Aloud(self.stay.settings, self, now=lambda: self.now)
        self.aloud.follow(self.stay.room)
        self.stopped = 0

    def say(self, words):
        self.said.append(words)

    def stop(self):
        self.stopped += 1


@pytest.fixture
def heard(clockwork):
    return Heard(clockwork)


def message(text, nick="Ben", target="#general", seconds=100):
    return f"@time=1970-01-01T00:{seconds // 60:02}:{seconds % 60:02}.000Z :{nick}!x@h PRIVMSG {target} :{text}"


def test_what_others_say_here_is_read(heard):
    heard.stay.hear(message("tea?"), message("\x02yes\x02", "Cleo"))
    assert heard.said == ["Ben: tea?", "Cleo: yes"]


def test_what_is_said_elsewhere_or_by_ourselves_is_not(heard):
    heard.stay.hear(message("tea?", target="Ada"))
    heard.stay.chat.submit("mine")
    heard.stay.hear(message("mine", "Ada"))
    assert heard.said == []


def test_another_conversation_is_read_once_it_is_open(heard):
    heard.stay.hear(message("tea?", target="Ada"))
    heard.stay.chat.show(heard.stay.room.directs()[0])
    heard.stay.hear(message("well?", target="Ada"), message("hello"))
    assert heard.said == ["Ben: well?"]


def test_history_and_those_who_are_hidden_are_not_read(heard):
    heard.now += LATE
    heard.stay.hear(message("old"))
    heard.now -= LATE
    heard.stay.room.set_muted("Ben", muted=True)
    heard.stay.hear(message("hidden"))
    assert heard.said == []


def test_who_does_not_wish_it_hears_nothing_from_that_moment_on(heard):
    heard.stay.settings.choose(read_aloud=False)
    heard.stay.hear(message("tea?"))
    assert (heard.said, heard.stopped) == ([], 1)


def test_after_the_room_there_is_silence(heard):
    heard.aloud.rest()
    heard.stay.hear(message("tea?"))
    assert (heard.said, heard.stopped) == ([], 1)
