"""How files come into the composer: chosen in the system's dialog, pasted, dropped. Sends nothing itself.

The text stays the text, unless it is but the names of files; where the clipboard has none, a picture is looked for.
"""

import tkinter as tk
from collections.abc import Callable

from app.models.room import Room
from app.words import _
from ui.actions import FileActions
from ui.views.current import follow_current
from ui.widgets import clipboard
from ui.widgets.basics import follow
from ui.widgets.file_dialogs import ask_for_files


class Attaching:
    """``show`` is told whether files can be sent, and whether some wait to be."""

    def __init__(self, text: tk.Text, room: Room, files: FileActions, *, show: Callable[..., object]) -> None:
        self._text, self._room, self._files, self._show = text, room, files, show
        text.bind("<<Paste>>", lambda _event: self._paste(), add="+")
        follow(text, room.files.takes_files_changed, self._tell)
        follow_current(text, room, self._tell, lambda conversation: [conversation.tray.changed])

    @property
    def _waits(self) -> bool:
        return bool(self._room.current and self._room.current.tray.chosen)

    def _tell(self) -> None:
        self._show(possible=self._room.files.takes_files, waiting=self._waits)

    def choose(self) -> None:
        """Let files be chosen, with the system's own dialog."""
        if files := ask_for_files(self._text, _("Attach files")):
            self._files.add(files)
        self._text.focus_set()

    def send(self) -> None:
        """Send what waits."""
        if self._waits:
            self._files.send()

    def _paste(self) -> str | None:
        """Take a picture or files; None where the clipboard has a text, which is the box's."""
        if str(self._text.cget("state")) == "disabled":
            return None
        if self._room.files.takes_files and (files := clipboard.files(self._text)):
            self._files.add(files)
            return "break"
        if clipboard.has_text(self._text):
            return None
        if not self._room.files.takes_files:
            return "break"
        if (picture := clipboard.picture(self._text)) is not None:
            self._files.add_picture(picture)
        else:
            self._files.add_pasted()
        return "break"
