"""What is kept of one room."""

import pytest

from app.models.amendments import Reacted
from app.models.conversation import Kind
from app.models.entries import (
    Arrival,
    Delivery,
    Departure,
    Entry,
    NickChange,
    Parting,
    Quote,
    Reaction,
    Retraction,
    Text,
    TopicChange,
    Voice,
)
from app.services.archive import Archive
from app.services.shelf import Shelf, Waiting


@pytest.fixture
def archive():
    archive = Archive()
    yield archive
    archive.close()


@pytest.fixture
def shelf(archive):
    return Shelf(archive, "tea")


@pytest.fixture
def general(shelf):
    return shelf.open("#general", Kind.CHANNEL, 1).number


SIGNS = Reaction("+", "Ada", own=True), Reaction("-", "Cleo", account="cleo")
EVERY_KIND: list[Entry] = [
    Text("a", 1.0, "Ben", "hello"),
    Text("b", 2.0, "Ada", "waves", own=True, voice=Voice.ACTED),
    Text("c", 3.0, "Ben", "Ada?", mention=True),
    Arrival("d", 4.0, "Cleo"),
    Departure("e", 5.0, "Cleo", Parting.REMOVED, "no", by="Ada"),
    NickChange("f", 6.0, "Ben", "Benjamin"),
    TopicChange("g", 7.0, "Ada", "Tea"),
    Text("h", 8.0, "Ben", "yes", account="ben", quote=Quote("a", "Ben", "hello"), edits=("x", "y"), edited=9.0),
    Text(
        "i",
        9.0,
        "Ben",
        "no",
        corrects="z",
        reactions=(Reaction("+", "Ada", own=True), Reaction("-", "Cleo", account="c")),
    ),
    Retraction("j", 10.0, "Ben", "Ada", "twice"),
]


def test_every_kind_of_entry_comes_back_as_it_was(shelf, general):
    shelf.put(general, EVERY_KIND)
    assert shelf.latest(general, 100) == EVERY_KIND


def test_entries_come_in_the_order_of_their_times(shelf, general):
    shelf.put(general, reversed(EVERY_KIND))
    assert shelf.latest(general, 3) == EVERY_KIND[-3:]
    assert shelf.latest(general, 3, before=EVERY_KIND[4]) == EVERY_KIND[1:4]
    assert shelf.latest(general, 3, before=EVERY_KIND[0]) == []


def test_of_entries_at_the_same_time_none_is_left_out(shelf, general):
    twins = [Text(key, 1.0, "Ben", key) for key in "abcd"]
    shelf.put(general, twins)
    newer = shelf.latest(general, 2)
    assert shelf.latest(general, 2, before=newer[0]) + newer == twins


def test_an_entry_that_comes_again_is_kept_once_as_it_is_now(shelf, general):
    shelf.put(general, [Text("a", 1.0, "Ben", "helo"), Text("a", 1.0, "Ben", "hello")])
    assert shelf.latest(general, 100) == [Text("a", 1.0, "Ben", "hello")]


def test_what_another_version_kept_is_passed_over(archive, shelf, general):
    shelf.put(general, EVERY_KIND[:1])
    archive.write("INSERT INTO entries VALUES (NULL, ?, 'x', 2, 'Poll', '', '', '')", general)
    archive.write("""INSERT INTO entries VALUES (NULL, ?, 'y', 3, 'Arrival', '', '', '{"how":"by bus"}')""", general)
    assert shelf.latest(general, 100) == EVERY_KIND[:1]


def test_a_conversation_is_as_it_was_left(archive, shelf, general):
    shelf.set_draft(general, "dear all")
    shelf.set_topic(general, "Tea")
    shelf.set_joined(general, joined=True)
    shelf.set_read(general, 5.0)
    shelf.set_read(general, 4.0)
    shelf.set_complete(general, 6.0)
    shelf.set_current("#general")
    shelf.open("Ben", Kind.DIRECT, 2)
    again = Shelf(archive, "tea")
    first, second = again.conversations()
    assert (first.name, first.draft, first.topic, first.joined) == ("#general", "dear all", "Tea", True)
    assert (first.read_to, first.complete_to) == (5.0, 6.0)
    assert (second.name, second.kind) == ("Ben", Kind.DIRECT)
    assert again.current == "#general"


def test_rooms_do_not_mix(archive, general, shelf):
    shelf.put(general, EVERY_KIND)
    other = Shelf(archive, "chess")
    assert other.conversations() == []
    assert other.latest(other.open("#general", Kind.CHANNEL, 1).number, 10) == []


def test_what_is_closed_is_not_listed_but_kept(shelf, general):
    shelf.put(general, EVERY_KIND)
    shelf.close(general)
    assert shelf.conversations() == []
    assert shelf.open("#General", Kind.CHANNEL, 1).number == general
    assert shelf.latest(general, 100) == EVERY_KIND


def test_another_name_goes_on_with_what_was_said_under_it_before(shelf):
    before = shelf.open("Benjamin", Kind.DIRECT, 1).number
    shelf.put(before, [Text("a", 1.0, "Benjamin", "hello")])
    shelf.close(before)
    ben = shelf.open("Ben", Kind.DIRECT, 1).number
    shelf.put(ben, [Text("b", 2.0, "Ben", "hi")])
    shelf.rename(ben, "Benjamin")
    (kept,) = shelf.conversations()
    assert (kept.number, kept.name) == (ben, "Benjamin")
    assert [entry.key for entry in shelf.latest(ben, 10)] == ["a", "b"]


def test_lines_wait_in_their_order_until_they_are_settled(shelf, general):
    one, two = (Text(key, 1.0, "Ada", key, own=True, delivery=Delivery.WAITING) for key in ("one", "two"))
    for line in (two, one):
        shelf.wait(general, line)
    shelf.note_tried("one", "Ada")
    assert shelf.waiting(general) == [Waiting(two, ""), Waiting(one, "Ada")]
    refused = Text("two", 1.0, "Ada", "two", own=True, delivery=Delivery.FAILED, failure="No.")
    shelf.wait(general, refused)
    shelf.settle(["one"])
    assert shelf.waiting(general) == [Waiting(refused, "")]


def test_what_is_old_is_forgotten_in_every_room_but_not_what_waits(archive, shelf, general):
    other = Shelf(archive, "chess")
    there = other.open("#general", Kind.CHANNEL, 1).number
    for one, number in ((shelf, general), (other, there)):
        one.put(number, EVERY_KIND)
    waiting = Text("w", 1.0, "Ada", "late", own=True, delivery=Delivery.WAITING)
    shelf.wait(general, waiting)
    archive.forget_before(6.0)
    assert shelf.latest(general, 100) == other.latest(there, 100) == EVERY_KIND[5:]
    assert [line.line for line in shelf.waiting(general)] == [waiting]


def test_a_program_calls_itself_the_same_in_a_room_whenever_it_starts_and_otherwise_elsewhere(archive):
    device = Shelf(archive, "tea").device
    assert len(device) >= 16
    assert Shelf(archive, "tea").device == device
    assert Shelf(archive, "milk").device != device


# One message


def test_an_entry_is_found_by_its_key_and_can_become_another_kind(shelf, general):
    shelf.put(general, EVERY_KIND)
    assert shelf.find(general, "a") == EVERY_KIND[0]
    assert shelf.find(general, "zz") is None
    gone = Retraction("a", 1.0, "Ben", "Ben")
    shelf.put(general, [gone])
    assert shelf.latest(general, 100)[0] == gone


def test_what_is_dropped_is_gone(shelf, general):
    shelf.put(general, EVERY_KIND)
    shelf.drop(general, "a")
    assert shelf.latest(general, 100) == EVERY_KIND[1:]


def test_the_entries_from_one_to_another_are_there_at_once(shelf, general):
    shelf.put(general, EVERY_KIND)
    assert shelf.between(general, "b", EVERY_KIND[5]) == EVERY_KIND[1:5]
    assert shelf.between(general, "zz", EVERY_KIND[5]) == []


def test_signs_wait_for_their_message_in_their_order_and_once(shelf, general):
    first, second = Reacted("m1", 1.0, "Ben", "+"), Reacted("m2", 2.0, "Cleo", "-", account="cleo", withdrawn=True)
    for change in (first, second, first):
        shelf.put_aside(general, change)
    assert shelf.strays(general) == [first, second]
    shelf.forget_strays(general, "m1")
    assert shelf.strays(general) == [second]
