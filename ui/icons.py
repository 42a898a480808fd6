"""Lucide's icons in any size and colour. Knows their names, not what they mean.

They are letters of a font, drawn four times too large with Pillow and reduced; on macOS, where
Tk blurs images on Retina screens, a canvas gets them as text. Sizes are device pixels.
"""

import json
import sys
import tkinter as tk
from functools import cache, lru_cache
from typing import Literal

import customtkinter as ctk
from PIL import Image, ImageDraw, ImageFont, ImageTk

import assets
from ui.images import photo
from ui.theme import pair, rgb

FINER = 4
"""How many times too large things are drawn before they are reduced."""
AS_VECTORS = sys.platform == "darwin"


@cache
def _codepoints() -> dict[str, int]:
    with assets.path("icons.json").open(encoding="utf-8") as file:
        return dict(json.load(file))


@cache
def face(file: str, px: int) -> ImageFont.FreeTypeFont:
    """A bundled font, for drawing with Pillow."""
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
    pen.text((big / 2, big / 2), glyph(name), font=face("lucide.ttf", big), fill=255, anchor="mm")
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
