"""The ground of widgets that draw themselves on one canvas. Knows when to draw, not what.

CustomTkinter gives its base class the colour behind it, the scale and word of changes in
either; what it draws with shapes of a font, we draw smoothly. Tk thread only.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from ui import paint
from ui.theme import pair, theme
from ui.widgets.basics import follow


class Shape(ctk.CTkBaseClass):
    """A widget that is one canvas. Derived classes say what is on it in ``paint``.

    Size is in logical pixels. ``surface`` is the colour behind the widget.
    """

    def __init__(self, master: Any, width: float = 0, height: float = 0, *, takefocus: bool = False) -> None:
        super().__init__(master, width=width, height=height)
        self._drawing = ""  # the pending drawing, as after() calls it
        self.canvas = tk.Canvas(self, highlightthickness=0, bd=0, takefocus=takefocus, bg=self.surface)
        self.canvas.place(x=0, y=0, relwidth=1, relheight=1)
        self.canvas.bind("<Configure>", lambda _: self.redraw())
        follow(self, theme.changed, self.redraw)
        self.redraw()

    @property
    def surface(self) -> str:
        """The colour that lies behind this widget, in the present look."""
        return str(self._apply_appearance_mode(self._bg_color))

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw everything on the empty canvas of this many device pixels."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw soon, once, however often this is asked for until then."""
        if not self._drawing:
            self._drawing = self.after_idle(self._draw_now)

    def _draw_now(self) -> None:
        self._drawing = ""
        self.canvas.delete("all")
        self.canvas.configure(bg=self.surface)
        width, height = self.winfo_width(), self.winfo_height()
        if width > 1 and height > 1:  # as long as it has not been laid out, it is one pixel large
            self.paint(self.canvas, width, height)

    def _draw(self, no_color_updates: bool = False) -> None:
        super()._draw(no_color_updates)
        self.redraw()

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self.redraw()

    def destroy(self) -> None:
        """Take the widget away, and the drawing that was still to come."""
        if self._drawing:
            self.after_cancel(self._drawing)
        self._drawing = "never"  # Tk may tell of one more size while it goes
        super().destroy()

    def bind(self, sequence: Any = None, command: Any = None, add: Any = True) -> None:  # noqa: ARG002 always added
        """Bind to what the person does on the canvas."""
        self.canvas.bind(sequence, command, add="+")

    def on_click(self, function: Callable[["tk.Event[tk.Canvas]"], object]) -> None:
        """Call ``function`` when the first button is pressed and released on this widget, not on one of both alone."""
        pressed = False

        def press(_event: object) -> None:
            nonlocal pressed
            pressed = True

        def release(event: "tk.Event[tk.Canvas]") -> None:
            nonlocal pressed
            inside = 0 <= event.x < self.canvas.winfo_width() and 0 <= event.y < self.canvas.winfo_height()
            was_pressed, pressed = pressed, False
            if was_pressed and inside:
                function(event)

        self.canvas.bind("<ButtonPress-1>", press, add="+")
        self.canvas.bind("<ButtonRelease-1>", release, add="+")

    def focus_set(self) -> None:
        """Give the keyboard to this widget."""
        self.canvas.focus_set()

    focus = focus_set


class Card(ctk.CTkFrame):
    """A box with round corners and a hairline that other widgets lie in."""

    def __init__(
        self,
        master: Any,
        *,
        radius: int = 16,
        fill: str = "raised",
        border: str | None = "border",
        width: float = 0,
        height: float = 0,
    ) -> None:
        self._radius, self._fill, self._border = radius, fill, border
        self._corners: tuple[str, str, str, str] | None = None
        super().__init__(master, width=width, height=height, fg_color=pair(fill))

    def set_corners(self, colours: tuple[str, str, str, str]) -> None:
        """Say what colour lies behind each corner, from the north-west on clockwise."""
        self._corners = colours
        self._draw()

    def _draw(self, no_color_updates: bool = False) -> None:  # noqa: ARG002 colours cost nothing here
        canvas: tk.Canvas = self._canvas
        width = self._apply_widget_scaling(self._current_width)
        height = self._apply_widget_scaling(self._current_height)
        tokens, radius = theme.tokens, theme.px(self._radius)
        canvas.delete("all")
        canvas.configure(bg=self._apply_appearance_mode(self._bg_color))
        if self._corners:
            _ground(canvas, width, height, radius, self._corners)
        border = getattr(tokens, self._border) if self._border else None
        fill = getattr(tokens, self._fill)
        paint.rounded(canvas, 0, 0, width, height, radius, fill, border=border, border_width=theme.px(1))


def _ground(canvas: tk.Canvas, width: int, height: int, side: int, colours: tuple[str, str, str, str]) -> None:
    right, bottom = width - side, height - side
    for (x, y), colour in zip(((0, 0), (right, 0), (right, bottom), (0, bottom)), colours, strict=True):
        canvas.create_rectangle(x, y, x + side, y + side, fill=colour, width=0)
