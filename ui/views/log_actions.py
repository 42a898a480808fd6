"""What can be done with what the log shows: open, copy, select, try again, discard. Knows neither mouse nor keys.

The pointer, the keyboard, the action bar and the menu all come here, so each thing is done in one way.
"""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from app.models.conversation import Change, Replaced
from app.models.entries import Delivery, Entry, Text
from app.models.markup import plain
from app.words import _
from ui.theme import theme
from ui.views.entries import sentence
from ui.views.layout import Action, Copy, Hit, Open, Retry, Unfold
from ui.views.log_rows import LogRows
from ui.views.overlays import ActionBar, BarButton, JumpButton, Tip
from ui.views.selection import Selection, copied, moved
from ui.widgets.basics import COMMAND_NAME
from ui.widgets.floating import Rect
from ui.widgets.menu import Item, Menu
from ui.widgets.scroller import Scroller
from ui.widgets.thumb import Thumb


@dataclass(frozen=True, slots=True)
class Log:
    """The parts of a log that are used together."""

    canvas: tk.Canvas
    rows: LogRows
    scroller: Scroller
    thumb: Thumb
    bar: ActionBar
    jump: JumpButton
    tip: Tip


class LogActions:
    """Does what a person asks for. ``open_link``, ``retry`` and ``discard`` go beyond the log."""

    def __init__(
        self,
        log: Log,
        *,
        open_link: Callable[[str], object],
        retry: Callable[[str], object],
        discard: Callable[[str], object],
    ) -> None:
        self._log = log
        self._open_link, self._retry, self._discard = open_link, retry, discard
        self._pointed: int | None = None
        self._pointed_top = 0
        self._x11 = log.canvas.tk.call("tk", "windowingsystem") == "x11"
        if self._x11:
            log.canvas.selection_handle(self._primary, selection="PRIMARY")

    def act(self, index: int, action: Action) -> None:
        """Do what a click on this part of a row does."""
        match action:
            case Open(address):
                self._open_link(address)
            case Copy(text):
                self._copy(text)
                self._log.tip.say(_("Copied"), self._rect_of(index, action))
            case Retry():
                self.retry(index)
            case Unfold():
                self._log.rows.unfold(index)
                self._log.scroller.changed(index)
            case _:
                assert_never(action)

    def retry(self, index: int) -> bool:
        """Send a failed message again. False if it has not failed."""
        if failed := self._failed(index):
            self._retry(failed.key)
        return failed is not None

    def discard(self, index: int) -> bool:
        """Take a failed message away. False if it has not failed."""
        if failed := self._failed(index):
            self._discard(failed.key)
        return failed is not None

    def open(self, index: int) -> bool:
        """Open the first link of a message. False if it has none."""
        links = [hit.action for hit in self._log.rows.layout(index).hits if isinstance(hit.action, Open)]
        if links:
            self._open_link(links[0].address)
        return bool(links)

    def _failed(self, index: int) -> Text | None:
        entry = self._log.rows.entries[index]
        return entry if isinstance(entry, Text) and entry.delivery is Delivery.FAILED else None

    # -- what the pointer is on

    def point_at(self, index: int | None) -> None:
        """The pointer is on this row, or on none: offer what can be done with it."""
        log = self._log
        if index == self._pointed:
            return
        self._pointed = None
        log.bar.hide()
        if index is not None and isinstance(entry := log.rows.entries[index], Text):
            self._pointed = index
            self._pointed_top = top = log.scroller.top_of(index) or 0
            layout = log.rows.layout(index)
            x0, y0, x1, y1 = layout.box
            own = entry.own and not theme.compact
            box = (x0, y0 + top, x1, y1 + top)
            log.bar.show(self._buttons(index), box, head=layout.head, right=log.scroller.width, own=own)

    def follow(self, change: Change) -> None:
        """The conversation changed: what is offered goes with its row."""
        if self._pointed is not None:
            replaced = change == Replaced(self._pointed)
            pointed = None if replaced else moved(self._pointed, change)
            if pointed is None:
                self.point_at(None)
            self._pointed = pointed

    def check_place(self) -> None:
        """Rows were moved: offer nothing beside a row that is elsewhere now."""
        if self._pointed is not None and self._log.scroller.top_of(self._pointed) != self._pointed_top:
            self.point_at(None)

    def _buttons(self, index: int) -> list[BarButton]:
        buttons = [BarButton("copy", _("Copy   C"), lambda: self._copy_from_bar(index))]
        if self._failed(index):
            again = BarButton("refresh-cw", _("Try again   Enter"), lambda: self.retry(index))
            buttons[:0] = [again, BarButton("trash-2", _("Discard   Esc"), lambda: self.discard(index))]
        return buttons

    def _copy_from_bar(self, index: int) -> None:
        self.copy_entry(index)
        self._log.bar.confirm(len(self._buttons(index)) - 1)

    def open_menu(self, index: int, x_root: int, y_root: int) -> None:
        """Open the menu of a row."""
        rows, items = self._log.rows, []
        if rows.selection:
            items.append(Item(_("Copy selected text"), self.copy, "copy", f"{COMMAND_NAME}C"))
        items.append(Item(_("Copy message"), lambda: self.copy_entry(index), "copy", "C"))
        if self._failed(index):
            items.append(Item(_("Try again"), lambda: self.retry(index), "refresh-cw", _("Enter")))
            items.append(Item(_("Discard"), lambda: self.discard(index), "trash-2", _("Esc"), danger=True))
        self.point_at(None)
        Menu(self._log.canvas, items).show_at(x_root, y_root)

    def _rect_of(self, index: int, action: Action) -> Rect:
        top = self._log.scroller.top_of(index) or 0
        hit = next(hit for hit in self._log.rows.layout(index).hits if hit.action == action)
        return hit.x0, top + hit.y0, hit.x1, top + hit.y1

    # -- selecting and copying

    def select(self, selection: Selection | None) -> None:
        """Select this and nothing else."""
        log = self._log
        selection = None if selection is None or selection.empty else selection
        before, log.rows.selection = log.rows.selection, selection
        for index in log.scroller.drawn():
            if (before and before.on(index)) != (selection and selection.on(index)):
                log.scroller.changed(index)

    def selected(self) -> None:
        """The person has finished selecting: X11 pastes it with the middle button."""
        if self._x11 and self._log.rows.selection:
            self._log.canvas.selection_own(selection="PRIMARY")

    def select_all(self) -> None:
        """Select the whole conversation."""
        rows = self._log.rows
        if last := len(rows):
            self.select(Selection((0, 0), (last - 1, len(rows.layout(last - 1).plain))))
            self.selected()

    def copy(self) -> bool:
        """Copy what is selected. False if nothing is."""
        if text := self._selected_text():
            self._copy(text)
        return bool(text)

    def copy_entry(self, index: int) -> None:
        """Copy all of an entry, as it was written."""
        self._copy(_words(self._log.rows.entries[index]))

    def copy_link(self, hit: Hit, rect: Rect) -> bool:
        """Copy the address, if this is a link."""
        if not isinstance(hit.action, Open):
            return False
        self._copy(hit.action.address)
        self._log.tip.say(_("Link copied"), rect)
        return True

    def _selected_text(self) -> str:
        rows = self._log.rows
        if not rows.selection or not rows.entries:
            return ""
        first, last = rows.layout(rows.selection.start[0]), rows.layout(rows.selection.end[0])
        return copied(rows.selection, rows.entries, first, last, rows.page.calendar)

    def _copy(self, text: str) -> None:
        self._log.canvas.clipboard_clear()
        whole = text.encode(errors="replace").decode()  # half of a surrogate pair is nothing that Tk takes
        self._log.canvas.clipboard_append(whole)

    def _primary(self, offset: str, length: str) -> str:
        """Hand the selection to another program, in parts as X11 asks for them."""
        start = int(offset)
        return self._selected_text()[start : start + int(length)]


def _words(entry: Entry) -> str:
    return plain(entry.text) if isinstance(entry, Text) else sentence(entry)
