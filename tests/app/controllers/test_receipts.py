"""Who has read what: told to those who said it, gently, and heard from those who read."""

import pytest

from app.controllers.receipts import FEW, PAUSE_MS
from app.models.readers import Seen
from tests.app.controllers.stay import Stay
from tests.app.controllers.test_catch_up import told

READ = "+parlor.app/read"


def receipts(stay):
    return [line for line in stay.take() if READ in line]


def direct(number, who="Ben", text="hello"):
    return f"@msgid=d{number};time=1970-01-01T00:00:{number}.000Z :{who}!b@h PRIVMSG Ada :{text}"


@pytest.fixture
def talk(stay):
    """The direct messages with Ben are shown."""
    stay.chat.open_direct("Ben")
    return stay.room.current


# Ours


def test_who_wrote_to_us_is_told_once_that_we_have_read_it(stay, talk, clockwork):
    stay.hear(direct(10), direct(11))
    assert receipts(stay) == []
    clockwork.pass_by(PAUSE_MS)
    (line,) = receipts(stay)
    assert line.startswith(f"@{READ}=d11;label=unheeded-")
    assert line.endswith(" TAGMSG Ben")
    clockwork.pass_by(60_000)
    assert receipts(stay) == []
    assert not clockwork.timers


def test_what_nobody_has_looked_at_is_not_said_to_be_read(stay, clockwork):
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    assert receipts(stay) == []
    stay.chat.show(stay.room.find("Ben"))
    clockwork.pass_by(PAUSE_MS)
    assert len(receipts(stay)) == 1


def test_our_own_words_are_no_reason_to_tell_again(stay, talk, clockwork):
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    stay.take()
    stay.hear("@msgid=d12;time=1970-01-01T00:00:12.000Z :Ada!a@h PRIVMSG Ben :yes")
    clockwork.pass_by(PAUSE_MS)
    assert receipts(stay) == []


def test_who_is_not_here_is_told_when_they_come_back(stay, talk, clockwork):
    stay.sync.look(False)
    stay.hear(direct(10), ":Ben!b@h QUIT")
    stay.sync.look(True)
    clockwork.pass_by(60_000)
    assert receipts(stay) == []
    stay.hear(":Ben!b@h JOIN #general")
    clockwork.pass_by(PAUSE_MS)
    assert len(receipts(stay)) == 1


def test_of_several_conversations_one_is_told_of_each_second(stay, talk, clockwork):
    stay.sync.look(False)
    stay.hear(direct(10), direct(10, "Cleo"))
    stay.sync.look(True)
    stay.chat.show(stay.room.find("Cleo"))
    for _ in range(2):
        clockwork.pass_by(PAUSE_MS)
        assert len(receipts(stay)) == 1
    assert not clockwork.timers


def test_in_a_channel_of_few_all_are_told_and_among_many_nobody(clockwork):
    few, many = Stay(clockwork).come_in(), Stay(clockwork)
    many.come_in(names=" ".join(["~Ada", *(f"guest{number}" for number in range(FEW))]))
    for stay in (few, many):
        stay.hear(told(10, "one"))
    clockwork.pass_by(PAUSE_MS)
    assert receipts(few)[0].endswith(" TAGMSG #general")
    assert receipts(many) == []


def test_who_does_not_want_it_told_tells_nothing_not_even_later(stay, talk, clockwork):
    stay.settings.choose(show_read=False)
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    stay.settings.choose(show_read=True)
    stay.hear(":Dan!d@h JOIN #general")
    clockwork.pass_by(PAUSE_MS)
    assert receipts(stay) == []


def test_who_is_hidden_does_not_learn_that_they_are_read(stay, talk, clockwork):
    stay.room.set_muted("Ben", muted=True)
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    assert receipts(stay) == []


def test_a_room_that_passes_no_tags_on_is_not_bothered(clockwork):
    stay = Stay(clockwork).come_in(offered="server-time echo-message")
    stay.chat.open_direct("Ben")
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    assert stay.take() == []


def test_that_somebody_has_just_left_is_no_error_of_ours(stay, talk, clockwork):
    stay.hear(direct(10))
    clockwork.pass_by(PAUSE_MS)
    label = receipts(stay)[0].partition("label=")[2].split()[0]
    before = stay.shown("Ben")
    stay.hear(f"@label={label} :room 401 Ada Ben :Nobody here is called that")
    assert stay.shown("Ben") == before


def test_who_leaves_tells_nothing_any_more(stay, talk, clockwork):
    stay.hear(direct(10))
    stay.visit.abandon()
    assert not clockwork.timers


# Theirs


@pytest.fixture
def asked(stay, talk):
    """We have written to Ben."""
    stay.hear("@msgid=a1;time=1970-01-01T00:00:10.000Z :Ada!a@h PRIVMSG Ben :tea?")
    return talk


def test_that_somebody_has_read_us_is_noted(stay, asked):
    stay.hear(f"@{READ}=a1 :Ben!b@h TAGMSG Ada")
    assert asked.readers.seen == Seen("a1", ("Ben",))


def test_in_a_channel_it_is_noted_of_each(stay):
    stay.hear("@msgid=a1;time=1970-01-01T00:00:10.000Z :Ada!a@h PRIVMSG #general :tea?")
    stay.hear(f"@{READ}=a1 :Ben!b@h TAGMSG #general", f"@{READ}=a1 :Cleo!c@h TAGMSG #general")
    assert stay.general.readers.seen == Seen("a1", ("Ben", "Cleo"))


@pytest.mark.parametrize(
    "line",
    [
        f"@{READ}=unknown :Ben!b@h TAGMSG Ada",
        f"@{READ} :Ben!b@h TAGMSG Ada",
        f"@{READ}=a1 :Ada!a@h TAGMSG Ben",
        f"@{READ}=a1 :Cleo!c@h TAGMSG Ada",
    ],
)
def test_what_means_nothing_is_passed_over(stay, asked, line):
    stay.hear(line)
    assert asked.readers.seen is None
    assert stay.room.find("Cleo") is None


def test_it_survives_the_end_of_the_program_and_another_name(stay, asked, clockwork):
    stay.hear(f"@{READ}=a1 :Ben!b@h TAGMSG Ada", ":Ben!b@h NICK Benjamin")
    again = Stay(clockwork, archive=stay.archive)
    talk = again.room.find("Benjamin")
    assert talk
    assert talk.readers.seen == Seen("a1", ("Benjamin",))
