"""The bar above the log: what conversation this is, how many are in it, and the way to invite more.

Follows the room's current conversation. What it offers is done by the functions it was given.
"""

import tkinter as tk
from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation, Kind
from app.models.room import Room
from app.words import _, counted, ngettext
from ui import paint
from ui.shortcuts import with_command
from ui.theme import pair, theme
from ui.views.current import follow_current
from ui.views.rows import presence, presence_words
from ui.widgets.basics import SECOND_BUTTON, bind_menu_key, follow, line
from ui.widgets.button import Button, IconButton
from ui.widgets.shape import Shape
from ui.widgets.text_line import Span, TextLine
from ui.widgets.tooltip import Tooltip

HEIGHT = 64


class Header(ctk.CTkFrame):
    """Sign, title and topic; number of people; Invite."""

    def __init__(
        self,
        master: Any,
        room: Room,
        *,
        edit_topic: Callable[[tk.Misc], None],
        menu: Callable[[tk.Misc], None],
        invite: Callable[[], None],
        people: Callable[[], None],
        search: Callable[[], None],
    ) -> None:
        super().__init__(master, height=HEIGHT + 1, corner_radius=0, fg_color=pair("canvas"), bg_color=pair("canvas"))
        self.pack_propagate(False)
        self._room, self._edit_topic = room, edit_topic
        line(self).pack(side="bottom", fill="x")
        self._sign = _Sign(self)
        self._sign.pack(side="left", padx=(24, 8))
        # Made in reading order, which is the keyboard's; packed from the right.
        self._words = ctk.CTkFrame(self, fg_color="transparent", corner_radius=0)
        self._title = TextLine(self._words, Span("", 16, "semibold"))
        self._title.pack(fill="x")
        self._topic = _Topic(self._words, self._asked_for_topic)
        self._topic.pack(fill="x")
        for part in (self._sign, self._title, self._topic):
            part.bind(SECOND_BUTTON, lambda _event: menu(self._title.canvas))
        bind_menu_key(self._topic.canvas, lambda: menu(self._topic.canvas))
        self.people = Button(self, "", people, kind="ghost", icon="users", height=36)
        self._people_tip = Tooltip(self.people.canvas)
        self._count = 0
        self.search = IconButton(self, "search", _("Search"), search, key=with_command("f"))
        self.invite = Button(self, _("Invite"), invite, kind="primary", icon="user-plus", height=36)
        Tooltip(self.invite.canvas, _("Invite people"), with_command("i"))
        self.invite.pack(side="right", padx=(12, 24))
        self.search.pack(side="right", padx=(4, 0))
        self._words.pack(side="left", fill="x", expand=True)
        follow(self, room.people_changed, self._show)
        follow(self, room.about_changed, self._show)
        follow(self, room.looks_changed, self._show)
        follow_current(self, room, self._show, _what_is_shown)

    @property
    def title(self) -> str:
        return self._title.text

    @property
    def topic(self) -> str:
        return self._topic.text

    @property
    def count(self) -> int:
        """How many people it says there are; 0 where it says nothing of it."""
        return self._count

    def show_panel(self, *, open_: bool) -> None:
        """While the invite panel is open its own button is the one that leads on."""
        self.invite.show(kind="secondary" if open_ else "primary")

    def _show(self) -> None:
        conversation = self._room.current
        if conversation is None:
            self._title.show(Span("", 16, "semibold"))
            self._topic.tell("", hint="", editable=False)
            self._show_count(0)
        elif conversation.kind is Kind.CHANNEL:
            self._title.show(Span(conversation.title, 16, "semibold"))
            self._topic.tell(conversation.topic, hint=_("Add a topic"), editable=conversation.joined)
            self._show_count(len(conversation.members))
        else:
            self._show_person(conversation)
        self._sign.show(conversation, self._room)
        if self._topic.text:
            self._topic.pack(fill="x")
        else:  # the title has the middle for itself
            self._topic.pack_forget()

    def _show_person(self, conversation: Conversation) -> None:
        person = self._room.person(conversation.name)
        self._title.show(Span(self._room.called(conversation.name), 16, "semibold"))
        self._topic.tell(presence_words(person), hint="", editable=False)
        self._show_count(0)

    def _show_count(self, number: int) -> None:
        self._count = number
        self.people.show(text=counted(number))
        words = ngettext("{number} person here", "{number} people here", number)
        self._people_tip.text = words.format(number=number)
        if number:
            self.people.pack(side="right", padx=(16, 0), before=self._words)
        else:
            self.people.pack_forget()

    def _asked_for_topic(self) -> None:
        if self._topic.editable:
            self._edit_topic(self._topic)


def _what_is_shown(conversation: Conversation) -> list[Any]:
    return [
        conversation.topic_changed,
        conversation.members_changed,
        conversation.joined_changed,
        conversation.renamed,
    ]


class _Sign(Shape):
    """The # of a channel, or the other person's avatar."""

    def __init__(self, master: Any) -> None:
        self._nick = ""
        self._presence: paint.Presence = "off"
        self._kind: Kind | None = None
        super().__init__(master, 20, 36)

    def show(self, conversation: Conversation | None, room: Room) -> None:
        """Stand for this conversation."""
        self._kind = conversation.kind if conversation else None
        self._nick = conversation.name if conversation else ""
        person = room.person(self._nick)
        self._presence = presence(person)
        self.configure(width=36 if self._kind is Kind.DIRECT else 20)
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Draw the sign."""
        if self._kind is Kind.CHANNEL:
            paint.put_icon(canvas, width / 2, height / 2, "hash", theme.px(20), theme.tokens.text2)
        elif self._kind is Kind.DIRECT:
            image = paint.avatar(self._nick, theme.px(36), surface=self.surface, presence=self._presence)
            canvas.create_image(width // 2, height // 2, image=image)


class _Topic(TextLine):
    """The topic under the title. Where it may be changed, a click or Return asks for that."""

    def __init__(self, master: Any, edit: Callable[[], None]) -> None:
        self.editable = False
        self._focused = self._hovered = False
        super().__init__(master, Span("", 12))
        self.canvas.bind("<ButtonRelease-1>", lambda _event: edit(), add="+")
        for sequence in ("<Return>", "<space>"):
            self.canvas.bind(sequence, lambda _event: edit())
        self.canvas.bind("<FocusIn>", lambda _event: self._note(focused=True))
        self.canvas.bind("<FocusOut>", lambda _event: self._note(focused=False))
        self.canvas.bind("<Enter>", lambda _event: self._note(hovered=True))
        self.canvas.bind("<Leave>", lambda _event: self._note(hovered=False))
        self._tooltip = Tooltip(self.canvas)

    def tell(self, text: str, *, hint: str, editable: bool) -> None:
        """Say this, or the hint where there is nothing to say and it may be changed."""
        self.editable = editable
        self.canvas.configure(takefocus=editable, cursor="hand2" if editable else "")
        self._tooltip.text = _("Change the topic") if editable else ""
        self.show(Span(text or (hint if editable else ""), 12, "regular", "text2" if text else "text3"))

    def _note(self, *, focused: bool | None = None, hovered: bool | None = None) -> None:
        self._focused = self._focused if focused is None else focused
        self._hovered = self._hovered if hovered is None else hovered
        self.redraw()

    def paint(self, canvas: tk.Canvas, width: int, height: int) -> None:
        """Write it, underlined for the pointer and the keyboard where it answers to them."""
        super().paint(canvas, width, height)
        if self.editable and (self._focused or self._hovered) and (box := canvas.bbox("all")):
            tokens, thick = theme.tokens, theme.px(2 if self._focused else 1)
            colour = tokens.accent if self._focused else tokens.text3
            canvas.create_rectangle(0, height - thick, min(box[2], width), height, fill=colour, width=0)
