"""The card of somebody in the room: who they are here, and what can be done about them. Knows no list.

What is offered follows from what we may do in the current channel. Who is put out is told why, if one likes.
"""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

from app.models.conversation import Kind
from app.models.people import Role
from app.models.room import Room
from app.words import _
from ui.actions import CareActions
from ui.views.line_popover import LinePopover
from ui.views.row_looks import role_words
from ui.views.rows import presence, presence_words
from ui.widgets.badge import Avatar
from ui.widgets.basics import box
from ui.widgets.floating import Rect
from ui.widgets.menu import Item, MenuRows, Rule
from ui.widgets.popover import Popover
from ui.widgets.text_line import Span, TextLine

WIDTH = 264
AVATAR = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class CardActions:
    """What a card leads to."""

    write: Callable[[str], None]
    mention: Callable[[str], None]
    care: CareActions


class PersonCard(Popover):
    """Opened with ``show_by`` a rectangle of the window."""

    def __init__(self, opener: tk.Misc, room: Room, nick: str, actions: CardActions) -> None:
        super().__init__(opener)
        self._place: Rect = (0, 0, 0, 0)
        person = room.person(nick)
        head = box(self)
        head.pack(fill="x", padx=14, pady=(14, 4))
        Avatar(head, nick, AVATAR, presence=presence(person)).pack(side="left")
        words = box(head)
        words.pack(side="left", fill="x", expand=True, padx=(12, 0))
        TextLine(words, Span(room.called(nick), 16, "semibold")).pack(fill="x")
        self.about = about(room, nick)
        for line in self.about:
            TextLine(words, Span(line, 12, "regular", "text2")).pack(fill="x")
        entries = card_entries(room, nick, actions, ask=self._ask_why)
        self.rows = MenuRows(self, entries, self._choose, width=WIDTH)
        self.rows.pack(padx=1, pady=6)
        self._opener = opener

    def show_by(self, place: Rect) -> None:
        """Open it beside a rectangle of the window."""
        self._place = place
        self.put_by(place, side="right")
        self.open(self.rows.canvas)

    def _choose(self, item: Item) -> None:
        self.close()
        item.action()

    def _ask_why(self, title: str, confirm: str, do: Callable[[str], None]) -> None:
        """Ask for a reason, which may be empty, and then do it."""
        hint = _("Why (if you like)")
        popover = LinePopover(self._opener, title=title, confirm=confirm, placeholder=hint, take=do, danger=True)
        popover.ask_beside(self._place)


def about(room: Room, nick: str) -> list[str]:
    """What is known of somebody, in lines."""
    person, current = room.person(nick), room.current
    lines = [*([nick] if room.called(nick) != nick else []), presence_words(person)]
    if current is not None and current.kind is Kind.CHANNEL and (role := role_words(room.role(nick, current))):
        lines.append(_("{role} in {channel}").format(role=role, channel=current.name))
    if person is not None and person.account and person.account.casefold() != nick.casefold():
        lines.append(_("Known here as {account}").format(account=person.account))
    return lines


def card_entries(
    room: Room, nick: str, actions: CardActions, *, ask: Callable[[str, str, Callable[[str], None]], None]
) -> list[Item | Rule]:
    """What can be done about somebody. ``ask(title, confirm, do)`` asks why, and then does it."""
    if room.is_me(nick):
        return [Item(_("Mention"), lambda: actions.mention(nick), "at-sign")]
    hide = actions.care.hide
    muted = room.is_muted(nick)
    entries: list[Item | Rule] = [
        Item(_("Message"), lambda: actions.write(nick), "message-circle"),
        Item(_("Mention"), lambda: actions.mention(nick), "at-sign"),
        Item(_("Show what they say"), lambda: hide(nick, False), "eye")
        if muted
        else Item(_("Hide what they say from me"), lambda: hide(nick, True), "eye-off"),
    ]
    if room.may_moderate(room.current):
        entries += [Rule(), *_moderation(room, nick, actions.care, ask)]
    return entries


def _moderation(
    room: Room, nick: str, care: CareActions, ask: Callable[[str, str, Callable[[str], None]], None]
) -> list[Item | Rule]:
    assert room.current is not None
    rules, role = room.current.rules, room.role(nick, room.current)
    if nick.casefold() not in {name.casefold() for name in room.current.members}:
        return [Item(_("Invite to this channel"), lambda: care.invite(nick), "user-plus")]
    entries: list[Item | Rule] = []
    if role is Role.MEMBER:
        entries.append(Item(_("Make moderator"), lambda: care.give(nick, Role.MODERATOR), "shield-plus"))
        if rules.quiet:
            entries.append(Item(_("Let them speak"), lambda: care.give(nick, Role.SPEAKER), "mic"))
    elif role is not Role.HOST:
        entries.append(Item(_("Take the role back"), lambda: care.give(nick, Role.MEMBER), "shield-minus"))
    names = {nick.casefold(), person.account.casefold() if (person := room.person(nick)) else ""}
    if any(one.muted and one.who.casefold() in names for one in rules.barred):
        entries.append(Item(_("Let them write again"), lambda: care.unmute(nick), "mic"))
    else:
        entries.append(Item(_("Mute for everybody"), lambda: care.mute(nick), "mic-off"))
    remove, ban = _("Remove {name}?"), _("Remove {name} for good?")
    entries += [
        Item(
            _("Remove from channel…"),
            lambda: ask(remove.format(name=nick), _("Remove"), lambda why: care.kick(nick, why)),
            "user-minus",
            danger=True,
        ),
        Item(
            _("Ban from channel…"),
            lambda: ask(ban.format(name=nick), _("Ban"), lambda why: care.ban(nick, why)),
            "ban",
            danger=True,
        ),
    ]
    return entries
