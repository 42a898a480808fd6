"""Where a person types one line: the box, and the box with its label and what is wrong with it."""

import sys
import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from ui import paint
from ui.theme import theme
from ui.widgets.basics import COMMAND, label
from ui.widgets.edit_menu import add_edit_menu
from ui.widgets.message import Message
from ui.widgets.shape import Shape

RADIUS = 8
PADDING = 12


class Input(Shape):
    """A box to type one line into.

    ``on_submit`` is called at Return, ``on_leave`` when the keyboard goes elsewhere,
    ``on_change`` at each change made by the person; each with the text. What is ``secret``
    shows as dots.
    """

    def __init__(
        self,
        master: Any,
        *,
        text: str = "",
        placeholder: str = "",
        width: float = 200,
        height: float = 40,
        secret: bool = False,
        on_submit: Callable[[str], object] | None = None,
        on_leave: Callable[[str], object] | None = None,
        on_change: Callable[[str], object] | None = None,
    ) -> None:
        self._on_submit, self._on_leave, self._on_change = on_submit, on_leave, on_change
        self._enabled, self._focused, self._wrong = True, False, False
        super().__init__(master, width, height)
        self.entry = tk.Entry(self, bd=0, highlightthickness=0, width=1, insertofftime=0, show="•" if secret else "")
        self._hint = tk.Label(self, text=placeholder, bd=0, padx=0, pady=0, anchor="w", cursor="xterm")
        self._hint.bind("<Button-1>", lambda _: self.focus_set())
        self.entry.insert(0, text)
        self._before = text
        self._listen()
        self._dress()

    def _listen(self) -> None:
        bind = self.entry.bind
        bind("<FocusIn>", lambda _: self._note_focus(focused=True))
        bind("<FocusOut>", lambda _: self._note_focus(focused=False))
        bind("<KeyRelease>", lambda _: self._note_change(), add="+")
        for event in ("<<Paste>>", "<<Cut>>", "<<Undo>>"):
            bind(event, lambda _: self.after_idle(self._note_change), add="+")
        for key in ("<Return>", "<KP_Enter>"):
            bind(key, lambda _: self._submit())
        bind(f"<{COMMAND}-a>", lambda _: self._select_all())
        if sys.platform not in {"darwin", "win32"}:
            bind("<<Paste>>", lambda _: self._drop_selection(), add="+")
        self.canvas.bind("<Button-1>", lambda _: self.focus_set())
        add_edit_menu(self.entry)

    # -- what it holds

    @property
    def text(self) -> str:
        """What is in the box."""
        return self.entry.get()

    @text.setter
    def text(self, text: str) -> None:
        if text != self.entry.get():
            state = self.entry.cget("state")
            self.entry.configure(state="normal")
            self.entry.delete(0, "end")
            self.entry.insert(0, text)
            self.entry.configure(state=state)
        self._before = text
        self._show_hint()

    def set_wrong(self, wrong: bool) -> None:
        """Mark what was typed as something that cannot be taken."""
        self._wrong = wrong
        self.redraw()

    def enable(self, enabled: bool) -> None:
        """Let it be typed in, or not."""
        self._enabled = enabled
        self._dress()

    @property
    def focused(self) -> bool:
        """Whether the keyboard is here."""
        return self._focused

    def focus_set(self) -> None:
        """Bring the keyboard here."""
        if self._enabled:
            self.entry.focus_set()

    def select(self) -> None:
        """Bring the keyboard here and mark all the text, so that typing replaces it."""
        self.focus_set()
        self._select_all()

    def bind(self, sequence: Any = None, command: Any = None, add: Any = True) -> None:  # noqa: ARG002 always added
        """Bind to what the person does in the box."""
        self.entry.bind(sequence, command, add="+")

    # -- what the person does

    def _note_focus(self, *, focused: bool) -> None:
        if self._focused and not focused and self._on_leave:
            self._on_leave(self.text)
        self._focused = focused
        self.redraw()

    def _note_change(self) -> None:
        if self.text != self._before:
            self._before = self.text
            self._show_hint()
            if self._on_change:
                self._on_change(self.text)

    def _submit(self) -> str:
        self._note_change()
        if self._on_submit:
            self._on_submit(self.text)
        return "break"

    def _select_all(self) -> str:
        self.entry.select_range(0, "end")
        self.entry.icursor("end")
        return "break"

    def _drop_selection(self) -> None:
        """On X11 Tk pastes beside the marked text instead of in its place."""
        if self.entry.selection_present():
            self.entry.delete("sel.first", "sel.last")

    # -- how it looks

    def _dress(self) -> None:
        """Give the Tk widgets in the box the colours and the type of the present look."""
        tokens, font = theme.tokens, theme.font(14)
        fill = tokens.raised if self._enabled else tokens.sunk
        self.entry.configure(
            state="normal" if self._enabled else "disabled",
            font=font,
            fg=tokens.text,
            bg=fill,
            disabledforeground=tokens.text3,
            disabledbackground=fill,
            insertbackground=tokens.text,
            insertwidth=theme.px(2),
            selectbackground=tokens.sel,
            selectforeground=tokens.text,
        )
        self._hint.configure(font=font, fg=tokens.text3, bg=fill)
        inset = theme.px(PADDING)
        self.entry.place(x=inset, y=theme.px(2), relwidth=1, width=-2 * inset, relheight=1, height=-theme.px(6))
        self._show_hint()
        self.redraw()

    def _show_hint(self) -> None:
        if self.entry.get():
            self._hint.place_forget()
        else:
            # Right of the place where the text begins, so that the cursor is seen before it.
            self._hint.place(in_=self.entry, x=theme.px(1), rely=0.5, anchor="w")

    def _draw(self, no_color_updates: bool = False) -> None:
        super()._draw(no_color_updates)
        if hasattr(self, "entry"):
            self._dress()

    def _set_scaling(self, *args: Any, **kwargs: Any) -> None:
        super()._set_scaling(*args, **kwargs)
        self._dress()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the box that the text lies in."""
        tokens = theme.tokens
        if not self._enabled:
            fill, colour, thick = tokens.sunk, tokens.border, 1
        elif self._wrong:
            fill, colour, thick = tokens.raised, tokens.danger, 2
        elif self._focused:
            fill, colour, thick = tokens.raised, tokens.accent, 2
        else:
            fill, colour, thick = tokens.raised, tokens.border_strong, 1
        paint.rounded(canvas, 0, 0, width, height, theme.px(RADIUS), fill, border=colour, border_width=theme.px(thick))


class Field(ctk.CTkFrame):
    """A box with its label above and, below, a row kept free for what is wrong."""

    def __init__(self, master: Any, title: str, *, width: float = 200, **options: Any) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        label(self, title, 12, "semibold", "text2").pack(anchor="w", pady=(0, 6))
        self.input = Input(self, width=width, **options)
        self.input.pack(fill="x")
        row = ctk.CTkFrame(self, fg_color="transparent", width=0, height=24)
        row.pack(fill="x")
        self._message = Message(row)
        self._message.wrap(width)
        self._shown = ""

    @property
    def text(self) -> str:
        """What is in the box."""
        return self.input.text

    @property
    def error(self) -> str:
        """What is said to be wrong."""
        return self._shown

    def show_error(self, text: str) -> None:
        """Say what is wrong, or with an empty text that nothing is."""
        self._shown = text
        self.input.set_wrong(bool(text))
        if text:
            self._message.show(text)
            self._message.pack(anchor="w", pady=(4, 0))
        else:
            self._message.pack_forget()
