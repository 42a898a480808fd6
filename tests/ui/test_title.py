"""What the window is called."""

from app.models.conversation import Kind
from app.models.room import Room
from ui.title import window_title


def a_room(name: str = "Design class") -> Room:
    room = Room(name, "127.0.0.1", 6667, "Ada")
    room.set_current(room.open("#general", Kind.CHANNEL))
    return room


def test_the_title_says_where_we_are():
    room = a_room()
    assert window_title(None) == "Parlor"
    assert window_title(room) == "#general – Design class – Parlor"
    room.set_current(room.open("Grace", Kind.DIRECT))
    assert window_title(room) == "Grace – Design class – Parlor"
    room.set_current(room.open("Anna-Maria", Kind.DIRECT))
    room.set_display_name("Anna-Maria", "Anna Maria")
    assert window_title(room) == "Anna Maria – Design class – Parlor"


def test_mentions_in_all_conversations_are_counted_in_front():
    room = a_room()
    for key in "12":
        room.open("#homework", Kind.CHANNEL).note_unread(key, mention=True)
    assert window_title(room) == "(2) #general – Design class – Parlor"


def test_control_characters_and_emoji_of_a_name_stay_out_of_the_title():
    assert (
        window_title(a_room("Lunch\x07\n\x1b[31m \N{PARTY POPPER} \u202eroom")) == "#general – Lunch [31m room – Parlor"
    )


def test_a_very_long_name_is_cut():
    assert len(window_title(a_room("x" * 10_000))) < 100
