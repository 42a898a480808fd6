"""What the window is called: where we are, and how often we were mentioned meanwhile. Pure."""

from app.models.conversation import Kind
from app.models.legible import PLACEHOLDER, legible
from app.models.room import Room

LONGEST = 60
"""Characters of a name that a title has room for."""


def window_title(room: Room | None) -> str:
    """The title while in this room, or on the welcome screen (None)."""
    if room is None:
        return "Parlor"
    parts = [_plain(room.name), "Parlor"]
    if (current := room.current) is not None:
        name = f"#{_plain(current.title)}" if current.kind is Kind.CHANNEL else _plain(room.called(current.name))
        parts.insert(0, name)
    count = mentions(room)
    return (f"({count}) " if count else "") + " – ".join(part for part in parts if part)


def mentions(room: Room | None) -> int:
    """How often we were mentioned or written to and have not seen it."""
    return sum(conversation.mentions for conversation in room.conversations) if room else 0


def _plain(text: str) -> str:
    """Names come from other people, and window managers are not made for everything that can be in one."""
    shown = legible(" ".join(text[:LONGEST].split())).replace(PLACEHOLDER, "")
    return " ".join(shown.split())
