"""Where an entry stands among its neighbours: under a day line, under the unread line, first of a group. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.models.entries import Entry, Text, Voice
from ui.views.calendar import Calendar

GROUP_TIME = 5 * 60
"""Seconds between two messages of one author that still belong together."""


@dataclass(frozen=True, slots=True)
class Read:
    """That a message of ours was read: by these, or by the one whom it was for."""

    by: tuple[str, ...]
    direct: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What an entry's layout depends on, besides the entry itself."""

    day: date | None = None
    """The day that begins with it, if one does."""
    unread: bool = False
    first: bool = True
    """Of a group: it carries the name and the time."""
    read: Read | None = None
    """That it was read is said beside it."""


def standing(
    entries: Sequence[Entry], index: int, unread_from: str | None, calendar: Calendar, read: Read | None = None
) -> Standing:
    """How the entry at ``index`` stands in its conversation."""
    entry = entries[index]
    before = entries[index - 1] if index else None
    day = calendar.day(entry.time)
    begins = before is None or calendar.day(before.time) != day
    unread = entry.key == unread_from
    first = begins or unread or before is None or not _go_together(before, entry)
    return Standing(day if begins else None, unread, first, read)


def _go_together(before: Entry, entry: Entry) -> bool:
    return (
        isinstance(before, Text)
        and isinstance(entry, Text)
        and before.author == entry.author
        and before.own is entry.own
        and entry.quote is None
        and before.voice is entry.voice is not Voice.ACTED
        and entry.mention <= before.mention  # "mentioned you" is said beside the name
        and abs(entry.time - before.time) < GROUP_TIME  # clocks differ: the later may seem earlier
    )
