"""Somebody whose connection comes and goes is one line, not twenty."""

import pytest

from app.models.entries import Return
from app.sentences import sentence
from tests.app.controllers.stay import Stay


def at(second, line):
    return f"@time=1970-01-01T00:{second // 60:02}:{second % 60:02}.000Z {line}"


def leaves(second, who="Ben", how="QUIT :lost"):
    return at(second, f":{who}!b@h {how}")


def comes(second, who="Ben"):
    return at(second, f":{who}!b@h JOIN #general")


@pytest.mark.parametrize("how", ["QUIT :Ping timeout", "PART #general"])
def test_who_is_back_at_once_has_left_and_come_back(stay, how):
    stay.hear(leaves(10, how=how))
    assert len(stay.shown()) == 1
    stay.hear(comes(20))
    assert stay.shown() == ["Ben was back 1"]
    assert "Ben" in stay.general.members


def test_every_further_time_is_counted_in_the_same_line(stay):
    for second in range(10, 70, 20):
        stay.hear(leaves(second), comes(second + 10))
    (line,) = stay.general.entries
    assert sentence(line) == "Ben left and came back 3 times"
    assert isinstance(line, Return)
    assert (line.time, line.last) == (10.0, 60.0)


def test_several_who_flap_have_a_line_each(stay):
    stay.hear(leaves(10), leaves(11, "Cleo"), comes(12), comes(13, "Cleo"), leaves(14), comes(15))
    assert stay.shown() == ["Ben was back 2", "Cleo was back 1"]


def test_what_was_said_meanwhile_stands_between_leaving_and_coming(stay):
    stay.hear(leaves(10), at(11, ":Cleo!c@h PRIVMSG #general :where is he?"), comes(12))
    assert stay.shown() == ["Ben quit", "Cleo: where is he?", "Ben came"]


def test_who_was_away_for_long_has_come(stay):
    stay.hear(leaves(10), comes(400))
    assert stay.shown() == ["Ben quit", "Ben came"]


def test_another_bad_hour_has_a_line_of_its_own(stay):
    stay.hear(leaves(10), comes(20), leaves(1000), comes(1010))
    assert stay.shown() == ["Ben was back 1", "Ben was back 1"]


def test_who_was_removed_has_not_left(stay):
    stay.hear(at(10, ":Ada!a@h KICK #general Ben :enough"), comes(20))
    assert stay.shown() == ["Ben removed", "Ben came"]


def test_it_is_kept_as_it_is_shown(stay, clockwork):
    stay.hear(leaves(10), comes(20), leaves(30), comes(40))
    assert Stay(clockwork, archive=stay.archive).shown() == ["Ben was back 2"]
