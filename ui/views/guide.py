"""What takes one from one part of the chat screen to another: conversations, cards, menus, what was found.

Knows the screen's parts by their names; what is asked of the room goes through the actions.
"""

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.models.conversation import Conversation
from app.models.search import Found
from ui.actions import ChatActions
from ui.views import boxes
from ui.views.person_card import CardActions, PersonCard
from ui.views.rows import neighbour, nth
from ui.widgets.floating import Rect

if TYPE_CHECKING:  # the screen makes us, and gives us itself
    from ui.views.chat import ChatScreen


class Guide:
    """Leads through one room. ``settings`` and ``change_name`` open what belongs to the window."""

    def __init__(
        self,
        screen: "ChatScreen",
        actions: ChatActions,
        *,
        settings: Callable[[], None],
        change_name: Callable[[], None],
    ) -> None:
        self._screen, self._actions = screen, actions
        self._room = screen.room
        self._settings, self._change_name = settings, change_name

    # -- conversations

    def show(self, conversation: Conversation) -> None:
        """Show a conversation, to write in it."""
        self._actions.show(conversation)
        self._screen.composer.focus_text()

    def write_to(self, nick: str) -> None:
        """Show the direct messages with somebody."""
        self._actions.open_direct(nick)
        self._screen.composer.focus_text()

    def step(self, by: int, *, unread: bool = False) -> None:
        """Show the next conversation, or the one before; with ``unread`` the next that holds something new."""
        found = neighbour(self._room, by, unread=unread)
        if found is not None:
            self.show(found)

    def show_nth(self, number: int) -> None:
        """Show the conversation that stands at this place, counted from 1."""
        found = nth(self._room, number)
        if found is not None:
            self.show(found)

    def ask_where(self) -> None:
        """Ask where to go: to a channel, to somebody."""
        boxes.ask_where(self._screen, self._room, self._actions, self.show, self.write_to)

    def show_found(self, found: Found) -> None:
        """Show a message that was found."""
        self._actions.find.go(found)
        if self._room.current is not None and self._room.current.index(found.entry.key) is not None:
            self._screen.log.jump(found.entry.key)  # else it is on its way

    def save(self) -> None:
        """Ask where to save the current conversation, and save it."""
        if self._room.current is not None:
            boxes.ask_where_to_save(self._screen, self._room.current, self._actions.find)

    def edit_topic(self, place: tk.Misc) -> None:
        """Ask for another topic of the current channel."""
        if self._room.current is not None:
            boxes.ask_for_topic(place, self._room.current, self._actions)

    # -- boxes

    def ask_for_channel(self, place: Rect) -> None:
        """Ask which channel to join or to make."""
        boxes.ask_for_channel(self._screen.sidebar, place, self._room, self._actions)

    def ask_for_person(self, place: Rect) -> None:
        """Ask whom to write to."""
        boxes.ask_for_person(self._screen.sidebar, place, self._room, self.write_to)

    def open_card(self, nick: str, place: Rect, opener: tk.Misc | None = None) -> None:
        """Show who somebody is and what can be done about them."""
        mention: Callable[[str], None] = lambda nick: self._screen.composer.type(f"@{nick} ")  # noqa: E731 - it is typed
        actions = CardActions(write=self.write_to, mention=mention, care=self._actions.care)
        PersonCard(opener or self._screen, self._room, nick, actions).show_by(place)

    def open_conversation_menu(self, conversation: Conversation, place: Rect, opener: tk.Misc | None = None) -> None:
        """Offer what can be done with a conversation."""
        screen, opener = self._screen, opener or self._screen.sidebar

        def here(lead: Callable[[], object]) -> Callable[[], None]:
            """What shows the conversation first, since it is about the one that is shown."""

            def go() -> None:
                self._actions.show(conversation)
                lead()

            return go

        leads = boxes.ConversationLeads(
            topic=here(lambda: self.edit_topic(screen.header)),
            people=here(lambda: screen.panels.open("people")),
            rules=here(lambda: screen.panels.open("rules")),
            person=lambda: self.open_card(conversation.name, place, opener),
            save=lambda: boxes.ask_where_to_save(screen, conversation, self._actions.find),
        )
        entries = boxes.conversation_entries(self._room, conversation, self._actions, leads)
        boxes.open_conversation_menu(opener, place, entries)

    def open_menu_of_current(self, opener: tk.Misc) -> None:
        """Offer what can be done with the conversation that is shown, beside its title."""
        if self._room.current is not None:
            window = opener.winfo_toplevel()
            x, y = opener.winfo_rootx() - window.winfo_rootx(), opener.winfo_rooty() - window.winfo_rooty()
            place = (x, y, x + opener.winfo_width(), y + opener.winfo_height())
            self.open_conversation_menu(self._room.current, place, opener)

    def open_room_menu(self, opener: tk.Misc) -> None:
        """Offer what can be done with the room."""
        panels = self._screen.panels
        boxes.open_room_menu(
            opener,
            self._room,
            invite=lambda: panels.open("invite"),
            host_panel=lambda: panels.open("host"),
            set_away=self._actions.set_away,
            change_name=self._change_name,
            settings=self._settings,
            leave=self._actions.leave_room,
        )

    def open_own_menu(self, opener: tk.Misc) -> None:
        """Offer what can be done about ourselves."""
        away, name, settings = self._actions.set_away, self._change_name, self._settings
        boxes.open_own_menu(opener, self._room, set_away=away, change_name=name, settings=settings)
