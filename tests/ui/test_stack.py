"""Rows behind an opening."""

from dataclasses import dataclass

import pytest

from ui.widgets.stack import Reach, Stack


@dataclass(frozen=True)
class Row:
    key: str
    height: int = 10
    reach: Reach = Reach.WHOLE


@pytest.fixture
def stack():
    stack: Stack[Row] = Stack()
    nothing = Row("title", 20, Reach.NOTHING)
    stack.put([nothing, *(Row(str(number)) for number in range(10))], round)
    stack.view = 50
    return stack


def test_only_what_is_in_the_opening_is_seen(stack):
    assert list(stack.seen()) == [0, 1, 2, 3]
    stack.scroll(25)
    assert list(stack.seen()) == [1, 2, 3, 4, 5, 6]


def test_it_scrolls_no_further_than_there_are_rows(stack):
    stack.scroll(10_000)
    assert stack.offset == stack.furthest == 120 - 50
    stack.scroll(-10_000)
    assert stack.offset == 0
    stack.put(stack.rows[:2], round)
    stack.scroll(5)
    assert stack.offset == 0


def test_a_place_in_the_opening_belongs_to_a_row_or_to_none(stack):
    assert stack.row_at(0).key == "title"
    assert stack.row_at(25).key == "0"
    assert stack.row_at(-1) is None
    assert stack.row_at(50) is None
    stack.put(stack.rows[:1], round)
    assert stack.row_at(30) is None


def test_stepping_leaves_out_what_cannot_be_reached(stack):
    assert stack.step(None, 1) == 1
    assert stack.step(1, -1) is None
    assert stack.step(10, 1) is None


def test_a_row_is_brought_into_sight_by_as_little_as_needed(stack):
    stack.reveal(6)
    assert stack.box(6) == (40, 50)
    stack.reveal(5)
    assert stack.box(6) == (40, 50)
    stack.reveal(2)
    assert stack.box(2) == (0, 10)


def test_the_first_row_that_can_be_reached_brings_its_title_into_sight(stack):
    stack.scroll(60)
    stack.reveal(1)
    assert stack.offset == 0


def test_rows_are_measured_on_the_screen_that_is_there(stack):
    stack.put(stack.rows, lambda length: round(length * 1.5))
    assert stack.box(1) == (30, 45)
