"""How what is no bubble is laid out: day and unread lines, sentences with an icon, and ``/me`` actions. Pure."""

from collections.abc import Sequence

from app.models.entries import Text
from app.models.markup import Kind, Span, literal, parse_line
from app.words import _
from ui.theme import called, nick_index
from ui.views.delivery import put_delivery
from ui.views.layout import AVATAR, BUBBLE, MARGIN, TEXT_X, Draft, Ink, Rect, Unfold, folded
from ui.views.reactions import put_reactions
from ui.widgets.drawing import Avatar, Box, Colour, Icon, Label
from ui.widgets.flow import Flow, Font

DAY_LINE = 52
UNREAD_LINE = 30
SENTENCE = 32
SENTENCE_WIDTH = 640
SMALL_AVATAR = 20
DAY_FONT: Font = (12, "semibold")
UNREAD_FONT: Font = (11, "semibold")
TIME_FONT: Font = (11, "regular")


def put_day(draft: Draft, title: str) -> None:
    """A line across the log with the day's name in its middle."""
    page, px = draft.page, draft.page.px
    y, middle = draft.y + px(28), page.width // 2
    reach = page.measure(DAY_FONT, title) // 2 + px(14)
    line = max(1, px(1))
    draft.under.append(Box(px(MARGIN), y, middle - reach, y + line, "border"))
    draft.under.append(Box(middle + reach, y, page.width - px(MARGIN), y + line, "border"))
    draft.over.append(Label(middle, y, title, DAY_FONT, "text3", "center"))
    draft.y += px(DAY_LINE)


def put_unread(draft: Draft) -> None:
    """The line above what has not been seen yet."""
    page, px, word = draft.page, draft.page.px, _("New")
    y, right = draft.y + px(16), page.width - px(MARGIN)
    width = page.measure(UNREAD_FONT, word) + px(18)
    draft.under.append(Box(px(MARGIN), y, right - width - px(8), y + max(1, px(1)), "accent"))
    draft.under.append(Box(right - width, y - px(10), right, y + px(10), "accent", px(10), surface="canvas"))
    draft.over.append(Label(right - width // 2, y, word, UNREAD_FONT, "on_accent", "center"))
    draft.y += px(UNREAD_LINE)


def put_sentence(draft: Draft, spans: Sequence[Span], moment: float, icon: str, colour: Colour = "text3") -> Rect:
    """A sentence with an icon before it and the time behind it; return its box."""
    page, px = draft.page, draft.page.px
    ink = Ink(size=12, line=16, text=colour, surface="canvas")
    room = min(px(SENTENCE_WIDTH), page.width - px(MARGIN + TEXT_X)) - _time_width(draft, moment)
    lines = draft.break_flow(spans, max(room, px(80)), ink)
    top, gap = draft.y, px((SENTENCE - ink.line) // 2)
    draft.y += gap
    draft.over.append(Icon(px(MARGIN + AVATAR // 2), draft.y + px(ink.line) // 2, icon, px(14), colour))
    draft.put_flow(lines, px(TEXT_X), ink)
    right = _put_time(draft, lines, moment, ink, "text3")
    draft.y += gap
    return px(TEXT_X), top, max(right, px(TEXT_X) + lines.width), draft.y


def put_hidden(draft: Draft, entry: Text) -> Rect:
    """In the place of what somebody said whom we do not want to hear: that it was said. A click shows it."""
    words = literal(_("{name} said something that you have hidden").format(name=called(entry.author)))
    box = put_sentence(draft, words, entry.time, "eye-off")
    draft.hit(box[0], box[1], box[2], box[3], Unfold(), _("Show this one"))
    return box


def put_action(draft: Draft, entry: Text) -> Rect:
    """What somebody did (``/me waves``), as a sentence that begins with the name; return its box."""
    page, px = draft.page, draft.page.px
    text = folded(entry.text, unfolded=False)[0]
    name = literal(called(entry.author), bold=True)
    spans = [*name, Span(Kind.TEXT, " ", ""), *parse_line(text, nicks=page.nicks, emoji=page.emoji)]
    if entry.edits:
        spans.append(Span(Kind.NOTE, " " + _("edited"), ""))
    ink = Ink(italic=True, surface="mention" if entry.mention else "canvas")
    room = min(px(BUBBLE), page.width - px(TEXT_X + MARGIN)) - _time_width(draft, entry.time)
    lines = draft.break_flow(spans, max(room, px(80)), ink)
    draft.y += px(6)
    top, place = draft.y, len(draft.under)
    x = px(MARGIN + (AVATAR - SMALL_AVATAR) // 2)
    draft.over.append(Avatar(x, top, entry.author, px(SMALL_AVATAR)))
    colour = nick_index(entry.author)
    draft.put_flow(lines, px(TEXT_X), ink, colour_of=lambda span: colour if span in name else None)
    right = _put_time(draft, lines, entry.time, ink, "text2" if entry.mention else "text3")
    box = px(TEXT_X), top, max(right, px(TEXT_X) + lines.width), draft.y
    if entry.mention:
        x0, y0, x1, y1 = box[0] - px(8), box[1] - px(3), box[2] + px(8), box[3] + px(3)
        draft.under.insert(place, Box(x0, y0, x1, y1, "mention", px(8), surface="canvas"))
    put_delivery(draft, entry, box, right=False)
    put_reactions(draft, entry, box, right=False)
    draft.y += px(6)
    return box


def _time_width(draft: Draft, moment: float) -> int:
    return draft.page.measure(TIME_FONT, draft.page.calendar.hour(moment)) + draft.page.px(8)


def _put_time(draft: Draft, lines: Flow, moment: float, ink: Ink, colour: Colour) -> int:
    """The time behind the last of the lines above; return where it ends."""
    px, last = draft.page.px, lines.lines[-1].pieces
    x = px(TEXT_X) + (last[-1].x + last[-1].width if last else 0) + px(8)
    time = draft.page.calendar.hour(moment)
    draft.over.append(Label(x, draft.y - px(ink.line) // 2, time, TIME_FONT, colour))
    return x + draft.page.measure(TIME_FONT, time)
