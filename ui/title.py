"""What the window is called: where we are, and how often we were mentioned meanwhile. Pure."""

from typing import TYPE_CHECKING

from app.models.legible import PLACEHOLDER, legible

if TYPE_CHECKING:
    from app.models.room import Room

LONGEST = 60
"""Characters of a name that a title has room for."""


def window_title(room: "Room | None") -> str:
    """The title while in this room, or on the welcome screen (None)."""
    if room is None:
        return "Parlor"
    parts = [_plain(room.name), "Parlor"]
    if (current := room.current) is not None:
        is_channel = current.title != current.name  # it has its sign in the name alone
        parts.insert(0, f"#{_plain(current.title)}" if is_channel else _plain(room.called(current.name)))
    count = mentions(room)
    return (f"({count}) " if count else "") + " – ".join(part for part in parts if part)


def mentions(room: "Room | None") -> int:
    """How often we were mentioned or written to and have not seen it."""
    return sum(conversation.mentions for conversation in room.conversations) if room else 0


def _plain(text: str) -> str:
    """Names come from other people, and window managers are not made for everything that can be in one."""
    shown = legible(" ".join(text[:LONGEST].split())).replace(PLACEHOLDER, "")
    return " ".join(shown.split())
