"""Breaks spans of text into lines of a given width. Pure: how wide a text is, it is told.

Spaces at the end of a line hang over; a word longer than a line is cut where it must be, but
never between a letter and its accents. Scripts without spaces break between characters.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from app.models.markup import Kind, Span
from ui.theme import Style

Font = tuple[int, Style]
"""A size in logical pixels and a style: what ``theme.font`` takes."""
Measure = Callable[[Font, str], int]
"""How wide a text is in a font, in device pixels."""

CHIPS = (Kind.CODE, Kind.MENTION)
"""Kinds that stand on a background of their own, with room around it."""

_IDEOGRAPHS = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_WORDS = re.compile(rf"\s+|[{_IDEOGRAPHS}]|[^\s{_IDEOGRAPHS}]{{1,200}}")


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a span stands on one line."""

    x: int
    width: int
    text: str
    span: Span


@dataclass(slots=True)
class Line:
    """One line. ``ends`` if the writer ended it, rather than the width."""

    pieces: list[Piece] = field(default_factory=list)
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines, and the width that they really take."""

    lines: list[Line]
    width: int


@dataclass(frozen=True, slots=True)
class Setting:
    """What lines are set with: fonts, how to measure them, and the widths of what is no text."""

    measure: Measure
    font: Callable[[Span], Font]
    emoji: int
    """Width that an emoji takes."""
    pad: int
    """Room on either side of a chip."""


def flow(spans: Iterable[Span], width: int, setting: Setting) -> Flow:
    """Break ``spans`` into lines at most ``width`` wide."""
    breaker = _Breaker(max(width, setting.emoji + 2 * setting.pad), setting)
    for span in spans:
        breaker.add(span)
    return Flow(breaker.lines, min(breaker.used, breaker.width))


class _Breaker:
    """The line being filled, and those that are full."""

    def __init__(self, width: int, setting: Setting) -> None:
        self.width = width
        self.lines = [Line()]
        self.used = 0
        self._setting = setting
        self._x = 0

    def add(self, span: Span) -> None:
        if span.kind is Kind.EMOJI:
            self._add_emoji(span)
            return
        pad = self._setting.pad if span.kind in CHIPS else 0
        self._x += pad
        for number, part in enumerate(span.text.split("\n")):
            if number:
                self._next_line(pad, ends=True)
            self._add_words(span, part, pad)
        self._x += pad
        if pad:
            self.used = max(self.used, self._x)

    def _next_line(self, x: int = 0, *, ends: bool = False) -> None:
        self.lines[-1].ends = ends
        self.lines.append(Line())
        self._x = x

    def _add_emoji(self, span: Span) -> None:
        width = self._setting.emoji
        if self._x and self._x + width > self.width:
            self._next_line()
        self._put(span, span.text, width)
        self.used = max(self.used, self._x)

    def _add_words(self, span: Span, text: str, pad: int) -> None:
        """Gather words while they fit; what is gathered becomes one piece."""
        measure, font = self._setting.measure, self._setting.font(span)
        limit = self.width - pad
        run, end = "", self._x  # end: where the gathered words end
        for word in _WORDS.findall(text):
            wide = measure(font, word)
            if end + wide > limit and not word.isspace():
                self._put_run(span, font, run)
                run = ""
                if self._x > pad:
                    self._next_line(pad)
                while wide > limit - self._x and len(word) > 1:
                    head = _cut(word, lambda s: measure(font, s) <= limit - self._x)
                    self._put_run(span, font, head)
                    self._next_line(pad)
                    word = word[len(head) :]  # noqa: PLW2901 - what is left of it
                    wide = measure(font, word)
                end = self._x
            run += word
            end += wide
            if not word.isspace():
                self.used = max(self.used, end)
        self._put_run(span, font, run)

    def _put_run(self, span: Span, font: Font, run: str) -> None:
        # Measured as a whole: with kerning, words are not as wide together as one by one.
        if run:
            self._put(span, run, self._setting.measure(font, run))

    def _put(self, span: Span, text: str, width: int) -> None:
        self.lines[-1].pieces.append(Piece(self._x, width, text, span))
        self._x += width


def _cut(word: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning that fits, at least one letter, with its accents."""
    low, high = 1, len(word) - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(word[:middle]) else (low, middle - 1)
    end = low
    while end > 1 and _belongs_before(word[end]):
        end -= 1
    if _belongs_before(word[end]):  # accents all the way: keep them together
        end = low
    return word[:end]


def _belongs_before(character: str) -> bool:
    return bool(unicodedata.combining(character)) or character == "\u200d"
