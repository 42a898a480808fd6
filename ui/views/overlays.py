"""What lies over the log's rows: a message's action bar, the way to the latest, words beside the pointer.

They are drawn on the log's own canvas, under the tag ``OVER``; who owns the canvas asks them what
is under the pointer. They know nothing of messages.
"""

import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models.legible import legible
from app.words import _
from ui import paint
from ui.theme import theme
from ui.widgets.floating import Rect
from ui.widgets.scroller import OVER
from ui.widgets.tooltip import DELAY_MS, Tooltip

BUTTON = 32
BAR_HEIGHT = 34
JUMP = 40
EDGE = 14
TIP_LENGTH = 300


@dataclass(frozen=True, slots=True)
class BarButton:
    """One thing that can be done with a message."""

    icon: str
    tip: str
    action: Callable[[], object]


class ActionBar:
    """A row of buttons over the upper corner of a message."""

    def __init__(self, canvas: tk.Canvas) -> None:
        self._canvas = canvas
        self._buttons: Sequence[BarButton] = ()
        self._rect: Rect = (0, 0, 0, 0)
        self._pointed: int | None = None

    def show(
        self, buttons: Sequence[BarButton], box: Rect, *, head: tuple[int, int] | None, right: int, own: bool
    ) -> None:
        """Show buttons at a message's box, beside the words above it (``head``); ``right`` is where the log ends."""
        px = theme.px
        width, height = px(BUTTON * len(buttons) + 8), px(BAR_HEIGHT)
        begin, end = (head[0] - px(8), head[1] + px(8)) if head else (right, 0)
        if own:
            x = max(px(8), min(box[0] + px(24), begin) - width)
        else:
            x = min(right - px(EDGE) - width, max(box[2] - px(24), end))
        covers = x < end and x + width > begin
        y = box[1] if covers else box[1] - px(20)
        if y < px(2):
            y = max(px(2), min(box[3] - px(8), self._canvas.winfo_height() - height - px(2)))
        self._buttons, self._rect, self._pointed = buttons, (x, y, x + width, y + height), None
        self._draw()

    def hide(self) -> None:
        if self._buttons:
            self._buttons = ()
            self._canvas.delete("bar")

    @property
    def rect(self) -> Rect | None:
        """Where it is, if it is shown."""
        return self._rect if self._buttons else None

    def holds(self, x: int, y: int) -> bool:
        """Whether a place is on the bar."""
        return bool(self._buttons) and _inside(self._rect, x, y)

    def point(self, x: int, y: int) -> tuple[str, Rect] | None:
        """Mark the button under the pointer; return its tip and where it is."""
        index = self._index(x, y)
        if index != self._pointed:
            self._pointed = index
            self._draw()
        return None if index is None else (self._buttons[index].tip, self._button_rect(index))

    def press(self, x: int, y: int) -> bool:
        """Do what the button at this place does. False if there is no bar here."""
        if not self.holds(x, y):
            return False
        if (index := self._index(x, y)) is not None:
            self._buttons[index].action()
        return True

    def confirm(self, index: int) -> None:
        """Show a tick in place of a button's icon: it was done."""
        if index < len(self._buttons):
            done = BarButton("check", _("Copied"), self._buttons[index].action)
            self._buttons = [*self._buttons[:index], done, *self._buttons[index + 1 :]]
            self._draw()

    def _index(self, x: int, y: int) -> int | None:
        for index in range(len(self._buttons)):
            if _inside(self._button_rect(index), x, y):
                return index
        return None

    def _button_rect(self, index: int) -> Rect:
        px, (x, y, _, bottom) = theme.px, self._rect
        left = x + px(4 + BUTTON * index)
        return left, y + px(1), left + px(BUTTON), bottom - px(1)

    def _draw(self) -> None:
        canvas, px, tokens = self._canvas, theme.px, theme.tokens
        canvas.delete("bar")
        paint.rounded(canvas, *self._rect, px(10), tokens.raised, (OVER, "bar"), tokens.border, max(1, px(1)))
        for index, button in enumerate(self._buttons):
            x0, y0, x1, y1 = self._button_rect(index)
            if index == self._pointed:
                paint.rounded(canvas, x0, y0 + px(2), x1, y1 - px(2), px(8), tokens.hover, (OVER, "bar"))
            paint.put_icon(
                canvas, (x0 + x1) // 2, (y0 + y1) // 2, button.icon, px(17), tokens.text2, tags=(OVER, "bar")
            )


class JumpButton:
    """A round button that leads to the latest message, with the number of those that are new."""

    def __init__(self, canvas: tk.Canvas) -> None:
        self._canvas = canvas
        self._rect: Rect | None = None
        self._shown: tuple[object, ...] = ()

    def show(self, *, new: int, pointed: bool = False) -> None:
        """Show it at the lower right."""
        px, tokens, canvas = theme.px, theme.tokens, self._canvas
        right, bottom = canvas.winfo_width() - px(24), canvas.winfo_height() - px(16)
        x, y = right - px(JUMP), bottom - px(JUMP)
        self._rect = (x, y, right, bottom)
        shown = (self._rect, new, pointed, tokens)
        if shown == self._shown:
            return
        self._shown = shown
        canvas.delete("jump")
        tags, fill = (OVER, "jump"), tokens.hover if pointed else tokens.raised
        paint.rounded(canvas, x, y, right, bottom, px(JUMP // 2), fill, tags, tokens.border_button, max(1, px(1)))
        paint.put_icon(canvas, (x + right) // 2, (y + bottom) // 2, "arrow-down", px(18), tokens.text2, tags=tags)
        if new:
            self._draw_count("99+" if new > 99 else str(new), (x + right) // 2, y)

    def _draw_count(self, count: str, x: int, y: int) -> None:
        px, tokens, tags = theme.px, theme.tokens, (OVER, "jump")
        half = max(px(10), px(4 + 4 * len(count)))
        paint.rounded(self._canvas, x - half, y - px(10), x + half, y + px(10), px(10), tokens.accent, tags)
        font = theme.font(11, "semibold")
        self._canvas.create_text(x, y, text=count, font=font, fill=tokens.on_accent, tags=tags)

    def hide(self) -> None:
        if self._rect:
            self._rect, self._shown = None, ()
            self._canvas.delete("jump")

    def holds(self, x: int, y: int) -> bool:
        """Whether a place is on the button."""
        return self._rect is not None and _inside(self._rect, x, y)

    @property
    def rect(self) -> Rect:
        return self._rect or (0, 0, 0, 0)


class Tip:
    """A tooltip for whatever is under the pointer on a canvas."""

    def __init__(self, canvas: tk.Canvas) -> None:
        self._canvas = canvas
        self._tooltip = Tooltip(canvas)
        self._about: tuple[str, Rect] | None = None
        self._timer = ""

    def about(self, text: str, rect: Rect) -> None:
        """Say ``text`` beside a place of the canvas after a while."""
        if self._about != (text, rect):
            self.hide()
            self._about = text, rect
            self._timer = self._canvas.after(DELAY_MS, self._show)

    def say(self, text: str, rect: Rect) -> None:
        """Say it at once."""
        self.hide()
        self._about = text, rect
        self._show()

    def hide(self) -> None:
        if self._timer:
            self._canvas.after_cancel(self._timer)
            self._timer = ""
        if self._about:
            self._about = None
            self._tooltip.hide()

    def _show(self) -> None:
        self._timer = ""
        if self._about:
            text, (x0, y0, x1, y1) = self._about
            window = self._canvas.winfo_toplevel()
            left = self._canvas.winfo_rootx() - window.winfo_rootx()
            top = self._canvas.winfo_rooty() - window.winfo_rooty()
            self._tooltip.text = legible(text[:TIP_LENGTH])
            self._tooltip.show((x0 + left, y0 + top, x1 + left, y1 + top))
            self._tooltip.text = ""  # the canvas itself has nothing to say


def _inside(rect: Rect, x: int, y: int) -> bool:
    return rect[0] <= x < rect[2] and rect[1] <= y < rect[3]
