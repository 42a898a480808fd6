"""Which rows the sidebar has."""

from app.models.conversation import Conversation, Kind
from app.models.entries import Arrival, Text
from app.models.people import Person, Role
from app.models.room import Room
from ui.views.rows import (
    ChannelRow,
    DirectRow,
    PersonRow,
    Section,
    SectionRow,
    neighbour,
    nth,
    presence,
    preview,
    sidebar_rows,
)
from ui.widgets.stack import Reach


def a_room(*nicks: str) -> Room:
    room = Room("Design class", "192.168.1.23", 6667, "Ada")
    room.put_people([Person("Ada"), *(Person(nick) for nick in nicks)])
    room.set_current(room.open("#general", Kind.CHANNEL))
    return room


def test_a_room_has_channels_direct_messages_and_people_in_this_order():
    room = a_room("Grace")
    room.open("Grace", Kind.DIRECT)
    room.open("#homework", Kind.CHANNEL)
    sections = [row.section for row in sidebar_rows(room) if isinstance(row, SectionRow)]
    assert sections == [Section.CHANNELS, Section.DIRECTS, Section.PEOPLE]
    names = [row.title for row in sidebar_rows(room) if isinstance(row, ChannelRow)]
    assert names == ["general", "homework"]


def test_who_is_alone_has_nobody_to_write_to():
    sections = [row.section for row in sidebar_rows(a_room()) if isinstance(row, SectionRow)]
    assert Section.DIRECTS not in sections


def test_the_same_room_makes_equal_rows_and_a_change_makes_others():
    room = a_room("Grace")
    before = sidebar_rows(room)
    assert sidebar_rows(room) == before
    room.conversations[0].note_unread("1", mention=True)
    assert sidebar_rows(room) != before


def test_a_direct_message_shows_the_last_thing_that_was_said():
    conversation = Conversation("Grace", Kind.DIRECT)
    assert preview(conversation) == ""
    conversation.append(Text("1", 0, "Grace", "see you\nat 3"), Arrival("2", 1, "Ben"))
    assert preview(conversation) == "see you at 3"


def test_the_last_thing_said_is_shown_without_marks():
    conversation = Conversation("Grace", Kind.DIRECT)
    conversation.append(Text("1", 0, "Grace", "*Please*:\n- `make run`\n- see _page_ 3"))
    assert preview(conversation) == "Please: - make run - see page 3"


def test_a_person_who_is_not_here_is_shown_as_off_and_one_who_is_away_as_away():
    assert presence(None) == "off"
    assert presence(Person("Ken", away=True)) == "away"
    assert presence(Person("Ken")) == "on"
    room = a_room()
    room.open("Radia", Kind.DIRECT)
    (row,) = (row for row in sidebar_rows(room) if isinstance(row, DirectRow))
    assert row.presence == "off"


def test_the_host_is_marked_and_we_cannot_write_to_ourselves():
    room = Room("Design class", "192.168.1.23", 6667, "Ada")
    room.put_people([Person("Grace", Role.HOST), Person("Ada")])
    host, me = (row for row in sidebar_rows(room) if isinstance(row, PersonRow))
    assert (host.nick, host.role, host.reach) == ("Grace", Role.HOST, Reach.WHOLE)
    assert (me.nick, me.role, me.reach) == ("Ada", Role.MEMBER, Reach.NOTHING)


def test_stepping_goes_round_and_can_stop_at_what_is_new_only():
    room = a_room()
    homework, random = room.open("#homework", Kind.CHANNEL), room.open("#random", Kind.CHANNEL)
    random.note_unread("1", mention=False)
    assert neighbour(room, 1) is homework
    assert neighbour(room, -1) is random
    assert neighbour(room, 1, unread=True) is random
    random.mark_read()
    assert neighbour(room, 1, unread=True) is None


def test_stepping_in_a_room_without_conversations_leads_nowhere():
    assert neighbour(Room("Empty", "127.0.0.1", 1, "Ada"), 1) is None


def test_conversations_are_counted_from_the_top_direct_messages_after_channels():
    room = a_room("Grace")
    grace = room.open("Grace", Kind.DIRECT)
    homework = room.open("#homework", Kind.CHANNEL)
    assert nth(room, 2) is homework
    assert nth(room, 3) is grace
    assert nth(room, 4) is None
