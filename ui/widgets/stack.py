"""Rows one below the other behind an opening: which are seen, and which can be reached. Pure; draws nothing."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import accumulate
from typing import Generic, Protocol, TypeVar


class Reach(Enum):
    """Which part of a row answers to the pointer and to the keyboard."""

    WHOLE = "whole"
    END = "end"  # only the button at its right end
    NOTHING = "nothing"


class Row(Protocol):
    """What must be known of a row. ``height`` is in logical pixels."""

    @property
    def key(self) -> str: ...
    @property
    def height(self) -> int: ...
    @property
    def reach(self) -> Reach: ...


R = TypeVar("R", bound=Row)


class Stack(Generic[R]):
    """Rows, and the opening of ``view`` device pixels through which they are seen from ``offset`` on."""

    def __init__(self) -> None:
        self.rows: Sequence[R] = ()
        self.offset = 0
        self.view = 0
        self._tops = [0]  # where each row begins, and at the end where the last one ends

    def put(self, rows: Sequence[R], px: Callable[[float], int]) -> None:
        """Hold these rows, measured with ``px``."""
        self.rows = rows
        self._tops = [0, *accumulate(px(row.height) for row in rows)]

    # -- where things are

    @property
    def total(self) -> int:
        """How high all rows are together."""
        return self._tops[-1]

    @property
    def furthest(self) -> int:
        """How far it can be scrolled."""
        return max(0, self.total - self.view)

    def index(self, key: str | None) -> int | None:
        """Where the row with this key is, or None."""
        return next((index for index, row in enumerate(self.rows) if row.key == key), None)

    def row(self, key: str | None) -> R | None:
        """The row with this key, or None."""
        index = self.index(key)
        return None if index is None else self.rows[index]

    def row_at(self, y: int) -> R | None:
        """The row at this place of the opening, or None."""
        index = bisect_right(self._tops, y + self.offset) - 1
        return self.rows[index] if 0 <= y < self.view and 0 <= index < len(self.rows) else None

    def box(self, index: int) -> tuple[int, int]:
        """Top and bottom of a row, counted from the top of the opening."""
        return self._tops[index] - self.offset, self._tops[index + 1] - self.offset

    def seen(self) -> Iterator[int]:
        """The rows that are in the opening, wholly or in part."""
        index = max(bisect_right(self._tops, self.offset) - 1, 0)
        while index < len(self.rows) and self._tops[index] - self.offset < self.view:
            yield index
            index += 1

    # -- moving

    def scroll(self, by: int) -> None:
        """Move by so many device pixels, as far as there are rows."""
        self.offset = min(max(self.offset + by, 0), self.furthest)

    def reveal(self, index: int) -> None:
        """Move as little as needed to see the whole row; for the first that can be reached, to the very top."""
        top, bottom = self.box(index)
        if index == self.step(None, 1):
            self.offset = 0
        elif top < 0:
            self.scroll(top)
        elif bottom > self.view:
            self.scroll(bottom - self.view)

    def step(self, index: int | None, by: int) -> int | None:
        """The next row that can be reached in this direction, from the beginning if ``index`` is None."""
        index = (-1 if index is None else index) + by
        while 0 <= index < len(self.rows):
            if self.rows[index].reach is not Reach.NOTHING:
                return index
            index += by
        return None
