"""A part of the screen that scrolls when its content is higher than it is."""

import tkinter as tk
from contextlib import suppress
from typing import Any
from weakref import WeakSet

import customtkinter as ctk

from ui import paint
from ui.theme import pair, theme
from ui.widgets.basics import follow
from ui.widgets.shape import Shape

WHEEL_STEP = 60
THUMB = 6
EDGE = 12

_windows: WeakSet[tk.Misc] = WeakSet()
"""The windows whose wheel and focus are followed already: once each, for all areas in them."""


class ScrollArea(ctk.CTkFrame):
    """Put widgets into ``content``. It is as wide as the area and at least as high."""

    def __init__(self, master: Any, *, fill: str = "side") -> None:
        super().__init__(master, fg_color=pair(fill), corner_radius=0, width=0, height=0)
        self._fill = fill
        self._view = tk.Canvas(self, bd=0, highlightthickness=0, width=1, height=1)
        self._view.pack(fill="both", expand=True)
        # The holder is as high as the content asks for, and its one row at least as high as the view.
        self._holder = self._frame(self._view)
        self._holder.grid_columnconfigure(0, weight=1)
        self.content: Any = self._frame(self._holder)
        self.content.grid(sticky="nsew")
        self._item = self._view.create_window(0, 0, window=self._holder, anchor="nw")
        self._thumb = _Thumb(self, self._view)
        self._view.configure(yscrollcommand=self._note_view)
        self._view.bind("<Configure>", lambda _: self._fit())
        tk.Misc.bind(self._holder, "<Configure>", lambda _: self._fit(), add="+")
        follow(self, theme.changed, self._dress)
        self._dress()
        self._follow_window()

    def _frame(self, master: Any) -> Any:
        fill = pair(self._fill)
        return ctk.CTkFrame(master, fg_color=fill, bg_color=fill, corner_radius=0, width=0, height=0)

    def _follow_window(self) -> None:
        window = self.winfo_toplevel()
        if window not in _windows:
            _windows.add(window)
            window.bind("<FocusIn>", _show_focused, add="+")
            for event in ("<MouseWheel>", "<Button-4>", "<Button-5>"):
                with suppress(tk.TclError):  # a mouse has no fourth button everywhere
                    window.bind(event, _turn_wheel, add="+")

    def _dress(self) -> None:
        self._view.configure(bg=getattr(theme.tokens, self._fill))

    def _fit(self) -> None:
        """Make the content as wide as the area, and at least as high."""
        width, height = self._view.winfo_width(), self._view.winfo_height()
        self._holder.grid_rowconfigure(0, weight=1, minsize=height)
        self._view.itemconfigure(self._item, width=width)
        self._view.configure(scrollregion=(0, 0, width, max(height, self._holder.winfo_reqheight())))

    def _note_view(self, first: float, last: float) -> None:
        self._thumb.follow_view(float(first), float(last))  # Tk hands over words

    @property
    def scrolls(self) -> bool:
        """Whether there is more than can be seen."""
        return self._view.yview() != (0.0, 1.0)

    def scroll(self, by: float) -> None:
        """Move by logical pixels, down for positive ones, as far as there is something."""
        if self.scrolls:
            total = max(1, self.content.winfo_height())
            self._view.yview_moveto(self._view.yview()[0] + theme.px(by) / total)

    def see(self, widget: tk.Misc) -> None:
        """Move as little as needed to bring the widget into view."""
        if not self.scrolls or not widget.winfo_exists():
            return
        top = widget.winfo_rooty() - self._view.winfo_rooty()
        bottom = top + widget.winfo_height()
        margin = theme.px(EDGE)
        if top < margin:
            self.scroll((top - margin) / theme.scale)
        elif bottom > self._view.winfo_height() - margin:
            self.scroll((bottom + margin - self._view.winfo_height()) / theme.scale)


class _Thumb(Shape):
    """Shows which part is seen, and takes it along when it is dragged. Absent when all is seen."""

    def __init__(self, area: ScrollArea, view: tk.Canvas) -> None:
        self._view, self._from = view, 0.0
        self._range = (0.0, 1.0)
        super().__init__(area, THUMB, 0)
        self.canvas.bind("<Button-1>", self._grab)
        self.canvas.bind("<B1-Motion>", self._drag)

    def follow_view(self, first: float, last: float) -> None:
        """Lie where the part from ``first`` to ``last`` (0 to 1) is."""
        self._range = (first, last)
        if last - first >= 1:
            self.place_forget()
        else:
            tk.Place.place_configure(
                self, relx=1, x=-theme.px(THUMB + 3), rely=first, relheight=last - first, width=theme.px(THUMB)
            )
            tk.Misc.lift(self)

    def _grab(self, event: "tk.Event[tk.Misc]") -> None:
        self._from = event.y_root / max(1, self._view.winfo_height()) - self._range[0]

    def _drag(self, event: "tk.Event[tk.Misc]") -> None:
        self._view.yview_moveto(event.y_root / max(1, self._view.winfo_height()) - self._from)

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw a pill."""
        paint.rounded(canvas, 0, 0, width, height, width // 2, theme.tokens.thumb)


def _area_around(widget: Any) -> ScrollArea | None:
    while widget is not None and not isinstance(widget, str):
        if isinstance(widget, ScrollArea):
            return widget
        widget = widget.master
    return None


def _turn_wheel(event: "tk.Event[tk.Misc]") -> None:
    area = _area_around(event.widget)
    if area:
        up = event.num == 4 or event.delta > 0
        area.scroll(-WHEEL_STEP if up else WHEEL_STEP)


def _show_focused(event: "tk.Event[tk.Misc]") -> None:
    area = _area_around(event.widget)
    # What lies around the focused widget hears of this as well.
    if area and event.widget is event.widget.focus_lastfor():
        area.after_idle(lambda: area.see(event.widget))  # once everything lies where it belongs
