"""A text box of several lines as people know it from elsewhere. Knows nothing of what is done with the text.

Keys are bound only where Tk's own behaviour is not wanted, and never plain letters: an input method composes its
characters from them.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

from ui.theme import theme
from ui.widgets.basics import COMMAND
from ui.widgets.watched_text import WatchedText

LINE = 20
"""Height of a line, in logical pixels."""
WORD_MARK = "begun word"


class WritingBox(WatchedText):
    """``changed()`` is called after every change, ``resized()`` when the box has another size."""

    def __init__(self, master: tk.Misc, *, changed: Callable[[], None], resized: Callable[[], None]) -> None:
        super().__init__(
            master, changed=changed, bd=0, highlightthickness=0, padx=0, pady=0, undo=True, wrap="word", insertofftime=0
        )
        self.bind("<Configure>", lambda _event: resized())
        self.bind(f"<{COMMAND}-a>", lambda _event: self._select_all())
        self.bind(f"<{COMMAND}-y>", lambda _event: self._redo())
        self.bind("<<Paste>>", lambda _event: self._drop_selection())
        for sequence in ("<Shift-Return>", "<Shift-KP_Enter>"):
            self.bind(sequence, lambda _event: self._break_line())
        for sequence in ("<Shift-Tab>", "<<PrevWindow>>"):
            self.bind(sequence, lambda _event: self._leave_backwards())

    # -- what is written

    @property
    def at_end(self) -> bool:
        """Whether the caret is behind the last character."""
        return bool(self.compare("insert", "==", "end-1c"))

    @property
    def line_before_caret(self) -> str:
        """The line that is being written, up to the caret."""
        return self.get("insert linestart", "insert")

    @property
    def on_first_line(self) -> bool:
        """Whether the caret is in the first line that was written."""
        return bool(self.compare("insert linestart", "==", "1.0"))

    def write(self, text: str) -> None:
        """Put this where the caret is."""
        self._drop_selection()
        self.insert("insert", text)
        self.see("insert")

    def replace_word(self, word: str | None, text: str) -> None:
        """Put ``text`` in place of ``word``, which ends at the caret; of the last one so replaced, if None."""
        if word is not None:
            self.mark_set(WORD_MARK, f"insert - {_tk_length(word)} chars")
            self.mark_gravity(WORD_MARK, "left")
        self.replace(WORD_MARK, "insert", text)

    def lines(self, most: int) -> int:
        """How many lines the text takes. What lies beyond ``most`` is not counted: it may be long."""
        if self.winfo_width() <= 1:  # it has no place yet
            return 1
        last = self.index(f"1.0 + {most - 1} display lines")
        if self.compare(last, ">", "end-1c"):  # Tk counts a line of its own at the end
            last = "end-1c"
        return 1 + int(self.tk.call(str(self), "count", "-displaylines", "1.0", last) or 0)

    # -- how it looks

    def dress(self, fill: str) -> None:
        """Take the present look, on this colour."""
        tokens, font = theme.tokens, theme.font(14)
        extra = max(0, theme.px(LINE) - int(self.tk.call("font", "metrics", font, "-linespace")))
        options: dict[str, Any] = {
            "font": font,
            "bg": fill,
            "fg": tokens.text,
            "insertbackground": tokens.accent,
            "insertwidth": max(1, theme.px(1)),
            "selectbackground": tokens.sel,
            "selectforeground": tokens.text,
            "inactiveselectbackground": tokens.sel,
            "spacing1": extra // 2,
            "spacing2": extra,
            "spacing3": extra - extra // 2,
        }
        self.configure(**options)

    # -- keys

    def _break_line(self) -> str:
        self.write("\n")
        return "break"

    def _leave_backwards(self) -> str:
        if (before := self.tk_focusPrev()) is not None:
            before.focus_set()
        return "break"

    def _select_all(self) -> str:
        self.tag_add("sel", "1.0", "end-1c")
        return "break"

    def _redo(self) -> str:
        try:
            self.edit_redo()
        except tk.TclError:  # nothing to do again
            pass
        return "break"

    def _drop_selection(self) -> None:
        """What is written takes the place of what is selected: on X11 Tk leaves it standing when pasting."""
        if self.tag_ranges("sel"):
            self.delete("sel.first", "sel.last")


def _tk_length(text: str) -> int:
    """How many characters Tk counts: before version 9 two for an emoji."""
    return len(text) if tk.TkVersion >= 9 else len(text.encode("utf-16-le")) // 2
