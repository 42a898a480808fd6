"""Small signs that say who somebody is or how much is new: discs and pills."""

import tkinter as tk
from typing import Any, Literal

from ui import paint
from ui.paint import Presence
from ui.theme import mix, theme
from ui.widgets.basics import text_width
from ui.widgets.shape import Shape


class Avatar(Shape):
    """Somebody's disc with initials, and how they are."""

    def __init__(self, master: Any, nick: str, size: float = 36, *, presence: Presence | None = None) -> None:
        self._nick, self._presence = nick, presence
        super().__init__(master, size, size)

    def show(self, nick: str, presence: Presence | None = None) -> None:
        """Show somebody else, or the same one in another state."""
        if (nick, presence) != (self._nick, self._presence):
            self._nick, self._presence = nick, presence
            self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the disc as large as the widget is."""
        image = paint.avatar(self._nick, min(width, height), surface=self.surface, presence=self._presence)
        canvas.create_image(0, 0, image=image, anchor="nw")


class Tile(Shape):
    """An icon on a square with round corners: what a card or the program is about."""

    def __init__(
        self, master: Any, icon: str, size: float, icon_size: int, *, radius: int = 12, soft: bool = False
    ) -> None:
        self._icon, self._icon_size, self._radius, self._soft = icon, icon_size, radius, soft
        super().__init__(master, size, size)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the square and the icon in its middle."""
        tokens = theme.tokens
        fill, ink = (tokens.active, tokens.accent_text) if self._soft else (tokens.accent, tokens.on_accent)
        paint.rounded(canvas, 0, 0, width, height, theme.px(self._radius), fill)
        paint.put_icon(canvas, width / 2, height / 2, self._icon, theme.px(self._icon_size), ink)


Weight = Literal["count", "accent", "soft"]


class Badge(Shape):
    """A pill with a word or a number."""

    HEIGHT, PADDING = 20, 7

    def __init__(self, master: Any, text: str, weight: Weight = "count") -> None:
        self._text, self._weight = text, weight
        super().__init__(master, 0, self.HEIGHT)
        self._fit()

    def show(self, text: str, weight: Weight | None = None) -> None:
        """Say otherwise."""
        self._text, self._weight = text, weight or self._weight
        self._fit()
        self.redraw()

    def _fit(self) -> None:
        wide = text_width(self, self._text, theme.font(11, "semibold")) / theme.scale
        self.configure(width=max(self.HEIGHT, round(wide) + 2 * self.PADDING))

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the pill and what it says."""
        fill, ink = badge_colours(self._weight, self.surface)
        paint.rounded(canvas, 0, 0, width, height, height // 2, fill)
        canvas.create_text(width // 2, height // 2, text=self._text, font=theme.font(11, "semibold"), fill=ink)


def badge_colours(weight: Weight, surface: str) -> tuple[str, str]:
    """Ground and ink of a badge, also for those who draw one on a canvas."""
    tokens = theme.tokens
    if weight == "accent":
        return tokens.accent, tokens.on_accent
    if weight == "soft":
        return tokens.active, tokens.accent_text
    return mix(surface, tokens.text, 0.18), tokens.text


class Disc(Shape):
    """A quiet icon on a round ground: the sign of something empty."""

    def __init__(self, master: Any, icon: str, size: float, icon_size: int) -> None:
        self._icon, self._icon_size = icon, icon_size
        super().__init__(master, size, size)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the ground and the icon in its middle."""
        paint.rounded(canvas, 0, 0, width, height, min(width, height) // 2, theme.tokens.sunk)
        paint.put_icon(canvas, width / 2, height / 2, self._icon, theme.px(self._icon_size), theme.tokens.text2)
