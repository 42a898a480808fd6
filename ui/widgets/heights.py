"""How high each of many rows is, and which row lies at which height. Pure; knows neither rows nor a screen.

Heights are kept in one array with the sums of its blocks beside it: adding at the end, changing a
height, and finding a row among 100,000 take microseconds; inserting in the middle takes a copy of memory.
"""

from array import array
from collections.abc import Iterable

BLOCK = 512


class Heights:
    """The heights of rows, in device pixels, in order."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._heights = array("i", heights)
        self._sums: list[int] = []
        self._sum_from(0)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, index: int) -> int:
        return self._heights[index]

    def __setitem__(self, index: int, height: int) -> None:
        self._sums[index // BLOCK] += height - self._heights[index]
        self._heights[index] = height

    def insert(self, index: int, heights: Iterable[int]) -> None:
        """Put rows in front of the one at ``index``."""
        self._heights[index:index] = array("i", heights)
        self._sum_from(index // BLOCK)

    def remove(self, index: int) -> None:
        """Take one row out."""
        del self._heights[index]
        self._sum_from(index // BLOCK)

    def total(self) -> int:
        """The height of all rows together."""
        return sum(self._sums)

    def above(self, index: int) -> int:
        """The height of all rows in front of the one at ``index``."""
        block = index // BLOCK
        return sum(self._sums[:block]) + sum(self._heights[block * BLOCK : index])

    def find(self, height: int) -> tuple[int, int]:
        """The row that lies at this height from the top, and how far into it; the nearest row if none does."""
        block = 0
        while block < len(self._sums) - 1 and height >= self._sums[block]:
            height -= self._sums[block]
            block += 1
        index = block * BLOCK
        while index < len(self._heights) - 1 and height >= self._heights[index]:
            height -= self._heights[index]
            index += 1
        return index, max(0, height)

    def _sum_from(self, block: int) -> None:
        starts = range(block * BLOCK, len(self._heights), BLOCK)
        self._sums[block:] = [sum(self._heights[start : start + BLOCK]) for start in starts]
