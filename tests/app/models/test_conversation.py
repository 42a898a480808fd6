"""What a conversation holds, in which order, and what it tells those who follow it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.conversation import Change, Cleared, Conversation, Inserted, Kind, Removed, Replaced
from app.models.entries import Arrival, Delivery, Departure, Entry, Remark, Text


def said(key, delivery=Delivery.SENT):
    return Text(key, 0.0, "ada", f"text {key}", own=delivery is not Delivery.SENT, delivery=delivery)


def waiting(key):
    return said(key, Delivery.WAITING)


def keys(conversation):
    return [entry.key for entry in conversation.entries]


@pytest.fixture
def conversation():
    return Conversation("#general", Kind.CHANNEL)


@pytest.fixture
def changes(conversation):
    seen: list[Change] = []
    conversation.entries_changed.connect(seen.append)
    return seen


def test_entries_come_in_at_the_end(conversation, changes):
    conversation.append(said("a"))
    conversation.append(said("b"), said("c"))
    assert keys(conversation) == ["a", "b", "c"]
    assert changes == [Inserted(0, 1), Inserted(1, 2)]


def test_what_comes_in_stands_above_what_waits(conversation, changes):
    conversation.append(said("a"))
    conversation.append(waiting("w1"))
    conversation.append(waiting("w2"))
    conversation.append(said("b"))
    assert keys(conversation) == ["a", "b", "w1", "w2"]
    assert changes[-1] == Inserted(1, 1)
    assert [conversation.index(key) for key in ("a", "b", "w1", "w2")] == [0, 1, 2, 3]


def test_what_comes_in_stands_above_what_waits_even_when_nothing_else_is_here(conversation):
    conversation.append(waiting("w"))
    conversation.append(said("a"))
    assert keys(conversation) == ["a", "w"]
    assert [conversation.index(key) for key in ("a", "w")] == [0, 1]


def test_a_failed_line_keeps_its_place(conversation):
    conversation.append(waiting("w"))
    conversation.replace("w", said("w", Delivery.FAILED))
    conversation.append(said("a"))
    assert keys(conversation) == ["w", "a"]


def test_older_entries_come_in_front(conversation, changes):
    conversation.append(said("c"))
    conversation.prepend([said("a"), said("b")])
    assert keys(conversation) == ["a", "b", "c"]
    assert changes[-1] == Inserted(0, 2)
    assert [conversation.index(key) for key in "abc"] == [0, 1, 2]


def test_an_entry_comes_in_once(conversation, changes):
    conversation.append(said("a"), said("a"))
    conversation.append(said("a"))
    conversation.prepend([said("a")])
    assert keys(conversation) == ["a"]
    assert changes == [Inserted(0, 1)]


def test_a_confirmed_line_stands_where_it_waited(conversation, changes):
    conversation.append(waiting("w1"), waiting("w2"))
    assert conversation.replace("w1", said("m1"))
    assert keys(conversation) == ["m1", "w2"]
    assert conversation.index("w1") is None
    assert changes[-1] == Replaced(0)


def test_what_is_not_there_cannot_be_replaced_or_removed(conversation, changes):
    assert not conversation.replace("x", said("a"))
    assert not conversation.remove("x")
    assert changes == []


def test_a_line_confirmed_by_what_came_already_is_taken_away(conversation, changes):
    conversation.append(waiting("w"))
    conversation.append(said("m"))
    assert conversation.replace("w", said("m"))
    assert keys(conversation) == ["m"]
    assert changes[-1] == Removed(1)


def test_removing_moves_up_what_stood_below(conversation, changes):
    conversation.append(said("a"), said("b"), said("c"))
    assert conversation.remove("b")
    assert changes[-1] == Removed(1)
    assert [conversation.index(key) for key in "abc"] == [0, None, 1]


def test_clearing_keeps_what_waits(conversation, changes):
    conversation.append(said("a"), said("b"))
    conversation.append(waiting("w"))
    conversation.note_unread("b", mention=True)
    conversation.clear()
    assert keys(conversation) == ["w"]
    assert conversation.index("a") is None
    assert changes[-2:] == [Cleared(), Inserted(0, 1)]
    assert (conversation.unread, conversation.mentions, conversation.unread_from) == (0, 0, None)


def test_a_cleared_conversation_goes_on(conversation):
    conversation.append(said("b"))
    conversation.prepend([said("a")])
    conversation.clear()
    conversation.append(said("c"))
    conversation.prepend([said("a")])
    assert [conversation.index(key) for key in "abc"] == [0, None, 1]


def test_the_same_list_of_entries_is_handed_out_every_time(conversation):
    entries = conversation.entries
    conversation.append(said("a"))
    conversation.clear()
    conversation.append(said("b"))
    assert conversation.entries is entries


@given(
    st.lists(st.tuples(st.sampled_from(["append", "wait", "prepend", "remove", "confirm", "clear"]), st.integers(0, 9)))
)
def test_every_entry_is_found_where_it_stands(steps):
    conversation = Conversation("#x", Kind.CHANNEL)
    for number, (step, which) in enumerate(steps):
        known = keys(conversation)
        key = known[which % len(known)] if known else "none"
        match step:
            case "append":
                conversation.append(said(f"a{which}"))
            case "wait":
                conversation.append(waiting(f"w{number}"))
            case "prepend":
                conversation.prepend([said(f"p{which}"), said(f"q{which}")])
            case "remove":
                conversation.remove(key)
            case "confirm":
                conversation.replace(key, said(f"a{which}"))
            case "clear":
                conversation.clear()
        assert [conversation.index(key) for key in keys(conversation)] == list(range(len(conversation.entries)))


def test_a_follower_can_draw_the_same_list_from_the_changes_alone(conversation):
    drawn: list[Entry] = []

    def follow(change):
        match change:
            case Inserted(index, count):
                drawn[index:index] = conversation.entries[index : index + count]
            case Replaced(index):
                drawn[index] = conversation.entries[index]
            case Removed(index):
                del drawn[index]
            case Cleared():
                drawn.clear()

    conversation.entries_changed.connect(follow)
    conversation.append(said("a"), said("b"))
    conversation.append(waiting("w"))
    conversation.append(Arrival("c", 0.0, "ben"))
    conversation.replace("w", said("m"))
    conversation.prepend([said("old")])
    conversation.remove("b")
    assert drawn == list(conversation.entries)
    conversation.append(waiting("v"))
    conversation.clear()
    assert drawn == list(conversation.entries) == [waiting("v")]


# What has not been seen


def test_the_unread_line_stands_above_the_first_unseen(conversation):
    conversation.note_unread("a", mention=False)
    conversation.note_unread("b", mention=True)
    assert (conversation.unread, conversation.mentions, conversation.unread_from) == (2, 1, "a")


def test_looking_ends_the_count_and_keeps_the_line(conversation):
    conversation.note_unread("a", mention=True)
    conversation.mark_read()
    assert (conversation.unread, conversation.mentions, conversation.unread_from) == (0, 0, "a")


def test_the_line_goes_when_it_is_to_be_forgotten(conversation):
    told = []
    conversation.unread_changed.connect(lambda: told.append(conversation.unread_from))
    conversation.note_unread("a", mention=False)
    conversation.mark_read(forget_line=True)
    conversation.mark_read(forget_line=True)
    assert told == ["a", None]


# The rest


def test_only_changes_are_told(conversation):
    told = []
    conversation.topic_changed.connect(lambda: told.append("topic"))
    conversation.joined_changed.connect(lambda: told.append("joined"))
    conversation.typing_changed.connect(lambda: told.append("typing"))
    conversation.renamed.connect(lambda: told.append("name"))
    for _ in range(2):
        conversation.set_topic("Tea")
        conversation.set_joined(True)
        conversation.set_typing(["ben"])
        conversation.rename("#tea")
    assert told == ["topic", "joined", "typing", "name"]


@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [("#general", Kind.CHANNEL, "general"), ("#", Kind.CHANNEL, "#"), ("ben", Kind.DIRECT, "ben")],
)
def test_a_channel_is_spoken_of_without_its_sign(name, kind, title):
    assert Conversation(name, kind).title == title


# What the room tells late


def at(*times: int) -> list[Entry]:
    return [Text(f"m{time}", float(time), "Ben", str(time)) for time in times]


def waiting_line(key, time=0.0):
    return Text(key, time, "Ada", key, own=True, delivery=Delivery.WAITING)


def test_only_what_was_said_tells_where_what_comes_late_belongs(conversation):
    """That somebody has gone is told everywhere at once, so its time is not one of the conversation's own."""
    first, late, last = (Text(key, time, "ada", key) for key, time in (("first", 1.0), ("late", 7.0), ("last", 9.0)))
    conversation.append(first, last, Departure("gone", 5.0, "ben"))
    conversation.merge([late])
    assert keys(conversation) == ["first", "late", "last", "gone"]


def test_a_line_of_ours_is_placed_by_what_was_said_alone(conversation):
    conversation.append(Text("last", 9.0, "ben", "last"), Departure("gone", 5.0, "ben"), waiting("ours"))
    assert conversation.confirm_own("ours", Text("told", 7.0, "ada", "ours", own=True))
    assert keys(conversation) == ["told", "last", "gone"]


def test_the_oldest_is_what_was_said_first_wherever_those_stand_who_came_and_went(conversation):
    conversation.append(Arrival("came", 5.0, "ben"))
    assert conversation.oldest == Arrival("came", 5.0, "ben")
    conversation.append(first := Text("first", 3.0, "ada", "first"), Text("last", 9.0, "ada", "last"))
    assert conversation.oldest is first


def test_what_comes_late_takes_its_place():
    conversation = Conversation("#tea", Kind.CHANNEL)
    conversation.append(*at(2, 5, 9))
    changes: list[Change] = []
    conversation.entries_changed.connect(changes.append)
    assert conversation.merge(at(1, 3, 4, 5, 10)) == at(1, 3, 4, 10)
    assert keys(conversation) == ["m1", "m2", "m3", "m4", "m5", "m9", "m10"]
    assert changes == [Inserted(3, 1), Inserted(1, 2), Inserted(0, 1)]


def test_what_waits_stays_below_and_remarks_stay_where_they_are():
    conversation = Conversation("#tea", Kind.CHANNEL)
    conversation.append(*at(2), Remark("r", 50.0, "a clock that is wrong"), *at(9))
    conversation.append(waiting_line("w"))
    conversation.merge(at(1, 5, 12))
    assert keys(conversation) == ["m1", "m2", "m5", "r", "m9", "m12", "w"]


def test_any_order_of_arrival_ends_in_the_rooms_order():
    for seed in range(200):
        chance = random.Random(seed)
        conversation = Conversation("#tea", Kind.CHANNEL)
        times = list(range(12))
        while len(told := [key for key in keys(conversation) if key.startswith("m")]) < 12:
            conversation.merge(at(*chance.sample(times, chance.randint(1, 4))))
            if chance.random() < 0.2:
                conversation.append(Remark(f"r{len(conversation.entries)}", chance.random() * 12, "remark"))
            assert len(told) <= 12
        assert told == [f"m{time}" for time in times]
        assert [conversation.index(key) for key in keys(conversation)] == list(range(len(conversation.entries)))


def test_a_confirmed_line_stands_where_the_room_put_it():
    conversation = Conversation("#tea", Kind.CHANNEL)
    conversation.append(*at(2, 5))
    conversation.append(waiting_line("one"), waiting_line("two"))
    assert conversation.confirm_own("two", Text("m6", 6.0, "Ada2", "two", mention=True))
    assert conversation.entries[3] == Text("m6", 6.0, "Ada2", "two", own=True)
    assert conversation.confirm_own("one", Text("m3", 3.0, "Ada", "one"))
    assert keys(conversation) == ["m2", "m3", "m5", "m6"]
    assert not conversation.confirm_own("one", Text("m7", 7.0, "Ada", "one"))


def test_how_far_was_read_only_grows():
    conversation = Conversation("#tea", Kind.CHANNEL)
    told: list[float] = []
    conversation.read_changed.connect(lambda: told.append(conversation.read_to))
    conversation.note_read(5.0)
    conversation.note_read(4.0)
    conversation.append(*at(9))
    conversation.mark_read()
    assert told == [5.0, 9.0]


def test_of_a_muted_conversation_only_mentions_are_news():
    conversation = Conversation("#tea", Kind.CHANNEL)
    conversation.note_unread("1", mention=1, count=3)
    assert conversation.news == 3
    conversation.set_muted(True)
    assert (conversation.news, conversation.unread) == (1, 3)
