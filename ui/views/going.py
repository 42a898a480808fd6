"""Going to a message in a log, and where the keyboard is among the messages. Knows neither mouse nor keys."""

from collections.abc import Callable

from app.models.conversation import Change, Inserted
from app.words import _
from ui.views.log import Log
from ui.widgets.floating import Rect
from ui.widgets.scroller import Place


class Going:
    """Where the keyboard is in one log. ``load_to(key)`` shows a message that is only kept; False if it is not."""

    def __init__(self, log: Log, load_to: Callable[[str], bool]) -> None:
        self._log, self._load_to = log, load_to
        self._wanted = ""  # key of the message to go to as soon as it comes

    def focus(self, index: int | None) -> None:
        """Put the keyboard's focus on a row, bringing it into sight, or on none."""
        rows, scroller = self._log.rows, self._log.scroller
        before, rows.focused = rows.focused, index
        for changed in (before, index):
            if changed is not None:
                scroller.changed(changed)
        if index is not None:
            scroller.reveal(index)

    def come_back(self, index: int) -> Callable[[], None]:
        """What brings the keyboard back to a row that it was at, when a box that was opened there closes."""
        rows = self._log.rows
        key = rows.entries[index].key if rows.focused == index else None

        def come_back() -> None:
            if key is not None and rows.conversation and (place := rows.conversation.index(key)) is not None:
                self.focus(place)

        return come_back

    def jump(self, key: str, beside: Rect) -> bool:
        """Go to a message and put the keyboard there; where it has to be asked for, say so beside a place."""
        index = self._find(key)
        if index is None:
            self._wanted = key
            self._log.tip.say(_("That message is not kept on this computer. The room is asked for it."), beside)
            return False
        self._wanted = ""
        if index not in self._log.scroller.seen():
            self._log.scroller.go(Place(index, self._log.scroller.height // 3))
        self._log.canvas.focus_set()
        self.focus(index)
        return True

    def follow(self, change: Change) -> None:
        """The conversation changed: what was asked for may have come."""
        if self._wanted and isinstance(change, Inserted) and self._log.rows.page.find(self._wanted):
            self._log.canvas.after_idle(self._go_to_wanted)

    def stay(self) -> None:
        """The person does something else now: go nowhere by itself."""
        self._wanted = ""

    def _go_to_wanted(self) -> None:
        if self._wanted:
            self.jump(self._wanted, (0, 0, 0, 0))

    def _find(self, key: str) -> int | None:
        rows = self._log.rows
        found = rows.page.find(key)
        if found is None and self._load_to(key):
            found = rows.page.find(key)
        return rows.conversation.index(found.key) if found and rows.conversation else None
