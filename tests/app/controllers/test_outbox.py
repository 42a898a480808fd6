"""Our own lines until the room has them, over lost connections and ended programs."""

import pytest

from app.models.entries import Delivery, Text
from app.services.archive import Archive
from tests.app.controllers.stay import Stay
from tests.app.controllers.test_catch_up import HISTORY, Asker, told


class Life:
    """One person in one room, through several lives of the program."""

    def __init__(self, clockwork):
        self._clockwork = clockwork
        self._archive = Archive()
        self.stay = Stay(clockwork, archive=self._archive)

    def end_and_begin(self):
        self.stay = Stay(self._clockwork, archive=self._archive)

    def come(self, *missed, names="Ada Ben Cleo"):
        """Connect and go in; the room tells what was missed."""
        stay = self.stay
        stay.connect()
        stay.register(HISTORY)
        stay.take()
        stay.hear(
            f"@time=1970-01-01T00:00:30.000Z :{stay.room.nick}!a@h JOIN #general",
            f":room 353 {stay.room.nick} = #general :{names}",
            f":room 366 {stay.room.nick} #general :End of NAMES",
        )
        Asker(stay).answer(*missed)

    def said(self):
        return [line.split(" :")[-1].split()[-1] for line in self.stay.take() if "PRIVMSG" in line]

    @property
    def key(self):
        (line,) = (e for e in self.stay.general.entries if isinstance(e, Text) and e.delivery is not Delivery.SENT)
        return line.key


@pytest.fixture
def life(clockwork):
    life = Life(clockwork)
    life.come()
    return life


def test_our_lines_carry_what_they_are_known_by(life):
    life.stay.chat.submit("hello")
    key = life.key
    assert life.stay.take() == [f"@label={key};+parlor.app/key={key} PRIVMSG #general hello"]


def test_what_had_arrived_is_found_and_not_sent_again(life):
    life.stay.chat.submit("hello")
    key = life.key
    life.stay.lose()
    life.stay.take()
    life.come(told(35, "hello", "Ada", key=key), told(36, "hi"))
    assert life.stay.shown() == ["Ada: hello", "Ben: hi"]
    assert life.said() == []


def test_what_had_not_arrived_is_sent_again_under_the_same_key(life):
    life.stay.chat.submit("hello")
    key = life.key
    life.stay.lose()
    life.come(told(36, "hi"))
    assert life.stay.shown() == ["Ben: hi", "Ada: hello [waiting]"]
    assert life.stay.take() == [f"@label={key};+parlor.app/key={key} PRIVMSG #general hello"]


def test_a_line_outlives_the_program(life):
    life.stay.lose()
    life.stay.chat.submit("hello")
    life.end_and_begin()
    assert life.stay.shown() == ["Ada: hello [waiting]"]
    life.come()
    assert life.said() == ["hello"]


def test_what_the_program_before_had_sent_is_found(life):
    life.stay.chat.submit("hello")
    key = life.key
    life.end_and_begin()
    life.come(told(35, "hello", "Ada", key=key))
    assert life.stay.shown() == ["Ada: hello"]
    assert life.said() == []


def test_while_our_lost_connection_is_still_there_nothing_is_sent_twice(life):
    """It may still say what it had been given."""
    life.stay.chat.submit("hello")
    key = life.key
    life.stay.lose()
    stay = life.stay
    stay.connect()
    stay.hear(f":room CAP * LS :{HISTORY}", f":room CAP * ACK :{HISTORY}", ":room 433 * Ada :Somebody has that name")
    stay.register(HISTORY)
    stay.take()
    stay.hear(
        f"@time=1970-01-01T00:00:40.000Z :{stay.room.nick}!a@h JOIN #general",
        f":room 353 {stay.room.nick} = #general :Ada Ben {stay.room.nick}",
        f":room 366 {stay.room.nick} #general :End of NAMES",
    )
    Asker(stay).answer()
    stay.chat.submit("what is new goes out")
    assert life.said() == ["out"]
    stay.hear(":Ada!a@h QUIT :Connection lost")
    Asker(stay).answer(told(41, "hello", "Ada", key=key))
    assert "Ada: hello" in stay.shown()
    assert life.said() == []


def test_what_was_refused_says_why_over_a_restart_and_can_be_tried_again_or_forgotten(life):
    for text in ("one", "two"):
        life.stay.chat.submit(text)
        label = life.stay.take()[0].split(";")[0]
        life.stay.hear(f"{label} :room 404 Ada #general :You are muted")
    life.end_and_begin()
    life.come()
    first, second = life.stay.general.entries
    assert isinstance(first, Text)
    assert first.failure == "You are muted"
    life.stay.chat.retry(first.key)
    life.stay.chat.discard(second.key)
    assert life.said() == ["one"]
    assert life.stay.shown() == ["Ada: one [waiting]"]


def test_a_channel_that_lets_us_in_no_more_says_why_and_keeps_no_line_waiting(life):
    life.stay.lose()
    life.stay.chat.submit("hello")
    life.stay.connect()
    life.stay.register(HISTORY)
    life.stay.hear(":room 474 Ada #general :You are banned from this channel")
    assert not life.stay.general.joined
    why = "You are banned from this channel. Whoever looks after it can lift that."
    assert life.stay.shown() == [f"! {why}", "Ada: hello [failed]"]
    assert life.stay.general.entries[1].failure == why


def test_what_was_said_by_us_is_not_news(life):
    life.stay.chat.submit("hello")
    key = life.key
    life.stay.sync.look(False)
    life.stay.lose()
    life.come(told(35, "hello", "Ada2", key=key))
    assert life.stay.general.unread == 0
    assert life.stay.general.entries == [Text("m35", 35.0, "Ada2", "hello", own=True)]


def test_a_line_to_one_person_of_which_nobody_can_tell_is_left_to_its_author(life):
    """Who has no account is somebody else to the room on each visit: it cannot tell what was said to whom."""
    life.stay.chat.open_direct("Ben")
    life.stay.chat.submit("psst")
    life.stay.lose()
    life.stay.connect()
    life.stay.register(HISTORY)
    for label in [line.split()[0] for line in life.stay.take() if "CHATHISTORY LATEST Ben" in line]:
        life.stay.hear(f"{label} :room BATCH +h chathistory Ben", ":room BATCH -h")
    assert life.stay.shown("Ben") == ["Ada: psst [failed]"]
