"""What was said while we were away, or before we ever came: how it is asked for, and where it goes."""

import pytest

from app.client.past import PAGE
from app.models.conversation import Change, Inserted, Kind
from app.models.entries import Arrival, Text
from tests.app.controllers.stay import MODERN, Stay

HISTORY = f"{MODERN} draft/chathistory"


def told(time, text, nick="Ben", target="#general", key=""):
    tag = f";+parlor.app/key={key}" if key else ""
    return f"@msgid=m{time};time=1970-01-01T00:00:{time:06.3f}Z{tag} :{nick}!n@h PRIVMSG {target} :{text}"


def questions(stay):
    """What the room was asked for, without labels."""
    asked = [line.partition(" ")[2] for line in stay.take() if "CHATHISTORY" in line and "TARGETS" not in line]
    return [words.removeprefix("CHATHISTORY ") for words in asked]


class Asker:
    """Answers what a stay asks the room."""

    def __init__(self, stay):
        self.stay = stay

    def answer(self, *lines, target="#general"):
        label = next(line for line in self.stay.take() if " CHATHISTORY " in line and "TARGETS" not in line)
        self.stay.hear(f"{label.split()[0]} :room BATCH +h chathistory {target}")
        self.stay.hear(*(f"@batch=h;{line.removeprefix('@')}" for line in lines), ":room BATCH -h")


@pytest.fixture
def doorstep(clockwork):
    """In the room, but nothing is known yet of what was said in #general."""
    stay = Stay(clockwork)
    stay.connect()
    stay.register(HISTORY)
    stay.take()
    stay.hear("@time=1970-01-01T00:00:30.000Z :Ada!a@h JOIN #general")
    return stay


@pytest.fixture
def room(doorstep):
    return Asker(doorstep)


def back(stay):
    """Lost, and back again."""
    stay.lose()
    stay.connect()
    stay.register(HISTORY)
    stay.take()
    stay.enter()


def test_who_comes_for_the_first_time_is_shown_the_latest(doorstep, room):
    room.answer(told(10, "one"), told(20, "two"))
    assert doorstep.shown() == ["Ben: one", "Ben: two"]
    assert doorstep.general.unread == 0
    assert doorstep.general.entries[0] == Text("m10", 10.0, "Ben", "one")


def test_what_is_said_meanwhile_stays_below(doorstep, room):
    doorstep.hear(told(40, "live"))
    room.answer(told(10, "one"), told(20, "two"), told(40, "live"))
    assert doorstep.shown() == ["Ben: one", "Ben: two", "Ben: live"]


def test_who_comes_back_asks_from_where_nothing_was_missing(doorstep, room):
    room.answer(told(10, "one"))
    doorstep.hear(told(31, "two"))
    back(doorstep)
    assert questions(doorstep) == [f"AFTER #general timestamp=1970-01-01T00:00:30.999Z {PAGE}"]


def test_what_was_heard_before_all_had_come_is_no_place_to_ask_from(doorstep, room):
    room.answer(told(10, "one"))
    back(doorstep)
    doorstep.hear(told(50, "live, while what is missing has not come"))
    back(doorstep)
    assert questions(doorstep) == [f"AFTER #general timestamp=1970-01-01T00:00:29.999Z {PAGE}"]


def test_a_full_page_is_followed_by_the_next(doorstep, room, monkeypatch):
    monkeypatch.setattr("app.client.past.PAGE", 2)
    room.answer()
    back(doorstep)
    room.answer(told(31, "one"), told(32, "two"))
    room.answer(told(32, "two"), told(33, "three"))
    room.answer(told(33, "three"))
    assert questions(doorstep) == []
    assert doorstep.shown() == ["Ben: one", "Ben: two", "Ben: three"]


def test_a_page_without_an_end_is_not_asked_for_again_and_again(doorstep, room, monkeypatch):
    monkeypatch.setattr("app.client.past.PAGE", 2)
    room.answer()
    back(doorstep)
    room.answer(told(31, "one"), told(31, "one"))
    room.answer(told(31, "one"), told(31, "one"))
    assert questions(doorstep) == []


def test_what_came_while_we_were_away_is_unread_unless_somebody_looks(doorstep, room):
    room.answer(told(10, "one"))
    doorstep.sync.look(False)
    back(doorstep)
    room.answer(told(31, "two"), told(32, "Ada?"))
    assert (doorstep.general.unread, doorstep.general.mentions, doorstep.general.unread_from) == (2, 1, "m31")


def test_who_looks_sees_where_the_new_begins(doorstep, room):
    room.answer(told(10, "one"))
    back(doorstep)
    room.answer(told(31, "two"))
    assert (doorstep.general.unread, doorstep.general.unread_from) == (0, "m31")


def test_what_is_older_is_asked_for_once_somebody_wants_to_see_it(doorstep, room):
    room.answer(told(20, "two"))
    changes: list[Change] = []
    doorstep.general.entries_changed.connect(changes.append)
    doorstep.chat.load_older(doorstep.general)
    doorstep.chat.load_older(doorstep.general)
    room.answer(told(10, "one"), told(20, "two"))
    assert doorstep.shown() == ["Ben: one", "Ben: two"]
    assert changes == [Inserted(0, 1)]
    doorstep.chat.load_older(doorstep.general)
    assert questions(doorstep) == []  # that was all there is


def test_the_room_is_asked_for_what_is_older_though_somebody_who_came_later_stands_above(doorstep, room):
    """Who comes and goes is told of by times of its own: a message may stand below, and be older."""
    room.answer()
    doorstep.general.append(Arrival("came", 35.0, "Ben"), Text("m20", 20.0, "Ben", "two"))
    doorstep.chat.load_older(doorstep.general)
    assert questions(doorstep) == [f"BEFORE #general timestamp=1970-01-01T00:00:20.001Z {PAGE}"]


def test_who_scrolls_up_without_a_connection_is_shown_more_when_there_is_one(doorstep, room):
    room.answer(told(20, "two"))
    doorstep.lose()
    doorstep.chat.load_older(doorstep.general)
    doorstep.connect()
    doorstep.register(HISTORY)
    doorstep.take()
    doorstep.enter()
    room.answer()
    assert questions(doorstep) == [f"BEFORE #general timestamp=1970-01-01T00:00:20.001Z {PAGE}"]


def test_a_message_of_several_lines_comes_whole(doorstep, room):
    room.answer(
        "@time=1970-01-01T00:00:10.000Z;msgid=m10 :Ben!b@h BATCH +x draft/multiline #general",
    )
    assert doorstep.shown() == []
    back(doorstep)
    label = doorstep.take()[-1].split()[0]
    doorstep.hear(
        f"{label} :room BATCH +h chathistory #general",
        "@batch=h;time=1970-01-01T00:00:40.000Z;msgid=m40 :Ben!b@h BATCH +x draft/multiline #general",
        "@batch=x :Ben!b@h PRIVMSG #general :one",
        "@batch=x :Ben!b@h PRIVMSG #general :two",
        ":Ben!b@h BATCH -x",
        ":room BATCH -h",
    )
    assert doorstep.shown() == ["Ben: one\ntwo"]
    assert doorstep.general.entries[0].key == "m40"


def test_what_happened_long_ago_does_not_happen_again(doorstep, room):
    room.answer(
        "@time=1970-01-01T00:00:10.000Z;msgid=m10 :Ada!a@h NICK Countess",
        "@time=1970-01-01T00:00:11.000Z;msgid=m11 :Ben!b@h TOPIC #general :Tea",
        told(12, "one"),
    )
    assert doorstep.room.nick == "Ada"
    assert doorstep.general.topic == ""
    assert doorstep.shown() == ["Ben: one"]


def test_a_room_that_will_not_tell_is_believed(doorstep):
    label = next(line for line in doorstep.take() if "CHATHISTORY LATEST" in line).split()[0]
    doorstep.hear(f"{label} :room FAIL CHATHISTORY INVALID_TARGET LATEST #general :Messages could not be retrieved")
    assert doorstep.shown() == []
    doorstep.chat.submit("hello")
    assert "PRIVMSG #general hello" in doorstep.take()[-1]


def test_a_room_that_cannot_be_asked_repeats_by_itself_and_nothing_is_shown_twice(clockwork):
    stay = Stay(clockwork).come_in()
    stay.hear(told(10, "one"), told(20, "two"))
    stay.lose()
    stay.connect()
    stay.register()
    stay.enter()
    repeated = (told(5, "older than all that is shown"), told(20, "two"), told(25, "three"))
    lines = [f"@batch=h;{line.removeprefix('@')}" for line in repeated]
    stay.hear(":room BATCH +h chathistory #general", *lines, ":room BATCH -h", told(25, "three"))
    assert stay.shown() == ["Ben: one", "Ben: two", "Ben: three"]


def test_who_wrote_to_us_while_we_were_away_is_found(doorstep, room):
    room.answer()
    doorstep.hear(
        ":room BATCH +t draft/chathistory-targets",
        "@batch=t :room CHATHISTORY TARGETS #general 1970-01-01T00:00:40.000Z",
        "@batch=t :room CHATHISTORY TARGETS Cleo 1970-01-01T00:00:40.000Z",
        ":room BATCH -t",
    )
    room.answer(told(40, "psst", "Cleo", "Ada"), target="Cleo")
    assert doorstep.shown("Cleo") == ["Cleo: psst"]
    direct = doorstep.room.find("Cleo")
    assert (direct.kind, direct.unread, direct.mentions) == (Kind.DIRECT, 1, 1)


def test_nothing_new_is_not_asked_for(doorstep, room):
    room.answer()
    doorstep.hear(
        ":room BATCH +t draft/chathistory-targets",
        "@batch=t :room CHATHISTORY TARGETS Cleo 1970-01-01T00:00:40.000Z",
        ":room BATCH -t",
    )
    room.answer(told(40, "psst", "Cleo", "Ada"), target="Cleo")
    doorstep.hear(
        ":room BATCH +t draft/chathistory-targets",
        "@batch=t :room CHATHISTORY TARGETS Cleo 1970-01-01T00:00:40.000Z",
        ":room BATCH -t",
    )
    assert questions(doorstep) == []
