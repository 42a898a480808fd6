"""Keeps the rows on a canvas that are in sight, and the reader's place among them. Knows no messages.

1. Only what is in sight exists on the canvas, so 100,000 rows cost what 20 do.
2. The place is a row and how far its top is from the view's, or the end. Heights of rows that were
   never seen are guesses; since no guess is part of the place, none can move what is being read.
3. Whatever changes in one go is drawn in one go, when Tk is idle.
"""

import tkinter as tk
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from ui.theme import theme
from ui.widgets.heights import Heights

RING = 6
"""What the sign of the keyboard needs above and below its row."""
END_GAP = 12
"""Room below the last row."""
BEYOND = 120
"""How far rows are drawn beyond the view's edges."""
ROW = "row"
"""The tag of everything that moves with the rows."""
OVER = "over"
"""The tag of what lies over the rows and does not move with them."""


class Rows(Protocol):
    """What is scrolled."""

    def __len__(self) -> int: ...

    def guesses(self, start: int, stop: int) -> Iterable[int]:
        """About how high these rows are: told at once, for thousands of them."""

    def height(self, index: int) -> int:
        """How high a row is."""

    def draw(self, index: int, top: int, tags: tuple[str, ...]) -> None:
        """Draw a row at ``top``, every item with these tags."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader is: at a row whose top is ``top`` below the view's, or at the end (None)."""

    index: int | None = None
    top: int = 0


@dataclass(slots=True)
class _Drawn:
    top: int
    height: int
    tag: str


class Scroller:
    """Rows on a canvas. ``scrolled()`` is called after the rows were drawn anew or moved. Tk thread only."""

    def __init__(self, canvas: tk.Canvas, rows: Rows, *, scrolled: Callable[[], None]) -> None:
        self._canvas = canvas
        self._rows = rows
        self._scrolled = scrolled
        self._heights = Heights()  # of rows that came at the end only when they are needed: many may come at once
        self._index, self._top = 0, 0
        self.at_end = True
        """Whether the end is in sight; if so, it stays in sight when rows come."""
        self._drawn: dict[int, _Drawn] = {}
        self._tags: list[str] = []  # Tk never forgets a tag's name: they are used again
        self._idle = ""
        self.width = self.height = 1

    # -- where the reader is

    @property
    def place(self) -> Place:
        return Place() if self.at_end else Place(self._index, self._top)

    def row_at(self, y: int) -> int | None:
        """The row at this height of the view."""
        for index, row in self._drawn.items():
            if row.top <= y < row.top + row.height:
                return index
        return None

    def top_of(self, index: int) -> int | None:
        """Where a row's top is in the view, or None if the row is not drawn."""
        row = self._drawn.get(index)
        return row.top if row else None

    def seen(self) -> list[int]:
        """The rows of which something is in sight, from the top."""
        return sorted(i for i, row in self._drawn.items() if row.top < self.height and row.top + row.height > 0)

    def drawn(self) -> list[int]:
        """The rows that exist on the canvas, some just beyond the view."""
        return list(self._drawn)

    def extent(self) -> tuple[int, int]:
        """How much is above the view, and how much there is in all. Partly guessed."""
        return self._heights.above(self._index) - self._top, self._heights.total() + theme.px(END_GAP)

    # -- going elsewhere

    def scroll_by(self, pixels: int) -> None:
        """Move towards the end, or back. Stops at either end."""
        self.at_end = False
        self._top -= pixels
        self.render()

    def scroll_to(self, above: int) -> None:
        """Move so that about this much is above the view."""
        self._catch_up()
        if len(self._rows):
            self._index, inside = self._heights.find(above)
            self._top, self.at_end = -inside, False
            self.render()

    def go(self, place: Place) -> None:
        """Move to a place; to the nearest one if it is not there any more."""
        self.at_end = place.index is None
        if place.index is not None:
            self._index, self._top = min(place.index, max(0, len(self._rows) - 1)), place.top
        self.render()

    def reveal(self, index: int) -> None:
        """Move just so far that a row is in sight, and the ring around it if the keyboard is there."""
        self.render()  # what looks different now is not drawn yet, and where it is not known
        top, height, ring = self.top_of(index), self._height(index), theme.px(RING)
        if index < self._index or (top is not None and top < 0):
            self.go(Place(index, ring))
        elif top is None or top + height > self.height:
            last = index == len(self._rows) - 1 and height <= self._bottom
            self.go(Place() if last else Place(index, max(0, self.height - height - ring)))

    # -- what changed

    def reset(self, place: Place) -> None:
        """These are other rows now; look at ``place``."""
        self._undraw_all()
        self._heights = Heights(self._rows.guesses(0, len(self._rows)))
        self.go(place)

    def inserted(self, index: int, count: int) -> None:
        """Rows came in front of the one that was at ``index``."""
        if index < len(self._heights):
            self._heights.insert(index, self._rows.guesses(index, index + count))
            self._drawn = {i + count if i >= index else i: row for i, row in self._drawn.items()}
            if index <= self._index:
                self._index += count
        self.render_soon()

    def removed(self, index: int) -> None:
        """The row that was at ``index`` is gone."""
        if index < len(self._heights):
            self._undraw(index)
            self._heights.remove(index)
            self._drawn = {i - 1 if i > index else i: row for i, row in self._drawn.items()}
            if index < self._index or self._index >= len(self._heights):
                self._index = max(0, self._index - 1)
        self.render_soon()

    def changed(self, index: int, *, lowered: int = 0) -> None:
        """A row looks different now; what is read in it begins ``lowered`` farther below its top."""
        if index == self._index:
            self._top -= lowered
        self._undraw(index)
        self.render_soon()

    def changed_all(self, *, guess: bool = False) -> None:
        """Every row looks different now. The place stays; ``guess`` if heights are other ones too."""
        self._undraw_all()
        self._catch_up()
        if self._heights and self.width > 1:
            before = self._heights[self._index]
            if guess:
                self._heights = Heights(self._rows.guesses(0, len(self._rows)))
            if self._top < 0:  # as far into the row as before, which may be pages high
                self._top = round(self._top * self._height(self._index) / before)
        self.render()

    def resized(self, width: int, height: int) -> None:
        """The view has another size. Rows out of sight keep the heights they had: the thumb alone tells."""
        before, self.width, self.height = self.width, width, height
        if before <= 1:  # the first size: what was guessed without one is no good
            self.reset(self.place)
        elif width != before:
            self.changed_all()
        else:
            self.render()

    # -- drawing

    def render_soon(self) -> None:
        """Draw when Tk is idle, once for all that changes until then."""
        if not self._idle:
            self._idle = self._canvas.after_idle(self.render)

    def stop(self) -> None:
        """Draw no more: the canvas is about to go."""
        if self._idle:
            self._canvas.after_cancel(self._idle)
            self._idle = ""

    def render(self) -> None:
        """Draw the rows in sight, take away the others, move those that stay."""
        self.stop()
        if self.width <= 1:  # not on the screen yet
            return
        self._catch_up()
        if not len(self._rows):
            self._undraw_all()
            self._index, self._top, self.at_end = 0, 0, True
        else:
            self._hang_from_end() if self.at_end else self._settle()
            self._show(self._wanted())
            last = self._drawn.get(len(self._rows) - 1)
            self.at_end = last is not None and last.top + last.height <= self._bottom
        self._scrolled()

    @property
    def _bottom(self) -> int:
        return self.height - theme.px(END_GAP)

    def _catch_up(self) -> None:
        """Guess the heights of rows that have come at the end."""
        known, count = len(self._heights), len(self._rows)
        if known < count:
            self._heights.insert(known, self._rows.guesses(known, count))

    def _height(self, index: int) -> int:
        """The exact height of a row, noted in place of the guess."""
        height = self._rows.height(index)
        if height != self._heights[index]:
            self._heights[index] = height
        return height

    def _hang_from_end(self) -> None:
        """Place the last row at the bottom; if all rows have room, the first at the top."""
        index, top = len(self._rows), self._bottom
        while index > 0 and top > 0:
            index -= 1
            top -= self._height(index)
        self._index, self._top = index, min(top, 0)

    def _settle(self) -> None:
        """Make the place's row the first in sight, without going beyond either end."""
        count = len(self._rows)
        index, top = self._index, self._top
        while index > 0 and top > 0:
            index -= 1
            top -= self._height(index)
        top = min(top, 0)
        while index < count - 1 and top + self._height(index) <= 0:
            top += self._height(index)
            index += 1
        self._index, self._top = index, top
        while index < count and top < self._bottom:
            top += self._height(index)
            index += 1
        if index == count and top <= self._bottom:
            self._hang_from_end()

    def _wanted(self) -> dict[int, int]:
        """The rows to be drawn, and where."""
        beyond, wanted = theme.px(BEYOND), {}
        index, top = self._index, self._top
        while index < len(self._rows) and top < self.height + beyond:
            wanted[index] = top
            top += self._height(index)
            index += 1
        index, top = self._index, self._top
        while index > 0 and top > -beyond:
            index -= 1
            top -= self._height(index)
            wanted[index] = top
        return wanted

    def _show(self, wanted: dict[int, int]) -> None:
        for index in [i for i in self._drawn if i not in wanted]:
            self._undraw(index)
        self._move(wanted)
        new = [index for index in wanted if index not in self._drawn]
        for index in new:
            tag = self._tags.pop() if self._tags else f"{ROW}{len(self._drawn)}"
            self._drawn[index] = _Drawn(wanted[index], self._heights[index], tag)
            self._rows.draw(index, wanted[index], (ROW, tag))
        if new:
            self._canvas.tag_raise(OVER)

    def _move(self, wanted: dict[int, int]) -> None:
        """Bring the rows that are drawn to their places, all with one command if they keep together."""
        distances = {wanted[index] - row.top for index, row in self._drawn.items()}
        if len(distances) == 1:
            if distance := distances.pop():
                self._canvas.move(ROW, 0, distance)
        else:
            for index, row in self._drawn.items():
                if row.top != wanted[index]:
                    self._canvas.move(row.tag, 0, wanted[index] - row.top)
        for index, row in self._drawn.items():
            row.top = wanted[index]

    def _undraw(self, index: int) -> None:
        if row := self._drawn.pop(index, None):
            self._canvas.delete(row.tag)
            self._tags.append(row.tag)

    def _undraw_all(self) -> None:
        self._canvas.delete(ROW)
        self._tags.extend(row.tag for row in self._drawn.values())
        self._drawn.clear()
