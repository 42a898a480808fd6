"""How something that somebody said is laid out: name, bubble, blocks, and how far it has come. Pure.

Cosy: bubbles, our own at the right. Compact: no bubbles, all at the left, a mention is a band.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.models.entries import Delivery, Text, Voice
from app.models.markup import Block, Code, Kind, Prose, Span, literal, parse, parse_line
from ui.theme import nick_index
from ui.views import code_block
from ui.views.grouping import Standing
from ui.views.layout import Draft, Ink, Page, Retry, Unfold
from ui.widgets.drawing import Avatar, Blend, Box, Colour, Emoji, Icon, Label
from ui.widgets.flow import Flow

MARGIN = 24
AVATAR = 36
TEXT_X = MARGIN + AVATAR + 12
BUBBLE = 600
GROUP_GAP = 16
NAME_ROW = 21
JUMBO = 40
JUMBO_MOST = 8

FOLD_LENGTH = 3000
FOLD_LINES = 40
"""More than this of a message is shown only when asked for."""
SHOWN_LENGTH = 100_000
"""And more than this not even then; a copy has all of it."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where the parts of one message go."""

    own: bool  # at the right, in our own colour
    bubble: bool
    x: int  # left edge of what is at the left
    right: int
    most: int  # widest
    pad_x: int
    pad_y: int


def lay_out_message(draft: Draft, entry: Text, standing: Standing, *, unfolded: bool) -> tuple[int, int, int, int]:
    """Put a message below what is in the draft; return its box."""
    page = draft.page
    shape = _shape(page, own=entry.own)
    band = draft.y + page.px(GROUP_GAP - 1 if standing.first else 0)
    _put_head(draft, entry, shape, first=standing.first)
    text, hidden = _folded(entry.text, unfolded=unfolded)
    blocks = parse(text, nicks=page.nicks, emoji=page.emoji)
    if jumbo := _jumbo(blocks, page, shape):
        box = _put_jumbo(draft, jumbo, shape)
    else:
        box = _put_body(draft, entry, blocks, hidden, shape, first=standing.first)
    _put_delivery(draft, entry, shape, box)
    if page.compact and entry.mention:
        bottom = draft.y + page.px(2)
        draft.under[:0] = [
            Box(0, band, page.width, bottom, "mention"),
            Box(0, band, page.px(3), bottom, "mention_bar"),
        ]
    return box


def lay_out_action(draft: Draft, entry: Text) -> tuple[int, int, int, int]:
    """Put what somebody did (``/me waves``) below what is in the draft; return its box."""
    page, px = draft.page, draft.page.px
    text, _ = _folded(entry.text, unfolded=False)
    name = literal(entry.author, bold=True)
    spans = [*name, Span(Kind.TEXT, " ", ""), *parse_line(text, nicks=page.nicks, emoji=page.emoji)]
    ink = Ink(italic=True, surface="canvas")
    x, time = px(TEXT_X), page.calendar.hour(entry.time)
    reserved = page.measure((11, "regular"), time) + px(8)
    lines = draft.break_flow(spans, min(px(BUBBLE), page.width - x - px(MARGIN)) - reserved, ink)
    draft.y += px(6)
    top = draft.y
    if entry.mention:
        bottom = top + px(4) + px(ink.line) * len(lines.lines)
        right = x + lines.width + reserved + px(8)
        draft.under.append(Box(x - px(8), top - px(4), right, bottom, "mention", px(8), surface="canvas"))
    draft.over.append(Avatar(px(MARGIN + AVATAR // 2 - 10), top, entry.author, px(20)))
    colour = nick_index(entry.author)
    draft.put_flow(lines, x, ink, colour_of=lambda span: colour if span in name else None)
    last = lines.lines[-1].pieces
    end = x + (last[-1].x + last[-1].width if last else 0) + px(8)
    draft.over.append(Label(end, draft.y - px(ink.line) // 2, time, (11, "regular"), _faint(entry)))
    box = (x, top, x + lines.width, draft.y)
    _put_delivery(draft, entry, _shape(page, own=False), box)
    draft.y += px(6)
    return box


def _shape(page: Page, *, own: bool) -> _Shape:
    px, bubble = page.px, not page.compact
    own = own and bubble
    x, right = px(TEXT_X), page.width - px(MARGIN)
    most = min(px(BUBBLE), right - x - (px(56) if bubble else 0))
    return _Shape(own, bubble, x, right, max(most, px(80)), px(14) if bubble else 0, px(9) if bubble else px(1))


def _faint(entry: Text) -> Colour:
    """For times and hints: on a mention ``text3`` would be too faint."""
    return "text2" if entry.mention else "text3"


# -- who and when


def _put_head(draft: Draft, entry: Text, shape: _Shape, *, first: bool) -> None:
    px = draft.page.px
    if not first:
        draft.y += px(3) if shape.bubble else px(1)
        return
    draft.y += px(GROUP_GAP)
    if shape.own:
        time = draft.page.calendar.hour(entry.time)
        draft.over.append(Label(shape.right, draft.y + px(8), time, (11, "regular"), "text3", "e"))
    else:
        _put_name(draft, entry, shape)
    draft.y += px(NAME_ROW)


def _put_name(draft: Draft, entry: Text, shape: _Shape) -> None:
    page, px, y = draft.page, draft.page.px, draft.y
    time = page.calendar.hour(entry.time)
    words = _beside_name(entry)
    room = shape.right - shape.x - page.measure((11, "regular"), time + words) - px(48)
    shown = "".join(span.text for span in literal(entry.author))
    nick = page.cut(" ".join(shown.split()), (13, "semibold"), max(room, px(40)))
    surface: Colour = "mention" if page.compact and entry.mention else "canvas"
    draft.over.append(Avatar(px(MARGIN), y, entry.author, px(AVATAR), surface))
    x = shape.x + (px(2) if shape.bubble else 0)
    draft.over.append(Label(x, y + px(8), nick, (13, "semibold"), nick_index(entry.author)))
    x = shape.x + page.measure((13, "semibold"), nick) + px(10)
    faint = "text2" if page.compact and entry.mention else "text3"
    draft.over.append(Label(x, y + px(9), time, (11, "regular"), faint))
    x += page.measure((11, "regular"), time) + px(10)
    if entry.mention:
        draft.over.append(Icon(x + px(6), y + px(8), "at-sign", px(13), "warn"))
        draft.over.append(Label(x + px(18), y + px(9), words, (11, "semibold"), "warn"))
    elif words:
        draft.over.append(Label(x, y + px(9), words, (11, "semibold"), faint))


def _beside_name(entry: Text) -> str:
    if entry.mention:
        return "mentioned you"
    return "notice" if entry.voice is Voice.NOTICED else ""


# -- what


@dataclass(frozen=True, slots=True)
class _CodeRows:
    code: Code
    rows: list[str]
    width: int


def _put_body(
    draft: Draft, entry: Text, blocks: tuple[Block, ...], hidden: int, shape: _Shape, *, first: bool
) -> tuple[int, int, int, int]:
    page, px, ink = draft.page, draft.page.px, _ink(entry, shape)
    inner = shape.most - 2 * shape.pad_x
    parts = list(_parts(draft, blocks, inner, ink))
    more = f"Show all {len(entry.text):,} characters" if hidden else ""
    widths = [part.width for part in parts] + ([page.measure((13, "semibold"), more)] if more else [])
    width = max(widths, default=0) + 2 * shape.pad_x
    x0 = shape.right - width if shape.own else shape.x
    top = draft.y
    draft.y += shape.pad_y
    place = len(draft.under)
    for number, part in enumerate(parts):
        if isinstance(part, Flow):
            draft.y += px(6) if number else 0
            draft.put_flow(part, x0 + shape.pad_x, ink)
            draft.note("\n")
        else:
            draft.y += px(6) if number else 0
            code_block.put_code(draft, part.code, part.rows, x0 + shape.pad_x, part.width, ink.surface)
    if more:
        _put_more(draft, more, x0 + shape.pad_x)
    draft.y += shape.pad_y
    box = (x0, top, x0 + width, draft.y)
    if shape.bubble:
        draft.under.insert(place, _bubble(entry, box, shape, px(14), px(5), first=first))
    return box


def _parts(draft: Draft, blocks: tuple[Block, ...], inner: int, ink: Ink) -> Iterator[Flow | _CodeRows]:
    page = draft.page
    for block in blocks:
        match block:
            case Prose(spans):
                if len(blocks) == 1 or any(span.text.strip() for span in spans):
                    yield draft.break_flow(spans, inner, ink)
            case Code():
                rows = code_block.rows_of(block, page, inner)
                yield _CodeRows(block, rows, code_block.width_of(rows, page, inner))


def _put_more(draft: Draft, more: str, x: int) -> None:
    page, height = draft.page, draft.page.px(26)
    draft.over.append(Label(x, draft.y + height // 2, more, (13, "semibold"), "accent_text"))
    draft.hit(x, draft.y, x + page.measure((13, "semibold"), more), draft.y + height, Unfold())
    draft.y += height


def _ink(entry: Text, shape: _Shape) -> Ink:
    surface: Colour = _fill(entry, shape) if shape.bubble else ("mention" if entry.mention else "canvas")
    chip: Colour = Blend("own", "canvas", 0.45) if entry.own else "sunk"
    link: Colour = Blend("accent_text", "text", 0.5) if shape.own else "accent_text"
    text = "text2" if entry.voice is Voice.NOTICED else "text"
    return Ink(text=text, link=link, chip=chip, surface=surface)


def _fill(entry: Text, shape: _Shape) -> Colour:
    if entry.mention:
        return "mention"
    if entry.voice is Voice.NOTICED:
        return "canvas"
    return "own" if shape.own else "bubble"


def _bubble(
    entry: Text, box: tuple[int, int, int, int], shape: _Shape, round_: int, joined: int, *, first: bool
) -> Box:
    """Round, but for the corners towards whoever spoke: there the bubbles of a group meet."""
    top = round_ if first else joined
    corners = (round_, top, joined, round_) if shape.own else (top, round_, round_, joined)
    border = "border" if entry.voice is Voice.NOTICED else None
    return Box(*box, _fill(entry, shape), corners, border, surface="canvas")


def _folded(text: str, *, unfolded: bool) -> tuple[str, int]:
    """What of a text is shown, and how many characters are not."""
    if unfolded:
        return text[:SHOWN_LENGTH], 0
    if len(text) <= FOLD_LENGTH and text.count("\n") < FOLD_LINES:
        return text, 0
    shown = "\n".join(text[:FOLD_LENGTH].split("\n")[:FOLD_LINES])
    hidden = len(text) - len(shown)
    return (shown + "\n```" if shown.count("```") % 2 else shown), hidden


# -- emoji alone


def _jumbo(blocks: tuple[Block, ...], page: Page, shape: _Shape) -> list[str]:
    """The emoji of a message that has nothing else, if they are few."""
    match blocks:
        case (Prose(spans),) if not any(s.kind is not Kind.EMOJI and (s.text.strip() or s.target) for s in spans):
            emoji = [s.text for s in spans if s.kind is Kind.EMOJI]
            fits = len(emoji) * page.px(JUMBO + 4) <= shape.most
            return emoji if fits and len(emoji) <= JUMBO_MOST else []
        case _:
            return []


def _put_jumbo(draft: Draft, emoji: list[str], shape: _Shape) -> tuple[int, int, int, int]:
    px, top = draft.page.px, draft.y
    size, step = px(JUMBO), px(JUMBO + 4)
    width = len(emoji) * step - px(4)
    x = x0 = shape.right - width if shape.own else shape.x
    draft.y += px(2)
    for sequence in emoji:
        draft.over.append(Emoji(x, draft.y + size // 2, sequence, size))
        draft.put_run(x, step, size, sequence, None)
        x += step
    draft.y += size + px(4)
    return x0, top, x0 + width, draft.y


# -- how far it has come


def _put_delivery(draft: Draft, entry: Text, shape: _Shape, box: tuple[int, int, int, int]) -> None:
    px, (x0, _, x1, y1) = draft.page.px, box
    if entry.delivery is Delivery.WAITING:
        x = x0 - px(15) if shape.own else x1 + px(15)
        draft.over.append(Icon(x, y1 - px(11), "clock", px(14), "text3"))
    elif entry.delivery is Delivery.FAILED:
        x = x0 - px(16) if shape.own else x1 + px(16)
        draft.over.append(Icon(x, y1 - px(14), "circle-alert", px(16), "danger"))
        tip = f"{entry.failure or 'This was not sent.'} Click to try again."
        draft.hit(x - px(12), y1 - px(28), x + px(12), y1, Retry(), tip=tip)
        if entry.failure:
            _put_failure(draft, entry, shape, box)


def _put_failure(draft: Draft, entry: Text, shape: _Shape, box: tuple[int, int, int, int]) -> None:
    """The reason in words, below the message; a click on it tries again too."""
    page, height = draft.page, draft.page.px(20)
    words = page.cut(_one_line(entry.failure), (12, "regular"), shape.most)
    width, middle = page.measure((12, "regular"), words), draft.y + height // 2
    x = shape.right - width if shape.own else box[0]
    draft.over.append(Label(x, middle, words, (12, "regular"), "danger"))
    draft.hit(x, draft.y, x + width, draft.y + height, Retry(), tip="Click to try again.")
    draft.y += height


def _one_line(text: str) -> str:
    return " ".join("".join(span.text for span in literal(re.sub(r"\s+", " ", text))).split())
