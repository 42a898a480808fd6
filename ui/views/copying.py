"""Selecting in a log and copying from it: messages, links, what is selected. Knows neither mouse nor keys."""

from app.models.entries import Entry, Text
from app.models.markup import plain
from app.sentences import sentence
from app.words import _
from ui.views.layout import Hit, Open
from ui.views.log import Log
from ui.views.selection import Selection, copied
from ui.widgets.floating import Rect


class Copying:
    """Takes texts out of one log."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._x11 = log.canvas.tk.call("tk", "windowingsystem") == "x11"
        if self._x11:
            log.canvas.selection_handle(self._primary, selection="PRIMARY")

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
            self.put(text)
        return bool(text)

    def copy_entry(self, index: int) -> None:
        """Copy all of an entry, as it was written."""
        self.put(_words(self._log.rows.entries[index]))

    def copy_link(self, hit: Hit, rect: Rect) -> bool:
        """Copy the address, if this is a link."""
        if not isinstance(hit.action, Open):
            return False
        self.put(hit.action.address)
        self._log.tip.say(_("Link copied"), rect)
        return True

    def _selected_text(self) -> str:
        rows = self._log.rows
        if not rows.selection or not rows.entries:
            return ""
        first, last = rows.layout(rows.selection.start[0]), rows.layout(rows.selection.end[0])
        return copied(rows.selection, rows.entries, first, last, rows.page.calendar)

    def put(self, text: str) -> None:
        """Put this on the clipboard."""
        self._log.canvas.clipboard_clear()
        whole = text.encode(errors="replace").decode()  # half of a surrogate pair is nothing that Tk takes
        self._log.canvas.clipboard_append(whole)

    def _primary(self, offset: str, length: str) -> str:
        """Hand the selection to another program, in parts as X11 asks for them."""
        start = int(offset)
        return self._selected_text()[start : start + int(length)]


def _words(entry: Entry) -> str:
    return plain(entry.text) if isinstance(entry, Text) else sentence(entry)
