"""The box in which a message is written. Follows the room's current conversation; submits text, sends nothing itself.

The text is the person's: whatever happens around it, it stays as typed, in each conversation its own. Keys are bound
to the text box only where Tk's own behaviour is not wanted, and never to plain letters: an input method composes its
characters from them.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation, Kind
from app.models.room import Closed, Room
from ui import paint
from ui.theme import pair, theme
from ui.views.completion import Completion, complete
from ui.views.current import follow_current
from ui.widgets.basics import COMMAND, follow
from ui.widgets.button import IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine
from ui.widgets.watched_text import WatchedText

HEIGHT = 50
LINE = 20
MOST_LINES = 6
RADIUS = 14
BUTTON = 36
LEFT = 18
PAD = 7
TEXT_OPTIONS: dict[str, Any] = {
    "bd": 0,
    "highlightthickness": 0,
    "insertofftime": 0,  # nothing blinks
    "padx": 0,
    "pady": 0,
    "undo": True,
    "wrap": "word",
}


class Composer(ctk.CTkFrame):
    """Text that grows to six lines, and the button that sends it."""

    def __init__(
        self, master: Any, room: Room, *, submit: Callable[[str], bool], compose: Callable[[str], None]
    ) -> None:
        self._room, self._submit, self._compose = room, submit, compose
        self._shown: Conversation | None = None
        self._reported = ""  # the text as it was last told to ``compose``
        self._loading = False
        self._recalled: int | None = None  # which of the sent ones stands here
        self._completion: Completion | None = None
        super().__init__(
            master, width=1, height=HEIGHT, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas")
        )
        self._box = _Box(self)
        self._box.place(relwidth=1, relheight=1)
        self.text = WatchedText(self, changed=self._note_change, **TEXT_OPTIONS)
        self._placeholder = TextLine(self, Span(""), height=LINE)
        self._send = IconButton(self, "send", "Send", self._send_clicked, key="Enter", icon_size=20)
        self._send.place(relx=1, x=-PAD, rely=1, y=-PAD, anchor="se")
        self._bind_keys()
        self._placeholder.configure(cursor="xterm")
        for around in (self._box.canvas, self._placeholder.canvas):
            around.bind("<Button-1>", lambda _event: self.focus_text(), add="+")
        self._box.canvas.bind("<Configure>", lambda _event: self._fit(), add="+")
        follow(self, theme.changed, self._restyle)
        follow(self, room.status_changed, self._turn)
        follow_current(self, room, self._turn, lambda conversation: [conversation.renamed, conversation.joined_changed])

    # -- what others may do

    def focus_text(self) -> None:
        """Put the caret into the text."""
        self.text.focus_set()

    def type(self, text: str) -> None:
        """Write this at the caret and go there: somebody typed while the focus was elsewhere."""
        self.focus_text()
        if self._enabled:
            self.text.insert("insert", text)
            self.text.see("insert")

    # -- which conversation

    @property
    def _enabled(self) -> bool:
        return self._shown is not None and not isinstance(self._room.status, Closed)

    def _turn(self) -> None:
        """Show the current conversation's draft and say whom a message goes to."""
        if self._room.current is not self._shown:
            self._shown = self._room.current
            self._load(self._shown.draft if self._shown else "")
        self.text.configure(state="normal" if self._enabled else "disabled")
        self._placeholder.show(Span(self._invitation(), colour="text3"))
        self._restyle()

    def _invitation(self) -> str:
        if isinstance(self._room.status, Closed):
            return "The room is closed"
        if self._shown is None:
            return "Choose a channel to write in"
        return f"Message {'#' if self._shown.kind is Kind.CHANNEL else ''}{self._shown.title}"

    def _load(self, text: str) -> None:
        """Put another text here that nobody needs to be told of."""
        self._loading, self._recalled, self._completion = True, None, None
        self.text.configure(state="normal")
        self.text.replace_all(text)
        self.text.start_history()
        self._loading, self._reported = False, text
        self._note_look()

    # -- changes

    def _note_change(self) -> None:
        if self._loading:
            return
        text = self.text.content
        if text != self._reported:
            self._reported = text
            self._recalled = self._completion = None
            self._compose(text)
            self._note_look()

    def _send_clicked(self) -> None:
        self._send_text()
        self.focus_text()

    def _send_text(self) -> None:
        text = self._reported.strip("\n").rstrip()
        if not text.strip() or not self._enabled:
            return
        shown = self._shown
        if self._submit(text) and self._shown is shown:  # a command may have brought another one, with its own draft
            self.text.replace_all("")
            self.text.start_history()

    # -- keys

    def _bind_keys(self) -> None:
        text = self.text
        for sequence in ("<Return>", "<KP_Enter>"):
            text.bind(sequence, lambda _event: self._returned())
        for sequence in ("<Shift-Return>", "<Shift-KP_Enter>"):
            text.bind(sequence, lambda _event: self._broke_line())
        text.bind("<Tab>", lambda _event: self._tabbed())
        for sequence in ("<Shift-Tab>", "<<PrevWindow>>"):
            text.bind(sequence, lambda _event: self._leave(text.tk_focusPrev()))
        text.bind("<Up>", lambda _event: self._recall(-1))
        text.bind("<Down>", lambda _event: self._recall(1))
        text.bind(f"<{COMMAND}-a>", lambda _event: self._select_all())
        text.bind(f"<{COMMAND}-y>", lambda _event: self._redo())
        text.bind("<<Paste>>", lambda _event: self._drop_selection())
        text.bind("<Configure>", lambda _event: self._fit())
        text.bind("<FocusIn>", lambda _event: self._box.show(focused=True))
        text.bind("<FocusOut>", lambda _event: self._box.show(focused=False))

    def _returned(self) -> str:
        self._send_text()
        return "break"

    def _broke_line(self) -> str:
        self._drop_selection()
        self.text.insert("insert", "\n")
        self.text.see("insert")
        return "break"

    def _leave(self, widget: tk.Misc | None) -> str:
        if widget is not None:
            widget.focus_set()
        return "break"

    def _select_all(self) -> str:
        self.text.tag_add("sel", "1.0", "end-1c")
        return "break"

    def _redo(self) -> str:
        try:
            self.text.edit_redo()
        except tk.TclError:  # nothing to do again
            pass
        return "break"

    def _drop_selection(self) -> None:
        """What is pasted takes the place of what is selected: on X11 Tk leaves it standing."""
        if self.text.tag_ranges("sel"):
            self.text.delete("sel.first", "sel.last")

    def _recall(self, step: int) -> str | None:
        """Bring back what was sent before; None where the arrow is to move the caret."""
        sent = self._shown.sent if self._shown else []
        at_end = self.text.compare("insert", "==", "end-1c")
        if self._recalled is None:
            if self._reported or step > 0 or not sent:
                return None
            place = len(sent) - 1
        elif not at_end:
            return None
        else:
            place = max(0, self._recalled + step)
        found = sent[place] if place < len(sent) else ""
        self.text.replace_all(found)
        self._recalled = place if found else None
        return "break"

    def _tabbed(self) -> str:
        """Finish a name, or choose another one; where nothing can be finished, go to the next control."""
        before = self.text.get("insert linestart", "insert")
        completion = self._completion.next() if self._completion else complete(before, self._nicks())
        if completion is None:
            return self._leave(self.text.tk_focusNext())
        self.text.replace(f"insert linestart + {completion.start} chars", "insert", completion.text)
        self._completion = completion  # after the change, which forgets the one before
        return "break"

    def _nicks(self) -> list[str]:
        if self._shown is None:
            return []
        present = self._shown.members if self._shown.kind is Kind.CHANNEL else (self._shown.name,)
        return [nick for nick in present if not self._room.is_me(nick)]

    # -- looks

    def _restyle(self) -> None:
        """Give the text its colours and its type."""
        tokens, font = theme.tokens, theme.font(14)
        extra = max(0, theme.px(LINE) - int(self.tk.call("font", "metrics", font, "-linespace")))
        fill = "raised" if self._enabled else "sunk"
        self._box.show(enabled=self._enabled)
        for widget in (self._placeholder, self._send):
            widget.configure(bg_color=pair(fill))
        self.text.configure(
            font=font,
            bg=getattr(tokens, fill),
            fg=tokens.text,
            insertbackground=tokens.accent,
            insertwidth=max(1, theme.px(1)),
            selectbackground=tokens.sel,
            selectforeground=tokens.text,
            inactiveselectbackground=tokens.sel,
            spacing1=extra // 2,
            spacing2=extra,
            spacing3=extra - extra // 2,
        )
        self._note_look()

    def _note_look(self) -> None:
        """After a change: room for the lines, the placeholder, the look of the button."""
        ready = self._enabled and bool(self._reported.strip())
        self._send.show(kind="primary" if ready else "ghost")
        self._send.enable(self._enabled)
        self._fit()

    def _fit(self) -> None:
        """Take as much height as the lines need, up to the most."""
        lines = self._lines()
        high = max(HEIGHT, lines * LINE + 28)
        if self.cget("height") != high:
            self.configure(height=high)
        wide, text_high = self.winfo_width() - theme.px(LEFT + BUTTON + 2 * PAD), lines * theme.px(LINE)
        if wide > 0:
            top = (theme.px(high) - text_high) // 2
            self.text.place(x=theme.px(LEFT), y=top, width=wide, height=text_high)
            self._place_placeholder(top, wide)

    def _place_placeholder(self, top: int, wide: int) -> None:
        if self._reported:
            self._placeholder.place_forget()
        else:
            caret = theme.px(5)  # the caret stands before it
            tk.Place.place_configure(self._placeholder, x=theme.px(LEFT) + caret, y=top, width=max(1, wide - caret))

    def _lines(self) -> int:
        """How many lines the text takes, at most the most. What lies beyond is not counted: it may be long."""
        if self.text.winfo_width() <= 1:  # it has no place yet
            return 1
        last = self.text.index(f"1.0 + {MOST_LINES - 1} display lines")
        if self.text.compare(last, ">", "end-1c"):  # Tk counts a line of its own at the end
            last = "end-1c"
        return 1 + int(self.tk.call(str(self.text), "count", "-displaylines", "1.0", last) or 0)


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
