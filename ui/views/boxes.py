"""The small boxes and menus of the chat screen: which one asks for what. Knows the actions, and not where it is opened.

Each function opens one, beside a widget or a rectangle of the window.
"""

import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass

from app.models.conversation import Conversation, Kind
from app.models.room import Room
from app.words import _
from ui.actions import ChatActions, FindActions
from ui.shortcuts import with_command
from ui.views.choosing import Choosing
from ui.views.line_popover import LinePopover
from ui.views.rows import (
    ChannelRow,
    DirectRow,
    ListedRow,
    PersonRow,
    Row,
    SectionRow,
    offered_channels,
    people_rows,
    places,
)
from ui.widgets.file_dialogs import ask_for_place
from ui.widgets.floating import Rect
from ui.widgets.menu import Entries, Item, Menu, Rule


def ask_for_channel(opener: tk.Misc, place: Rect, room: Room, actions: ChatActions) -> None:
    """Ask which channel to join or to make; those that there are, are offered."""
    Choosing(
        opener,
        find=lambda text: offered_channels(room, text),
        take=lambda row: actions.open_channel(row.name) if isinstance(row, ListedRow) else None,
        placeholder=_("Find or make a channel"),
        nothing=_("You are in all channels. Type a name for a new one."),
        changed=room.listed_changed,
    ).ask_beside(place)
    actions.care.list_channels()


def ask_for_person(opener: tk.Misc, place: Rect, room: Room, choose: Callable[[str], None]) -> None:
    """Ask whom to write to."""
    everybody = [row for row in people_rows(room, room.people) if not row.me]

    def take(row: Row) -> None:
        if isinstance(row, PersonRow):
            choose(row.nick)

    Choosing(
        opener,
        find=lambda text: [row for row in everybody if text.strip().casefold() in row.nick.casefold()],
        take=take,
        placeholder=_("Find somebody"),
        nothing=_("Nobody is called so"),
    ).ask_beside(place)


def ask_where(
    opener: tk.Misc,
    room: Room,
    actions: ChatActions,
    show: Callable[[Conversation], None],
    write: Callable[[str], None],
) -> None:
    """Ask where to go: to a conversation, to a channel that we are not in, or to somebody."""

    def take(row: Row) -> str | None:
        match row:
            case ChannelRow() | DirectRow():
                show(row.conversation)
            case PersonRow():
                write(row.nick)
            case ListedRow():
                return actions.open_channel(row.name)
            case SectionRow():
                pass
        return None

    Choosing(
        opener,
        find=lambda text: places(room, text),
        take=take,
        placeholder=_("Go to a channel or a person"),
        nothing=_("There is nothing of that name"),
        changed=room.listed_changed,
    ).ask_at_top()
    actions.care.list_channels()


def ask_for_topic(opener: tk.Misc, conversation: Conversation, actions: ChatActions) -> None:
    """Ask what a channel is about."""
    LinePopover(
        opener,
        title=_("Topic of this channel"),
        confirm=_("Save"),
        text=conversation.topic,
        placeholder=_("What this channel is about"),
        take=lambda topic: actions.set_topic(topic.strip()),
    ).ask_beside(opener)


def ask_where_to_save(opener: tk.Misc, conversation: Conversation, find: FindActions) -> None:
    """Ask for a file, with the system's own dialog, and save a conversation in it."""
    kinds = (_("Text"), "*.txt"), (_("Page for a browser"), "*.html")
    if path := ask_for_place(opener, _("Save the conversation"), find.file_name(conversation), kinds):
        find.save(conversation, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationLeads:
    """What a conversation's menu leads to, beside the actions: parts of the screen."""

    topic: Callable[[], None]
    people: Callable[[], None]
    rules: Callable[[], None]
    person: Callable[[], None]
    save: Callable[[], None]


def open_conversation_menu(opener: tk.Misc, place: Rect, entries: Entries) -> None:
    """Offer what can be done with a channel or with direct messages."""
    menu = Menu(opener, entries)
    menu.put_by(place)
    menu.open(menu.rows.canvas)


def conversation_entries(
    room: Room, conversation: Conversation, actions: ChatActions, leads: ConversationLeads
) -> Entries:
    """What can be done with a conversation."""
    entries: list[Item | Rule] = []
    if conversation.unread:
        entries.append(Item(_("Mark as read"), lambda: actions.mark_read(conversation), "check-check"))
    if conversation.kind is Kind.DIRECT:
        entries.append(Item(_("About {name}…").format(name=conversation.name), leads.person, "user"))
    else:
        entries.append(Item(_("People"), leads.people, "users"))
        if conversation.joined:
            entries.append(Item(_("Change the topic…"), leads.topic, "pen-line"))
        if room.may_moderate(conversation):
            entries.append(Item(_("Look after the channel"), leads.rules, "shield"))
    entries.append(Item(_("Save the conversation…"), leads.save, "download", key=with_command("Shift-S")))
    if conversation.kind is Kind.CHANNEL:
        words, icon = _("Leave this channel"), "log-out"
    else:
        words, icon = _("Close this conversation"), "x"
    if conversation.muted:
        entries.append(Item(_("Unmute"), lambda: actions.mute(conversation, False), "bell"))
    else:
        entries.append(Item(_("Mute"), lambda: actions.mute(conversation, True), "bell-off"))
    return [*entries, Rule(), Item(words, lambda: actions.leave(conversation), icon)]


def open_own_menu(
    opener: tk.Misc,
    room: Room,
    *,
    set_away: Callable[[str], None],
    change_name: Callable[[], None],
    settings: Callable[[], None],
) -> None:
    """Offer what can be done about ourselves."""
    entries: list[Item | Rule] = [
        away_entry(room, opener, set_away),
        Item(_("Change name"), change_name, "pencil"),
        Item(_("Settings"), settings, "settings", key=with_command("comma")),
    ]
    Menu(opener, entries).show_beside(opener, side="above")


def away_entry(room: Room, opener: tk.Misc, set_away: Callable[[str], None]) -> Item:
    """Show ourselves as away, saying why if we like, or as here again."""
    me = room.person(room.nick)
    if me is not None and me.away:
        return Item(_("I am back"), lambda: set_away(""), "user-check")

    def ask() -> None:
        title, confirm, hint = _("Away"), _("Show as away"), _("Back in ten minutes")
        LinePopover(
            opener, title=title, confirm=confirm, placeholder=hint, take=lambda text: set_away(text.strip() or title)
        ).ask_beside(opener)

    return Item(_("Show me as away…"), ask, "moon")


def open_room_menu(
    opener: tk.Misc,
    room: Room,
    *,
    invite: Callable[[], None],
    host_panel: Callable[[], None],
    set_away: Callable[[str], None],
    change_name: Callable[[], None],
    settings: Callable[[], None],
    leave: Callable[[], None],
) -> None:
    """Offer what can be done with the room."""
    hosting = room.hosting is not None
    entries: list[Item | Rule] = [Item(_("Invite people"), invite, "user-plus", key=with_command("i"))]
    if hosting:
        entries.append(Item(_("Host’s panel"), host_panel, "shield"))
    entries += [
        away_entry(room, opener, set_away),
        Item(_("Change name"), change_name, "pencil"),
        Item(_("Settings"), settings, "settings", key=with_command("comma")),
        Rule(),
        Item(_("Close room"), leave, "power", danger=True) if hosting else Item(_("Leave room"), leave, "log-out"),
    ]
    Menu(opener, entries).show_beside(opener, align="end")
