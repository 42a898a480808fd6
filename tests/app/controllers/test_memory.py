"""What is there when the program is started again, before there is any connection."""

from app.controllers.memory import MOST_UNREAD, WINDOW
from app.models.conversation import Kind
from app.models.entries import Text
from app.models.room import Connecting, Online
from app.services.archive import Archive
from app.services.shelf import Shelf
from tests.app.controllers.stay import Stay
from tests.app.controllers.test_catch_up import told


def again(stay, clockwork):
    """The same room, in the next life of the program."""
    return Stay(clockwork, archive=stay.archive)


def test_conversations_are_there_before_any_connection(stay, clockwork):
    stay.hear(told(10, "hello"), ":Ben!b@h PRIVMSG Ada :psst", ":Ben!b@h TOPIC #general :Tea")
    later = again(stay, clockwork)
    assert later.entered == 1
    assert later.wire.asked == ["start stubbornly"]
    assert isinstance(later.room.status, Connecting)
    assert [c.name for c in later.room.conversations] == ["#general", "Ben"]
    assert later.shown("#general") == ["Ben: hello", "Ben set 'Tea'"]
    assert later.shown("Ben") == ["Ben: psst"]
    assert later.general.topic == "Tea"


def test_a_room_never_entered_has_to_let_us_in_first(clockwork):
    stay = Stay(clockwork)
    assert stay.entered == 0
    assert stay.wire.asked == ["start"]


def test_being_let_in_later_is_being_online_for_the_first_time(stay, clockwork):
    later = again(stay, clockwork)
    later.come_in()
    assert later.room.status == Online()
    assert later.entered == 1


def test_the_channels_we_were_in_are_joined_again(stay, clockwork):
    stay.enter("#tea")
    stay.enter("#chess")
    stay.hear(":Ada!a@h PART #chess")
    later = again(stay, clockwork)
    later.connect()
    later.register()
    assert [line for line in later.take() if "JOIN" in line] == ["JOIN #general", "JOIN #tea"]


def test_the_open_conversation_and_the_drafts_are_as_they_were(stay, clockwork):
    stay.enter("#tea")
    stay.chat.compose("half a thou")
    stay.chat.show(stay.room.find("#tea"))
    later = again(stay, clockwork)
    assert later.room.current.name == "#tea"
    assert later.general.draft == "half a thou"


def test_what_was_not_seen_is_unread(stay, clockwork):
    stay.hear(told(10, "seen"))
    stay.sync.look(False)
    stay.hear(told(20, "not seen"), told(21, "Ada?"))
    later = again(stay, clockwork)
    assert (later.general.unread, later.general.mentions, later.general.unread_from) == (2, 1, "m20")


def test_the_unread_line_is_there_when_a_window_shows_what_came(stay, clockwork):
    stay.hear(told(10, "seen"))
    stay.sync.look(False)
    stay.hear(told(20, "not seen"))
    later = again(stay, clockwork)
    later.sync.look(False)  # the window is there, and has not the keyboard yet
    assert later.general.unread == 1
    later.sync.look(True)
    assert (later.general.unread, later.general.unread_from) == (0, "m20")


def test_a_message_from_somebody_who_never_wrote_before_stays_unread(stay, clockwork):
    stay.hear(told(10, "psst", target="Ada"))
    later = again(stay, clockwork)
    assert later.room.find("Ben").unread == 1


def test_what_is_closed_is_not_there_again_until_it_is_opened(stay, clockwork):
    stay.hear(told(10, "psst", target="Ada"))
    stay.chat.leave(stay.room.find("Ben"))
    later = again(stay, clockwork)
    assert later.room.find("Ben") is None
    later.chat.open_direct("Ben")
    assert later.shown("Ben") == ["Ben: psst"]


def test_another_name_of_the_other_person_is_kept(stay, clockwork):
    stay.hear(told(10, "psst", target="Ada"), ":Ben!b@h NICK Benjamin")
    later = again(stay, clockwork)
    assert later.shown("Benjamin") == ["Ben: psst", "Ben is Benjamin"]


def test_parlors_own_remarks_are_not_kept(stay, clockwork):
    stay.sync.remark("a remark")
    assert again(stay, clockwork).shown() == []


def fill(archive, count):
    shelf = Shelf(archive, "room")
    number = shelf.open("#general", Kind.CHANNEL, 1).number
    shelf.put(number, (Text(f"m{i}", float(i), "Ben", str(i)) for i in range(1, count + 1)))
    return shelf, number


def test_of_a_long_conversation_the_end_is_shown_and_more_whenever_it_is_wanted(clockwork):
    archive = Archive()
    fill(archive, 2 * WINDOW + 50)
    stay = Stay(clockwork, archive=archive)
    assert len(stay.general.entries) == WINDOW
    stay.chat.load_older(stay.general)
    stay.chat.load_older(stay.general)
    assert [entry.key for entry in stay.general.entries] == [f"m{i}" for i in range(1, 2 * WINDOW + 51)]


def test_the_first_unread_entry_is_looked_for_but_not_for_ever(clockwork):
    archive = Archive()
    shelf, number = fill(archive, MOST_UNREAD + 5 * WINDOW)
    shelf.set_read(number, MOST_UNREAD + 4 * WINDOW)
    stay = Stay(clockwork, archive=archive)
    assert stay.general.unread == WINDOW
    assert stay.general.unread_from == f"m{MOST_UNREAD + 4 * WINDOW + 1}"
    archive = Archive()
    shelf, number = fill(archive, MOST_UNREAD + 5 * WINDOW)
    shelf.set_read(number, 1.0)
    assert Stay(clockwork, archive=archive).general.unread == MOST_UNREAD
