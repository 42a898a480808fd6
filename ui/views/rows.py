"""Which rows the sidebar has for a room, in their order. Knows neither Tk nor how a row looks.

Rows are frozen values: a list that equals the one on the screen needs no redrawing.
Heights are logical pixels.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.models.conversation import Conversation, Kind
from app.models.entries import Text
from app.models.gist import gist
from app.models.people import Person, Role
from app.models.room import Room
from app.words import N_, _, ngettext
from ui.paint import Presence
from ui.widgets.stack import Reach

PREVIEW_LENGTH = 80
"""Characters of the last line that are shown at most; no sidebar is wider."""
LOOKED_AT = 400
"""And so many are looked at: marks and the middle of an address are not all shown."""


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
    muted: bool = False
    silenced: bool = False  # may read in this conversation, but not write

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
    muted: bool = False
    silenced: bool = False  # may read in this conversation, but not write

    height = 40
    reach = Reach.WHOLE

    @property
    def key(self) -> str:
        return f"direct {id(self.conversation)}"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody who is in the room. ``me`` cannot be written to; whom we have ``muted`` we do not hear."""

    nick: str
    presence: Presence
    note: str
    role: Role
    me: bool
    muted: bool = False
    silenced: bool = False  # may read in this conversation, but not write

    height = 40

    @property
    def key(self) -> str:
        return f"person {self.nick}"

    @property
    def reach(self) -> Reach:
        return Reach.NOTHING if self.me else Reach.WHOLE


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A channel of the room that we are not in; with nobody there it would be a new one."""

    name: str
    people: int
    topic: str

    height = 40
    reach = Reach.WHOLE

    @property
    def key(self) -> str:
        return f"listed {self.name}"

    @property
    def note(self) -> str:
        """What is to be known of it."""
        if not self.people:
            return _("Make this channel")
        people = ngettext("{number} person", "{number} people", self.people).format(number=self.people)
        return f"{people} · {self.topic}" if self.topic else people


Row = SectionRow | ChannelRow | DirectRow | PersonRow | ListedRow


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


def member_rows(room: Room, conversation: Conversation, begun: str = "") -> list[PersonRow]:
    """Those in a conversation whose name holds ``begun``: who looks after it first, then who is there, then by name."""
    names = conversation.members if conversation.kind is Kind.CHANNEL else (conversation.name, room.nick)
    sought = begun.strip().casefold()
    people = [room.person(name) or Person(name) for name in names if sought in name.casefold()]
    order = list(Role)
    people.sort(key=lambda p: (order.index(room.role(p.nick, conversation)), p.away, p.nick.casefold()))
    return people_rows(room, people, conversation)


def people_rows(room: Room, people: Iterable[Person], conversation: Conversation | None = None) -> list[PersonRow]:
    """One row for each of these people, in their order, with what they may do there or in the room."""
    rules = conversation.rules.barred if conversation else ()
    silenced = {barred.who.casefold() for barred in rules if barred.muted}
    return [
        PersonRow(
            person.nick,
            presence(room.person(person.nick)),
            person.away_message if person.away else "",
            person.role if conversation is None else room.role(person.nick, conversation),
            room.is_me(person.nick),
            room.is_muted(person.nick),
            bool(silenced & {person.nick.casefold(), person.account.casefold()}),
        )
        for person in people
    ]


def offered_channels(room: Room, begun: str) -> list[ListedRow]:
    """The channels that one can go to, most people first; before them what was typed, where there is no such one."""
    sought = begun.strip().casefold().lstrip("#")
    joined = {c.name.casefold() for c in room.channels() if c.joined}
    known = [ListedRow(one.name, one.people, one.topic) for one in room.listed if one.name.casefold() not in joined]
    found = sorted((row for row in known if sought in row.name.casefold()), key=lambda row: (-row.people, row.name))
    name = "#" + "-".join(begun.strip().lstrip("#").split())
    if sought and name.casefold() not in {one.name.casefold() for one in room.listed}:
        return [ListedRow(name, 0, ""), *found]
    return found


def places(room: Room, begun: str) -> list[Row]:
    """All that one can go to whose name holds ``begun``: those that begin with it first, ours before others."""
    sought = begun.strip().casefold().lstrip("#@")
    written_to = {direct.name.casefold() for direct in room.directs()}
    rows: list[tuple[str, Row]] = [(c.title, _channel(room, c)) for c in room.channels()]
    rows += ((direct.title, _direct(room, direct)) for direct in room.directs())
    others = (person for person in room.people if person.nick.casefold() not in written_to)
    rows += ((row.nick, row) for row in people_rows(room, others) if not row.me)
    rows += ((row.name.lstrip("#"), row) for row in offered_channels(room, "") if room.find(row.name) is None)
    found = [(name.casefold(), row) for name, row in rows if sought in name.casefold()]
    return [row for _name, row in sorted(found, key=lambda pair: not pair[0].startswith(sought))]


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
            return gist(entry.text, looked_at=LOOKED_AT)[:PREVIEW_LENGTH]
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
        if not unread or found.news:
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
        conversation.news,
        conversation.mentions,
        conversation.joined,
        conversation.muted,
    )


def _direct(room: Room, conversation: Conversation) -> DirectRow:
    assert conversation.kind is Kind.DIRECT
    return DirectRow(
        conversation,
        conversation.title,
        presence(room.person(conversation.name)),
        "" if room.is_muted(conversation.name) else preview(conversation),
        conversation is room.current,
        conversation.news,
        conversation.muted,
    )
