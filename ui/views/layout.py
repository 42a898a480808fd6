"""How one row of the log is laid out: what to draw, what can be selected, what can be clicked. Pure.

A ``Page`` says what rows are laid out for: width, scale, density, and whom to ask how wide a
text is. A ``Draft`` is a layout being made. Places are device pixels from the row's top left.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from app.models.attachments import Attachment
from app.models.entries import Entry
from app.models.markup import Kind, Nicks, Span
from app.models.transfers import Files
from ui.views.calendar import Calendar
from ui.widgets.drawing import Blend, Box, Colour, Emoji, Label, Mark
from ui.widgets.flow import Flow, Font, Measure, Piece, Setting, flow

ELLIPSIS = "…"
MARGIN = 24
AVATAR = 36
TEXT_X = MARGIN + AVATAR + 12
"""Where the column of text begins."""
BUBBLE = 600
"""The widest that a message becomes."""

FOLD_LENGTH = 3000
FOLD_LINES = 40
"""More than this of a message is shown only when asked for."""
SHOWN_LENGTH = 100_000
"""And more than this not even then; a copy has all of it."""

Rect = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Open:
    """Open a link."""

    address: str


@dataclass(frozen=True, slots=True)
class Copy:
    """Copy a text."""

    text: str


@dataclass(frozen=True, slots=True)
class Retry:
    """Send a failed line again."""


@dataclass(frozen=True, slots=True)
class Unfold:
    """Show all of a long message."""


@dataclass(frozen=True, slots=True)
class Jump:
    """Go to the message with this key."""

    key: str


@dataclass(frozen=True, slots=True)
class React:
    """Put this sign on the message, or take ours away."""

    sign: str


@dataclass(frozen=True, slots=True)
class Who:
    """Show who somebody is."""

    nick: str


class Deed(Enum):
    """What can be done with a file."""

    VIEW = "view"
    OPEN = "open"
    SAVE = "save"
    FETCH = "fetch"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True)
class Handle:
    """Do something with a file."""

    file: Attachment
    deed: Deed


Action = Open | Copy | Retry | Unfold | Jump | React | Who | Handle


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text that can be selected. ``start`` is its place in ``Layout.plain``.

    ``font`` is None for what is selected as a whole: an emoji.
    """

    x: int
    y: int
    width: int
    height: int
    text: str
    start: int
    font: Font | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a click does something, or that has more to say: ``tip``, where that is not plain to see."""

    x0: int
    y0: int
    x1: int
    y1: int
    action: Action | None
    tip: str = ""

    def holds(self, x: int, y: int) -> bool:
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


@dataclass(frozen=True, slots=True)
class Layout:
    """A row, laid out. ``under`` lies below the selection, ``over`` above it."""

    height: int
    under: tuple[Mark, ...]
    over: tuple[Mark, ...]
    runs: tuple[Run, ...]
    hits: tuple[Hit, ...]
    plain: str
    """All that can be selected, as it is copied."""
    box: Rect
    """What belongs to the entry itself, without day lines and margins."""
    head: tuple[int, int] | None
    """From where to where there is something to be read right above the box."""


def nobody(_nick: str) -> bool:
    """Fits no name."""
    return False


@dataclass(frozen=True, slots=True)
class Page:
    """What rows are laid out for."""

    width: int
    scale: float
    compact: bool
    measure: Measure
    calendar: Calendar
    nicks: Nicks = frozenset()
    me: str = ""
    emoji: re.Pattern[str] | None = None
    find: Callable[[str], Entry | None] = lambda _key: None
    """The entry with a key, if it is here: what an answer quotes."""
    is_hidden: Callable[[str], bool] = nobody
    """Whether we do not want to see what somebody of this name says."""
    files: Files | None = None
    """What is known of files; None where links to them are only links."""

    def px(self, length: float) -> int:
        """Device pixels of a logical length."""
        return round(length * self.scale)

    def cut(self, text: str, font: Font, width: int) -> str:
        """As much of a text as fits into ``width``, with an ellipsis if that is not all."""
        text = text[:400]
        if self.measure(font, text) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.measure(font, text[:middle] + ELLIPSIS) <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return text[:low].rstrip() + ELLIPSIS


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours and the size of running text."""

    size: int = 14
    line: int = 21
    text: Colour = "text"
    link: Colour = "accent_text"
    chip: Colour = "sunk"
    surface: Colour = "bubble"
    """What the text stands on: soft lines and chips are blended with it."""
    italic: bool = False


@dataclass(slots=True)
class Draft:
    """A layout being made, from the top to the bottom."""

    page: Page
    y: int = 0
    under: list[Mark] = field(default_factory=list)
    over: list[Mark] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    length: int = 0
    head: tuple[int, int] | None = None

    def done(self, box: Rect) -> Layout:
        """The layout, as high as the draft has come."""
        plain = "".join(self.plain).rstrip("\n")
        marks = tuple(self.under), tuple(self.over)
        return Layout(self.y, *marks, tuple(self.runs), tuple(self.hits), plain, box, self.head)

    def break_flow(self, spans: Iterable[Span], width: int, ink: Ink) -> Flow:
        """Break spans into lines in this ink."""
        px = self.page.px
        setting = Setting(self.page.measure, partial(_font, ink), emoji=px(ink.size + 8), pad=px(5))
        return flow(spans, width, setting)

    def put_flow(
        self, lines: Flow, x: int, ink: Ink, *, colour_of: Callable[[Span], Colour | None] = lambda _span: None
    ) -> None:
        """Put lines of text at ``x`` and go on below them. ``colour_of`` may give a span another colour."""
        height = self.page.px(ink.line)
        for line in lines.lines:
            for piece in line.pieces:
                self._put_piece(piece, x + piece.x, height, ink, colour_of(piece.span))
            if line.ends:
                self.note("\n")
            self.y += height

    def put_run(self, x: int, width: int, height: int, text: str, font: Font | None) -> None:
        """Make a text selectable that stands at ``x`` in the present line."""
        self.runs.append(Run(x, self.y, width, height, text, self.length, font))
        self.note(text)

    def note(self, text: str) -> None:
        """Add to what is copied."""
        self.plain.append(text)
        self.length += len(text)

    def hit(self, x0: int, y0: int, x1: int, y1: int, action: Action | None, tip: str = "") -> None:
        """Make a place clickable, or let it say something to who points at it."""
        self.hits.append(Hit(x0, y0, x1, y1, action, tip))

    def _put_piece(self, piece: Piece, x: int, height: int, ink: Ink, colour: Colour | None) -> None:
        px, span, font = self.page.px, piece.span, _font(ink, piece.span)
        end, middle = x + piece.width, self.y + height // 2
        if span.kind is Kind.EMOJI:
            self.over.append(Emoji(x + px(1), middle, span.text, px(ink.size + 5)))
            self.put_run(x, piece.width, height, piece.text, None)
            return
        colour = ink.text if colour is None else colour
        chip = (x - px(4), self.y + px(1), end + px(4), self.y + height - px(1))
        match span.kind:
            case Kind.CODE:
                self.under.append(Box(*chip, ink.chip, px(4), surface=ink.surface))
            case Kind.MENTION:
                mine = span.target.casefold() == self.page.me.casefold()
                fill = "accent" if mine else Blend(ink.surface, "accent", 0.16)
                # My name stays legible when it is selected: its chip then covers the selection.
                (self.over if mine else self.under).append(Box(*chip, fill, px(5), surface=ink.surface))
                colour = "on_accent" if mine else "accent_text"
            case Kind.NOTE:
                self.over.append(Label(x, middle, piece.text, font, "text2"))
                return
            case Kind.LINK:
                colour, line = ink.link, middle + px(8)
                self.under.append(Box(x, line, end, line + max(1, px(1)), Blend(ink.surface, ink.link, 0.55)))
                self.hit(x, self.y, end, self.y + height, Open(span.target), tip=span.target)
        self.over.append(Label(x, middle, piece.text, font, colour))
        self.put_run(x, piece.width, height, piece.text, font)


def _font(ink: Ink, span: Span) -> Font:
    match span:
        case Span(kind=Kind.CODE):
            return (ink.size - 1, "mono")
        case Span(kind=Kind.NOTE):
            return (11, "regular")
        case Span(kind=Kind.MENTION):
            return (ink.size, "semibold")
        case Span(bold=True, italic=True):
            return (ink.size, "bold")
        case Span(bold=True):
            return (ink.size, "semibold")
        case Span(italic=True):
            return (ink.size, "italic")
        case _:
            return (ink.size, "italic" if ink.italic else "regular")


def folded(text: str, *, unfolded: bool) -> tuple[str, bool]:
    """As much of a text as is shown, and whether that is not all that could be."""
    if unfolded:
        return text[:SHOWN_LENGTH], False
    if len(text) <= FOLD_LENGTH and text.count("\n") < FOLD_LINES:
        return text, False
    shown = "\n".join(text[:FOLD_LENGTH].split("\n")[:FOLD_LINES])
    return (shown + "\n```" if shown.count("```") % 2 else shown), True
