"""Draws icons, emoji, avatars and rounded boxes with smooth edges. Knows shapes, not widgets.

Tk smooths text but no shapes, so these are drawn several times too large with Pillow, reduced,
and handed to Tk as images. An image belongs to one root window: it is kept as long as that
root, and drawn again for the next. Sizes here are device pixels. Tk thread only.

On macOS Tk blurs images on Retina screens: there boxes are smooth polygons and icons text.
"""

import json
import re
import sys
import threading
import tkinter as tk
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import customtkinter as ctk
from PIL import Image, ImageDraw, ImageFont, ImageTk

import assets
from ui.theme import avatar_colours, pair, rgb, theme

Presence = Literal["on", "away", "off"]
Corners = tuple[int, int, int, int]
"""Radii: north-west, north-east, south-east, south-west."""

FINER = 4
"""How many times too large things are drawn before they are reduced."""
AS_VECTORS = sys.platform == "darwin"

_images: dict[tk.Misc, dict[Hashable, ImageTk.PhotoImage]] = {}


def photo(key: Hashable, draw: Callable[[], Image.Image]) -> ImageTk.PhotoImage:
    """The image kept under ``key`` for the present root, drawn if there is none yet."""
    root = tk._get_default_root("draw an image")  # type: ignore[attr-defined]  # noqa: SLF001
    if (kept := _images.get(root)) is None:
        kept = _images[root] = {}
        root.bind("<Destroy>", lambda event: _forget(root, event), add="+")
    if (image := kept.get(key)) is None:
        image = kept[key] = ImageTk.PhotoImage(draw(), master=root)
    return image


def _forget(root: tk.Misc, event: "tk.Event[tk.Misc]") -> None:
    if event.widget is root:
        _images.pop(root, None)


# -- icons


@cache
def _codepoints() -> dict[str, int]:
    with assets.path("icons.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


@cache
def _face(file: str, px: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(assets.path(f"fonts/{file}")), px)


def glyph(name: str) -> str:
    """The character that is this icon in Lucide's font. KeyError for a name it has not."""
    return chr(_codepoints()[name])


@lru_cache(512)
def icon_image(name: str, px: int, colour: str, angle: int = 0) -> Image.Image:
    """An icon as a picture, turned clockwise by ``angle`` degrees."""
    big = px * FINER
    mask = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(mask)
    pen.text((big / 2, big / 2), glyph(name), font=_face("lucide.ttf", big), fill=255, anchor="mm")
    if angle:
        mask = mask.rotate(-angle, Image.Resampling.BICUBIC)
    mask = mask.resize((px, px), Image.Resampling.LANCZOS)
    image = Image.new("RGBA", mask.size, (*rgb(colour), 0))  # no fringe of another colour
    image.putalpha(mask)
    return image


def icon(name: str, px: int, colour: str, angle: int = 0) -> ImageTk.PhotoImage:
    """An icon for a canvas or a label."""
    return photo(("icon", name, px, colour, angle), lambda: icon_image(name, px, colour, angle))


def ctk_icon(name: str, size: int, colour: str = "text2") -> ctk.CTkImage:
    """An icon for CustomTkinter's widgets, in logical pixels and the two colours of a token."""
    light, dark = pair(colour)
    large = size * FINER
    return ctk.CTkImage(icon_image(name, large, light), icon_image(name, large, dark), size=(size, size))


def put_icon(
    canvas: tk.Canvas,
    x: float,
    y: float,
    name: str,
    px: int,
    colour: str,
    *,
    anchor: Literal["center", "nw", "w", "e"] = "center",
    tags: str | tuple[str, ...] = (),
) -> int:
    """Draw an icon on a canvas as this system draws it best; return the item."""
    if AS_VECTORS:
        font = ("lucide", -px)
        return canvas.create_text(x, y, text=glyph(name), font=font, fill=colour, anchor=anchor, tags=tags)
    return canvas.create_image(x, y, image=icon(name, px, colour), anchor=anchor, tags=tags)


# -- emoji


@cache
def _emoji_cells() -> dict[str, tuple[int, int]]:
    with assets.path("emoji.json").open(encoding="utf-8") as file:
        cells: dict[str, tuple[int, int]] = json.load(file)
    # ©, ™, ↔ and such are text unless the writer asks for the picture with U+FE0F.
    return {s: cell for s, cell in cells.items() if len(s) > 1 or s >= "\u231a"}


def _emoji_pattern() -> re.Pattern[str]:
    """All sequences we have pictures for, the longest first.

    Characters after which the same may follow share a place, which makes compiling it quick.
    """
    rests: dict[str, list[str]] = {}
    for sequence in sorted(_emoji_cells(), key=lambda s: (-len(s), s)):
        rests.setdefault(sequence[0], []).append(re.escape(sequence[1:]))
    firsts: dict[str, str] = {}
    for first, following in rests.items():
        alternatives = "|".join(following)
        firsts[alternatives] = firsts.get(alternatives, "") + re.escape(first)
    return re.compile("|".join(f"[{first}](?:{following})" for following, first in firsts.items()))


EMOJI = _emoji_pattern()
_sheet: list[Image.Image] = []
_sheet_lock = threading.Lock()


def load_emoji() -> None:
    """Begin to decode the sheet of emoji on a thread, so that the first one does not wait."""
    threading.Thread(target=_emoji_sheet, name="emoji", daemon=True).start()


def _emoji_sheet() -> Image.Image:
    with _sheet_lock:
        if not _sheet:
            with Image.open(assets.path("emoji64.png")) as sheet:
                sheet.load()
                _sheet.append(sheet.copy())
        return _sheet[0]


def emoji(sequence: str, px: int) -> ImageTk.PhotoImage:
    """The picture of an emoji. KeyError for what ``EMOJI`` does not match."""

    def draw() -> Image.Image:
        column, row = _emoji_cells()[sequence]
        left, top = column * 66 + 1, row * 66 + 1  # cells have a margin of one pixel
        cell = _emoji_sheet().crop((left, top, left + 64, top + 64)).convert("RGBA")
        return cell.resize((px, px), Image.Resampling.LANCZOS)

    return photo(("emoji", sequence, px), draw)


# -- avatars


def initials(nick: str) -> str:
    """Two letters that stand for somebody, or one, or none if our face cannot write them."""
    letters = [c for c in nick if c.isalnum()][:2]
    text = "".join(letters)
    return (text[:1].upper() + text[1:2].lower()) if _writable(text) else ""


@lru_cache(1024)
def _writable(text: str) -> bool:
    face = _face("Inter-SemiBold.ttf", 24)
    missing = bytes(face.getmask("\U0010ffff"))
    return bool(text) and all(bytes(face.getmask(c)) != missing for c in text)


def avatar(nick: str, px: int, *, surface: str, presence: Presence | None = None) -> ImageTk.PhotoImage:
    """Somebody's disc with initials, on ``surface``, with a sign of presence if wanted."""
    key = ("avatar", nick, px, surface, presence, theme.dark)
    return photo(key, lambda: _avatar(nick, px, surface, presence))


def _avatar(nick: str, px: int, surface: str, presence: Presence | None) -> Image.Image:
    big = px * FINER
    disc, ink = avatar_colours(theme.tokens, theme.nick(nick), surface)
    image = Image.new("RGBA", (big, big), (*rgb(disc), 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, big - 1, big - 1), fill=disc)
    middle = (big / 2, big / 2 + FINER * 0.3)
    if text := initials(nick):
        font = _face("Inter-SemiBold.ttf", int(big * 0.40))
        pen.text(middle, text, font=font, fill=ink, anchor="mm")
    else:  # a script that our face has not: the colour and a figure say who it is
        font = _face("lucide.ttf", int(big * 0.5))
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


# -- rounded boxes


@lru_cache(64)
def _corner_mask(radius: int) -> Image.Image:
    finer = 8
    side = radius * finer
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse((0, 0, 2 * side - 1, 2 * side - 1), fill=255)
    return mask.resize((radius, radius), Image.Resampling.BOX)


def _corner(radius: int, colour: str, quarter: int) -> ImageTk.PhotoImage:
    """A quarter disc; ``quarter`` counts clockwise from the north-west."""

    def draw() -> Image.Image:
        image = Image.new("RGBA", (radius, radius), (*rgb(colour), 0))
        image.putalpha(_corner_mask(radius).rotate(-90 * quarter))
        return image

    return photo(("corner", radius, colour, quarter), draw)


def rounded(
    canvas: tk.Canvas,
    x0: float,
    y0: float,
    x1: float,
    y1: float,
    radius: int | Corners,
    fill: str,
    tags: str | tuple[str, ...] = (),
    border: str | None = None,
    border_width: int = 1,
    surface: str | None = None,
) -> None:
    """Draw a box with round corners, each with its own radius if four are given.

    Say which ``surface`` it stands on where that has one colour: Tk draws what it need not blend in half the time.
    """
    box = round(x0), round(y0), round(x1), round(y1)
    radii = radius if isinstance(radius, tuple) else (radius,) * 4
    most = max(0, min(box[2] - box[0], box[3] - box[1]) // 2)
    nw, ne, se, sw = (min(r, most) for r in radii)
    draw = _smooth_polygon if AS_VECTORS else _box_with_corners
    if surface is not None and not AS_VECTORS:
        _box_on_surface(canvas, box, (nw, ne, se, sw), _Edge(fill, surface, border or fill, border_width), tags)
        return
    if border is None:
        draw(canvas, box, (nw, ne, se, sw), fill, tags)
        return
    draw(canvas, box, (nw, ne, se, sw), border, tags)
    w = border_width
    inner = box[0] + w, box[1] + w, box[2] - w, box[3] - w
    inside = max(0, nw - w), max(0, ne - w), max(0, se - w), max(0, sw - w)
    draw(canvas, inner, inside, fill, tags)


Box = tuple[int, int, int, int]


def _box_with_corners(canvas: tk.Canvas, box: Box, radii: Corners, fill: str, tags: str | tuple[str, ...]) -> None:
    """Rectangles that leave the corners out, and an image in each corner."""
    (x0, y0, x1, y1), (nw, ne, se, sw) = box, radii
    left, right = x0 + max(nw, sw), x1 - max(ne, se)
    rectangles = [
        (left, y0, right, y1),
        (x0, y0 + nw, left, y1 - sw),
        (right, y0 + ne, x1, y1 - se),
        (x0 + nw, y0, left, y0 + nw),
        (x0 + sw, y1 - sw, left, y1),
        (right, y0, x1 - ne, y0 + ne),
        (right, y1 - se, x1 - se, y1),
    ]
    for a, b, c, d in rectangles:
        if c > a and d > b:
            canvas.create_rectangle(a, b, c, d, fill=fill, width=0, tags=tags)
    corners = [(x0, y0, nw), (x1 - ne, y0, ne), (x1 - se, y1 - se, se), (x0, y1 - sw, sw)]
    for quarter, (x, y, r) in enumerate(corners):
        if r:
            canvas.create_image(x, y, image=_corner(r, fill, quarter), anchor="nw", tags=tags)


@dataclass(frozen=True, slots=True)
class _Edge:
    """What meets at the edge of a box."""

    fill: str
    surface: str
    border: str
    width: int


def _box_on_surface(canvas: tk.Canvas, box: Box, radii: Corners, edge: _Edge, tags: str | tuple[str, ...]) -> None:
    """A rectangle, or one in another, and opaque corners over it."""
    (x0, y0, x1, y1), (nw, ne, se, sw) = box, radii
    w = edge.width if edge.border != edge.fill else 0
    if w:
        canvas.create_rectangle(x0, y0, x1, y1, fill=edge.border, width=0, tags=tags)
    canvas.create_rectangle(x0 + w, y0 + w, x1 - w, y1 - w, fill=edge.fill, width=0, tags=tags)
    corners = [(x0, y0, nw), (x1 - ne, y0, ne), (x1 - se, y1 - se, se), (x0, y1 - sw, sw)]
    for quarter, (x, y, r) in enumerate(corners):
        if r:
            canvas.create_image(x, y, image=_corner_on_surface(r, edge, quarter), anchor="nw", tags=tags)


def _corner_on_surface(radius: int, edge: _Edge, quarter: int) -> ImageTk.PhotoImage:
    def draw() -> Image.Image:
        image = Image.new("RGB", (radius, radius), edge.surface)
        image.paste(edge.border, mask=_corner_mask(radius))
        inside = radius - edge.width
        if edge.border != edge.fill and inside > 0:
            image.paste(edge.fill, (edge.width, edge.width, radius, radius), mask=_corner_mask(inside))
        return image.rotate(-90 * quarter)

    return photo(("corner on", radius, edge, quarter), draw)


def _smooth_polygon(canvas: tk.Canvas, box: Box, radii: Corners, fill: str, tags: str | tuple[str, ...]) -> None:
    """One polygon; a corner written twice stays a corner, written once it becomes a curve."""
    (x0, y0, x1, y1), (nw, ne, se, sw) = box, radii
    points = [
        (x0 + nw, y0), (x0 + nw, y0), (x1 - ne, y0), (x1 - ne, y0), (x1, y0),
        (x1, y0 + ne), (x1, y0 + ne), (x1, y1 - se), (x1, y1 - se), (x1, y1),
        (x1 - se, y1), (x1 - se, y1), (x0 + sw, y1), (x0 + sw, y1), (x0, y1),
        (x0, y1 - sw), (x0, y1 - sw), (x0, y0 + nw), (x0, y0 + nw), (x0, y0),
    ]  # fmt: skip
    canvas.create_polygon(points, smooth=True, fill=fill, width=0, tags=tags)
