"""How people read keys: ``Ctrl+Shift+C``, ``Strg+Umschalt+C``, ``⇧⌘C``. Binds nothing, and knows not what they do."""

import re
import sys

from app.words import N_, _
from ui.widgets.basics import COMMAND

_MODIFIERS = {"Control": N_("Ctrl"), "Command": "⌘", "Shift": N_("Shift"), "Alt": N_("Alt")}
_NAMES = {
    "comma": ",", "plus": N_("plus"), "minus": N_("minus"), "equal": "=", "slash": "/",
    "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
    "Delete": N_("Del"), "Return": N_("Enter"), "Escape": N_("Esc"), "Tab": N_("Tab"), "Menu": N_("Menu"),
    "Prior": N_("Page up"), "Next": N_("Page down"), "Home": N_("Home"), "End": N_("End"),
}  # fmt: skip
JOINT = "" if sys.platform == "darwin" else "+"


def with_command(key: str) -> str:
    """The same for a key that is pressed together with Ctrl, or with ⌘ on a Mac."""
    return shortcut(f"<{COMMAND}-{key}>")


def shortcut(sequence: str) -> str:
    """How people read a key that Tk calls ``<Control-Shift-C>``: ``Ctrl+Shift+C``, or ``Strg+Umschalt+C``."""
    *modifiers, key = re.sub("Key-(?=.)", "", sequence.strip("<>")).split("-")
    said = [_(_MODIFIERS[modifier]) for modifier in modifiers]
    return JOINT.join([*said, _(_NAMES.get(key, key.upper() if len(key) == 1 else key))])
