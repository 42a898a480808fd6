"""What the menu of a conversation offers, and what comes of it."""

import pytest

from app.models.conversation import Kind
from app.models.people import Role
from ui.views.boxes import ConversationLeads, conversation_entries
from ui.widgets.menu import Item


@pytest.fixture
def menu(room, chat_actions, asked):
    """The words of a conversation's menu; does what one of them says, if that is given."""

    def menu(conversation, choose=""):
        leads = {name: lambda name=name: asked.append((name,)) for name in ConversationLeads.__dataclass_fields__}
        entries = conversation_entries(room, conversation, chat_actions, ConversationLeads(**leads))
        items = {entry.text: entry for entry in entries if isinstance(entry, Item)}
        if choose:
            items[choose].action()
        return list(items)

    return menu


def test_a_channel_can_be_muted_and_unmuted(menu, room, asked):
    homework = room.conversations[1]
    assert "Unmute" not in menu(homework, "Mute")
    homework.set_muted(True)
    assert "Mute" not in menu(homework, "Unmute")
    assert asked == [("mute", homework, True), ("mute", homework, False)]


def test_what_is_new_can_be_marked_as_read(menu, room, asked):
    homework = room.conversations[1]
    assert "Mark as read" not in menu(homework)
    homework.note_unread("1", mention=False)
    assert menu(homework, "Mark as read")[0] == "Mark as read"
    assert asked == [("mark_read", homework)]


def test_a_channel_leads_to_its_people_and_its_topic_and_is_left(menu, room, asked):
    homework = room.conversations[1]
    for choose in ("People", "Change the topic…", "Save the conversation…", "Leave this channel"):
        menu(homework, choose)
    assert asked == [("people",), ("topic",), ("save",), ("leave", homework)]


def test_only_who_may_is_offered_to_look_after_a_channel(menu, room, asked):
    general = room.conversations[0]
    assert "Look after the channel" not in menu(general)
    general.set_members(general.members, {"ada": Role.MODERATOR})
    menu(general, "Look after the channel")
    assert asked == [("rules",)]


def test_direct_messages_lead_to_the_card_of_the_other(menu, room, asked):
    direct = room.open("Ben", Kind.DIRECT)
    menu(direct, "About Ben…")
    assert menu(direct, "Close this conversation")[-1] == "Close this conversation"
    assert asked == [("person",), ("leave", direct)]
