"""What a person does with a file in the log: look at it, open it, save it. Knows the window, not where files are."""

import tkinter as tk
from typing import assert_never

from app.models.attachments import Attachment
from app.words import _
from ui.actions import FileActions
from ui.views.layout import Deed, Handle
from ui.views.viewer import Viewer
from ui.widgets.file_dialogs import ask_for_place


class Filing:
    """Does it, in one window."""

    def __init__(self, widget: tk.Misc, actions: FileActions) -> None:
        self._widget, self._actions = widget, actions

    def do(self, wanted: Handle) -> None:
        """Do what was clicked."""
        file, actions = wanted.file, self._actions
        match wanted.deed:
            case Deed.VIEW:
                self.view(file)
            case Deed.OPEN:
                actions.open(file)
            case Deed.SAVE:
                self.save(file)
            case Deed.FETCH:
                actions.fetch(file)
            case Deed.CANCEL:
                actions.cancel(file)
            case _:
                assert_never(wanted.deed)

    def view(self, file: Attachment) -> None:
        """Show a picture over the whole window."""
        viewer = Viewer(
            self._widget, file, save=lambda: self.save(file), open_elsewhere=lambda: self._actions.open(file)
        )
        self._actions.view(file, viewer.show)

    def save(self, file: Attachment) -> None:
        """Ask for a place, with the system's own dialog, and put a copy there."""
        if path := ask_for_place(self._widget, _("Save as…"), file.name):
            self._actions.save(file, path)
