"""Somebody's disc: a colour, two letters, and how they are. Drawn four times too large, then reduced.

Sizes are device pixels. Tk thread only.
"""

from functools import lru_cache
from typing import Literal

from PIL import Image, ImageDraw, ImageTk

from ui.icons import FINER, face, glyph
from ui.images import photo
from ui.theme import avatar_colours, nick_index, rgb, theme

Presence = Literal["on", "away", "off"]


def initials(nick: str) -> str:
    """Two letters that stand for somebody, or one, or none if our face cannot write them."""
    letters = [c for c in nick if c.isalnum()][:2]
    text = "".join(letters)
    return (text[:1].upper() + text[1:2].lower()) if _writable(text) else ""


@lru_cache(1024)
def _writable(text: str) -> bool:
    inter = face("Inter-SemiBold.ttf", 24)
    missing = bytes(inter.getmask("\U0010ffff"))
    return bool(text) and all(bytes(inter.getmask(c)) != missing for c in text)


def avatar(nick: str, px: int, *, surface: str, presence: Presence | None = None) -> ImageTk.PhotoImage:
    """Somebody's disc with initials, on ``surface``, with a sign of presence if wanted."""
    key = ("avatar", nick, px, surface, presence, theme.dark, nick_index(nick))
    return photo(key, lambda: _avatar(nick, px, surface, presence))


def _avatar(nick: str, px: int, surface: str, presence: Presence | None) -> Image.Image:
    big = px * FINER
    disc, ink = avatar_colours(theme.tokens, theme.nick(nick), surface)
    image = Image.new("RGBA", (big, big), (*rgb(disc), 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, big - 1, big - 1), fill=disc)
    middle = (big / 2, big / 2 + FINER * 0.3)
    if text := initials(nick):
        font = face("Inter-SemiBold.ttf", int(big * 0.40))
        pen.text(middle, text, font=font, fill=ink, anchor="mm")
    else:  # a script that our face has not: the colour and a figure say who it is
        font = face("lucide.ttf", int(big * 0.5))
        pen.text(middle, glyph("user"), font=font, fill=ink, anchor="mm")
    if presence:
        _presence(pen, big, max(11, round(px * 0.31)) * FINER, surface, presence)
    ground = Image.new("RGB", (px, px), surface)  # opaque: Tk draws what it need not blend in half the time
    image = image.resize((px, px), Image.Resampling.BOX)
    ground.paste(image, mask=image)
    return ground


def _presence(pen: ImageDraw.ImageDraw, edge: int, size: int, surface: str, kind: Presence) -> None:
    """A disc, a crescent or a ring in the lower right corner: told apart without colour."""
    tokens = theme.tokens
    colours = {"on": tokens.presence_on, "away": tokens.presence_away, "off": tokens.text3}
    start, gap = edge - size, 2 * FINER
    pen.ellipse((start, start, edge - 1, edge - 1), fill=surface)
    inner, outer = start + gap, edge - 1 - gap
    pen.ellipse((inner, inner, outer, outer), fill=colours[kind])
    if kind == "away":
        bite, shift = outer - (size - 2 * gap) * 0.38, inner - FINER / 2
        pen.ellipse((shift, shift, bite, bite), fill=surface)
    elif kind == "off":
        line = 1.25 * FINER
        pen.ellipse((inner + line, inner + line, outer - line, outer - line), fill=surface)
