"""How each kind of sidebar row looks, wide or in the narrow rail. Knows no lists and no room.

Coordinates follow the design's pictures in logical pixels, from the row's left edge and its middle.
"""

import tkinter as tk
from typing import assert_never

from app.models.people import Role
from app.words import _
from ui import paint
from ui.theme import called, mix, theme
from ui.views.rows import ChannelRow, DirectRow, ListedRow, PersonRow, Row, SectionRow
from ui.widgets import ink
from ui.widgets.row_list import Place

NARROW = 120
"""Below this width a row is drawn for the rail: signs instead of words."""
INSET = 8
MARGIN = 16
RADIUS = 8
AVATAR = 28
BADGE = 20
MOST_COUNTED = 99


def draw_row(canvas: tk.Canvas, row: Row, place: Place) -> None:
    """Put a row of the sidebar on its canvas."""
    narrow = place.x1 - place.x0 < theme.px(NARROW)
    match row:
        case SectionRow():
            _section(canvas, row, place, narrow=narrow)
        case ChannelRow():
            _channel(canvas, row, place, narrow=narrow)
        case DirectRow():
            _direct(canvas, row, place, narrow=narrow)
        case PersonRow():
            _person(canvas, row, place, narrow=narrow)
        case ListedRow():
            _listed(canvas, row, place)
        case _:
            assert_never(row)


def count_text(count: int) -> str:
    """A number as a badge shows it."""
    return str(count) if count <= MOST_COUNTED else f"{MOST_COUNTED}+"


def role_words(role: Role) -> str:
    """What somebody's badge says; nothing for who may do what everybody may."""
    match role:
        case Role.HOST:
            return _("Host")
        case Role.MODERATOR:
            return _("Moderator")
        case Role.SPEAKER:
            return _("Speaker")
        case Role.MEMBER:
            return ""


def _section(canvas: tk.Canvas, row: SectionRow, place: Place, *, narrow: bool) -> None:
    px, tokens = theme.px, theme.tokens
    middle = place.y1 - px(16)  # the gap above it belongs to the row
    if row.adds:
        x = (place.x0 + place.x1) // 2 if narrow else place.x1 - px(28)
        half = px(14)
        box = (x - half, middle - half, x + half, middle + half)
        if place.focused:
            paint.rounded(canvas, *box, px(RADIUS), place.surface, border=tokens.accent, border_width=px(2))
        elif place.hovered:
            paint.rounded(canvas, *box, px(RADIUS), tokens.hover)
        paint.put_icon(canvas, x, middle, "plus", px(18), tokens.text3)
    elif narrow:
        canvas.create_line(place.x0 + px(MARGIN), middle, place.x1 - px(MARGIN), middle, fill=tokens.border)
    if narrow:
        return
    x, limit = place.x0 + px(MARGIN), place.x1 - px(52)
    font = theme.font(12, "semibold")
    x = ink.write(canvas, x, middle, _(row.section.value), font=font, fill=tokens.text3, limit=limit - x)
    if row.count is not None:
        text, font = str(row.count), theme.font(12)
        ink.write(canvas, x + px(8), middle, text, font=font, fill=tokens.text3, limit=px(60))


def _channel(canvas: tk.Canvas, row: ChannelRow, place: Place, *, narrow: bool) -> None:
    px, tokens = theme.px, theme.tokens
    middle = _middle(place)
    _ground(canvas, place, active=row.active)
    loud = row.active or bool(row.unread)
    colour = tokens.text if loud else tokens.text2 if row.joined else tokens.text3
    font = theme.font(14, "semibold" if loud else "regular")
    if narrow:
        text, font = "#" + row.title[:2], theme.font(12, "semibold")
        x = (place.x0 + place.x1 - ink.width(canvas, text, font)) // 2
        ink.write(canvas, x, middle, text, font=font, fill=colour, limit=px(48))
    else:
        sign = tokens.accent_text if row.active else tokens.text3
        paint.put_icon(canvas, place.x0 + px(28), middle, "hash", px(18), sign)
    badge = f"@{count_text(row.mentions)}" if row.mentions else count_text(row.unread) if row.unread else ""
    end = _badge(canvas, place, middle, badge, loud=bool(row.mentions), narrow=narrow)
    if not narrow:
        end = _muted(canvas, middle, end) if row.muted else end
        x = place.x0 + px(46)
        ink.write(canvas, x, middle, row.title, font=font, fill=colour, limit=end - px(8) - x)


def _direct(canvas: tk.Canvas, row: DirectRow, place: Place, *, narrow: bool) -> None:
    px = theme.px
    _ground(canvas, place, active=row.active)
    _avatar(canvas, place, row.nick, row.presence, active=row.active, narrow=narrow)
    end = _badge(canvas, place, _middle(place), count_text(row.unread) if row.unread else "", loud=True, narrow=narrow)
    if not narrow:
        end = _muted(canvas, _middle(place), end) if row.muted else end
        bold = row.active or bool(row.unread)
        x = _name(canvas, place, called(row.nick), bold=bold, faint=row.presence == "off", end=end)
        _note(canvas, place, row.preview, x, end - px(8))


def _person(canvas: tk.Canvas, row: PersonRow, place: Place, *, narrow: bool) -> None:
    px, tokens = theme.px, theme.tokens
    _ground(canvas, place, active=False)
    _avatar(canvas, place, row.nick, row.presence, active=False, narrow=narrow)
    if narrow:
        return
    end = place.x1 - px(MARGIN)
    font = theme.font(11, "semibold")
    words = role_words(row.role)
    for icon, holds in (("eye-off", row.muted), ("mic-off", row.silenced)):
        if holds:
            paint.put_icon(canvas, end - px(8), _middle(place), icon, px(16), tokens.text3)
            end -= px(24)
    badge = ink.width(canvas, words, font) + px(12) if words else 0
    x = _name(canvas, place, called(row.nick), bold=False, faint=row.muted or row.presence == "off", end=end - badge)
    if words:
        x += px(8)
        top = _middle(place) - px(9)
        paint.rounded(canvas, x, top, x + badge, top + px(18), px(5), mix(place.surface, tokens.accent, 0.16))
        ink.write(canvas, x + px(6), _middle(place), words, font=font, fill=tokens.accent_text, limit=badge)
        x += badge
    _note(canvas, place, row.note, x, end)


def _listed(canvas: tk.Canvas, row: ListedRow, place: Place) -> None:
    px, tokens = theme.px, theme.tokens
    _ground(canvas, place, active=False)
    icon = "hash" if row.people else "plus"
    paint.put_icon(canvas, place.x0 + px(MARGIN + AVATAR // 2), _middle(place), icon, px(18), tokens.text3)
    end = place.x1 - px(MARGIN)
    x = _name(canvas, place, row.name.lstrip("#"), bold=False, faint=False, end=end)
    _note(canvas, place, row.note, x, end)


def _middle(place: Place) -> int:
    """The middle of a row's pill, below which the gap to the next row belongs to the row."""
    return (place.y0 + place.y1 - theme.px(2)) // 2


def _ground(canvas: tk.Canvas, place: Place, *, active: bool) -> None:
    """What lies under a row: the pill of the open one, the pointer's shade, the keyboard's ring."""
    px, tokens = theme.px, theme.tokens
    box = (place.x0 + px(INSET), place.y0, place.x1 - px(INSET), place.y1 - px(2))
    fill = tokens.active if active else tokens.hover if place.hovered else place.surface
    if place.focused:
        paint.rounded(canvas, *box, px(RADIUS), fill, border=tokens.accent, border_width=px(2))
    elif fill != place.surface:
        paint.rounded(canvas, *box, px(RADIUS), fill)


def _avatar(
    canvas: tk.Canvas, place: Place, nick: str, presence: paint.Presence, *, active: bool, narrow: bool
) -> None:
    px, tokens = theme.px, theme.tokens
    surface = tokens.active if active else tokens.hover if place.hovered else place.surface
    image = paint.avatar(nick, px(AVATAR), surface=surface, presence=presence)
    x = (place.x0 + place.x1) // 2 if narrow else place.x0 + px(MARGIN + AVATAR // 2)
    canvas.create_image(x, _middle(place), image=image)


def _name(canvas: tk.Canvas, place: Place, nick: str, *, bold: bool, faint: bool, end: int) -> int:
    px, tokens = theme.px, theme.tokens
    x, font = place.x0 + px(54), theme.font(14, "semibold" if bold else "regular")
    fill = tokens.text3 if faint else tokens.text
    return ink.write(canvas, x, _middle(place), nick, font=font, fill=fill, limit=max(0, end - px(8) - x))


def _note(canvas: tk.Canvas, place: Place, text: str, x: int, end: int) -> None:
    """Small words behind a name, where there is room for some."""
    px = theme.px
    x += px(8)
    if text and end - x > px(24):
        font, fill = theme.font(12), theme.tokens.text3
        ink.write(canvas, x, _middle(place) + px(1), text, font=font, fill=fill, limit=end - x)


def _muted(canvas: tk.Canvas, middle: int, end: int) -> int:
    """The sign of a muted conversation, before what stands at the row's end. Returns where the rest must end."""
    size = theme.px(14)
    paint.put_icon(canvas, end - theme.px(4) - size / 2, middle, "bell-off", size, theme.tokens.text3)
    return end - theme.px(8) - size


def _badge(canvas: tk.Canvas, place: Place, middle: int, text: str, *, loud: bool, narrow: bool) -> int:
    """A count at the row's end; in the rail a dot at its corner. Returns where the rest must end."""
    px, tokens = theme.px, theme.tokens
    end = place.x1 - px(MARGIN)
    if not text:
        return end
    fill = tokens.accent if loud else mix(place.surface, tokens.text, 0.16)
    if narrow:
        size, x, y = px(10), place.x1 - px(20), place.y0 + px(3)
        paint.rounded(canvas, x, y, x + size, y + size, size // 2, tokens.accent if loud else tokens.text3)
        return end
    font, high = theme.font(11, "semibold"), px(BADGE)
    wide = ink.width(canvas, text, font)
    start = end - max(high, wide + px(12))
    paint.rounded(canvas, start, middle - high // 2, end, middle - high // 2 + high, high // 2, fill)
    colour = tokens.on_accent if loud else tokens.text
    ink.write(canvas, (start + end - wide + 1) // 2, middle, text, font=font, fill=colour, limit=end - start)
    return start
