"""Which keys do what: those of the whole window, and the words for all of them. Binds nothing.

A key of the window is a row in ``FIRST_KEYS`` (or ``LAST_KEYS``) with the name of its command, and a row in ``GROUPS``
with what it does. The settings list what is in ``GROUPS``.
"""

import re
import sys

from app.words import N_, _
from ui.widgets.basics import COMMAND

FIRST_KEYS: tuple[tuple[str, str], ...] = (
    (f"<{COMMAND}-comma>", "settings"),
    (f"<{COMMAND}-plus>", "larger"),
    (f"<{COMMAND}-equal>", "larger"),
    (f"<{COMMAND}-KP_Add>", "larger"),
    (f"<{COMMAND}-minus>", "smaller"),
    (f"<{COMMAND}-KP_Subtract>", "smaller"),
    (f"<{COMMAND}-Key-0>", "usual size"),
    (f"<{COMMAND}-KP_0>", "usual size"),
    (f"<{COMMAND}-i>", "invite"),
    (f"<{COMMAND}-Shift-C>", "copy invite"),
    (f"<{COMMAND}-k>", "go to"),
    (f"<{COMMAND}-f>", "search here"),
    (f"<{COMMAND}-Shift-F>", "search everywhere"),
    (f"<{COMMAND}-Shift-S>", "save"),
    ("<Alt-Up>", "previous"),
    ("<Alt-Down>", "next"),
    ("<Alt-Shift-Up>", "previous unread"),
    ("<Alt-Shift-Down>", "next unread"),
    ("<F6>", "next region"),
    ("<Shift-F6>", "previous region"),
    *((f"<{COMMAND}-Key-{number}>", f"conversation {number}") for number in range(1, 10)),
)
"""Keys that come before what a text box would do with them, and the names of their commands."""
LAST_KEYS: tuple[tuple[str, str], ...] = (("<Escape>", "escape"),)
"""Keys that are left over when nothing else wanted them."""
ANYWHERE = frozenset({"larger", "smaller", "usual size"})
"""Commands that also a dialog leaves in force."""

GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        N_("Getting around"),
        (
            ("<Tab>", N_("Next control")),
            ("<F6>", N_("Next part of the window: list, messages, send bar, panel")),
            ("<Alt-Up>", N_("Channel above")),
            ("<Alt-Down>", N_("Channel below")),
            ("<Alt-Shift-Up>", N_("Unread above")),
            ("<Alt-Shift-Down>", N_("Unread below")),
            (f"<{COMMAND}-Key-1>", N_("First channel; 2 to 9 for the others")),
            ("<Escape>", N_("Close what is open; back to the send bar; twice: everything here is read")),
        ),
    ),
    (
        N_("The room"),
        (
            (f"<{COMMAND}-i>", N_("Invite people")),
            (f"<{COMMAND}-Shift-C>", N_("Copy the invite link")),
        ),
    ),
    (
        N_("Writing"),
        (
            ("<Return>", N_("Send")),
            ("<Shift-Return>", N_("New line")),
            ("<Up>", N_("In an empty send bar: what was sent last")),
            ("<Tab>", N_("Complete a name or a command")),
        ),
    ),
    (
        N_("In the messages"),
        (
            ("<Prior>", N_("A page up")),
            ("<Next>", N_("A page down")),
            ("<Home>", N_("The oldest that is there")),
            ("<End>", N_("The newest")),
            ("<Shift-Up>", N_("Message above; K does the same")),
            ("<Shift-Down>", N_("Message below; J does the same")),
            ("<c>", N_("Copy the message")),
            ("<Menu>", N_("What else can be done with it")),
        ),
    ),
    (
        N_("This window"),
        (
            (f"<{COMMAND}-comma>", N_("Settings")),
            (f"<{COMMAND}-plus>", N_("Larger text")),
            (f"<{COMMAND}-minus>", N_("Smaller text")),
            (f"<{COMMAND}-Key-0>", N_("Text of the usual size")),
        ),
    ),
)
"""Every key that people may want to know, by what it is for."""

_MODIFIERS = {"Control": N_("Ctrl"), "Command": "⌘", "Shift": N_("Shift"), "Alt": N_("Alt")}
_NAMES = {
    "comma": ",", "plus": N_("plus"), "minus": N_("minus"), "equal": "=", "slash": "/",
    "Up": "↑", "Down": "↓", "Left": "←", "Right": "→",
    "Return": N_("Enter"), "Escape": N_("Esc"), "Tab": N_("Tab"), "Menu": N_("Menu"),
    "Prior": N_("Page up"), "Next": N_("Page down"), "Home": N_("Home"), "End": N_("End"),
}  # fmt: skip
JOINT = "" if sys.platform == "darwin" else "+"


def shortcut(sequence: str) -> str:
    """How people read a key that Tk calls ``<Control-Shift-C>``: ``Ctrl+Shift+C``, or ``Strg+Umschalt+C``."""
    *modifiers, key = re.sub("Key-(?=.)", "", sequence.strip("<>")).split("-")
    said = [_(_MODIFIERS[modifier]) for modifier in modifiers]
    return JOINT.join([*said, _(_NAMES.get(key, key.upper() if len(key) == 1 else key))])
