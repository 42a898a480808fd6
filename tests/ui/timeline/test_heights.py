"""The index of heights, against a plain list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.widgets.heights import BLOCK, Heights

ROWS = st.lists(st.integers(1, 400), max_size=40).map(lambda some: some * 40)


def agrees(heights: Heights, plain: list[int]) -> None:
    assert [heights[index] for index in range(len(heights))] == plain
    assert heights.total() == sum(plain)
    for index in {0, 1, len(plain) // 2, len(plain)} & set(range(len(plain) + 1)):
        assert heights.above(index) == sum(plain[:index])
        if index < len(plain):
            assert heights.find(heights.above(index)) == (index, 0)
            assert heights.find(heights.above(index) + plain[index] - 1) == (index, plain[index] - 1)


@given(ROWS, ROWS, st.integers(0, 2000))
def test_inserting_counts_everywhere(before, new, index):
    index = min(index, len(before))
    heights = Heights(before)
    heights.insert(index, new)
    agrees(heights, before[:index] + new + before[index:])


@given(ROWS.filter(bool), st.integers(0, 2000), st.integers(1, 400))
def test_changing_and_removing_count_everywhere(rows, index, height):
    index %= len(rows)
    heights = Heights(rows)
    heights[index] = height
    rows[index] = height
    agrees(heights, rows)
    heights.remove(index)
    del rows[index]
    agrees(heights, rows)


def test_appending_row_by_row_crosses_blocks():
    heights = Heights()
    for n in range(2 * BLOCK + 3):
        heights.insert(n, [n + 1])
    agrees(heights, list(range(1, 2 * BLOCK + 4)))


@pytest.mark.parametrize(("height", "found"), [(-50, (0, 0)), (10_000, (2, 9970))])
def test_beyond_the_ends_the_nearest_row_is_found(height, found):
    assert Heights([10, 10, 10]).find(height)[0] == found[0]
