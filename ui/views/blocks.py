"""The parts of a message, one below the other: what it answers, running text, quotations, lists, code. Pure.

Each part is measured for a width first and knows how wide it then is, so that a bubble can be as wide as its widest.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

from app.models.markup import Aside, Block, Code, Item, Prose
from ui.views import code_block
from ui.views.layout import Draft, Ink
from ui.views.syntax import Line
from ui.widgets.drawing import Box, Label
from ui.widgets.flow import Flow

ASIDE_INSET = 12
ITEM_INSET = 20


class Part(Protocol):
    """Something that can be put below something else."""

    @property
    def width(self) -> int:
        """How wide it is, in device pixels."""
        ...

    @property
    def gap(self) -> int:
        """How far below another part it stands, in logical pixels."""
        ...

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        """Put it at ``x`` and go on below it."""


@dataclass(frozen=True, slots=True)
class Running:
    """Running text."""

    flow: Flow

    gap = 6

    @property
    def width(self) -> int:
        return self.flow.width

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        draft.put_flow(self.flow, x, ink)
        draft.note("\n")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What somebody else said, beside a bar."""

    flow: Flow
    inset: int

    gap = 6

    @property
    def width(self) -> int:
        return self.inset + self.flow.width

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        top = draft.y
        draft.note("> ")
        draft.put_flow(self.flow, x + self.inset, replace(ink, text="text2"))
        draft.note("\n")
        draft.under.append(Box(x, top + draft.page.px(2), x + draft.page.px(3), draft.y, "border_button"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list, with its mark before it."""

    flow: Flow
    mark: str
    inset: int

    gap = 1

    @property
    def width(self) -> int:
        return self.inset + self.flow.width

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        px, mark = draft.page.px, "•" if self.mark in "-*•" else self.mark
        end = x + self.inset - px(6)
        draft.over.append(Label(end, draft.y + px(ink.line) // 2, mark, (ink.size, "regular"), "text2", "e"))
        draft.note(f"{self.mark} ")
        draft.put_flow(self.flow, x + self.inset, ink)
        draft.note("\n")


@dataclass(frozen=True, slots=True)
class CodeRows:
    """A block of code."""

    code: Code
    rows: list[Line]
    width: int

    gap = 6

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        code_block.put_code(draft, self.code, self.rows, x, self.width, ink.surface)


def parts(draft: Draft, blocks: Sequence[Block], width: int, ink: Ink) -> Iterator[Part]:
    """Measure blocks for a place of this width. Running text of which nothing can be seen is left out."""
    page = draft.page
    for block in blocks:
        match block:
            case Prose(spans):
                if len(blocks) == 1 or any(span.text.strip() for span in spans):
                    yield Running(draft.break_flow(spans, width, ink))
            case Aside(spans):
                inset = page.px(ASIDE_INSET)
                yield Quotation(draft.break_flow(spans, width - inset, ink), inset)
            case Item(spans, mark, level):
                wide = max(page.px(ITEM_INSET), page.measure((ink.size, "regular"), mark) + page.px(8))
                inset = page.px(ITEM_INSET) * level + wide
                yield Entry(draft.break_flow(spans, width - inset, ink), mark, inset)
            case Code():
                rows = code_block.rows_of(block, page, width)
                yield CodeRows(block, rows, code_block.width_of(rows, page, width))
            case _:
                assert_never(block)
