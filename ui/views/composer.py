"""The box in which a message is written. Follows the room's current conversation; submits text, sends nothing itself.

The text is the person's: whatever happens around it, it stays as typed, in each conversation its own.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any
from weakref import WeakKeyDictionary

import customtkinter as ctk

from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from app.models.room import Closed, Room
from app.words import _
from ui import paint
from ui.theme import pair, theme
from ui.views import recall
from ui.views.aim import HEIGHT as STRIP
from ui.views.aim import Aim, AimStrip, Answering, Editing, last_own
from ui.views.completion import Completion, complete
from ui.views.current import follow_current
from ui.widgets.basics import follow
from ui.widgets.button import IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine
from ui.widgets.writing_box import LINE, WritingBox

HEIGHT = 50
MOST_LINES = 6
RADIUS = 14
BUTTON = 36
LEFT = 18
PAD = 7
GAP = 4
"""Between two buttons."""


class Composer(ctk.CTkFrame):
    """Text that grows to six lines, and the button that sends it."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        submit: Callable[[str], bool],
        compose: Callable[[str], None],
        reply: Callable[[str, str], bool],
        correct: Callable[[str, str], bool],
    ) -> None:
        self._room, self._submit, self._compose = room, submit, compose
        self._reply, self._correct = reply, correct
        self._aims: WeakKeyDictionary[Conversation, Aim] = WeakKeyDictionary()
        self._shown: Conversation | None = None
        self._reported = ""  # the text as it was last told to ``compose``
        self._loading = False
        self._recalled: recall.Recalled | None = None
        self._completion: Completion | None = None
        super().__init__(
            master, width=1, height=HEIGHT, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas")
        )
        self._box = _Box(self)
        self._box.place(relwidth=1, relheight=1)
        self.text = WritingBox(self, changed=self._note_change, resized=self._fit)
        self._placeholder = TextLine(self, Span(""), height=LINE)
        self._send = IconButton(self, "send", _("Send"), self._send_clicked, key=_("Enter"), icon_size=18)
        self._send.place(relx=1, x=-PAD, rely=1, y=-PAD, anchor="se")
        self._smile = IconButton(self, "smile", _("Emoji"), self.pick_emoji, icon_size=20)
        self._smile.place(relx=1, x=-PAD - BUTTON - GAP, rely=1, y=-PAD, anchor="se")
        self._strip = AimStrip(self, end=self.drop_aim)
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
            self.text.write(text)

    # -- what is written to

    @property
    def aim(self) -> Aim | None:
        """The message that is being answered or edited, if one is."""
        return self._aims.get(self._shown) if self._shown else None

    def answer(self, message: Text) -> None:
        """Begin to answer a message. What is written already becomes the answer."""
        if isinstance(self.aim, Editing):
            self.drop_aim()
        self._take_aim(Answering(message))

    def edit(self, message: Text) -> None:
        """Begin to say a message of ours in other words. What is written already comes back afterwards."""
        draft = self.aim.draft if isinstance(self.aim, Editing) else self._reported
        self._take_aim(Editing(message, draft))
        self.text.replace_all(message.text)

    def _take_aim(self, aim: Aim) -> None:
        if self._shown is not None and self._enabled:
            self._aims[self._shown] = aim
            self._show_aim()
            self.focus_text()

    def drop_aim(self) -> None:
        """Write something new instead."""
        if self._shown is not None and (aim := self._aims.pop(self._shown, None)):
            if isinstance(aim, Editing):
                self.text.replace_all(aim.draft)
            self._show_aim()
            self.focus_text()

    def _show_aim(self) -> None:
        if aim := self.aim:
            self._strip.show(aim)
            inset = theme.px(RADIUS // 2)
            tk.Place.place_configure(self._strip, x=inset, y=theme.px(4), relwidth=1, width=-2 * inset)
            tk.Misc.lift(self._strip)
        else:
            self._strip.place_forget()
        self._fit()

    def pick_emoji(self) -> None:
        """Let an emoji be chosen for the text."""
        from ui.views.emoji_picker import EmojiPicker  # it reads the names of all emoji, which takes a moment

        picker = EmojiPicker(self._smile.canvas, choose=self.type)
        picker.ask_beside(self._smile)

    # -- which conversation

    @property
    def _enabled(self) -> bool:
        return self._shown is not None and not isinstance(self._room.status, Closed)

    def _turn(self) -> None:
        """Show the current conversation's draft and say whom a message goes to."""
        if self._room.current is not self._shown:
            self._shown = self._room.current
            self._load(self._shown.draft if self._shown else "")
            self._show_aim()
        self.text.configure(state="normal" if self._enabled else "disabled")
        self._placeholder.show(Span(self._invitation(), colour="text3"))
        self._restyle()

    def _invitation(self) -> str:
        if isinstance(self._room.status, Closed):
            return _("The room is closed")
        if self._shown is None:
            return _("Choose a channel to write in")
        sign = "#" if self._shown.kind is Kind.CHANNEL else ""
        return _("Message {name}").format(name=sign + self._shown.title)

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
        shown, aim = self._shown, self.aim
        if self._say(text) and self._shown is shown:  # a command may have brought another one, with its own draft
            self.text.replace_all("")
            self.text.start_history()
            if aim:
                self.drop_aim()

    def _say(self, text: str) -> bool:
        match self.aim:
            case Answering(message):
                return self._reply(message.key, text)
            case Editing(message):
                return self._correct(message.key, text)
            case _:
                return self._submit(text)

    # -- keys

    def _bind_keys(self) -> None:
        for sequence in ("<Return>", "<KP_Enter>"):
            self.text.bind(sequence, lambda _event: self._returned())
        self.text.bind("<Tab>", lambda _event: self._tabbed())
        self.text.bind("<Up>", lambda _event: self._recall(-1))
        self.text.bind("<Down>", lambda _event: self._recall(1))
        self.text.bind("<Escape>", lambda _event: self._escaped())
        self.text.bind("<FocusIn>", lambda _event: self._box.show(focused=True))
        self.text.bind("<FocusOut>", lambda _event: self._box.show(focused=False))

    def _returned(self) -> str:
        self._send_text()
        return "break"

    def _escaped(self) -> str | None:
        """Write something new instead; None where there is nothing to leave, and the key is the window's."""
        if self.aim is None:
            return None
        self.drop_aim()
        return "break"

    def _recall(self, by: int) -> str | None:
        """Edit or bring back what was sent before; None where the arrow is to move the caret."""
        sent = self._shown.sent if self._shown else []
        begins = by < 0 and not self._reported and self.aim is None
        if begins and self._shown and (own := last_own(self._shown.entries, sent)):
            self.edit(own)
            return "break"
        found = recall.step(sent, self._recalled, by, empty=not self._reported, at_end=self.text.at_end)
        if found is None:
            return None
        self.text.replace_all(found.text)
        self._recalled = found if found.text else None  # after the change, which forgets the one before
        return "break"

    def _tabbed(self) -> str:
        """Finish a name, or choose another one; where nothing can be finished, go to the next control."""
        before = self.text.line_before_caret
        begun = self._completion is None
        completion = self._completion.next() if self._completion else complete(before, self._nicks())
        if completion is None:
            if (control := self.text.tk_focusNext()) is not None:
                control.focus_set()
            return "break"
        self.text.replace_word(before[completion.start :] if begun else None, completion.text)
        self._completion = completion  # after the change, which forgets the one before
        return "break"

    def _nicks(self) -> list[str]:
        if self._shown is None:
            return []
        present = self._shown.members if self._shown.kind is Kind.CHANNEL else (self._shown.name,)
        return [nick for nick in present if not self._room.is_me(nick)]

    # -- looks

    def _restyle(self) -> None:
        """Take the present look."""
        fill = "raised" if self._enabled else "sunk"
        self._box.show(enabled=self._enabled)
        for widget in (self._placeholder, self._send, self._smile):
            widget.configure(bg_color=pair(fill))
        self.text.dress(getattr(theme.tokens, fill))
        self._note_look()

    def _note_look(self) -> None:
        """After a change: room for the lines, the placeholder, the look of the button."""
        ready = self._enabled and bool(self._reported.strip())
        self._send.show(kind="primary" if ready else "ghost")
        self._send.enable(self._enabled)
        self._smile.enable(self._enabled)
        self._fit()

    def _fit(self) -> None:
        """Take as much height as the lines need, up to the most."""
        lines = self.text.lines(MOST_LINES)
        strip = STRIP if self.aim else 0
        high = max(HEIGHT, lines * LINE + 28) + strip
        if self.cget("height") != high:
            self.configure(height=high)
        wide, text_high = self.winfo_width() - theme.px(LEFT + 2 * BUTTON + GAP + 2 * PAD), lines * theme.px(LINE)
        if wide > 0:
            top = theme.px(strip) + (theme.px(high - strip) - text_high) // 2
            self.text.place(x=theme.px(LEFT), y=top, width=wide, height=text_high)
            self._place_placeholder(top, wide)

    def _place_placeholder(self, top: int, wide: int) -> None:
        if self._reported:
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
