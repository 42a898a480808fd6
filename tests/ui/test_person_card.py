"""The card of somebody: what is said of them, and what can be done."""

import pytest

from app.models.conversation import Kind
from app.models.people import Role
from ui.views.line_popover import LinePopover
from ui.views.person_card import CardActions, PersonCard, about, card_entries
from ui.widgets.menu import Item


@pytest.fixture
def written():
    return []


@pytest.fixture
def actions(chat_actions, written):
    return CardActions(
        write=lambda nick: written.append(("write", nick)),
        mention=lambda nick: written.append(("mention", nick)),
        care=chat_actions.care,
    )


def words(entries):
    return [entry.text for entry in entries if isinstance(entry, Item)]


def take(entries, text):
    next(entry for entry in entries if isinstance(entry, Item) and entry.text == text).action()


def rank(room, **roles):
    room.current.set_members(room.current.members, {nick.lower(): role for nick, role in roles.items()})


def entries_for(room, nick, actions, why=""):
    return card_entries(room, nick, actions, ask=lambda _title, _confirm, do: do(why))


def test_it_says_who_somebody_is_here(room):
    rank(room, Grace=Role.HOST)
    assert about(room, "Grace") == ["Online", "Host in #general"]
    room.note_account("Ben", "benjamin")
    assert about(room, "Ben") == ["Online", "Known here as benjamin"]
    assert about(room, "Radia") == ["Not here now"]


def test_everybody_can_write_mention_and_hide(room, actions, written, asked):
    entries = entries_for(room, "Ben", actions)
    assert words(entries) == ["Message", "Mention", "Hide what they say from me"]
    for text in words(entries):
        take(entries, text)
    assert written == [("write", "Ben"), ("mention", "Ben")]
    assert asked == [("hide", "Ben", True)]
    room.set_muted("Ben", muted=True)
    take(entries_for(room, "Ben", actions), "Show what they say")
    assert asked[-1] == ("hide", "Ben", False)


def test_who_looks_after_the_channel_can_do_more(room, actions, asked):
    rank(room, Ada=Role.HOST)
    entries = entries_for(room, "Ben", actions, why="Enough")
    assert words(entries)[3:] == ["Make moderator", "Mute for everybody", "Remove from channel…", "Ban from channel…"]
    for text in words(entries)[3:]:
        take(entries, text)
    assert asked == [
        ("give", "Ben", Role.MODERATOR),
        ("mute", "Ben"),
        ("kick", "Ben", "Enough"),
        ("ban", "Ben", "Enough"),
    ]


def test_what_was_decided_can_be_taken_back(room, actions, asked):
    rank(room, Ada=Role.HOST, Ben=Role.MODERATOR)
    room.current.rules.put_barred(["m:ben!*@*"])
    entries = entries_for(room, "Ben", actions)
    assert "Make moderator" not in words(entries)
    take(entries, "Take the role back")
    take(entries, "Let them write again")
    assert asked == [("give", "Ben", Role.MEMBER), ("unmute", "Ben")]


def test_a_voice_is_given_where_it_is_needed_and_an_invitation_to_who_is_elsewhere(room, actions, asked):
    rank(room, Ada=Role.HOST)
    room.current.rules.put_modes({"m": ""})
    take(entries_for(room, "Ben", actions), "Let them speak")
    room.set_current(room.conversations[1])
    room.is_operator = True
    take(entries_for(room, "Ben", actions), "Invite to this channel")
    assert asked == [("give", "Ben", Role.SPEAKER), ("invite", "Ben")]


def test_ourselves_and_direct_messages_offer_no_moderation(room, actions):
    rank(room, Ada=Role.HOST)
    assert words(entries_for(room, "Ada", actions)) == ["Mention"]
    room.set_current(room.open("Ben", Kind.DIRECT))
    assert words(entries_for(room, "Ben", actions)) == ["Message", "Mention", "Hide what they say from me"]


def test_the_card_is_used_with_the_keyboard_and_asks_why(root, room, actions, asked, press, type_keys):
    rank(room, Ada=Role.HOST)
    card = PersonCard(root, room, "Ben", actions)
    card.show_by((100, 100, 300, 140))
    root.update()
    for _ in range(6):
        press(card.rows, "Down")
    press(card.rows, "Return")
    (box,) = (child for child in root.winfo_children() if isinstance(child, LinePopover))
    type_keys(box.field.input, "Enough\n")
    assert asked == [("kick", "Ben", "Enough")]
