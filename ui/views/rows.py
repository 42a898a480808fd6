"""Which rows the sidebar has for a room, in their order. Knows neither Tk nor how a row looks.

Rows are frozen values: a list that equals the one on the screen needs no redrawing.
Heights are logical pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from app.models.room import Person, Role, Room
from app.words import N_, _
from ui.paint import Presence
from ui.widgets.stack import Reach

PREVIEW_LENGTH = 80
"""Characters of the last line that are looked at; no sidebar is wider."""


class Section(Enum):
    """The parts of the sidebar."""

    CHANNELS = N_("Channels")
    DIRECTS = N_("Direct messages")
    PEOPLE = N_("People here")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A title, with a count or with a button that adds to the section."""

    section: Section
    count: int | None = None
    adds: str = ""  # what the button does, for its tooltip; empty for no button
    first: bool = False

    @property
    def key(self) -> str:
        return self.section.value

    @property
    def height(self) -> int:
        return 36 if self.first else 44

    @property
    def reach(self) -> Reach:
        return Reach.END if self.adds else Reach.NOTHING


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One channel."""

    conversation: Conversation
    title: str
    active: bool
    unread: int
    mentions: int
    joined: bool

    height = 36
    reach = Reach.WHOLE

    @property
    def key(self) -> str:
        return f"channel {id(self.conversation)}"


@dataclass(frozen=True, slots=True)
class DirectRow:
    """One person's direct messages. ``presence`` is ``on``, ``away`` or ``off``."""

    conversation: Conversation
    nick: str
    presence: Presence
    preview: str
    active: bool
    unread: int

    height = 40
    reach = Reach.WHOLE

    @property
    def key(self) -> str:
        return f"direct {id(self.conversation)}"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who is in the room. ``me`` cannot be written to."""

    nick: str
    presence: Presence
    note: str
    host: bool
    me: bool

    height = 40

    @property
    def key(self) -> str:
        return f"person {self.nick}"

    @property
    def reach(self) -> Reach:
        return Reach.NOTHING if self.me else Reach.WHOLE


Row = SectionRow | ChannelRow | DirectRow | PersonRow


def sidebar_rows(room: Room) -> list[Row]:
    """Everything the sidebar lists: channels, direct messages, people."""
    people = room.people
    others = any(not room.is_me(person.nick) for person in people)
    rows: list[Row] = [SectionRow(Section.CHANNELS, adds=_("Join or make a channel"), first=True)]
    rows += (_channel(room, conversation) for conversation in room.channels())
    directs = room.directs()
    if directs or others:
        rows.append(SectionRow(Section.DIRECTS, adds=_("Write to somebody") if others else ""))
        rows += (_direct(room, conversation) for conversation in directs)
    rows.append(SectionRow(Section.PEOPLE, count=len(people)))
    rows += people_rows(room, people)
    return rows


def people_rows(room: Room, people: Iterable[Person]) -> list[PersonRow]:
    """One row for each of these people, in their order."""
    return [
        PersonRow(
            person.nick,
            presence(person),
            person.away_message if person.away else "",
            person.role is Role.HOST,
            room.is_me(person.nick),
        )
        for person in people
    ]


def presence(person: Person | None) -> Presence:
    """The name of somebody's presence mark; ``off`` for who is not here."""
    if person is None:
        return "off"
    return "away" if person.away else "on"


def presence_words(person: Person | None) -> str:
    """Somebody's presence, with what they say of it."""
    if person is None:
        return _("Not here now")
    if person.away:
        return _("Away: {away_message}").format(away_message=person.away_message) if person.away_message else _("Away")
    return _("Online")


def preview(conversation: Conversation) -> str:
    """The beginning of the last thing said, on one line; empty if nothing was."""
    for entry in reversed(conversation.entries[-20:]):
        if isinstance(entry, Text):
            return " ".join(entry.text[:PREVIEW_LENGTH].split())
    return ""


def neighbour(room: Room, step: int, *, unread: bool = False) -> Conversation | None:
    """The conversation ``step`` places on from the current one, going round; None if there is none.

    With ``unread``, the nearest in that direction that holds something new.
    """
    order = room.channels() + room.directs()
    if not order:
        return None
    start = order.index(room.current) if room.current in order else min(-step, 0)
    for distance in range(1, len(order) + 1):
        found = order[(start + step * distance) % len(order)]
        if not unread or found.unread:
            return found
    return None


def nth(room: Room, number: int) -> Conversation | None:
    """The ``number``-th conversation from the top, counted from 1; None if there are fewer."""
    order = room.channels() + room.directs()
    return order[number - 1] if number <= len(order) else None


def _channel(room: Room, conversation: Conversation) -> ChannelRow:
    return ChannelRow(
        conversation,
        conversation.title,
        conversation is room.current,
        conversation.unread,
        conversation.mentions,
        conversation.joined,
    )


def _direct(room: Room, conversation: Conversation) -> DirectRow:
    assert conversation.kind is Kind.DIRECT
    return DirectRow(
        conversation,
        conversation.title,
        presence(room.person(conversation.name)),
        preview(conversation),
        conversation is room.current,
        conversation.unread,
    )
