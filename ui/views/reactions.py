"""The signs that people put on a message: chips in a row below it, each with how many there are. Pure."""

from app.models.entries import Reaction, Text
from app.models.legible import legible
from app.words import _
from ui.views.layout import Draft, React, Rect
from ui.widgets.drawing import Box, Colour, Emoji, Label
from ui.widgets.flow import Font

HEIGHT = 26
GAP = 6
ABOVE = 5
PAD = 8
EMOJI = 17
COUNT: Font = (12, "semibold")
WORD: Font = (12, "regular")
LONGEST_WORD = 120
NAMED = 12
"""How many people a chip names; of more it says how many."""


def put_reactions(draft: Draft, entry: Text, box: Rect, *, right: bool, surface: Colour = "canvas") -> None:
    """Put the chips below an entry's box, from its left edge on, or up to its right one."""
    if not entry.reactions:
        return
    signs: dict[str, list[Reaction]] = {}
    for reaction in entry.reactions:
        signs.setdefault(reaction.sign, []).append(reaction)
    page, px = draft.page, draft.page.px
    limit = page.width - px(48) - (0 if right else box[0] - px(24))
    draft.y += px(ABOVE)
    for row in _rows([(sign, who, _width(draft, sign, len(who))) for sign, who in signs.items()], limit, px(GAP)):
        wide = sum(width for *_rest, width in row) + px(GAP) * (len(row) - 1)
        x = box[2] - wide if right else box[0]
        for sign, who, width in row:
            _put_chip(draft, sign, who, (x, draft.y, x + width, draft.y + px(HEIGHT)), surface)
            x += width + px(GAP)
        draft.y += px(HEIGHT + GAP)
    draft.y -= px(GAP)


Chip = tuple[str, list[Reaction], int]
"""A sign, who put it, and how wide it is."""


def _rows(chips: list[Chip], limit: int, gap: int) -> list[list[Chip]]:
    rows: list[list[Chip]] = [[]]
    end = 0
    for chip in chips:
        if rows[-1] and end + chip[2] > limit:
            rows.append([])
            end = 0
        rows[-1].append(chip)
        end += chip[2] + gap
    return rows


def _put_chip(draft: Draft, sign: str, who: list[Reaction], box: Rect, surface: Colour) -> None:
    px, (x0, y0, x1, y1) = draft.page.px, box
    mine, middle = any(reaction.own for reaction in who), (y0 + y1) // 2
    fill, border = ("active", "accent") if mine else ("raised", "border")
    draft.under.append(Box(x0, y0, x1, y1, fill, px(HEIGHT) // 2, border, surface))
    if _is_picture(draft, sign):
        draft.over.append(Emoji(x0 + px(PAD), middle, sign, px(EMOJI)))
    else:
        draft.over.append(Label(x0 + px(PAD), middle, _word(draft, sign), WORD, "text2"))
    draft.over.append(Label(x1 - px(PAD), middle, str(len(who)), COUNT, "accent_text" if mine else "text2", "e"))
    draft.hit(x0, y0, x1, y1, React(sign), tip=names(who))


def names(who: list[Reaction]) -> str:
    """Those who put a sign, for people."""
    shown = [_("You") if reaction.own else reaction.who for reaction in who[:NAMED]]
    more = len(who) - len(shown)
    return ", ".join(shown) + (_(" and {number} more").format(number=more) if more else "")


def _width(draft: Draft, sign: str, count: int) -> int:
    page, px = draft.page, draft.page.px
    wide = px(EMOJI) if _is_picture(draft, sign) else page.measure(WORD, _word(draft, sign))
    return px(PAD) + wide + px(4) + page.measure(COUNT, str(count)) + px(PAD)


def _is_picture(draft: Draft, sign: str) -> bool:
    emoji = draft.page.emoji
    return emoji is not None and emoji.fullmatch(sign) is not None


def _word(draft: Draft, sign: str) -> str:
    return draft.page.cut(" ".join(legible(sign).split()), WORD, draft.page.px(LONGEST_WORD))
