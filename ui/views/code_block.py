"""How a block of code is laid out: the language and a button that copies it, and the lines in their colours. Pure."""

from collections.abc import Iterator

from app.models.markup import Code
from app.words import _
from ui.views.layout import Copy, Draft, Page
from ui.views.syntax import Line, coloured
from ui.widgets.drawing import Box, ByLook, Colour, Icon, Label
from ui.widgets.flow import Font

CODE: Font = (13, "mono")
FILL = ByLook(light="canvas", dark="sunk")
LINE = 19
HEADER = 28
FOOT = 8
INSET = 12
LEAST_WIDTH = 180


def rows_of(code: Code, page: Page, width: int) -> list[Line]:
    """The lines of code, those broken that are too long for a block of this width."""
    column = max(1, page.measure(CODE, "0"))
    columns = max(8, (width - 2 * page.px(INSET)) // column)
    lines = coloured(code.text, code.language)
    return [row for line in lines for row in _broken(line, page, columns, columns * column)]


def width_of(rows: list[Line], page: Page, width: int) -> int:
    """How wide the block becomes, at most ``width``."""
    widest = max(page.measure(CODE, _text(row)) for row in rows) + 2 * page.px(INSET)
    return min(width, max(widest, page.px(LEAST_WIDTH)))


def put_code(draft: Draft, code: Code, rows: list[Line], x: int, width: int, surface: Colour) -> None:
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


def _put_row(draft: Draft, row: Line, x: int, height: int) -> None:
    measure, middle, text = draft.page.measure, draft.y + height // 2, _text(row)
    end = 0
    for part, colour in row:
        if part.strip():
            draft.over.append(Label(x + measure(CODE, text[:end]), middle, part, CODE, colour))
        end += len(part)
    draft.put_run(x, measure(CODE, text), height, text, CODE)
    draft.note("\n")
    draft.y += height


def _text(row: Line) -> str:
    return "".join(part for part, _colour in row)


def _broken(line: Line, page: Page, columns: int, width: int) -> Iterator[Line]:
    """A line in parts that fit. Most are ASCII, where every character is one column wide."""
    text = _text(line)
    while len(text) > columns or (not text.isascii() and page.measure(CODE, text) > width):
        end = columns
        while end > 1 and page.measure(CODE, text[:end]) > width:
            end = end * 3 // 4
        head, line = _split(line, end)
        yield head
        text = text[end:]
    yield line


def _split(line: Line, place: int) -> tuple[Line, Line]:
    """A line up to a place in its text, and what follows."""
    head: list[tuple[str, Colour]] = []
    for number, (part, colour) in enumerate(line):
        if len(part) > place:
            return (*head, (part[:place], colour)), ((part[place:], colour), *line[number + 1 :])
        head.append((part, colour))
        place -= len(part)
    return tuple(head), ()
