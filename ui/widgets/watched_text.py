"""A text box that says at once when its text changes. Knows nothing of what the text is for."""

import tkinter as tk
from collections.abc import Callable
from typing import Any


class WatchedText(tk.Text):
    """``changed()`` is called after every change of the text, by whatever means, before anything else happens.

    Tk's own <<Modified>> arrives later, when another conversation may be in the box already. So the widget's
    command is renamed and called through a function of ours, as IDLE does it.
    """

    _CHANGES = frozenset({"insert", "delete", "replace", "edit"})

    def __init__(self, master: tk.Misc, *, changed: Callable[[], None], **options: Any) -> None:
        super().__init__(master, **options)
        self._changed = changed
        self._original = f"{self} original"
        self.tk.call("rename", str(self), self._original)
        self.tk.createcommand(str(self), self._command)

    @property
    def content(self) -> str:
        """The text, without the line break that Tk adds."""
        return self.get("1.0", "end-1c")

    def replace_all(self, text: str) -> None:
        """Put this text in place of all there is, the caret at its end."""
        self.replace("1.0", "end-1c", text)
        self.mark_set("insert", "end-1c")
        self.see("insert")

    def start_history(self) -> None:
        """Let undo go back to here and no further."""
        self.edit_reset()

    def _command(self, operation: str, *arguments: Any) -> Any:
        result = self.tk.call(self._original, operation, *arguments)
        if operation in self._CHANGES:
            self._changed()
        return result

    def destroy(self) -> None:
        """Take our command away with the widget."""
        self.tk.deletecommand(str(self))
        self.tk.call("rename", self._original, str(self))
        super().destroy()
