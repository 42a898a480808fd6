"""What the composer looks like: a box that grows with its text, the placeholder, the buttons. Knows no conversation.

The box is as high as its lines need, up to six; then it scrolls. What is written to stands in a strip above the text.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.words import _
from ui import paint
from ui.theme import pair, theme
from ui.views.aim import HEIGHT as STRIP
from ui.views.aim import Aim, AimStrip
from ui.widgets.basics import follow
from ui.widgets.button import IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine
from ui.widgets.writing_box import LINE, WritingBox

HEIGHT = 50
MOST_LINES = 6
RADIUS = 14
BUTTON = 36
LEFT = 51
PAD = 7
GAP = 4
"""Between two buttons."""


class Desk(ctk.CTkFrame):
    """The parts, each in its place. ``changed()`` is called after every change of the text."""

    def __init__(
        self,
        master: Any,
        *,
        changed: Callable[[], None],
        send: Callable[[], None],
        pick_emoji: Callable[[], None],
        attach: Callable[[], None],
        end_aim: Callable[[], None],
    ) -> None:
        super().__init__(
            master, width=1, height=HEIGHT, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas")
        )
        self._usable, self._strip_high = True, 0
        self._takes_files = self._files_wait = False
        self._box = _Box(self)
        self._box.place(relwidth=1, relheight=1)
        self.text = WritingBox(self, changed=changed, resized=self.fit)
        self._placeholder = TextLine(self, Span(""), height=LINE)
        self._attach = IconButton(self, "plus", _("Attach files"), attach, icon_size=20)
        self._attach.place(x=PAD, rely=1, y=-PAD, anchor="sw")
        self._smile = IconButton(self, "smile", _("Emoji"), pick_emoji, icon_size=20)
        self._smile.place(relx=1, x=-PAD - BUTTON - GAP, rely=1, y=-PAD, anchor="se")
        self._send = IconButton(self, "send", _("Send"), send, key=_("Enter"), icon_size=18)
        self._send.place(relx=1, x=-PAD, rely=1, y=-PAD, anchor="se")
        self._strip = AimStrip(self, end=end_aim)
        self._placeholder.configure(cursor="xterm")
        for around in (self._box.canvas, self._placeholder.canvas):
            around.bind("<Button-1>", lambda _event: self.focus_text(), add="+")
        self._box.canvas.bind("<Configure>", lambda _event: self.fit(), add="+")
        follow(self, theme.changed, self.restyle)

    def focus_text(self) -> None:
        """Put the caret into the text."""
        self.text.focus_set()

    # -- what it says

    def invite(self, words: str, *, usable: bool) -> None:
        """Say whom a message goes to, or why none can be written."""
        self._usable = usable
        self.text.configure(state="normal" if usable else "disabled")
        self._placeholder.show(Span(words, colour="text3"))
        self.restyle()

    def show_aim(self, aim: Aim | None) -> None:
        """Show what is written to, or nothing."""
        self._strip_high = STRIP if aim else 0
        if aim:
            self._strip.show(aim)
            inset = theme.px(RADIUS // 2)
            tk.Place.place_configure(self._strip, x=inset, y=theme.px(4), relwidth=1, width=-2 * inset)
            tk.Misc.lift(self._strip)
        else:
            self._strip.place_forget()
        self.fit()

    def show_files(self, *, possible: bool, waiting: bool) -> None:
        """Show whether files can be sent from here, and whether some wait to be."""
        self._takes_files, self._files_wait = possible, waiting
        self.note_look()

    def show_focus(self, *, focused: bool) -> None:
        """Show whether the keyboard writes here."""
        self._box.show(focused=focused)

    # -- how it looks

    def restyle(self) -> None:
        """Take the present look."""
        fill = "raised" if self._usable else "sunk"
        self._box.show(enabled=self._usable)
        for widget in (self._placeholder, self._send, self._smile, self._attach):
            widget.configure(bg_color=pair(fill))
        self.text.dress(getattr(theme.tokens, fill))
        self.note_look()

    def note_look(self) -> None:
        """After a change: room for the lines, the placeholder, the look of the buttons."""
        ready = self._usable and (self._files_wait or bool(self.text.content.strip()))
        self._send.show(kind="primary" if ready else "ghost")
        self._send.enable(self._usable)
        self._smile.enable(self._usable)
        self._attach.enable(self._usable and self._takes_files)
        self.fit()

    def fit(self) -> None:
        """Take as much height as the lines need, up to the most."""
        lines, strip = self.text.lines(MOST_LINES), self._strip_high
        high = max(HEIGHT, lines * LINE + 28) + strip
        if self.cget("height") != high:
            self.configure(height=high)
        wide, text_high = self.winfo_width() - theme.px(LEFT + 2 * BUTTON + GAP + 2 * PAD), lines * theme.px(LINE)
        if wide > 0:
            top = theme.px(strip) + (theme.px(high - strip) - text_high) // 2
            self.text.place(x=theme.px(LEFT), y=top, width=wide, height=text_high)
            self._place_placeholder(top, wide)

    def _place_placeholder(self, top: int, wide: int) -> None:
        if self.text.content:
            self._placeholder.place_forget()
        else:
            caret = theme.px(5)  # the caret stands before it
            tk.Place.place_configure(self._placeholder, x=theme.px(LEFT) + caret, y=top, width=max(1, wide - caret))


class _Box(Shape):
    """What lies around the text; its line tells whether the keyboard writes here."""

    def __init__(self, master: Any) -> None:
        self._focused, self._enabled = False, True
        super().__init__(master, 1, HEIGHT)

    def show(self, *, focused: bool | None = None, enabled: bool | None = None) -> None:
        """Look otherwise; None leaves a thing as it is."""
        self._focused = self._focused if focused is None else focused
        self._enabled = self._enabled if enabled is None else enabled
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the box."""
        px, tokens = theme.px, theme.tokens
        colour, line = (tokens.accent, px(2)) if self._focused and self._enabled else (tokens.border_strong, px(1))
        fill = tokens.raised if self._enabled else tokens.sunk
        paint.rounded(canvas, 0, 0, width, height, px(RADIUS), fill, border=colour, border_width=line)
