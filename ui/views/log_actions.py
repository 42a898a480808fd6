"""What can be done with what the log shows: open, copy, select, try again, discard. Knows neither mouse nor keys.

The pointer, the keyboard, the action bar and the menu all come here, so each thing is done in one way.
"""

from collections.abc import Callable
from typing import assert_never

from app.models.attachments import Attachment
from app.models.conversation import Change, Replaced
from app.models.entries import Delivery, Text
from app.words import _
from ui.actions import FileActions, MessageActions
from ui.theme import theme
from ui.views import offers
from ui.views.copying import Copying
from ui.views.filing import Filing
from ui.views.going import Going
from ui.views.layout import Action, Copy, Deed, Handle, Jump, Open, React, Retry, Unfold, Who
from ui.views.log import Log
from ui.views.log_rows import file_in
from ui.views.overlays import BarButton
from ui.views.selection import moved
from ui.widgets.floating import Rect
from ui.widgets.menu import Menu


class LogActions:
    """Does what a person asks for; what goes beyond the log, it is handed."""

    def __init__(
        self,
        log: Log,
        *,
        open_link: Callable[[str], object],
        retry: Callable[[str], object],
        discard: Callable[[str], object],
        messages: MessageActions | None = None,
        files: FileActions | None = None,
    ) -> None:
        self._log = log
        self.messages = messages
        """What can be done with a message besides reading it; None where nothing can."""
        self.files = Filing(log.canvas, files) if files else None
        """What can be done with files; None where nothing can."""
        self._open_link, self._retry, self._discard = open_link, retry, discard
        self._pointed: int | None = None
        self._pointed_top = 0
        self.copying = Copying(log)
        self.going = Going(log, load_to=lambda key: self.messages is not None and self.messages.load_to(key))

    def act(self, index: int, action: Action) -> None:
        """Do what a click on this part of a row does."""
        match action:
            case Open(address):
                self._open_link(address)
            case Copy(text):
                self.copying.put(text)
                self._log.tip.say(_("Copied"), self._rect_of(index, action))
            case Retry():
                self.retry(index)
            case Unfold():
                self._log.rows.unfold(index)
                self._log.scroller.changed(index)
            case Jump(key):
                self.going.jump(key, self._rect_of(index, action))
            case React(sign):
                if (said := self.said(index)) and self.messages:
                    self.messages.react(said.key, sign)
            case Who(nick):
                self.show_who(nick, self._rect_of(index, action))
            case Handle(file, deed):
                self.handle(file, deed)
            case _:
                assert_never(action)

    def show_who(self, nick: str, beside: Rect) -> None:
        """Open somebody's card beside a place of the log."""
        if self.messages:
            self.messages.who(nick, self._in_window(beside))

    def who(self, index: int) -> None:
        """Open the card of who said the message in a row."""
        if said := self.said(index):
            self.show_who(said.author, self._row_rect(index))

    # -- what is done with a message that the room has

    def said(self, index: int) -> Text | None:
        """The message in a row, if the room has it and something can be done with it."""
        entry = self._log.rows.entries[index]
        return entry if self.messages and isinstance(entry, Text) and entry.delivery is Delivery.SENT else None

    def reply(self, index: int) -> None:
        """Begin to answer a message."""
        if (said := self.said(index)) and self.messages:
            self.messages.reply(said)

    def edit(self, index: int) -> None:
        """Begin to say a message of ours in other words."""
        if (said := self.said(index)) and self.messages and said.own:
            self.messages.edit(said)

    def pick(self, index: int) -> None:
        """Let a sign be chosen for a message."""
        if not (said := self.said(index)) or not (messages := self.messages):
            return
        rect, closed = self._log.bar.rect or self._row_rect(index), self.going.come_back(index)
        self.point_at(None)
        messages.pick(self._in_window(rect), lambda sign: messages.react(said.key, sign), closed)

    def retract(self, index: int) -> None:
        """Take a message back, if we may."""
        if (said := self.said(index)) and self.messages and self.messages.may_retract(said):
            self.messages.retract(said)

    # -- what failed

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
        """Open the first link of a message, or the file that it is. False if there is none."""
        handles = [hit.action for hit in self._log.rows.layout(index).hits if isinstance(hit.action, Handle)]
        if handles:
            self.act(index, handles[0])
            return True
        links = [hit.action for hit in self._log.rows.layout(index).hits if isinstance(hit.action, Open)]
        if links:
            self._open_link(links[0].address)
        return bool(links)

    def file(self, index: int) -> Attachment | None:
        """The file that a row shows, if something can be done with it."""
        return file_in(self._log.rows.entries[index]) if self.files else None

    def handle(self, file: Attachment, deed: Deed) -> None:
        """Do something with a file."""
        if self.files:
            self.files.do(Handle(file, deed))

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
        self.going.follow(change)
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
        return offers.buttons(self, index, failed=self._failed(index) is not None)

    def copy_from_bar(self, index: int) -> None:
        """Copy a message and show at the bar's button that it was done."""
        self.copying.copy_entry(index)
        place = next(n for n, button in enumerate(self._buttons(index)) if button.icon == "copy")
        self._log.bar.confirm(place)

    def open_menu_from_bar(self, index: int) -> None:
        """Open the menu of a row below its bar."""
        canvas, (_x0, _y0, x1, y1) = self._log.canvas, self._log.bar.rect or self._row_rect(index)
        self.open_menu(index, canvas.winfo_rootx() + x1, canvas.winfo_rooty() + y1)

    def open_menu(self, index: int, x_root: int, y_root: int) -> None:
        """Open the menu of a row."""
        failed, selected = self._failed(index) is not None, self._log.rows.selection is not None
        entries = offers.menu(self, index, failed=failed, selected=selected)
        closed = self.going.come_back(index)
        self.point_at(None)
        Menu(self._log.canvas, entries, on_close=closed).show_at(x_root, y_root)

    def _row_rect(self, index: int) -> Rect:
        top = self._log.scroller.top_of(index) or 0
        x0, y0, x1, y1 = self._log.rows.layout(index).box
        return x0, y0 + top, x1, y1 + top

    def _in_window(self, rect: Rect) -> Rect:
        canvas, (x0, y0, x1, y1) = self._log.canvas, rect
        window = canvas.winfo_toplevel()
        left, top = canvas.winfo_rootx() - window.winfo_rootx(), canvas.winfo_rooty() - window.winfo_rooty()
        return x0 + left, y0 + top, x1 + left, y1 + top

    def _rect_of(self, index: int, action: Action) -> Rect:
        top = self._log.scroller.top_of(index) or 0
        hit = next(hit for hit in self._log.rows.layout(index).hits if hit.action == action)
        return hit.x0, top + hit.y0, hit.x1, top + hit.y1
