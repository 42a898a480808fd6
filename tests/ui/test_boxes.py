"""The small boxes: what the menu of a conversation offers, and what comes of it."""

import pytest

from ui.views.boxes import open_conversation_menu
from ui.widgets.menu import Item


@pytest.fixture
def menu(root, room, chat_actions, press):
    """Open the menu of the second channel; returns its items' words, and chooses the one that is asked for."""

    def open_it(choose=""):
        open_conversation_menu(root, (10, 10, 200, 46), room.conversations[1], chat_actions)
        root.update()
        canvas = root.focus_get()
        items = [entry for entry in canvas.master._entries if isinstance(entry, Item)]
        words = [item.text for item in items]
        for _ in range(words.index(choose) + 1 if choose else 0):
            press(canvas, "Down")
        press(canvas, "Return" if choose else "Escape")
        return words

    return open_it


def test_a_channel_can_be_muted_and_unmuted(menu, room, asked):
    homework = room.conversations[1]
    assert menu("Mute") == ["Mute", "Leave this channel"]
    homework.set_muted(True)
    assert menu("Unmute") == ["Unmute", "Leave this channel"]
    assert asked == [("mute", homework, True), ("mute", homework, False)]


def test_what_is_new_can_be_marked_as_read(menu, room, asked):
    homework = room.conversations[1]
    homework.note_unread("1", mention=False)
    assert menu("Mark as read")[0] == "Mark as read"
    assert asked == [("mark_read", homework)]


def test_a_channel_can_be_left(menu, room, asked):
    menu("Leave this channel")
    assert asked == [("leave", room.conversations[1])]
