"""Which keys do what: those of the whole window, and the words for all of them. Binds nothing.

A key of the window is a row in ``FIRST_KEYS`` (or ``LAST_KEYS``) with the name of its command, and a row in ``GROUPS``
with what it does. The settings list what is in ``GROUPS``.
"""

from app.words import N_
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
            (f"<{COMMAND}-k>", N_("Go to a channel or a person")),
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
            (f"<{COMMAND}-f>", N_("Search in this conversation")),
            (f"<{COMMAND}-Shift-F>", N_("Search everywhere")),
            (f"<{COMMAND}-Shift-S>", N_("Save the conversation")),
        ),
    ),
    (
        N_("Writing"),
        (
            ("<Return>", N_("Send")),
            ("<Shift-Return>", N_("New line")),
            ("<Up>", N_("In an empty send bar: your last message, to be corrected")),
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
            ("<r>", N_("Reply")),
            ("<e>", N_("React")),
            ("<c>", N_("Copy the message")),
            ("<Delete>", N_("Remove your message")),
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
