"""Finishes words in the composer's text: with Tab, from the suggestions above it, and emoji that are written out.

Knows the text, and what can be finished when it asks; not where that comes from, nor where the text goes.
"""

import tkinter as tk
from collections.abc import Callable

from ui.emoji_names import favourites
from ui.views.completion import Completion, Words, complete, emoji_written
from ui.views.suggestions import Suggestions
from ui.widgets.writing_box import WritingBox


class Completing:
    """Each key's method says whether the key was for it. ``beside`` is what the suggestions stand above."""

    def __init__(self, text: WritingBox, beside: tk.Misc, words: Callable[[], Words]) -> None:
        self._text, self._beside, self._words = text, beside, words
        self._done: Completion | None = None  # what Tab has put there last
        self._offered: Completion | None = None
        self._busy = False  # whether the change is our own
        self._box: Suggestions | None = None

    @property
    def offered(self) -> Completion | None:
        """What is shown above the text."""
        return self._offered

    def changed(self) -> None:
        """The person has changed the text."""
        if self._busy:
            return
        self._done = None
        before = self._text.line_before_caret
        if before.endswith(":") and (written := emoji_written(before)):
            self._replace(*written)
        self._offer()

    def moved(self) -> None:
        """The caret is elsewhere, without a change."""
        if self._offered:
            self._offer()

    def forget(self) -> None:
        """Offer nothing: this is another text, or nobody writes here now."""
        self._done = self._offered = None
        if self._box is not None:
            self._box.hide()

    # -- keys

    def tab(self) -> bool:
        """Finish the word, or put the next choice in its place."""
        if self._offered:
            self._take(self._offered)
            return True
        before = self._text.line_before_caret
        first = self._done is None
        done = self._done.next() if self._done else complete(before, self._words(), first_line=self._text.on_first_line)
        if done is None:
            return False
        self._put(before[done.start :] if first else None, done)
        return True

    def arrow(self, by: int) -> bool:
        """Mark another choice."""
        if self._offered is None:
            return False
        self._offered = self._offered.next(by)
        self._show(self._offered)
        return True

    def enter(self) -> bool:
        """Take what is marked, unless the word is whole as it stands."""
        if self._offered is None or (self._offered.exact and self._offered.chosen == 0):
            return False
        self._take(self._offered)
        return True

    def escape(self) -> bool:
        """Offer nothing until something else is written."""
        shown = self._offered is not None
        self.forget()
        return shown

    # -- what comes of it

    def _offer(self) -> None:
        before = self._text.line_before_caret
        found = complete(before, self._words(), first_line=self._text.on_first_line)
        if found and found.offered:
            self._offered = found
            self._show(found)
        else:
            self.forget()

    def _show(self, completion: Completion) -> None:
        if self._box is None:
            self._box = Suggestions(self._beside, take=lambda index: self._take_from_box(index))
        self._box.show(completion, self._beside)

    def _take_from_box(self, index: int) -> None:
        if self._offered:
            self._take(self._offered.next(index - self._offered.chosen))

    def _take(self, completion: Completion) -> None:
        before = self._text.line_before_caret
        self.forget()
        if emoji := completion.choices[completion.chosen].emoji:
            favourites.note(emoji)
        self._put(before[completion.start :], completion)

    def _put(self, word: str | None, completion: Completion) -> None:
        self._replace(word, completion.text)
        self._done = completion

    def _replace(self, word: str | None, text: str) -> None:
        self._busy = True
        self._text.replace_word(word, text)
        self._busy = False
