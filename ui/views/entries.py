"""How each kind of entry is drawn: one case per kind. Pure: it lays out, others put it on a canvas.

A new kind of entry needs its ``case`` in both functions here; the type checker says so. What is no
message is a sentence with an icon. Names in it mean only themselves; what Parlor itself says may
hold code and links.
"""

from typing import assert_never

from app.models.entries import (
    Arrival,
    Departure,
    Entry,
    ModeChange,
    NickChange,
    Remark,
    Retraction,
    Return,
    Text,
    TopicChange,
    Voice,
)
from app.models.markup import literal, parse_line
from app.sentences import sentence
from ui.theme import called
from ui.views.delivery import put_read
from ui.views.grouping import Standing
from ui.views.layout import Draft, Layout, Page
from ui.views.lines import put_action, put_day, put_hidden, put_sentence, put_unread
from ui.views.message import put_message


def lay_out(entry: Entry, standing: Standing, page: Page, *, unfolded: bool = False) -> Layout:  # noqa: C901, PLR0912 - one case for each kind
    """Lay out one row: the lines above an entry, the entry, and what is said beside it."""
    draft, words = Draft(page), sentence(entry, called)
    if standing.day is not None:
        put_day(draft, page.calendar.title(standing.day))
    if standing.unread:
        put_unread(draft)
    match entry:
        case Text(author=author, own=False) if not unfolded and page.is_hidden(author):
            box = put_hidden(draft, entry)
        case Text(voice=Voice.ACTED):
            box = put_action(draft, entry)
        case Text():
            box = put_message(draft, entry, first=standing.first, unfolded=unfolded)
        case Retraction():
            box = put_sentence(draft, literal(words, emoji=page.emoji), entry.time, "trash-2")
        case Arrival():
            box = put_sentence(draft, literal(words, emoji=page.emoji), entry.time, "log-in")
        case Departure():
            box = put_sentence(draft, literal(words, emoji=page.emoji), entry.time, "log-out")
        case Return(last=last):
            box = put_sentence(draft, literal(words, emoji=page.emoji), last, "log-in")
        case NickChange() | TopicChange():
            box = put_sentence(draft, literal(words, emoji=page.emoji), entry.time, "pen-line")
        case ModeChange():
            box = put_sentence(draft, literal(words, emoji=page.emoji), entry.time, "shield")
        case Remark(icon=icon, error=error):
            colour = "danger" if error else "text3"
            box = put_sentence(draft, parse_line(words, emoji=page.emoji), entry.time, icon, colour)
        case _:
            assert_never(entry)
    if standing.read is not None:
        put_read(draft, standing.read, box)
    return draft.done(box)
