"""How far others have read, and under which of our messages that is said."""

from dataclasses import replace

import pytest

from app.models.conversation import Conversation, Kind
from app.models.entries import Delivery, Text
from app.models.readers import Seen


def said(number, who="Ada", **more):
    return Text(f"m{number}", float(number), who, "words", own=who == "Ada", **more)


@pytest.fixture
def talk():
    talk = Conversation("#tea", Kind.CHANNEL)
    talk.append(said(1), said(2, "Ben"), said(3), said(4, "Ben"))
    return talk


def test_what_nobody_has_read_is_seen_by_nobody(talk):
    assert talk.readers.seen is None


def test_the_last_of_our_messages_that_was_read_is_told(talk):
    talk.readers.note("Ben", 2.0)
    assert talk.readers.seen == Seen("m1", ("Ben",))
    talk.readers.note("Ben", 4.0)
    assert talk.readers.seen == Seen("m3", ("Ben",))


def test_several_may_have_read_it(talk):
    talk.readers.note("Ben", 4.0)
    talk.readers.note("Cleo", 3.0)
    talk.readers.note("Dan", 1.0)
    assert talk.readers.seen == Seen("m3", ("Ben", "Cleo"))


def test_nobody_reads_backwards(talk):
    told = []
    talk.readers.changed.connect(lambda: told.append(talk.readers.seen))
    talk.readers.note("Ben", 4.0)
    talk.readers.note("ben", 1.0)
    assert told == [Seen("m3", ("Ben",))]
    assert talk.readers.to == {"Ben": 4.0}


def test_what_the_room_has_not_confirmed_was_read_by_nobody(talk):
    talk.append(replace(said(5), delivery=Delivery.WAITING))
    talk.readers.note("Ben", 9.0)
    assert talk.readers.seen == Seen("m3", ("Ben",))


def test_who_is_called_otherwise_has_read_as_much(talk):
    talk.readers.note("Ben", 4.0)
    talk.readers.rename("ben", "Benjamin")
    talk.readers.rename("Nobody", "Somebody")
    assert talk.readers.seen == Seen("m3", ("Benjamin",))
