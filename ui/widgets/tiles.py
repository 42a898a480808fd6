"""A scrolled grid of small pictures under titles, of which only the visible ones exist. Knows not what they mean.

The pointer and the arrow keys mark one; a click and Return choose it. Whoever has the keyboard passes the keys on.
"""

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ui import paint
from ui.theme import theme
from ui.widgets.shape import Shape

TILE = 36
PICTURE = 24
TITLE = 28
THUMB_WIDTH, LEAST_THUMB = 4, 24
WHEEL_STEP = 72


@dataclass(frozen=True, slots=True)
class Section:
    """Pictures under a title; without one they stand by themselves."""

    title: str
    emoji: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    top: int  # logical pixels
    height: int
    title: str
    first: int  # of its pictures, counted through all sections
    emoji: tuple[str, ...]


class Tiles(Shape):
    """``choose(emoji)`` is called for the one that is taken, ``marked(emoji)`` when another (or none, "") is marked."""

    def __init__(
        self,
        master: Any,
        *,
        columns: int,
        height: float,
        choose: Callable[[str], object],
        marked: Callable[[str], object],
    ) -> None:
        self._columns, self._choose, self._marked = columns, choose, marked
        self._rows: list[_Row] = []
        self._total = 0  # logical pixels
        self._offset = 0
        self._mark: int | None = None
        super().__init__(master, columns * TILE + 12, height)
        bind = self.canvas.bind
        bind(
            "<Motion>", lambda event: self._mark_at(self._at(event.x, event.y))
        )  # and leaves it: keys go on from there
        self.on_click(lambda event: self._take_at(event.x, event.y))
        bind("<Button-4>", lambda _event: self._scroll(-WHEEL_STEP))
        bind("<Button-5>", lambda _event: self._scroll(WHEEL_STEP))
        bind("<MouseWheel>", lambda event: self._scroll(-event.delta * (0.6 if abs(event.delta) >= 120 else 12)))

    def show(self, sections: Sequence[Section], *, mark_first: bool) -> None:
        """Show these, from the beginning."""
        self._rows, top, count = [], 0, 0
        for section in sections:
            if section.title:
                self._rows.append(_Row(top, TITLE, section.title, count, ()))
                top += TITLE
            for start in range(0, len(section.emoji), self._columns):
                part = section.emoji[start : start + self._columns]
                self._rows.append(_Row(top, TILE, "", count, part))
                count, top = count + len(part), top + TILE
        self._total, self._offset = top, 0
        self._mark = None
        self._mark_at(0 if mark_first and count else None)
        self.redraw()

    def go_to(self, title: str) -> None:
        """Scroll to a section."""
        self._scroll(next(row.top for row in self._rows if row.title == title) - self._offset)

    def step(self, across: int, down: int) -> None:
        """Move the mark by the keyboard."""
        tiles = [row for row in self._rows if row.emoji]
        if not tiles:
            return
        if self._mark is None:
            self._mark_at(self._first_seen())
            return
        place = next(n for n, row in enumerate(tiles) if row.first <= self._mark < row.first + len(row.emoji))
        if down:
            column = self._mark - tiles[place].first
            row = tiles[min(max(place + down, 0), len(tiles) - 1)]
            self._mark_at(row.first + min(column, len(row.emoji) - 1))
        else:
            last = tiles[-1].first + len(tiles[-1].emoji) - 1
            self._mark_at(min(max(self._mark + across, 0), last))
        self._reveal()

    def take(self) -> None:
        """Choose the one that is marked."""
        if self._mark is not None:
            self._choose(self._emoji(self._mark))

    # -- what is where

    def _first_seen(self) -> int:
        return next(row.first for row in self._rows if row.emoji and row.top >= self._offset)

    def _emoji(self, index: int) -> str:
        row = next(row for row in self._rows if row.emoji and row.first <= index < row.first + len(row.emoji))
        return row.emoji[index - row.first]

    def _at(self, x: int, y: int) -> int | None:
        column, height = int(x / theme.scale) // TILE, y / theme.scale + self._offset
        for row in self._rows:
            if row.top <= height < row.top + row.height:
                return row.first + column if 0 <= column < len(row.emoji) else None
        return None

    def _take_at(self, x: int, y: int) -> None:
        if (index := self._at(x, y)) is not None:
            self._choose(self._emoji(index))

    def _mark_at(self, index: int | None) -> None:
        if index != self._mark:
            self._mark = index
            self._marked("" if index is None else self._emoji(index))
            self.redraw()

    def _reveal(self) -> None:
        assert self._mark is not None
        row = next(row for row in self._rows if row.emoji and row.first <= self._mark < row.first + len(row.emoji))
        view = self.winfo_height() / theme.scale
        if row.top < self._offset:
            self._scroll(row.top - self._offset)
        elif row.top + row.height > self._offset + view:
            self._scroll(row.top + row.height - self._offset - view)

    def _scroll(self, by: float) -> str:
        furthest = max(0, self._total - self.winfo_height() / theme.scale)
        self._offset = round(min(max(self._offset + by, 0), furthest))
        self.redraw()
        return "break"

    # -- looks

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the rows in sight."""
        px = theme.px
        for row in self._rows:
            top = px(row.top - self._offset)
            if top + px(row.height) <= 0 or top >= height:
                continue
            if row.title:
                font, fill = theme.font(12, "semibold"), theme.tokens.text3
                canvas.create_text(px(6), top + px(TITLE) // 2, text=row.title, font=font, fill=fill, anchor="w")
            for column, emoji in enumerate(row.emoji):
                self._paint_tile(canvas, px(column * TILE), top, emoji, marked=row.first + column == self._mark)
        self._paint_thumb(canvas, width, height)

    @staticmethod
    def _paint_tile(canvas: tk.Canvas, x: int, y: int, emoji: str, *, marked: bool) -> None:
        px, tokens = theme.px, theme.tokens
        if marked:
            box = (x + px(1), y + px(1), x + px(TILE - 1), y + px(TILE - 1))
            paint.rounded(canvas, *box, px(8), tokens.hover, border=tokens.accent, border_width=px(2))
        canvas.create_image(x + px(TILE) // 2, y + px(TILE) // 2, image=paint.emoji(emoji, px(PICTURE)))

    def _paint_thumb(self, canvas: tk.Canvas, width: int, height: int) -> None:
        px, total = theme.px, theme.px(self._total)
        if total <= height:
            return
        length = max(px(LEAST_THUMB), height * height // total)
        top = (height - length) * px(self._offset) // (total - height)
        x = width - px(THUMB_WIDTH)
        paint.rounded(canvas, x, top, width, top + length, px(THUMB_WIDTH) // 2, theme.tokens.thumb)
