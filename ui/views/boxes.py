"""The small boxes and menus of the chat screen: which one asks for what. Knows the actions, and not where it is opened.

Each function opens one, beside a widget or a rectangle of the window.
"""

import tkinter as tk
from collections.abc import Callable

from app.models.conversation import Conversation, Kind
from app.models.room import Room
from app.words import _
from ui.actions import ChatActions
from ui.views.line_popover import LinePopover
from ui.views.people_popover import PeoplePopover
from ui.widgets.basics import COMMAND_NAME
from ui.widgets.floating import Rect
from ui.widgets.menu import Item, Menu, Rule


def ask_for_channel(opener: tk.Misc, place: Rect, actions: ChatActions) -> None:
    """Ask which channel to join or to make."""
    LinePopover(
        opener,
        title=_("Join or make a channel"),
        confirm=_("Join"),
        placeholder="homework",
        take=lambda name: actions.open_channel(name.strip()),
    ).ask_beside(place)


def ask_for_person(opener: tk.Misc, place: Rect, room: Room, choose: Callable[[str], None]) -> None:
    """Ask whom to write to."""
    PeoplePopover(opener, room, choose=choose).ask_beside(place)


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


def open_conversation_menu(opener: tk.Misc, place: Rect, conversation: Conversation, actions: ChatActions) -> None:
    """Offer what can be done with a channel or with direct messages."""
    if conversation.kind is Kind.CHANNEL:
        words, icon = _("Leave this channel"), "log-out"
    else:
        words, icon = _("Close this conversation"), "x"
    menu = Menu(opener, [Item(words, lambda: actions.leave(conversation), icon)])
    menu.put_by(place)
    menu.open(menu.rows.canvas)


def open_room_menu(
    opener: tk.Misc,
    *,
    hosting: bool,
    invite: Callable[[], None],
    host_panel: Callable[[], None],
    change_name: Callable[[], None],
    settings: Callable[[], None],
    leave: Callable[[], None],
) -> None:
    """Offer what can be done with the room."""
    entries: list[Item | Rule] = [Item(_("Invite people"), invite, "user-plus", key=f"{COMMAND_NAME}I")]
    if hosting:
        entries.append(Item(_("Host’s panel"), host_panel, "shield"))
    entries += [
        Item(_("Change name"), change_name, "pencil"),
        Item(_("Settings"), settings, "settings", key=f"{COMMAND_NAME},"),
        Rule(),
        Item(_("Close room"), leave, "power", danger=True) if hosting else Item(_("Leave room"), leave, "log-out"),
    ]
    Menu(opener, entries).show_beside(opener, align="end")
