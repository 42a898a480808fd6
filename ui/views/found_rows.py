"""How a message that was found is shown in the list of results: who, when and where, and the words around the match."""

import tkinter as tk
from dataclasses import dataclass

from app.models.gist import gist
from app.models.search import Found
from ui import paint
from ui.theme import TkFont, called, theme
from ui.views.calendar import Calendar
from ui.widgets import ink
from ui.widgets.row_list import Place
from ui.widgets.stack import Reach

BEFORE = 24
"""Characters shown before the match at most."""
AROUND = 300
"""Characters that are looked at: no row is wider."""
INSET, MARGIN, RADIUS = 8, 16, 8


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One result. ``words`` are what was looked for; ``shows_place`` says where it was, too."""

    found: Found
    words: tuple[str, ...]
    calendar: Calendar
    shows_place: bool

    height = 60
    reach = Reach.WHOLE

    @property
    def key(self) -> str:
        return f"{self.found.place} {self.found.entry.key}"

    @property
    def when(self) -> str:
        """The hour, and the day where that is not today."""
        time, calendar = self.found.entry.time, self.calendar
        hour, day = calendar.hour(time), calendar.day(time)
        return hour if day == calendar.today() else f"{calendar.title(day)} {hour}"

    @property
    def place(self) -> str:
        """In which conversation it was."""
        return self.found.place if self.shows_place else ""

    @property
    def snippet(self) -> tuple[str, str, str]:
        """What stands before the first match, the match, and what stands behind it."""
        return around(gist(self.found.entry.text), self.words)


def around(text: str, words: tuple[str, ...]) -> tuple[str, str, str]:
    """The part of a text where one of the words stands first, on one line, cut before the match and in it."""
    line = " ".join(text.split())
    folded = line.casefold()
    # Some letters become two when folded; then the places do not agree, and the beginning is shown.
    places = [(folded.find(word), word) for word in words] if len(folded) == len(line) else []
    start, word = min((place for place in places if place[0] >= 0), default=(0, ""))
    first = max(0, start - BEFORE)
    if first:
        first = line.find(" ", first, start) + 1 or first
    end = start + len(word)
    before = ("…" if first else "") + line[first:start]
    return before, line[start:end], line[end : end + AROUND]


def draw_found(canvas: tk.Canvas, row: FoundRow, place: Place) -> None:
    """Put a result on its canvas."""
    px, tokens = theme.px, theme.tokens
    box = (place.x0 + px(INSET), place.y0, place.x1 - px(INSET), place.y1 - px(2))
    fill = tokens.hover if place.hovered else place.surface
    if place.focused:
        paint.rounded(canvas, *box, px(RADIUS), fill, border=tokens.accent, border_width=px(2))
    elif fill != place.surface:
        paint.rounded(canvas, *box, px(RADIUS), fill)
    left, right = place.x0 + px(MARGIN), place.x1 - px(MARGIN)
    _draw_head(canvas, row, left, right, place.y0 + px(18))
    _draw_snippet(canvas, row, left, right, place.y0 + px(40))


def _draw_head(canvas: tk.Canvas, row: FoundRow, left: int, right: int, middle: int) -> None:
    px, tokens = theme.px, theme.tokens
    small = theme.font(11)
    start = right - min(ink.width(canvas, row.when, small), (right - left) // 2)
    ink.write(canvas, start, middle, row.when, font=small, fill=tokens.text3, limit=right - start)
    author, bold = called(row.found.entry.author), theme.font(13, "semibold")
    x = ink.write(canvas, left, middle, author, font=bold, fill=tokens.text, limit=max(0, start - px(8) - left))
    if row.place and start - x > px(40):
        ink.write(
            canvas, x + px(8), middle, row.place, font=theme.font(12), fill=tokens.text3, limit=start - x - px(16)
        )


def _draw_snippet(canvas: tk.Canvas, row: FoundRow, left: int, right: int, middle: int) -> None:
    tokens = theme.tokens
    before, match, after = row.snippet
    usual, bold = theme.font(14), theme.font(14, "semibold")
    x = _put(canvas, left, middle, before, usual, tokens.text2, right)
    x = _put(canvas, x, middle, match, bold, tokens.accent_text, right)
    _put(canvas, x, middle, after, usual, tokens.text2, right)


def _put(canvas: tk.Canvas, x: int, y: int, text: str, font: TkFont, fill: str, right: int) -> int:
    """Write a part of a line; the blanks at its ends keep their width."""
    if not text or x >= right:
        return x
    blank = ink.blank(canvas, font)
    if text[:1] == " ":
        x += blank
    x = ink.write(canvas, x, y, text, font=font, fill=fill, limit=max(0, right - x))
    return x + (blank if text[-1:] == " " and text.strip() else 0)
