"""How each kind of entry is drawn: one case per kind. Pure: it lays out, others put it on a canvas.

A new kind of entry needs its ``case`` here; the type checker says so. A line of the log that is
no message is a sentence with an icon.
"""

from typing import assert_never

from app.models.entries import Arrival, Departure, Entry, NickChange, Parting, Remark, Text, TopicChange, Voice
from app.models.markup import Span, literal, parse_line
from ui.views.grouping import Standing
from ui.views.layout import Draft, Ink, Layout, Page
from ui.views.message import AVATAR, MARGIN, TEXT_X, lay_out_action, lay_out_message
from ui.widgets.drawing import Box, Colour, Icon, Label
from ui.widgets.flow import Font

DAY_LINE = 52
UNREAD_LINE = 30
SYSTEM_LINE = 32
DAY_FONT: Font = (12, "semibold")
UNREAD_FONT: Font = (11, "semibold")


def lay_out(entry: Entry, standing: Standing, page: Page, *, unfolded: bool = False) -> Layout:
    """Lay out one row: the lines above an entry, and the entry."""
    draft = Draft(page)
    if standing.day is not None:
        _put_day(draft, page.calendar.title(standing.day))
    if standing.unread:
        _put_unread(draft)
    match entry:
        case Text(voice=Voice.ACTED):
            box = lay_out_action(draft, entry)
        case Text():
            box = lay_out_message(draft, entry, standing, unfolded=unfolded)
        case _:
            box = _put_line(draft, entry)
    return draft.done(box)


def sentence(entry: Entry) -> str:
    """A line that is no message, as it is copied; empty for a message."""
    match entry:
        case Text():
            return ""
        case Arrival(who=who):
            return f"{who} joined"
        case Departure(who=who, parting=Parting.REMOVED, by=by, reason=reason):
            return f"{who} was removed" + (f" by {by}" if by else "") + _because(reason)
        case Departure(who=who, reason=reason):
            return f"{who} left" + _because(reason)
        case NickChange(old=old, new=new, own=own):
            return f"You are now called {new}" if own else f"{old} is now called {new}"
        case TopicChange(who=who, topic=topic):
            return f"{who} changed the topic to “{topic}”" if topic else f"{who} cleared the topic"
        case Remark(text=text):
            return text
        case _:
            assert_never(entry)


def _because(reason: str) -> str:
    return f" ({reason})" if reason else ""


def _icon(entry: Entry) -> str:
    match entry:
        case Arrival():
            return "log-in"
        case Departure():
            return "log-out"
        case NickChange() | TopicChange() | Text():
            return "pen-line"
        case Remark(icon=icon):
            return icon
        case _:
            assert_never(entry)


def _spans(entry: Entry, page: Page) -> tuple[Span, ...]:
    """Names mean only themselves; what Parlor itself says may hold code and links."""
    text = sentence(entry)
    if isinstance(entry, Remark):
        return parse_line(text, emoji=page.emoji)
    return literal(text, emoji=page.emoji)


def _put_line(draft: Draft, entry: Entry) -> tuple[int, int, int, int]:
    """A sentence with an icon before it and the time behind it."""
    page, px = draft.page, draft.page.px
    colour: Colour = "danger" if isinstance(entry, Remark) and entry.error else "text3"
    ink = Ink(size=12, line=16, text=colour, surface="canvas")
    time, x = page.calendar.hour(entry.time), px(TEXT_X)
    time_width = page.measure((11, "regular"), time) + px(8)
    room = min(px(640), page.width - px(MARGIN) - x - time_width)
    lines = draft.break_flow(_spans(entry, page), max(room, px(80)), ink)
    top = draft.y
    draft.y += px((SYSTEM_LINE - ink.line) // 2)
    middle = draft.y + px(ink.line) // 2
    draft.over.append(Icon(px(MARGIN + AVATAR // 2), middle, _icon(entry), px(14), colour))
    draft.put_flow(lines, x, ink)
    last = lines.lines[-1].pieces
    end = x + (last[-1].x + last[-1].width if last else 0) + px(8)
    draft.over.append(Label(end, draft.y - px(ink.line) // 2, time, (11, "regular"), "text3"))
    draft.y += px((SYSTEM_LINE - ink.line) // 2)
    return x, top, min(x + max(lines.width, end - x) + time_width, page.width), draft.y


def _put_day(draft: Draft, title: str) -> None:
    page, px = draft.page, draft.page.px
    y, middle = draft.y + px(28), page.width // 2
    reach = page.measure(DAY_FONT, title) // 2 + px(14)
    line = max(1, px(1))
    draft.under.append(Box(px(MARGIN), y, middle - reach, y + line, "border"))
    draft.under.append(Box(middle + reach, y, page.width - px(MARGIN), y + line, "border"))
    draft.over.append(Label(middle, y, title, DAY_FONT, "text3", "center"))
    draft.y += px(DAY_LINE)


def _put_unread(draft: Draft) -> None:
    page, px, word = draft.page, draft.page.px, "New"
    y, right = draft.y + px(16), page.width - px(MARGIN)
    width = page.measure(UNREAD_FONT, word) + px(18)
    draft.under.append(Box(px(MARGIN), y, right - width - px(8), y + max(1, px(1)), "accent"))
    draft.under.append(Box(right - width, y - px(10), right, y + px(10), "accent", px(10), surface="canvas"))
    draft.over.append(Label(right - width // 2, y, word, UNREAD_FONT, "on_accent", "center"))
    draft.y += px(UNREAD_LINE)
