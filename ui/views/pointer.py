"""What the pointer does in the log: it selects, clicks, drags the thumb, and shows what can be done.

Knows places and rows; what an action does, it is told. Selecting goes on while the pointer is held beyond
an edge: the log then scrolls by itself.
"""

import sys
import tkinter as tk
from typing import TypeAlias

from app.words import _
from ui.theme import theme
from ui.views.layout import Hit
from ui.views.log import Log
from ui.views.log_actions import LogActions
from ui.views.selection import Position, Selection, offset_at, word_at
from ui.widgets.floating import Rect
from ui.widgets.scroller import Place

Event: TypeAlias = "tk.Event[tk.Canvas]"
WHEEL_STEP = 60
WHEEL_FRAMES = 4
FRAME_MS = 16
CONTEXT_CLICKS = ("<Button-2>", "<Control-Button-1>") if sys.platform == "darwin" else ("<Button-3>",)
SLOP = 3
"""How far the pointer may stray in a click, in logical pixels."""


class Pointer:
    """Follows the pointer over a log's canvas."""

    def __init__(self, log: Log, actions: LogActions) -> None:
        self._log = log
        self._actions = actions
        self._pressed: tuple[int, int] | None = None  # where a click began that may become one
        self._selects = False  # whether what was pressed last is text, not a button
        self._begun: Selection | None = None  # what the present drag draws out
        self._at = (0, 0)
        self._crawl = ""
        self._glide = ""
        self._left = 0  # what the wheel has still to scroll
        self._frames = 0
        bind = log.canvas.bind
        bind("<Motion>", self._motion)
        bind("<Leave>", lambda _: self.leave())
        bind("<Button-1>", self._press)
        bind("<Shift-Button-1>", self._press_further)
        bind("<Double-Button-1>", self._press_word)
        bind("<Triple-Button-1>", self._press_row)
        bind("<B1-Motion>", self._drag)
        bind("<ButtonRelease-1>", self._release)
        for sequence in CONTEXT_CLICKS:
            bind(sequence, self._context)
        bind("<Button-4>", lambda _: self._wheel(-1))
        bind("<Button-5>", lambda _: self._wheel(1))
        bind("<MouseWheel>", lambda e: self._wheel(-e.delta / 120 if abs(e.delta) >= 120 else -e.delta))

    def stop(self) -> None:
        """Let no timer go on."""
        self._stop_crawl()
        if self._glide:
            self._log.canvas.after_cancel(self._glide)
            self._glide = ""

    # -- what is where

    def position(self, x: int, y: int) -> Position | None:
        """The place in the text that is nearest to a place in the view."""
        log = self._log
        y = min(max(y, 0), log.scroller.height - 1)
        index = log.scroller.row_at(y)
        if index is None:
            return (len(log.rows) - 1, 1 << 30) if len(log.rows) else None
        top = log.scroller.top_of(index) or 0
        return index, offset_at(log.rows.layout(index), x, y - top, log.rows.page.measure)

    def _hit(self, x: int, y: int) -> tuple[int, Hit] | None:
        """What can be clicked at a place."""
        log, index = self._log, self._log.scroller.row_at(y)
        if index is None:
            return None
        top = log.scroller.top_of(index) or 0
        for hit in log.rows.layout(index).hits:
            if hit.holds(x, y - top):
                return index, hit
        return None

    def _rect(self, index: int, hit: Hit) -> Rect:
        top = self._log.scroller.top_of(index) or 0
        return hit.x0, top + hit.y0, hit.x1, top + hit.y1

    def _on_text(self, x: int, y: int) -> bool:
        log, index = self._log, self._log.scroller.row_at(y)
        if index is None:
            return False
        y -= log.scroller.top_of(index) or 0
        runs = log.rows.layout(index).runs
        return any(r.y <= y < r.y + r.height and r.x <= x < r.x + r.width for r in runs)

    # -- moving

    def _motion(self, event: Event) -> None:
        self._at = event.x, event.y
        self.refresh()

    def refresh(self) -> None:
        """See again what is under the pointer: it moved, or the rows did."""
        log, (x, y) = self._log, self._at
        log.thumb.draw(pointed=log.thumb.is_at(x, y))
        if log.bar.holds(x, y):
            self._show(log.bar.point(x, y), "arrow")
            return
        if log.jump.holds(x, y):
            self._actions.point_at(None)
            self._show((_("Jump to the latest message   End"), log.jump.rect), "hand2")
            return
        self._actions.point_at(log.scroller.row_at(y))
        if found := self._hit(x, y):
            tip = found[1].tip
            self._show((tip, self._rect(*found)) if tip else None, "hand2" if found[1].action else "arrow")
        else:
            self._show(None, "xterm" if self._on_text(x, y) else "arrow")

    def _show(self, tip: tuple[str, Rect] | None, cursor: str) -> None:
        log = self._log
        log.tip.about(*tip) if tip else log.tip.hide()
        if str(log.canvas["cursor"]) != cursor:
            log.canvas.configure(cursor=cursor)

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self._at = (-1, -1)
        self._actions.point_at(None)
        self._log.tip.hide()
        self._log.thumb.draw()

    # -- pressing

    def _press(self, event: Event) -> None:
        log, x, y = self._log, event.x, event.y
        self._actions.going.stay()
        log.canvas.focus_set()
        log.tip.hide()
        self._pressed = self._begun = None
        self._selects = False
        if log.thumb.is_at(x, y):
            log.thumb.hold(y)
        elif log.jump.holds(x, y):
            log.scroller.go(Place())
        elif not log.bar.press(x, y):
            self._pressed, self._selects = (x, y), True
            self._actions.copying.select(None)
            self._begin(self.position(x, y))

    def _begin(self, position: Position | None) -> None:
        self._begun = Selection(position, position) if position else None

    def _press_further(self, event: Event) -> None:
        position = self.position(event.x, event.y)
        if position and (selection := self._log.rows.selection):
            self._begin(selection.start if position > selection.start else selection.end)
            self._draw_out(position)
        else:
            self._press(event)

    def _press_word(self, event: Event) -> None:
        position = self.position(event.x, event.y)
        if position and self._selects:
            index, offset = position
            begin, end = word_at(self._log.rows.layout(index).plain, offset)
            self._take(Selection((index, begin), (index, end)))
        else:
            self._press(event)

    def _press_row(self, event: Event) -> None:
        position = self.position(event.x, event.y)
        if position and self._selects:
            index = position[0]
            self._take(Selection((index, 0), (index, len(self._log.rows.layout(index).plain))))
        else:
            self._press(event)

    def _take(self, selection: Selection) -> None:
        self._pressed = None  # a second click opens nothing again
        self._begun = selection
        self._actions.copying.select(selection)

    # -- dragging

    def _drag(self, event: Event) -> None:
        self._at = event.x, event.y
        if self._log.thumb.held:
            self._log.thumb.drag(event.y)
        elif self._begun and not self._is_click(event.x, event.y):
            self._pressed = None
            self._draw_out(self.position(event.x, event.y))
            self._crawl_if_beyond()

    def _is_click(self, x: int, y: int) -> bool:
        slop = theme.px(SLOP)
        return self._pressed is not None and abs(x - self._pressed[0]) <= slop and abs(y - self._pressed[1]) <= slop

    def _draw_out(self, position: Position | None) -> None:
        if position and self._begun:
            self._actions.copying.select(self._begun.reaching(position))

    def _crawl_if_beyond(self) -> None:
        """While the pointer is held above or below the log, scroll it that way, the faster the farther."""
        y, height = self._at[1], self._log.scroller.height
        beyond = y if y < 0 else max(0, y - height)
        if beyond and self._begun and not self._crawl:
            self._crawl = self._log.canvas.after(2 * FRAME_MS, self._crawl_on)

    def _crawl_on(self) -> None:
        self._crawl = ""
        y, height = self._at[1], self._log.scroller.height
        beyond = y if y < 0 else max(0, y - height)
        if beyond and self._begun:
            step = min(max(abs(beyond) // 2, theme.px(6)), theme.px(120))
            self._log.scroller.scroll_by(step if beyond > 0 else -step)
            self._draw_out(self.position(*self._at))
            self._crawl_if_beyond()

    def _stop_crawl(self) -> None:
        if self._crawl:
            self._log.canvas.after_cancel(self._crawl)
            self._crawl = ""

    def _release(self, event: Event) -> None:
        log = self._log
        if log.thumb.held:
            log.thumb.release()
        elif self._pressed and (found := self._hit(*self._pressed)) == self._hit(event.x, event.y) and found:
            if found[1].action:
                self._actions.act(found[0], found[1].action)
        elif log.rows.selection:
            self._actions.copying.selected()
        self._begun = None
        self._stop_crawl()

    def _context(self, event: Event) -> None:
        log = self._log
        log.canvas.focus_set()
        log.tip.hide()
        found = self._hit(event.x, event.y)
        if found and self._actions.copying.copy_link(found[1], self._rect(*found)):
            return
        if (index := log.scroller.row_at(event.y)) is not None:
            self._actions.open_menu(index, event.x_root, event.y_root)

    # -- the wheel

    def _wheel(self, notches: float) -> str:
        self._actions.going.stay()
        self._log.tip.hide()
        self._actions.point_at(None)
        distance = theme.px(WHEEL_STEP * notches)
        if theme.reduced_motion:
            self._log.scroller.scroll_by(distance)
        else:
            self._left += distance
            self._frames = WHEEL_FRAMES
            if not self._glide:
                self._glide_on()
        return "break"

    def _glide_on(self) -> None:
        """One frame of a few that a notch is spread over."""
        step = round(self._left / self._frames)
        self._left -= step
        self._frames -= 1
        self._glide = self._log.canvas.after(FRAME_MS, self._glide_on) if self._frames else ""
        self._log.scroller.scroll_by(step)
