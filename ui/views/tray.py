"""The files that are to be sent with the next message, above its text. Follows the current conversation's tray.

A picture shows itself, any other file its icon. Each can be taken away, and says how far it is while it is sent.
"""

import tkinter as tk
from typing import Any

import customtkinter as ctk

from app.models.attachments import Attachment
from app.models.room import Room
from app.models.transfers import Failed, Moving, Outgoing
from app.words import _, size_in_words
from ui import paint
from ui.actions import FileActions
from ui.pictures import picture
from ui.theme import pair, theme
from ui.views.attached import icon_of, progress
from ui.views.current import follow_current
from ui.widgets.basics import follow
from ui.widgets.button import IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine
from ui.widgets.tooltip import Tooltip

CARD = 216
HEIGHT = 60
GAP = 8
SIDE = 44
PAD = 8


class Tray(ctk.CTkFrame):
    """A row of cards, or several where one is not wide enough; nothing at all while there are none."""

    def __init__(self, master: Any, room: Room, actions: FileActions) -> None:
        super().__init__(master, width=1, height=1, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self._room, self._actions = room, actions
        self._cards: dict[str, _Card] = {}
        tk.Misc.bind(self, "<Configure>", lambda _event: self._arrange(), add="+")
        follow(self, room.files.changed, self._looks_otherwise)
        follow(self, theme.changed, self._arrange)
        follow_current(self, room, self._changed, lambda conversation: [conversation.tray.changed])

    @property
    def is_empty(self) -> bool:
        return not self._cards

    def _changed(self) -> None:
        items = self._room.current.tray.items if self._room.current else ()
        for key in self._cards.keys() - {item.key for item in items}:
            self._cards.pop(key).destroy()
        for item in items:
            if item.key in self._cards:
                self._cards[item.key].show(item)
            else:
                self._cards[item.key] = _Card(self, self._room, self._actions, item)
        self._cards = {item.key: self._cards[item.key] for item in items}
        self._arrange()

    def _looks_otherwise(self, key: str) -> None:
        if card := self._cards.get(key):
            card.redraw()

    def _arrange(self) -> None:
        """Put the cards in rows, and take as much height as these need."""
        wide = max(1, round(self.winfo_width() / theme.scale))
        in_row = max(1, (wide + GAP) // (CARD + GAP))
        for place, card in enumerate(self._cards.values()):
            row, column = divmod(place, in_row)
            card.place(x=column * (CARD + GAP), y=row * (HEIGHT + GAP))
        rows = -(-len(self._cards) // in_row)
        high = rows * (HEIGHT + GAP) if rows else 1
        if self.cget("height") != high:
            self.configure(height=high)


class _Card(ctk.CTkFrame):
    """One file."""

    def __init__(self, master: Any, room: Room, actions: FileActions, item: Outgoing) -> None:
        surface = pair("canvas")
        super().__init__(master, width=CARD, height=HEIGHT, corner_radius=0, fg_color=surface, bg_color=surface)
        self._ground = _Ground(self, room, item)
        self._ground.place(x=0, y=0, relwidth=1, relheight=1)
        left = PAD + SIDE + 10
        self._name = TextLine(self, Span(""))
        self._name.place(x=left, y=11)
        self._words = TextLine(self, Span(""))
        self._words.place(x=left, y=31)
        self._reason = Tooltip(self._words)
        self._again = IconButton(
            self, "refresh-cw", _("Try again"), lambda: actions.retry(item.key), size=28, icon_size=16
        )
        remove = IconButton(self, "x", _("Remove"), lambda: actions.remove(item.key), size=28, icon_size=16)
        remove.place(relx=1, x=-4, y=4, anchor="ne")
        for widget in (self._name, self._words, self._again, remove):
            widget.configure(bg_color=pair("raised"))
        self.show(item)

    def show(self, item: Outgoing) -> None:
        """Say what is new of the file."""
        self._ground.show(item)
        failed = isinstance(item.state, Failed)
        words, colour = _words(item)
        self._reason.text = words if failed else ""  # it is longer than a card is wide
        room = theme.px(CARD - PAD - SIDE - 10 - 34)
        self._name.show(Span(item.name, 13, "semibold"))
        self._words.show(Span(words, 12, colour=colour))
        tk.Place.place_configure(self._name, width=room)
        tk.Place.place_configure(self._words, width=room)
        if failed:
            self._again.place(relx=1, x=-4, rely=1, y=-4, anchor="se")
        else:
            self._again.place_forget()

    def redraw(self) -> None:
        """The picture has come."""
        self._ground.redraw()


def _words(item: Outgoing) -> tuple[str, str]:
    match item.state:
        case Moving():
            return progress(item.state), "text2"
        case Failed(reason):
            return reason, "danger"
        case _:
            return size_in_words(item.size), "text2"


class _Ground(Shape):
    """What lies under the words of a card: its box, its picture, and how far it is."""

    def __init__(self, master: Any, room: Room, item: Outgoing) -> None:
        self._room, self._item = room, item
        super().__init__(master, CARD, HEIGHT)

    def show(self, item: Outgoing) -> None:
        self._item = item
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the card."""
        px, tokens, item = theme.px, theme.tokens, self._item
        border = tokens.danger if isinstance(item.state, Failed) else tokens.border
        paint.rounded(canvas, 0, 0, width, height, px(10), tokens.raised, border=border, border_width=max(1, px(1)))
        side, x, y = px(SIDE), px(PAD), (height - px(SIDE)) // 2
        image = self._room.files.picture(item.key)
        if image is not None:
            shown = picture(canvas, item.key, image, (side, side), px(8))
            canvas.create_image(x, y, image=shown, anchor="nw")
        else:
            paint.rounded(canvas, x, y, x + side, y + side, px(8), tokens.sunk)
            name = icon_of(Attachment("", "", item.name))
            paint.put_icon(canvas, x + side // 2, y + side // 2, name, px(20), tokens.text2)
        if isinstance(item.state, Moving):
            left, end, line = x + side + px(10), width - px(12), height - px(9)
            canvas.create_rectangle(left, line, end, line + px(3), fill=tokens.sunk, width=0)
            reached = left + round((end - left) * item.state.share)
            canvas.create_rectangle(left, line, reached, line + px(3), fill=tokens.accent, width=0)
