"""Which characters of which rows are selected, and what a copy of them reads. Pure.

A position is a row's index and an offset into its plain text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.models.conversation import Change, Cleared, Inserted, Removed, Replaced
from app.models.entries import Entry, Text, Voice
from app.models.markup import plain
from app.sentences import sentence
from ui.views.calendar import Calendar
from ui.views.layout import Layout, Run
from ui.widgets.flow import Measure

Position = tuple[int, int]
END = 1 << 60
"""An offset behind every text."""

_WORD = re.compile(r"\w+|\s+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class Selection:
    """From ``start`` up to ``end``. A value: the next one replaces it."""

    start: Position
    end: Position

    @property
    def empty(self) -> bool:
        """Whether nothing lies in it: a click that has not become a drag."""
        return self.start == self.end

    def reaching(self, position: Position) -> "Selection":
        """This selection, drawn out so far that it touches a position."""
        return Selection(min(self.start, position), max(self.end, position))

    def on(self, index: int) -> tuple[int, int] | None:
        """From where to where a row is selected, or None."""
        (first, begin), (last, stop) = self.start, self.end
        if not first <= index <= last:
            return None
        span = (begin if index == first else 0, stop if index == last else END)
        return span if span[0] < span[1] else None

    def after(self, change: Change) -> "Selection | None":
        """The same text, after a change of the conversation; None if some of it is gone."""
        first, last = (moved(index, change) for index in (self.start[0], self.end[0]))
        if first is None or last is None:
            return None
        return Selection((first, self.start[1]), (last, self.end[1]))


def moved(index: int, change: Change) -> int | None:
    """Where a row is after a change, or None if it is gone."""
    match change:
        case Inserted(at, count):
            return index + count if index >= at else index
        case Removed(at):
            return None if index == at else index - (index > at)
        case Replaced():
            return index
        case Cleared():
            return None


def offset_at(layout: Layout, x: int, y: int, measure: Measure) -> int:
    """The offset nearest to a place in a row."""
    found = 0
    for run in layout.runs:
        if y < run.y:
            break
        if y >= run.y + run.height or x >= run.x + run.width:
            found = run.end
        elif x > run.x:
            return run.start + _characters(run, x - run.x, measure)
        elif found < run.start and layout.plain[found : run.start].isspace():
            return run.start  # left of a line, rather than at the end of the one before
    return found


def _characters(run: Run, width: int, measure: Measure) -> int:
    """How many characters of a run lie left of a place, the nearer boundary counting."""
    if run.font is None:
        return len(run.text) if width * 2 > run.width else 0
    low, high = 0, len(run.text)
    while low < high:
        middle = (low + high + 1) // 2
        before, upto = measure(run.font, run.text[: middle - 1]), measure(run.font, run.text[:middle])
        low, high = (middle, high) if (before + upto) / 2 <= width else (low, middle - 1)
    return low


def boxes(layout: Layout, span: tuple[int, int], measure: Measure) -> Iterator[tuple[int, int, int, int]]:
    """Where the text between two offsets stands."""
    for run in layout.runs:
        begin, end = max(span[0], run.start), min(span[1], run.end)
        if begin < end:
            yield (
                run.x + _width(run, begin - run.start, measure),
                run.y,
                run.x + _width(run, end - run.start, measure),
                run.y + run.height,
            )


def _width(run: Run, count: int, measure: Measure) -> int:
    if count == 0:
        return 0
    if count == len(run.text) or run.font is None:
        return run.width
    return measure(run.font, run.text[:count])


def word_at(text: str, offset: int) -> tuple[int, int]:
    """Where the word begins and ends that an offset is in or before."""
    begin = max(0, offset - 200)  # a word is not longer; a text may be endless
    for word in _WORD.finditer(text, begin, min(len(text), offset + 200)):
        if word.end() > offset:
            return word.span()
    return len(text), len(text)


def as_line(entry: Entry, calendar: Calendar) -> str:
    """An entry among several that are copied."""
    if not isinstance(entry, Text):
        return _line(entry, calendar, sentence(entry))
    text = plain(entry.text)
    return _line(entry, calendar, f"{entry.author} {text}" if entry.voice is Voice.ACTED else text)


def _line(entry: Entry, calendar: Calendar, words: str) -> str:
    if not isinstance(entry, Text) or entry.voice is Voice.ACTED:
        return f"[{calendar.hour(entry.time)}] * {words}"
    return f"[{calendar.hour(entry.time)}] {entry.author}: {words}"


def copied(selection: Selection, entries: Sequence[Entry], first: Layout, last: Layout, calendar: Calendar) -> str:
    """What a copy reads: the mere text out of one row, lines with time and name out of several.

    Only the first and last row need to be laid out: those between are copied whole, as written.
    """
    (begin, start), (end, stop) = selection.start, selection.end
    if begin == end:
        return first.plain[start:stop]
    lines = [as_line(entry, calendar) for entry in entries[begin + 1 : end]]
    if start < len(first.plain):
        whole = as_line(entries[begin], calendar)
        lines.insert(0, whole if start == 0 else _line(entries[begin], calendar, first.plain[start:]))
    if stop > 0:
        whole = as_line(entries[end], calendar)
        lines.append(whole if stop >= len(last.plain) else _line(entries[end], calendar, last.plain[:stop]))
    return "\n".join(lines)
