"""What is meant by the characters of a message: code, links, names, emphasis, emoji. Pure; knows no fonts.

    for block in parse("see `x` at https://example.org *now*"):
        ...

1. No character is lost: the sources of all blocks, in order, are the text.
2. What a span shows (``Span.text``) is legible: nothing in it can harm a screen.
3. The time grows with the length of the text and with nothing else: every pattern that
   looks for its end looks a bounded way.

Formatting codes of IRC (https://modern.ircdocs.horse/formatting) turn to bold and
italic, or vanish: colours from elsewhere have no place in a themed window.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import Enum

from app.models.legible import legible


class Kind(Enum):
    """What a piece of a line is."""

    TEXT = "text"
    CODE = "code"
    LINK = "link"
    MENTION = "mention"
    EMOJI = "emoji"
    NOTE = "note"
    """What Parlor itself adds in small letters; nobody wrote it, and it is not copied."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text of one kind. ``text`` is what to show, ``source`` what was written.

    ``text`` is empty where something was written that shows nothing. ``target`` is the
    address of a link or the name that is mentioned.
    """

    kind: Kind
    text: str
    source: str
    target: str = ""
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text, over as many lines as it has newlines."""

    spans: tuple[Span, ...]

    @property
    def source(self) -> str:
        """What was written."""
        return "".join(span.source for span in self.spans)


@dataclass(frozen=True, slots=True)
class Code:
    """Lines of code between fences. ``language`` as the writer named it, or empty."""

    text: str
    language: str
    source: str


@dataclass(frozen=True, slots=True)
class Aside:
    """Lines that somebody else said (``> hello``), without their signs."""

    spans: tuple[Span, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list (``- milk``, ``2. eggs``). ``mark`` is what it begins with, ``level`` how far in it stands."""

    spans: tuple[Span, ...]
    mark: str
    level: int
    source: str


Block = Prose | Code | Aside | Item

Nicks = Container[str]
"""Names that can be mentioned, each as ``str.casefold`` gives it."""

_FENCE = re.compile(r"\n?```(?:([\w+#.-]{0,20})\n)?(.+?)\n?```(?:[ \t]*\n)?", re.DOTALL)

_SPECIAL_LINE = re.compile(
    r"(?:\A|(?<=\n))(?:(?P<aside>(?:>(?: [^\n]*)?(?:\n|\Z))+)"
    r"|(?P<indent> {0,8})(?P<mark>[-*•]|\d{1,3}[.)]) +(?P<item>[^\s][^\n]*)(?:\n|\Z))"
)
"""Lines that begin as a quotation or an entry of a list does."""

_FORMAT = (
    r"[\x02\x0f\x11\x16\x1d\x1e\x1f]"
    r"|\x03(?:\d{1,2}(?:,\d{1,2})?)?"
    r"|\x04(?:[0-9a-fA-F]{6}(?:,[0-9a-fA-F]{6})?)?"
)
_ADDRESS = r"[^\s<>\"`\x00-\x20\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
_TOKEN = re.compile(
    r"(?P<code>`[^`\n]{1,400}`)"
    rf"|(?P<link>(?<!\w)(?:https?|parlor)://{_ADDRESS}{{1,2000}})"
    r"|(?P<mention>(?<!\w)@[^\s@]{1,64})"
    r"|(?P<bold>(?<![\w*])\*(?![\s*])[^*\n]{1,400}(?<!\s)\*(?![\w*]))"
    r"|(?P<italic>(?<![\w_])_(?![\s_])[^_\n]{1,400}(?<!\s)_(?![\w_]))"
    rf"|(?P<format>{_FORMAT})",
    re.IGNORECASE,
)
_FORMATS = re.compile(_FORMAT)
_WORD = re.compile(r"\w")

_TEXT_FIRST = frozenset("©®™‼⁉ℹ↔↕↖↗↘↙↩↪▪▫▶◀")
"""Emoji that are letters and signs first: pictures only before U+FE0F, as Unicode has it."""


def parse(text: str, *, nicks: Nicks = frozenset(), emoji: re.Pattern[str] | None = None) -> tuple[Block, ...]:
    """Take a message apart. ``emoji`` matches the sequences of which there is a picture."""
    return tuple(_blocks(text, _Reader(nicks, emoji)))


def parse_line(text: str, *, nicks: Nicks = frozenset(), emoji: re.Pattern[str] | None = None) -> tuple[Span, ...]:
    """Take a text apart in which there can be no blocks of code: a topic, a remark."""
    return tuple(_Reader(nicks, emoji).spans(text))


def literal(text: str, *, emoji: re.Pattern[str] | None = None, bold: bool = False) -> tuple[Span, ...]:
    """A text that means only itself (a name, say), with its emoji."""
    return tuple(_with_emoji(text, emoji, bold=bold))


def plain(text: str) -> str:
    """A message as it is copied: as written, but without IRC's formatting codes."""
    return _FORMATS.sub("", text)


def _blocks(text: str, reader: "_Reader") -> Iterator[Block]:
    end = 0
    for fence in _FENCE.finditer(text):
        yield from _lines(text[end : fence.start()], reader)
        yield Code(legible(fence[2]), fence[1] or "", fence[0])
        end = fence.end()
    yield from _lines(text[end:], reader)


def _lines(text: str, reader: "_Reader") -> Iterator[Block]:
    """A text without code: quotations, lists, and what stands between them."""
    end = 0
    for found in _SPECIAL_LINE.finditer(text):
        yield from _prose(text[end : found.start()], reader, before_block=True)
        if found["aside"]:
            inside = "\n".join(line[2:] for line in found["aside"].removesuffix("\n").split("\n"))
            yield Aside(tuple(reader.spans(inside)), found[0])
        else:
            level = min(len(found["indent"]) // 2, 3)
            yield Item(tuple(reader.spans(found["item"])), found["mark"], level, found[0])
        end = found.end()
    yield from _prose(text[end:], reader)


def _prose(text: str, reader: "_Reader", *, before_block: bool = False) -> Iterator[Prose]:
    """Running text; the end of its last line is not shown where a block follows, which begins a line anyway."""
    if before_block and text.endswith("\n"):
        yield Prose((*reader.spans(text[:-1]), Span(Kind.TEXT, "", "\n")))
    elif text:
        yield Prose(tuple(reader.spans(text)))


class _Reader:
    """Reads running text, remembering which formatting codes are in force."""

    def __init__(self, nicks: Nicks, emoji: re.Pattern[str] | None) -> None:
        self._nicks = nicks
        self._emoji = emoji
        self._bold = False
        self._italic = False

    def spans(self, text: str, *, bold: bool = False, italic: bool = False) -> Iterator[Span]:
        end = looked = 0
        while token := _TOKEN.search(text, looked):
            spans, length = self._read(token, bold, italic)
            looked = token.start() + length
            if spans:
                yield from self._text(text[end : token.start()], bold, italic)
                yield from spans
                self._switch(token)
                end = looked
        yield from self._text(text[end:], bold, italic)

    def _text(self, text: str, bold: bool, italic: bool) -> Iterator[Span]:
        yield from _with_emoji(text, self._emoji, bold=bold or self._bold, italic=italic or self._italic)

    def _read(self, token: re.Match[str], bold: bool, italic: bool) -> tuple[list[Span], int]:
        """What a token stands for, and how much of it was used; nothing if it is mere text."""
        found = token.group()
        match token.lastgroup:
            case "code":
                spans = [Span(Kind.CODE, legible(found[1:-1]), found)]
            case "link":
                found = _trimmed(found)
                spans = [Span(Kind.LINK, found, found, target=found)] if found else []
            case "mention":
                return self._mention(found)
            case "bold":
                spans = self._emphasis(found, bold=True, italic=italic)
            case "italic":
                spans = self._emphasis(found, bold=bold, italic=True)
            case _:
                spans = [Span(Kind.TEXT, "", found)]
        return spans, len(found) or 1

    def _emphasis(self, found: str, *, bold: bool, italic: bool) -> list[Span]:
        mark = Span(Kind.TEXT, "", found[0])
        return [mark, *self.spans(found[1:-1], bold=bold, italic=italic), mark]

    def _mention(self, found: str) -> tuple[list[Span], int]:
        """The longest known name that ``found`` begins with; only the sign is used up if none is."""
        for end in range(len(found), 1, -1):
            if _WORD.match(found, end):
                continue
            nick = found[1:end]
            if nick.casefold() in self._nicks:
                mention = found[:end]
                return [Span(Kind.MENTION, legible(mention), mention, target=nick)], end
        return [], 1

    def _switch(self, token: re.Match[str]) -> None:
        if token.lastgroup != "format":
            return
        match token.group():
            case "\x02":
                self._bold = not self._bold
            case "\x1d":
                self._italic = not self._italic
            case "\x0f":
                self._bold = self._italic = False


def _with_emoji(
    text: str, emoji: re.Pattern[str] | None, *, bold: bool = False, italic: bool = False
) -> Iterator[Span]:
    end = 0
    for found in emoji.finditer(text) if emoji and not text.isascii() else ():
        if found.group() in _TEXT_FIRST:
            continue
        if found.start() > end:
            yield _text(text[end : found.start()], bold=bold, italic=italic, joined=end > 0)
        yield Span(Kind.EMOJI, found.group(), found.group())
        end = found.end()
    if end < len(text):
        yield _text(text[end:], bold=bold, italic=italic, joined=end > 0)


def _text(source: str, *, bold: bool, italic: bool, joined: bool) -> Span:
    """A span of mere text. Behind an emoji a joiner joins nothing: we have no picture of them together."""
    shown = legible(source)
    return Span(Kind.TEXT, shown.lstrip("\u200d") if joined else shown, source, bold=bold, italic=italic)


def _trimmed(address: str) -> str:
    """An address without what belongs to the sentence around it; empty if nothing is left of it."""
    while address:
        last = address[-1]
        if last in ".,;:!?'*_~|" or (last in ")]}" and _unopened(address, last)):
            address = address[:-1]
        else:
            break
    return "" if address.endswith("/") and address.count("/") == 2 else address


def _unopened(address: str, closing: str) -> bool:
    opening = "([{"[")]}".index(closing)]
    return address.count(closing) > address.count(opening)
