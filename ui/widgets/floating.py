"""Boxes that lie over the rest of the window. Knows where they fit, and what colour is beside them.

Tk has neither shadows nor transparency between widgets. A floating box is a widget of the
window itself, placed above the others; its round corners show, each, the colour of what lies there.
"""

import tkinter as tk
from typing import Any, Literal

import customtkinter as ctk

from ui.theme import theme
from ui.widgets.shape import Card

MARGIN = 8
Side = Literal["below", "above", "right", "left"]
Align = Literal["start", "centre", "end"]
Rect = tuple[int, int, int, int]


class Floating(Card):
    """A box above the others of its window. Fill it, then put it somewhere."""

    def __init__(
        self, widget: tk.Misc, *, radius: int = 10, fill: str = "raised", border: str | None = "border"
    ) -> None:
        super().__init__(widget.winfo_toplevel(), radius=radius, fill=fill, border=border)
        self._held_before: tk.Misc | None = None

    def put_beside(self, opener: tk.Misc, *, side: Side = "below", align: Align = "start", gap: float = 4) -> None:
        """Show the box beside a widget, on the other side if it does not fit on this one."""
        x, y = opener.winfo_rootx() - self.master.winfo_rootx(), opener.winfo_rooty() - self.master.winfo_rooty()
        self.put_by((x, y, x + opener.winfo_width(), y + opener.winfo_height()), side=side, align=align, gap=gap)

    def put_by(self, rect: Rect, *, side: Side = "below", align: Align = "start", gap: float = 4) -> None:
        """Show the box beside a rectangle of the window, in its device pixels."""
        self.update_idletasks()
        size = self.winfo_reqwidth(), self.winfo_reqheight()
        room = self.master.winfo_width(), self.master.winfo_height()
        x, y = _place(rect, size, room, side, align, theme.px(gap))
        self.put_at(x, y)

    def put_at(self, x: int, y: int) -> None:
        """Show the box with its corner here, in device pixels of the window."""
        width, height = self.winfo_reqwidth(), self.winfo_reqheight()
        edge = theme.px(2)
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        inward = ((edge, edge), (-edge, edge), (-edge, -edge), (edge, -edge))
        nw, ne, se, sw = (self._colour_at(cx + dx, cy + dy) for (cx, cy), (dx, dy) in zip(corners, inward, strict=True))
        self.set_corners((nw, ne, se, sw))
        tk.Misc.lift(self)
        tk.Place.place_configure(self, x=x, y=y)

    def hold_pointer(self) -> None:
        """Have all clicks of the window come here, also those outside. It has to be on the screen."""
        self._held_before = self.grab_current()
        self.grab_set()

    def release_pointer(self) -> None:
        """Let the clicks go where they went before: to the box below this one, or everywhere."""
        if self.grab_current() is not self:
            return
        self.grab_release()
        before = self._held_before
        if before is not None and before.winfo_exists() and before.winfo_viewable():
            before.grab_set()

    def _colour_at(self, x: int, y: int) -> str:
        """What lies at this place of the window: the colour of the widget's ground."""
        window: Any = self.master
        found = _part_at(window, x, y, but=self)
        frame = found.master
        if isinstance(frame, ctk.CTkFrame) and frame.cget("fg_color") != "transparent":
            return str(self._apply_appearance_mode(frame.cget("fg_color")))  # drawn on a canvas of another colour
        return str(tk.Misc.cget(found, "bg"))


def _part_at(widget: tk.Misc, x: int, y: int, *, but: tk.Misc) -> tk.Misc:
    """The innermost widget at a place of this one, as if one of them were not there."""
    for part in reversed(tk.Misc.winfo_children(widget)):  # the uppermost first
        left, top = part.winfo_x(), part.winfo_y()
        inside = left <= x < left + part.winfo_width() and top <= y < top + part.winfo_height()
        if part is not but and inside and part.winfo_ismapped():
            return _part_at(part, x - left, y - top, but=but)
    return widget


def _place(
    rect: Rect, size: tuple[int, int], room: tuple[int, int], side: Side, align: Align, gap: int
) -> tuple[int, int]:
    """Where a box of this size goes beside the rectangle, kept inside the room."""
    upright = side in {"below", "above"}
    # Along the axis that leads away from the rectangle (0: x, 1: y), and along the other one.
    away, along = (1, 0) if upright else (0, 1)
    before, after = rect[away] - gap - size[away], rect[away + 2] + gap
    first, second = (after, before) if side in {"below", "right"} else (before, after)
    margin = theme.px(MARGIN)
    fits = margin <= first <= room[away] - margin - size[away]
    place = [0, 0]
    place[away] = first if fits else second
    low, high = rect[along], rect[along + 2]
    place[along] = {"start": low, "centre": (low + high - size[along]) // 2, "end": high - size[along]}[align]
    x, y = (min(max(p, margin), max(margin, r - margin - s)) for p, r, s in zip(place, room, size, strict=True))
    return x, y
