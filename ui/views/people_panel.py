"""The people panel: everybody in the current conversation with role and presence. Follows the room."""

from collections.abc import Callable
from typing import Any

from app.models.conversation import Kind
from app.models.room import Room
from app.words import _, ngettext
from ui.views.current import follow_current
from ui.views.panel import INNER, MARGIN, Panel
from ui.views.row_looks import draw_row
from ui.views.rows import PersonRow, member_rows
from ui.widgets.basics import follow, label
from ui.widgets.button import Button
from ui.widgets.field import Input
from ui.widgets.floating import Rect
from ui.widgets.row_list import RowList

INSET = 16


class PeoplePanel(Panel):
    """``person(nick, place)`` opens the card of somebody; ``invite()`` leads to how others come here."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        person: Callable[[str, Rect], None],
        invite: Callable[[], None],
        close: Callable[[], None],
    ) -> None:
        super().__init__(master, _("People"), close=close)
        self._room, self._person = room, person
        self._pending = ""
        self.body.pack_configure(padx=MARGIN - INSET, pady=(24, 16))  # rows have an inset of their own
        self.filter = Input(
            self.body,
            placeholder=_("Find somebody"),
            width=INNER,
            on_change=lambda _text: self._show(),
            on_submit=lambda _text: self._take_first(),
        )
        self.filter.pack(fill="x", padx=INSET)
        self.filter.bind("<Down>", lambda _event: self.list.focus_set())
        self._count = label(self.body, "", 12, "semibold", "text3")
        self._count.pack(anchor="w", padx=INSET, pady=(16, 4))
        self.invite_button = Button(self.body, _("Invite people"), invite, icon="user-plus")
        self.invite_button.pack(side="bottom", fill="x", padx=INSET, pady=(16, 0))
        self.list: RowList[PersonRow] = RowList(self.body, draw=draw_row, activate=self._take, menu=self._menu)
        self.list.pack(fill="both", expand=True)
        for signal in (room.people_changed, room.about_changed, room.muted_changed):
            follow(self, signal, self._soon)
        follow_current(
            self, room, self._soon, lambda conversation: [conversation.members_changed, conversation.rules.changed]
        )
        self._show()

    def focus_first(self) -> None:
        """Give the keyboard to the field that narrows the list."""
        self.filter.focus_set()

    def destroy(self) -> None:
        """Take the panel away, and what it was about to show."""
        if self._pending:
            self.after_cancel(self._pending)
            self._pending = ""
        super().destroy()

    def _soon(self) -> None:
        """Show what there is once Tk is idle, however much changes until then."""
        if not self._pending:
            self._pending = self.after_idle(self._show)

    def _show(self) -> None:
        self._pending = ""
        conversation = self._room.current
        rows = member_rows(self._room, conversation, self.filter.text) if conversation else []
        self.list.show(rows)
        number = len(rows)
        if self.filter.text.strip() and not rows:
            words = _("Nobody is called so")
        elif conversation is not None and conversation.kind is Kind.CHANNEL and not self.filter.text.strip():
            words = ngettext("{number} person in {channel}", "{number} people in {channel}", number)
            words = words.format(number=number, channel=conversation.name)
        else:
            words = ngettext("{number} person", "{number} people", number).format(number=number)
        self._count.configure(text=words)

    def _take_first(self) -> None:
        if self.list.rows:
            self._take(self.list.rows[0])

    def _take(self, row: PersonRow) -> None:
        self._person(row.nick, self._rect(row))

    def _menu(self, row: PersonRow, _x: int, _y: int) -> None:
        self._take(row)

    def _rect(self, row: PersonRow) -> Rect:
        """Where a row is in the window."""
        top, bottom = self.list.box(row.key) or (0, 0)
        window = self.winfo_toplevel()
        left = self.list.winfo_rootx() - window.winfo_rootx()
        above = self.list.winfo_rooty() - window.winfo_rooty()
        return left, above + top, left + self.list.winfo_width(), above + bottom
