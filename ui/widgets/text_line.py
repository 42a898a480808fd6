"""A label of one line that cuts what does not fit. Knows nothing of what it says.

Tk's labels clip without an ellipsis and draw emoji as text; this one does neither. It can hold several spans of
different weight and colour, as in "**Margaret** is typing…".
"""

import tkinter as tk
from dataclasses import dataclass
from typing import Any

from ui.theme import Style, theme
from ui.widgets import ink
from ui.widgets.basics import LINE_HEIGHTS
from ui.widgets.shape import Shape

LEAST = 24
"""What is left of the span that yields, in logical pixels."""


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a line, in one style and a colour by its token."""

    text: str
    size: int = 14
    style: Style = "regular"
    colour: str = "text"
    gap: int = 0  # before it, in logical pixels


class TextLine(Shape):
    """Spans one after the other, as high as one line; takes any width it is given.

    With ``fit`` it asks for the width that the words need. Where there is too little room, the span at the place
    ``yields`` is cut first.
    """

    def __init__(self, master: Any, *spans: Span, height: float = 0, fit: bool = False, yields: int = 0) -> None:
        self._spans, self._fits, self._yields = spans, fit, yields
        super().__init__(master, 1, height or LINE_HEIGHTS[spans[0].size if spans else 14])
        self._fit()

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(span.text for span in self._spans)

    def show(self, *spans: Span) -> None:
        """Say this instead."""
        if spans != self._spans:
            self._spans = spans
            self._fit()
            self.redraw()

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._fit()

    def _fit(self) -> None:
        if self._fits:
            self.configure(width=max(1, round(sum(map(self._width, self._spans)) / theme.scale + 0.5)))

    def _width(self, span: Span) -> int:
        return theme.px(span.gap) + ink.width(self, span.text, theme.font(span.size, span.style))

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Write the spans in the middle of the height."""
        needed = sum(map(self._width, self._spans))
        missing = max(0, needed - width)
        x = 0
        for place, span in enumerate(self._spans):
            limit = self._width(span) - theme.px(span.gap)
            x += theme.px(span.gap)
            if place == self._yields % len(self._spans):
                limit = max(theme.px(LEAST), limit - missing)
            font, fill = theme.font(span.size, span.style), getattr(theme.tokens, span.colour)
            x = ink.write(canvas, x, height // 2, span.text, font=font, fill=fill, limit=max(0, min(limit, width - x)))
