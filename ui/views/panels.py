"""The panels at the right of the chat: which one is open, and what each leads to. Knows not where a panel lies."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from app.models.room import Room
from app.models.search import Found
from app.models.settings import Settings
from ui.actions import ChatActions
from ui.views.channel_rules import RulesPanel
from ui.views.host_panel import HostPanel
from ui.views.invite import InvitePanel
from ui.views.panel import Panel
from ui.views.people_panel import PeoplePanel
from ui.views.search_panel import SearchPanel
from ui.widgets.floating import Rect

PanelName = Literal["", "invite", "people", "search", "rules", "host"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelLeads:
    """What panels lead to beside the actions: other parts of the screen."""

    person: Callable[[str, Rect], None]
    """Open the card of somebody beside a rectangle of the window."""
    found: Callable[[Found], None]
    """Show a message that was found."""
    copy: Callable[[str, str], None]
    """Put a text on the clipboard, and say so with the word."""
    choose: Callable[..., None]
    """Change settings by name."""
    changed: Callable[[], None]
    """There is another panel now, or none: it wants a place."""
    closed: Callable[[], None]
    """The panel was closed by who used it, who goes on elsewhere."""


class Panels:
    """At most one is open. Those of the same name take turns: what opens a panel closes it, too."""

    def __init__(self, screen: Any, room: Room, actions: ChatActions, settings: Settings, leads: PanelLeads) -> None:
        self.panel: Panel | None = None
        self.name: PanelName = ""
        self._screen, self._room, self._actions = screen, room, actions
        self._settings, self._leads = settings, leads

    def toggle(self, name: PanelName) -> None:
        """Open this panel, or close it."""
        self.open("" if self.name == name else name)

    def open(self, name: PanelName) -> None:
        """Open this panel in the place of any other."""
        if self.panel is not None:
            self.panel.destroy()
        self.panel, self.name = self._make(name), name
        self._leads.changed()
        if self.panel is not None:
            self.panel.focus_first()

    def close(self) -> None:
        """Take the panel away."""
        self.open("")
        self._leads.closed()

    def search(self, *, everywhere: bool) -> None:
        """Open the search, for the current conversation or for all; or go to it with the keyboard."""
        if not isinstance(self.panel, SearchPanel):
            self.open("search")
        if isinstance(self.panel, SearchPanel):
            self.panel.ask(everywhere=everywhere)

    def _make(self, name: PanelName) -> Panel | None:
        screen, room, actions, leads, close = self._screen, self._room, self._actions, self._leads, self.close
        match name:
            case "":
                return None
            case "invite":
                return InvitePanel(
                    screen,
                    room,
                    self._settings,
                    choose=leads.choose,
                    reach=actions.reach,
                    copy=leads.copy,
                    close=close,
                )
            case "people":
                return PeoplePanel(screen, room, person=leads.person, invite=lambda: self.open("invite"), close=close)
            case "search":
                return SearchPanel(screen, room, look=actions.find.look, go=leads.found, close=close)
            case "rules":
                return RulesPanel(screen, room, actions.care, people=lambda: self.open("people"), close=close)
            case "host":
                return HostPanel(
                    screen,
                    room,
                    care=actions.care,
                    choose=actions.choose_for_room,
                    people=lambda: self.open("people"),
                    copy=leads.copy,
                    close_room=actions.leave_room,
                    close=close,
                )
