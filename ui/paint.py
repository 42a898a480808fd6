"""All that is drawn with smooth edges: rounded boxes here; icons, emoji and avatars by their own modules.

Tk smooths text but no shapes, so a box is rectangles with an image in each corner, drawn too
large and reduced. On macOS, where Tk blurs images on Retina screens, it is a smooth polygon.
Sizes are device pixels. Tk thread only.
"""

import tkinter as tk
from dataclasses import dataclass
from functools import lru_cache, partial

from PIL import Image, ImageDraw, ImageTk

from ui.avatars import Presence, avatar, initials
from ui.emoji import emoji, emoji_pattern
from ui.icons import AS_VECTORS, ctk_icon, glyph, icon, put_icon
from ui.images import photo
from ui.theme import rgb

__all__ = [
    "Corners",
    "Presence",
    "avatar",
    "ctk_icon",
    "emoji",
    "emoji_pattern",
    "glyph",
    "icon",
    "initials",
    "put_icon",
    "rounded",
]

Corners = tuple[int, int, int, int]
"""Radii: north-west, north-east, south-east, south-west."""


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
    # Tk itself is called: these are drawn by the dozen, and tkinter's create_rectangle takes twice as long.
    create = partial(canvas.tk.call, str(canvas), "create")
    (x0, y0, x1, y1), (nw, ne, se, sw) = box, radii
    w = edge.width if edge.border != edge.fill else 0
    if w:
        create("rectangle", x0, y0, x1, y1, "-fill", edge.border, "-width", 0, "-tags", tags)
    create("rectangle", x0 + w, y0 + w, x1 - w, y1 - w, "-fill", edge.fill, "-width", 0, "-tags", tags)
    corners = [(x0, y0, nw), (x1 - ne, y0, ne), (x1 - se, y1 - se, se), (x0, y1 - sw, sw)]
    for quarter, (x, y, r) in enumerate(corners):
        if r:
            create("image", x, y, "-image", _corner_on_surface(r, edge, quarter), "-anchor", "nw", "-tags", tags)


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
