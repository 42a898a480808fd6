"""Entries in their order, found by their keys."""

from hypothesis import given
from hypothesis import strategies as st

from app.models.entries import Remark, Text
from app.models.log import Log


def text(key, time=0.0):
    return Text(key, time, "Ben", key)


@given(st.lists(st.tuples(st.floats(0, 100), st.integers(0, 50)), max_size=60))
def test_every_entry_is_found_wherever_it_stands(placed):
    log = Log()
    for number, (time, place) in enumerate(placed):
        log.insert(min(place, len(log.entries)), [text(f"m{number}", time)])
    for index, entry in enumerate(log.entries):
        assert log.index(entry.key) == index
        assert log.get(entry.key) is entry


def test_entries_of_one_time_are_told_apart():
    log = Log()
    log.insert(0, [text(f"m{number}", 5.0) for number in range(9)])
    assert [log.index(f"m{number}") for number in range(9)] == list(range(9))


def test_what_is_there_already_is_left_out():
    log = Log()
    assert [entry.key for entry in log.insert(0, [text("a"), text("a"), text("b")])] == ["a", "b"]
    assert log.insert(1, [text("b"), text("c")]) == [text("c")]
    assert [entry.key for entry in log.entries] == ["a", "c", "b"]


def test_another_entry_stands_in_the_place_under_its_own_key():
    log = Log()
    log.insert(0, [text("a", 1.0), text("label", 2.0), text("z", 3.0)])
    log.put(1, text("msgid", 2.5))
    assert log.index("msgid") == 1
    assert log.index("label") is None
    assert "label" not in log


def test_what_is_taken_away_is_not_found():
    log = Log()
    log.insert(0, [text("a"), Remark("r", 9.0, "hello"), text("b")])
    log.remove(1)
    assert (log.index("r"), log.index("b")) == (None, 1)
    log.clear()
    assert log.entries == []
    assert log.get("a") is None
