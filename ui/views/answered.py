"""The message that another one answers, as it stands above the answer: a bar, a name, one line of words. Pure.

What is shown is the message as it is now, if it is here; else as it was when it was answered, as far as that is known.
"""

from dataclasses import dataclass

from app.models.entries import Quote, Retraction, Text
from app.models.gist import gist
from app.models.markup import Kind, literal
from app.words import _
from ui.theme import called, nick_index
from ui.views.layout import ELLIPSIS, Draft, Ink, Jump, Page
from ui.widgets.drawing import Box, Colour, Emoji, Label
from ui.widgets.flow import Flow

BAR = 3
INSET = 12
NAME_ROW = 18
TEXT_ROW = 20
SHOWN = 200
"""Characters that are looked at; no line shows more."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A message in short, measured."""

    key: str
    name: str
    author: str
    words: Flow
    is_cut: bool
    width: int

    gap = 6

    def put(self, draft: Draft, x: int, ink: Ink) -> None:
        """Put it at ``x``; a click leads to the message."""
        page, px, top = draft.page, draft.page.px, draft.y
        colour = _colour(self.author, ink)
        bottom = top + px(NAME_ROW + TEXT_ROW)
        draft.under.append(Box(x, top, x + px(BAR), bottom, colour))
        draft.over.append(Label(x + px(INSET), top + px(NAME_ROW) // 2, self.name, (12, "semibold"), colour))
        middle, end = top + px(NAME_ROW) + px(TEXT_ROW) // 2, x + px(INSET)
        for piece in self.words.lines[0].pieces:
            if piece.span.kind is Kind.EMOJI:
                draft.over.append(Emoji(end + px(1), middle, piece.text, px(17)))
            else:
                draft.over.append(Label(end, middle, piece.text, (14, "regular"), "text2"))
            end += piece.width
        if self.is_cut:
            end = min(end, x + px(INSET) + self.words.width)  # a space may hang over
            draft.over.append(Label(end, middle, ELLIPSIS, (14, "regular"), "text2"))
        draft.hit(x, top, x + max(self.width, page.px(60)), bottom, Jump(self.key), tip=_("Go to this message"))
        draft.y = bottom


def answered(draft: Draft, quote: Quote, width: int, ink: Ink) -> Answered:
    """Measure what is quoted, for a place of this width."""
    page = draft.page
    author, text = _said(quote, page)
    room = width - page.px(INSET) - page.measure((14, "regular"), ELLIPSIS)
    spans = literal(gist(text, looked_at=SHOWN) or ELLIPSIS, emoji=page.emoji)
    words = draft.break_flow(spans, room, ink)
    shown = "".join(span.text for span in literal(called(author) if author else _("An earlier message")))
    name = page.cut(" ".join(shown.split()), (12, "semibold"), room)
    wide = max(page.measure((12, "semibold"), name), words.width)
    is_cut = len(words.lines) > 1 or len(text) > SHOWN
    if is_cut:
        wide += page.measure((14, "regular"), ELLIPSIS)
    return Answered(quote.key, name, author, words, is_cut, page.px(INSET) + wide)


def _said(quote: Quote, page: Page) -> tuple[str, str]:
    """Who said what."""
    found = page.find(quote.key)
    author = found.author if isinstance(found, Text | Retraction) else quote.author
    if page.is_hidden(author):
        return author, _("You have hidden this")
    match found:
        case Text(author=author, text=text):
            return author, text
        case Retraction(author=author):
            return author, _("This message was removed")
        case _:
            return quote.author, quote.text


def _colour(author: str, ink: Ink) -> Colour:
    if not author:
        return "text3" if ink.surface in ("bubble", "canvas") else "text2"
    return "text2" if ink.surface == "own" else nick_index(author)
