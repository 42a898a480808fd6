"""How something that somebody said is laid out: the name above it, its bubble, and the blocks in it. Pure.

Cosy: bubbles, our own at the right. Compact: no bubbles, all at the left, a mention is a band.
"""

from dataclasses import dataclass, replace

from app.models.attachments import Attachment, attachment_in
from app.models.entries import Text, Voice
from app.models.markup import Block, Kind, Prose, Span, literal, parse
from app.words import _, counted
from ui.theme import called, nick_index
from ui.views.answered import answered
from ui.views.attached import INSET, attached, is_shown
from ui.views.blocks import Part, parts
from ui.views.delivery import put_delivery
from ui.views.layout import AVATAR, BUBBLE, MARGIN, TEXT_X, Draft, Ink, Page, Rect, Unfold, Who, folded
from ui.views.reactions import put_reactions
from ui.widgets.drawing import Avatar, Blend, Box, Colour, Emoji, Icon, Label

GROUP_GAP = 16
NAME_ROW = 21
JUMBO = 40
JUMBO_MOST = 8


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


def put_message(draft: Draft, entry: Text, *, first: bool, unfolded: bool) -> Rect:
    """Put a message below what is in the draft; return its box."""
    page = draft.page
    shape = _shape(page, own=entry.own)
    band = draft.y + page.px(GROUP_GAP - 1 if first else 0)
    _put_head(draft, entry, shape, first=first)
    text, hidden = folded(entry.text, unfolded=unfolded)
    file = attachment_in(entry.text) if page.files and entry.voice is Voice.SAID else None
    blocks = parse(text, nicks=page.nicks, emoji=page.emoji)
    plain = not entry.quote and not entry.edits
    if file:
        box = _put_body(draft, entry, (), False, _around(shape, page, file), first=first, file=file)
    elif plain and (jumbo := _jumbo(blocks, page, shape)):
        box = _put_jumbo(draft, jumbo, shape)
    else:
        box = _put_body(draft, entry, blocks, hidden, shape, first=first)
    put_delivery(draft, entry, box, right=shape.own)
    put_reactions(draft, entry, box, right=shape.own, surface="mention" if page.compact and entry.mention else "canvas")
    if page.compact and entry.mention:
        bottom = draft.y + page.px(2)
        draft.under[:0] = [
            Box(0, band, page.width, bottom, "mention"),
            Box(0, band, page.px(3), bottom, "mention_bar"),
        ]
    return box


def _shape(page: Page, *, own: bool) -> _Shape:
    px, bubble = page.px, not page.compact
    own = own and bubble
    x, right = px(TEXT_X), page.width - px(MARGIN)
    most = min(px(BUBBLE), right - x - (px(56) if bubble else 0))
    return _Shape(own, bubble, x, right, max(most, px(80)), px(14) if bubble else 0, px(9) if bubble else px(1))


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
        draft.head = shape.right - draft.page.measure((11, "regular"), time), shape.right
    else:
        _put_name(draft, entry, shape)
    draft.y += px(NAME_ROW)


def _put_name(draft: Draft, entry: Text, shape: _Shape) -> None:
    page, px, y = draft.page, draft.page.px, draft.y
    time = page.calendar.hour(entry.time)
    words = _beside_name(entry, page.me)
    room = shape.right - shape.x - page.measure((11, "regular"), time + words) - px(48)
    shown = "".join(span.text for span in literal(called(entry.author)))
    nick = page.cut(" ".join(shown.split()), (13, "semibold"), max(room, px(40)))
    surface: Colour = "mention" if page.compact and entry.mention else "canvas"
    draft.over.append(Avatar(px(MARGIN), y, entry.author, px(AVATAR), surface))
    x = shape.x + (px(2) if shape.bubble else 0)
    draft.over.append(Label(x, y + px(8), nick, (13, "semibold"), nick_index(entry.author)))
    x = shape.x + page.measure((13, "semibold"), nick) + px(10)
    draft.hit(px(MARGIN), y, px(MARGIN + AVATAR), y + px(AVATAR), Who(entry.author))
    draft.hit(shape.x, y, x - px(10), y + px(NAME_ROW), Who(entry.author))
    faint = "text2" if page.compact and entry.mention else "text3"
    draft.over.append(Label(x, y + px(9), time, (11, "regular"), faint))
    x += page.measure((11, "regular"), time)
    draft.head = shape.x, x
    if not words:
        return
    x += px(10)
    if entry.mention:
        draft.over.append(Icon(x + px(6), y + px(8), "at-sign", px(13), "warn"))
        x, faint = x + px(18), "warn"
    draft.over.append(Label(x, y + px(9), words, (11, "semibold"), faint))
    draft.head = shape.x, x + page.measure((11, "semibold"), words)


def _beside_name(entry: Text, me: str) -> str:
    if entry.mention:
        answers_us = entry.quote is not None and entry.quote.author.casefold() == me.casefold()
        return _("answered you") if answers_us else _("mentioned you")
    return _("notice") if entry.voice is Voice.NOTICED else ""


# -- what


def _around(shape: _Shape, page: Page, file: Attachment) -> _Shape:
    """A picture reaches nearly to the edge of its bubble."""
    if not shape.bubble or page.files is None or not is_shown(page.files, file):
        return shape
    return replace(shape, pad_x=page.px(INSET), pad_y=page.px(INSET))


def _put_body(
    draft: Draft,
    entry: Text,
    blocks: tuple[Block, ...],
    hidden: bool,
    shape: _Shape,
    *,
    first: bool,
    file: Attachment | None = None,
) -> Rect:
    page, px, ink = draft.page, draft.page.px, _ink(entry, shape)
    inner = shape.most - 2 * shape.pad_x
    body: list[Part] = [answered(draft, entry.quote, inner, ink)] if entry.quote else []
    if file and page.files:
        body.append(attached(page, page.files, file, inner))
    else:
        body += parts(draft, with_note(blocks) if entry.edits else blocks, inner, ink)
    more = _("Show all {number} characters").format(number=counted(len(entry.text))) if hidden else ""
    widths = [part.width for part in body] + ([page.measure((13, "semibold"), more)] if more else [])
    width = max(widths, default=0) + 2 * shape.pad_x
    x0 = shape.right - width if shape.own else shape.x
    top = draft.y
    draft.y += shape.pad_y
    place = len(draft.under)
    for number, part in enumerate(body):
        draft.y += px(part.gap) if number else 0
        part.put(draft, x0 + shape.pad_x, ink)
    if more:
        _put_more(draft, more, x0 + shape.pad_x)
    draft.y += shape.pad_y
    box = (x0, top, x0 + width, draft.y)
    if shape.bubble:
        draft.under.insert(place, _bubble(entry, box, shape, px(14), px(5), first=first))
    return box


def with_note(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Say behind a message that it was changed after it was said."""
    note = Span(Kind.NOTE, " " + _("edited"), "")
    match blocks:
        case (*before, Prose(spans)):
            return (*before, Prose((*spans, note)))
        case _:
            return (*blocks, Prose((note,)))


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


def _bubble(entry: Text, box: Rect, shape: _Shape, round_: int, joined: int, *, first: bool) -> Box:
    """Round, but for the corners towards whoever spoke: there the bubbles of a group meet."""
    top = round_ if first else joined
    corners = (round_, top, joined, round_) if shape.own else (top, round_, round_, joined)
    border = "border" if entry.voice is Voice.NOTICED else None
    return Box(*box, _fill(entry, shape), corners, border, surface="canvas")


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


def _put_jumbo(draft: Draft, emoji: list[str], shape: _Shape) -> Rect:
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
