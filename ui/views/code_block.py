"""How a block of code is laid out, with light colouring. Pure.

The colouring is a pattern of words that mean the same in most languages: enough to lead the
eye, made in microseconds, and never wrong about where the text is.
"""

import re
from collections.abc import Iterator

from app.models.markup import Code
from app.words import _
from ui.views.layout import Copy, Draft, Page
from ui.widgets.drawing import Box, ByLook, Colour, Icon, Label
from ui.widgets.flow import Font

CODE: Font = (13, "mono")
FILL = ByLook(light="canvas", dark="sunk")
LINE = 19
HEADER = 28
FOOT = 8
INSET = 12
LEAST_WIDTH = 180

_WORDS = (
    "and as async await break case catch class const continue def default del do elif else enum except export extends "
    "False finally fn for from func function if impl import in interface is lambda let match mut new nil None not null "
    "or pass private public raise return self static struct super switch this throw True true false try type typeof "
    "use using var void while with yield"
).replace(" ", "|")
_TOKEN = re.compile(
    r"(?P<comment>(?:(?<!\S)#|//).*$)"
    r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    rf"|(?P<word>\b(?:{_WORDS})\b)"
    r"|(?P<number>\b\d[\w.]*)"
)
_COLOURS: dict[str, Colour] = {"comment": "text3", "string": "ok", "word": "accent_text", "number": "warn"}


def rows_of(code: Code, page: Page, width: int) -> list[str]:
    """The lines of code, those broken that are too long for a block of this width."""
    column = max(1, page.measure(CODE, "0"))
    columns = max(8, (width - 2 * page.px(INSET)) // column)
    return [row for line in code.text.split("\n") for row in _broken(line, page, columns, columns * column)]


def width_of(rows: list[str], page: Page, width: int) -> int:
    """How wide the block becomes, at most ``width``."""
    widest = max(page.measure(CODE, row) for row in rows) + 2 * page.px(INSET)
    return min(width, max(widest, page.px(LEAST_WIDTH)))


def put_code(draft: Draft, code: Code, rows: list[str], x: int, width: int, surface: Colour) -> None:
    """Put the block at ``x`` and go on below it."""
    px = draft.page.px
    top, line = draft.y, px(LINE)
    bottom = top + px(HEADER) + line * len(rows) + px(FOOT)
    middle = top + px(HEADER) // 2
    draft.under.append(Box(x, top, x + width, bottom, FILL, px(8), "border", surface))
    language = draft.page.cut(code.language, (11, "semibold"), width - px(60))
    draft.over.append(Label(x + px(INSET), middle, language, (11, "semibold"), "text3"))
    draft.over.append(Icon(x + width - px(17), middle, "copy", px(14), "text3"))
    draft.hit(x + width - px(34), top, x + width, top + px(HEADER), Copy(code.text), tip=_("Copy the code"))
    draft.y = top + px(HEADER)
    for row in rows:
        _put_row(draft, row, x + px(INSET), line)
    draft.y = bottom


def _put_row(draft: Draft, row: str, x: int, height: int) -> None:
    measure, middle = draft.page.measure, draft.y + height // 2
    for start, text, colour in _coloured(row):
        if text.strip():
            draft.over.append(Label(x + measure(CODE, row[:start]), middle, text, CODE, colour))
    draft.put_run(x, measure(CODE, row), height, row, CODE)
    draft.note("\n")
    draft.y += height


def _coloured(row: str) -> Iterator[tuple[int, str, Colour]]:
    end = 0
    for token in _TOKEN.finditer(row):
        if token.start() > end:
            yield end, row[end : token.start()], "text"
        yield token.start(), token.group(), _COLOURS[token.lastgroup or "word"]
        end = token.end()
    if end < len(row):
        yield end, row[end:], "text"


def _broken(line: str, page: Page, columns: int, width: int) -> Iterator[str]:
    """A line in parts that fit. Most are ASCII, where every character is one column wide."""
    while len(line) > columns or (not line.isascii() and page.measure(CODE, line) > width):
        end = columns
        while end > 1 and page.measure(CODE, line[:end]) > width:
            end = end * 3 // 4
        yield line[:end]
        line = line[end:]
    yield line
