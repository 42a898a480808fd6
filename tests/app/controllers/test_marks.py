"""How far we have read: told to the room, and heard from it."""

import pytest

from app.controllers.marks import PAUSE_MS
from tests.app.controllers.stay import MODERN, Stay
from tests.app.controllers.test_catch_up import told


@pytest.fixture
def reader(clockwork):
    return Stay(clockwork).come_in(offered=f"{MODERN} draft/read-marker")


def marks(stay):
    return [line for line in stay.take() if line.startswith("MARKREAD")]


def test_reading_is_told_once_in_a_while(reader, clockwork):
    reader.hear(told(10, "one"), told(11, "two"))
    assert marks(reader) == []
    clockwork.pass_by(PAUSE_MS)
    assert marks(reader) == ["MARKREAD #general timestamp=1970-01-01T00:00:11.000Z"]
    clockwork.pass_by(PAUSE_MS)
    assert marks(reader) == []


def test_what_was_read_last_is_told_on_leaving(reader, clockwork):
    reader.hear(told(10, "one"))
    reader.visit.abandon()
    assert marks(reader) == ["MARKREAD #general timestamp=1970-01-01T00:00:10.000Z"]


def test_what_was_read_elsewhere_is_not_unread_here(reader, clockwork):
    reader.sync.look(False)
    reader.hear(told(10, "one"), told(11, "two"))
    reader.hear(":room MARKREAD #general timestamp=1970-01-01T00:00:10.000Z")
    assert reader.general.unread == 2
    reader.hear(":room MARKREAD #general timestamp=1970-01-01T00:00:11.000Z")
    assert reader.general.unread == 0
    clockwork.pass_by(PAUSE_MS)
    assert marks(reader) == []


@pytest.mark.parametrize("line", ["MARKREAD #general *", "MARKREAD #nowhere timestamp=1970-01-01T00:00:11.000Z"])
def test_what_means_nothing_changes_nothing(reader, line):
    reader.hear(f":room {line}")
    assert reader.general.read_to == 0


def test_a_room_that_does_not_care_is_told_nothing(clockwork):
    stay = Stay(clockwork).come_in()
    stay.hear(told(10, "one"))
    clockwork.pass_by(PAUSE_MS)
    assert marks(stay) == []


def test_who_does_not_want_it_told_tells_nothing(reader, clockwork):
    reader.settings.choose(send_read=False)
    reader.hear(told(10, "one"))
    clockwork.pass_by(PAUSE_MS)
    assert marks(reader) == []
