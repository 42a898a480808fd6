"""What to draw, as values, and drawing it on a canvas. Knows shapes and tokens, not what they show.

A layout is made once and drawn many times: after scrolling, and in other colours. So marks name
tokens, not colours, and their places count from the top of their row, in device pixels.
"""

import tkinter as tk
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, assert_never

from PIL import Image

from ui import paint
from ui.pictures import picture
from ui.theme import TkFont, mix, theme
from ui.widgets.flow import Font


@dataclass(frozen=True, slots=True)
class Blend:
    """The colour between two others."""

    one: "Colour"
    other: "Colour"
    share: float


@dataclass(frozen=True, slots=True)
class ByLook:
    """One token in the light look, another in the dark one."""

    light: str
    dark: str


Colour = str | int | Blend | ByLook
"""A token's name, the index of a name's colour, or something made of these."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box, with round corners where it has a radius."""

    x0: int
    y0: int
    x1: int
    y1: int
    fill: Colour
    radius: int | paint.Corners = 0
    border: Colour | None = None
    surface: Colour | None = None
    """What it stands on, if that has one colour: it is drawn faster then."""


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text; ``y`` is its middle."""

    x: int
    y: int
    text: str
    font: Font
    colour: Colour
    anchor: Literal["w", "e", "center"] = "w"


@dataclass(frozen=True, slots=True)
class Icon:
    """An icon around a middle."""

    x: int
    y: int
    name: str
    size: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class Emoji:
    """An emoji; ``x`` is its left edge, ``y`` its middle."""

    x: int
    y: int
    sequence: str
    size: int


@dataclass(frozen=True, slots=True)
class Avatar:
    """Somebody's disc by its upper left corner."""

    x: int
    y: int
    nick: str
    size: int
    surface: Colour = "canvas"


@dataclass(frozen=True, slots=True)
class Photo:
    """Somebody's picture by its upper left corner. ``key`` tells it from others."""

    x: int
    y: int
    key: str
    image: Image.Image = field(compare=False, repr=False)
    width: int
    height: int
    radius: int


Mark = Box | Label | Icon | Emoji | Avatar | Photo


def colour(wanted: Colour) -> str:
    """The colour as it is in the look in force."""
    match wanted:
        case str():
            return str(getattr(theme.tokens, wanted))
        case int():
            return theme.tokens.nicks[wanted]
        case Blend(one, other, share):
            return mix(colour(one), colour(other), share)
        case ByLook(light, dark):
            return str(getattr(theme.tokens, dark if theme.dark else light))
        case _:
            assert_never(wanted)


def draw(canvas: tk.Canvas, marks: Iterable[Mark], top: int, tags: tuple[str, ...]) -> None:
    """Put ``marks`` on the canvas, each over the one before, counted from ``top``."""
    # Tk itself is called for what is drawn most: tkinter's create_text takes twice as long.
    create = partial(canvas.tk.call, str(canvas), "create")
    for mark in marks:
        match mark:
            case Label(x, y, text, font, ink, anchor):
                look = ("-font", theme.font(*font), "-fill", colour(ink), "-anchor", anchor, "-tags", tags)
                create("text", x, top + y, "-text", text, *look)
            case Box(x0, y0, x1, y1, fill, 0):
                create("rectangle", x0, top + y0, x1, top + y1, "-fill", colour(fill), "-width", 0, "-tags", tags)
            case Box(x0, y0, x1, y1, fill, radius, border, surface):
                paint.rounded(
                    *(canvas, x0, top + y0, x1, top + y1, radius, colour(fill), tags),
                    border=None if border is None else colour(border),
                    border_width=max(1, theme.px(1)),
                    surface=None if surface is None else colour(surface),
                )
            case Emoji(x, y, sequence, size):
                create("image", x, top + y, "-image", paint.emoji(sequence, size), "-anchor", "w", "-tags", tags)
            case Icon(x, y, name, size, ink):
                paint.put_icon(canvas, x, top + y, name, size, colour(ink), tags=tags)
            case Avatar(x, y, nick, size, surface):
                image = paint.avatar(nick, size, surface=colour(surface))
                create("image", x, top + y, "-image", image, "-anchor", "nw", "-tags", tags)
            case Photo(x, y, key, image, width, height, radius):
                shown = picture(canvas, key, image, (width, height), radius)
                create("image", x, top + y, "-image", shown, "-anchor", "nw", "-tags", tags)
            case _:
                assert_never(mark)


class Ruler:
    """Measures texts in the fonts of the look in force, and remembers words. Tk thread only.

    Tk drops a font when nothing uses it and would load it anew for every measuring, which takes a
    hundred times longer. So for each font an empty item is kept on the canvas.
    """

    WORDS = 50_000
    """How many widths are remembered; beyond that it begins anew."""
    KEEPER = "font"
    """The tag of the items that keep fonts."""

    def __init__(self, canvas: tk.Canvas) -> None:
        self._canvas = canvas
        self._widths: dict[tuple[Font, str], int] = {}
        self._fonts: dict[Font, TkFont] = {}

    def measure(self, font: Font, text: str) -> int:
        """How wide ``text`` is, in device pixels."""
        if len(text) > 24:  # hardly twice the same
            return self._ask(font, text)
        if (width := self._widths.get((font, text))) is None:
            if len(self._widths) >= self.WORDS:
                self._widths.clear()
            width = self._widths[font, text] = self._ask(font, text)
        return width

    def forget(self) -> None:
        """The scale is another one now."""
        self._widths.clear()
        self._fonts.clear()
        self._canvas.delete(self.KEEPER)

    def _ask(self, font: Font, text: str) -> int:
        if (known := self._fonts.get(font)) is None:
            known = self._fonts[font] = theme.font(*font)
            self._canvas.create_text(0, 0, font=known, state="hidden", tags=self.KEEPER)
        return int(self._canvas.tk.call("font", "measure", known, "-displayof", self._canvas, text))
