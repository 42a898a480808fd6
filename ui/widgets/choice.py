"""Controls that choose: a switch for yes and no, and a row of which one is in force."""

import tkinter as tk
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from ui import paint
from ui.theme import theme
from ui.widgets.basics import text_width
from ui.widgets.shape import Shape

V = TypeVar("V")


class Toggle(Shape):
    """A switch. ``on_change`` is called with what the person chose, not with what is ``set``."""

    WIDTH, HEIGHT, KNOB, RING = 40, 20, 16, 4

    def __init__(self, master: Any, on_change: Callable[[bool], object], *, on: bool = False) -> None:
        self._on, self._on_change, self._focused = on, on_change, False
        super().__init__(master, self.WIDTH + 2 * self.RING, self.HEIGHT + 2 * self.RING, takefocus=True)
        bind = self.canvas.bind
        bind("<FocusIn>", lambda _: self._note_focus(focused=True))
        bind("<FocusOut>", lambda _: self._note_focus(focused=False))
        self.on_click(lambda _: self.toggle())
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            bind(key, lambda _: self.toggle())

    @property
    def on(self) -> bool:
        """Whether it is switched on."""
        return self._on

    def set(self, on: bool) -> None:
        """Show this state."""
        self._on = on
        self.redraw()

    def toggle(self) -> str:
        """Switch it over, as a person would."""
        self.set(not self._on)
        self._on_change(self._on)
        return "break"

    def _note_focus(self, *, focused: bool) -> None:
        self._focused = focused
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the ring where it has the keyboard, the track, and the knob at its end."""
        tokens, ring = theme.tokens, theme.px(self.RING)
        if self._focused:
            full, edge = height // 2, theme.px(2)
            paint.rounded(canvas, 0, 0, width, height, full, self.surface, border=tokens.accent, border_width=edge)
        track = tokens.accent if self._on else tokens.border_strong
        x0, y0, x1, y1 = ring, ring, width - ring, height - ring
        paint.rounded(canvas, x0, y0, x1, y1, (y1 - y0) // 2, track)
        knob = theme.px(self.KNOB)
        gap = (y1 - y0 - knob) // 2
        left = x1 - gap - knob if self._on else x0 + gap
        paint.rounded(canvas, left, y0 + gap, left + knob, y0 + gap + knob, knob // 2, tokens.on_accent)


class Segments(Shape, Generic[V]):
    """A row of names of which one is in force. Left and Right choose as well."""

    HEIGHT, PADDING, INSET = 36, 14, 3

    def __init__(
        self, master: Any, choices: Sequence[tuple[V, str]], chosen: V, on_change: Callable[[V], object]
    ) -> None:
        self._choices, self._chosen, self._on_change = choices, chosen, on_change
        self._hovered: int | None = None
        self._focused = False
        super().__init__(master, 0, self.HEIGHT, takefocus=True)
        self._fit()
        bind = self.canvas.bind
        bind("<FocusIn>", lambda _: self._note(focused=True))
        bind("<FocusOut>", lambda _: self._note(focused=False))
        bind("<Motion>", lambda event: self._hover(self._at(event.x)))
        bind("<Leave>", lambda _: self._hover(None))
        self.on_click(lambda event: self._choose(self._at(event.x)))
        bind("<Right>", lambda _: self._step(1))
        bind("<Left>", lambda _: self._step(-1))

    @property
    def chosen(self) -> V:
        """The value in force."""
        return self._chosen

    def set(self, value: V) -> None:
        """Show this one as chosen."""
        self._chosen = value
        self.redraw()

    def _fit(self) -> None:
        font = theme.font(14, "semibold")
        widest = max(text_width(self, name, font) for _, name in self._choices) / theme.scale
        self._each = round(widest) + 2 * self.PADDING
        self.configure(width=self._each * len(self._choices) + 2 * self.INSET)

    def _at(self, x: int) -> int:
        return min(max((x - theme.px(self.INSET)) // max(1, theme.px(self._each)), 0), len(self._choices) - 1)

    def _choose(self, index: int) -> None:
        value = self._choices[index][0]
        if value != self._chosen:
            self.set(value)
            self._on_change(value)

    def _step(self, by: int) -> str:
        values = [value for value, _ in self._choices]
        index = values.index(self._chosen) + by
        if 0 <= index < len(values):
            self._choose(index)
        return "break"

    def _note(self, *, focused: bool) -> None:
        self._focused = focused
        self.redraw()

    def _hover(self, index: int | None) -> None:
        if index != self._hovered:
            self._hovered = index
            self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the track, the chosen one raised upon it, and the names."""
        tokens, inset, each = theme.tokens, theme.px(self.INSET), theme.px(self._each)
        edge, thick = (tokens.accent, 2) if self._focused else (tokens.border, 1)
        radius = theme.px(8)
        paint.rounded(canvas, 0, 0, width, height, radius, tokens.sunk, border=edge, border_width=theme.px(thick))
        for index, (value, name) in enumerate(self._choices):
            left = inset + index * each
            chosen = value == self._chosen
            if chosen:
                box = (left, inset, left + each, height - inset)
                paint.rounded(
                    canvas, *box, radius - inset, tokens.active, border=tokens.accent, border_width=theme.px(1)
                )
            ink = tokens.text if chosen or index == self._hovered else tokens.text2
            font = theme.font(14, "semibold")
            canvas.create_text(left + each // 2, height // 2, text=name, font=font, fill=ink)
