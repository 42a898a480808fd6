"""The settings: pages by name, one of them open, each choice in force at once. Knows no setting."""

import tkinter as tk
from typing import Any

import customtkinter as ctk

from app.models.settings import Settings
from app.words import _
from ui.actions import SettingsActions
from ui.theme import theme
from ui.views.settings_pages import PAGES
from ui.views.settings_rows import SettingsPage
from ui.widgets.basics import box
from ui.widgets.dialog import Dialog
from ui.widgets.tabs import Tabs

WIDTH = 760
NARROW = 620
"""Under so many logical pixels the names of the pages stand above the page."""
LEAST_HEIGHT = 420
"""So that the window does not change its size from page to page."""


def show_preferences(widget: Any, settings: Settings, actions: SettingsActions, *, page: str = "") -> Dialog:
    """Open the settings over the window, at the page of this name or at the first."""
    dialog = Dialog(widget, _("Settings"), width=WIDTH)
    numbers = {one.name: number for number, one in enumerate(PAGES)}
    preferences = Preferences(dialog.body, settings, actions, page=numbers.get(page, 0))
    preferences.pack(fill="x")
    dialog.start_at(preferences.tabs)
    return dialog


class Preferences(ctk.CTkFrame):
    """All choices, by page."""

    def __init__(self, master: Any, settings: Settings, actions: SettingsActions, *, page: int = 0) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._settings, self._actions = settings, actions
        names = [(_(one.title), one.icon) for one in PAGES]
        self.tabs = Tabs(self, names, page, self.open)
        self._frame = box(self)
        self.grid_columnconfigure(1, weight=1)
        self.page = self._filled(page)
        self._narrow: bool | None = None
        tk.Misc.bind(self, "<Configure>", lambda event: self._fit(event.width), add="+")

    def open(self, number: int) -> None:
        """Show the page of this number."""
        self.page.destroy()
        self.page = self._filled(number)

    def _filled(self, number: int) -> SettingsPage:
        page = SettingsPage(self._frame, self._settings, self._actions.choose)
        PAGES[number].fill(page, self._actions)
        page.pack(fill="x")
        return page

    def _fit(self, width: int) -> None:
        room = width / theme.scale
        narrow = room < NARROW
        if narrow:
            self.tabs.lay(across=room)
        if narrow is self._narrow:
            return
        self._narrow = narrow
        if not narrow:
            self.tabs.lay(across=0)
        if narrow:
            self.tabs.grid(row=0, column=0, columnspan=2, sticky="ew", padx=0, pady=(0, 12))
            self._frame.grid(row=1, column=0, columnspan=2, sticky="new")
        else:
            self.tabs.grid(row=0, column=0, sticky="nw", padx=(0, 24), pady=0)
            self._frame.grid(row=0, column=1, columnspan=1, sticky="new")
        self.grid_rowconfigure(0, minsize=0 if narrow else theme.px(LEAST_HEIGHT))
