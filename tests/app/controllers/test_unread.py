"""What counts as unread, and what ceases to."""

import pytest

from tests.app.controllers.stay import Stay
from tests.app.controllers.test_afterwards import ALL, ben


@pytest.fixture
def stay(clockwork):
    """In #general as Ada, who looks elsewhere while Ben says two things, the second one to her."""
    stay = Stay(clockwork).come_in(offered=ALL)
    stay.sync.look(False)
    stay.hear(ben("m1", "hello"), ben("m2", "Ada: are you there?", time=51))
    return stay


def counted(stay):
    return stay.general.unread, stay.general.mentions, stay.general.unread_from


def test_what_is_taken_back_before_it_was_seen_is_unread_no_more(stay):
    assert counted(stay) == (2, 1, "m1")
    stay.hear(":Ben!b@h REDACT #general m2")
    assert counted(stay) == (1, 0, "m1")
    stay.hear(":Ben!b@h REDACT #general m1")
    assert counted(stay) == (0, 0, None)


def test_what_was_seen_before_it_was_taken_back_is_not_taken_off_the_count(stay):
    stay.sync.look(True)
    stay.sync.look(False)
    stay.hear(ben("m3", "and this is new", time=52), ":Ben!b@h REDACT #general m1")
    assert counted(stay) == (1, 0, "m3")


def test_between_two_people_all_is_for_us_unless_we_wished_for_quiet(stay):
    stay.hear(":Ben!b@h PRIVMSG Ada :psst")
    between = stay.room.find("Ben")
    assert (between.unread, between.mentions) == (1, 1)
    between.set_muted(True)
    stay.hear("@time=1970-01-01T00:03:20.000Z :Ben!b@h PRIVMSG Ada :psst!")
    assert (between.unread, between.mentions) == (2, 1)
