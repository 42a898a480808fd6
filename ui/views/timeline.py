"""A conversation on the screen: follows its changes and keeps the reader's place. Knows no network.

Rows are one to one with entries, so an index means the same to the conversation, to the scroller and
to the selection. What comes in a burst is painted once. Tk thread only.
"""

import time
import tkinter as tk
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never
from weakref import WeakKeyDictionary

from app.models.conversation import Change, Cleared, Conversation, Inserted, Removed, Replaced
from app.models.entries import Delivery, Entry, Text
from app.models.transfers import Files
from ui.actions import FileActions, MessageActions
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.log import Log
from ui.views.log_actions import LogActions
from ui.views.log_keys import LogKeys
from ui.views.log_rows import LogRows
from ui.views.overlays import ActionBar, JumpButton, Tip
from ui.views.pointer import Pointer
from ui.views.selection import moved
from ui.widgets.basics import follow
from ui.widgets.scroller import Place, Scroller
from ui.widgets.thumb import Thumb

CONTEXT = 60
"""How much is shown above the first unread message, in logical pixels."""
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class _Kept:
    """Where a reader was when another conversation was shown: an entry's key, or None for the end."""

    key: str | None
    top: int


class Timeline(tk.Frame):
    """The log of a conversation.

    ``seen_end()`` is called when the newest entry comes into view; ``load_older(conversation)``
    when the reader has come to the oldest.
    """

    def __init__(
        self,
        master: tk.Misc,
        *,
        open_link: Callable[[str], object],
        retry: Callable[[str], object],
        discard: Callable[[str], object],
        messages: MessageActions | None = None,
        files: FileActions | None = None,
        seen_end: Callable[[], object] = lambda: None,
        load_older: Callable[[Conversation], object] | None = None,
        now: Callable[[], float] = time.time,
        zone: tzinfo | None = None,
    ) -> None:
        super().__init__(master, bd=0, highlightthickness=0)
        self._seen_end, self._load_older = seen_end, load_older
        self._calendar = Calendar(now=now, zone=zone)
        self._log = log = self._make_log()
        self._rows, self._scroller = log.rows, log.scroller
        self._actions = LogActions(
            log, open_link=open_link, retry=retry, discard=discard, messages=messages, files=files
        )
        self._files = files
        self._pointer = Pointer(log, self._actions)
        self._keys = LogKeys(log, self._actions, px=theme.px)
        self._me = ""
        self._new = 0  # messages that came below the view
        self._was_at_end = False
        self._asked_at: str | None = None  # the oldest entry when older ones were last asked for
        self._unread_from: str | None = None
        self._kept: WeakKeyDictionary[Conversation, _Kept] = WeakKeyDictionary()
        self._unfollow: list[Callable[[], None]] = []
        log.canvas.bind("<Configure>", lambda e: self._resized(e.width, e.height))
        follow(self, theme.changed, self._follow_theme)
        self._follow_theme()
        self._day = self._calendar.today()
        self._midnight = self.after(self._until_midnight(), self._next_day)

    def _make_log(self) -> Log:
        canvas = tk.Canvas(self, bd=0, highlightthickness=0, takefocus=1, width=1, height=1)
        canvas.pack(fill="both", expand=True)
        rows = LogRows(canvas, self._calendar)
        scroller = Scroller(canvas, rows, scrolled=self._scrolled)
        return Log(canvas, rows, scroller, Thumb(canvas, scroller), ActionBar(canvas), JumpButton(canvas), Tip(canvas))

    def destroy(self) -> None:
        """End what would call later."""
        self._leave()
        self._pointer.stop()
        self._log.tip.hide()
        self._scroller.stop()
        self.after_cancel(self._midnight)
        super().destroy()

    # -- what is shown

    @property
    def conversation(self) -> Conversation | None:
        return self._rows.conversation

    @property
    def at_end(self) -> bool:
        """Whether the newest entry is in view."""
        return self._scroller.at_end

    def show(self, conversation: Conversation | None, *, me: str) -> None:
        """Show a conversation where its reader left it. ``me`` is what we are called in it."""
        self._me = me
        if conversation is self._rows.conversation:
            self._people_changed()
            return
        self._leave()
        self._actions.going.stay()
        self._rows.show(conversation)
        self._new, self._asked_at, self._was_at_end = 0, None, False
        if conversation is not None:
            self._unread_from = conversation.unread_from
            self._unfollow = [
                conversation.entries_changed.connect(self._changed),
                conversation.unread_changed.connect(self._unread_changed),
                conversation.readers.changed.connect(self._read_changed),
                conversation.members_changed.connect(self._people_changed),
            ]
        self._people_changed()
        self._scroller.reset(self._place_in(conversation))

    def hide(self, is_hidden: Callable[[str], bool]) -> None:
        """Leave out what those say whom this function names; a line says that they said something."""
        self._rows.hide(is_hidden)
        self._scroller.changed_all()

    def show_files(self, files: Files) -> None:
        """Show files as what they are, instead of as links. ``files`` says what is known of them."""
        if self._files is not None:
            self._rows.set_files(files)
            follow(self, files.changed, self._file_changed)
            follow(self, files.takes_files_changed, self._scroller.changed_all)  # what is in sight can be fetched now

    def _file_changed(self, digest: str) -> None:
        for index in self._rows.showing(digest):
            self._scroller.changed(index)

    def jump(self, key: str) -> bool:
        """Go to an entry with the keyboard, so that it is seen which one it is. False if it is not here."""
        return self._actions.going.jump(key, (0, 0, self._scroller.width, theme.px(CONTEXT)))

    def to_end(self) -> None:
        """Go to the newest entry."""
        self._scroller.go(Place())

    def scroll_page(self, pages: int) -> None:
        """Go on by pages, or back by as many."""
        self._keys.page(pages)

    def take_focus(self) -> None:
        """Take the keyboard, at the newest message in view."""
        self._log.canvas.focus_set()
        self._keys.enter()

    def copy(self) -> bool:
        """Copy what is selected. False if nothing is."""
        return self._actions.copying.copy()

    def _place_in(self, conversation: Conversation | None) -> Place:
        """Where to begin to read: where one left off; from the end, at what is unread."""
        if conversation is None:
            return Place()
        kept = self._kept.get(conversation, _Kept(None, 0))
        if kept.key is not None and (index := conversation.index(kept.key)) is not None:
            return Place(index, kept.top)
        first_new = conversation.unread_from and conversation.index(conversation.unread_from)
        if isinstance(first_new, int):
            self._new = _messages(conversation.entries[first_new:])
            return Place(first_new, theme.px(CONTEXT))
        return Place()

    def _leave(self) -> None:
        """Follow the conversation no more, and remember the place in it."""
        for stop in self._unfollow:
            stop()
        self._unfollow = []
        if (conversation := self._rows.conversation) is not None:
            place = self._scroller.place
            entry = self._rows.entries[place.index] if place.index is not None and self._rows.entries else None
            self._kept[conversation] = _Kept(entry.key if entry else None, place.top)
        self._actions.point_at(None)

    # -- following the conversation

    def _changed(self, change: Change) -> None:
        if self._rows.selection:
            self._rows.selection = self._rows.selection.after(change)
        if self._rows.focused is not None:
            self._rows.focused = moved(self._rows.focused, change)
        self._actions.follow(change)
        match change:
            case Inserted(index, count):
                self._inserted(index, count)
            case Replaced(index):
                self._scroller.changed(index)
                self._stands_otherwise(index + 1)
                self._quoted_otherwise(self._rows.entries[index].key)
            case Removed(index):
                self._scroller.removed(index)
                self._stands_otherwise(index)
            case Cleared():
                self._new = 0
                self._scroller.reset(Place())
            case _:
                assert_never(change)

    def _inserted(self, index: int, count: int) -> None:
        new = self._rows.entries[index : index + count]
        self._scroller.inserted(index, count)
        self._stands_otherwise(index + count)
        if not self._scroller.at_end and index > 0:
            self._new += _messages(new)
        if any(isinstance(e, Text) and e.delivery is Delivery.WAITING for e in new):
            self._scroller.at_end = True  # who writes wants to see it

    def _stands_otherwise(self, index: int) -> None:
        """What stands above an entry may be other lines now: it stays where it is being read."""
        if index < len(self._rows):
            self._scroller.changed(index, lowered=self._rows.lowered(index))

    def _quoted_otherwise(self, key: str) -> None:
        """A message is another one now: so are the answers in sight that quote it."""
        for index in self._scroller.drawn():
            if self._rows.quotes(index, key):
                self._scroller.changed(index)

    def _unread_changed(self) -> None:
        conversation = self._rows.conversation
        if conversation is None or conversation.unread_from == self._unread_from:
            return
        for key in (self._unread_from, conversation.unread_from):
            if key is not None and (index := conversation.index(key)) is not None:
                self._stands_otherwise(index)
        self._unread_from = conversation.unread_from

    def _read_changed(self) -> None:
        for index in self._rows.read_otherwise():
            self._scroller.changed(index)

    def _people_changed(self) -> None:
        conversation = self._rows.conversation
        self._rows.set_people(conversation.members if conversation else (), self._me)

    # -- following the window

    def _resized(self, width: int, height: int) -> None:
        self._actions.point_at(None)
        if width != self._rows.page.width:
            self._rows.set_width(width)
        self._scroller.resized(width, height)

    def _follow_theme(self) -> None:
        tokens = theme.tokens
        self.configure(bg=tokens.canvas)
        self._log.canvas.configure(bg=tokens.canvas)
        self._actions.point_at(None)
        self._scroller.changed_all(guess=self._rows.follow_theme())

    def _until_midnight(self) -> int:
        return min(HOUR_MS, round(self._calendar.until_tomorrow() * 1000) + 500)

    def _next_day(self) -> None:
        """Today may have become yesterday. Asked every hour too: computers sleep."""
        if (today := self._calendar.today()) != self._day:
            self._day = today
            self._rows.forget()
            self._scroller.changed_all()
        self._midnight = self.after(self._until_midnight(), self._next_day)

    def _scrolled(self) -> None:
        """The rows were drawn or moved."""
        at_end = self._scroller.at_end
        if at_end:
            self._new = 0
            self._log.jump.hide()
        else:
            self._log.jump.show(new=self._new)
        self._log.thumb.draw()
        self._actions.check_place()
        if at_end and not self._was_at_end and len(self._rows):
            self._seen_end()
        self._was_at_end = at_end and bool(len(self._rows))
        self._ask_for_older()
        for file in self._rows.take_seen():  # now: whoever looks may have rows drawn anew
            if self._files:
                self._files.look(file)

    def _ask_for_older(self) -> None:
        conversation, entries = self._rows.conversation, self._rows.entries
        if self._load_older is None or conversation is None or not entries or self._scroller.top_of(0) != 0:
            return
        if entries[0].key != self._asked_at:
            self._asked_at = entries[0].key
            self._load_older(conversation)


def _messages(entries: Sequence[Entry]) -> int:
    """How many of the entries were said by others."""
    return sum(isinstance(entry, Text) and not entry.own for entry in entries)
