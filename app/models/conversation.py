"""What a conversation holds and how it changes. Lives on the Tk thread; knows neither Tk nor sockets."""

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from app.models.corrections import Corrections
from app.models.entries import Delivery, Entry, Remark, Text
from app.models.log import Log
from app.models.observable import Signal
from app.models.readers import Readers
from app.models.rules import Rules
from app.models.transfers import Tray

if TYPE_CHECKING:  # the room knows us
    from app.models.people import Role


class Kind(Enum):
    """What a conversation is held in."""

    CHANNEL = "channel"
    DIRECT = "direct"


@dataclass(frozen=True, slots=True)
class Inserted:
    """``count`` entries came in before what stood at ``index`` (at the end: new; at 0: older)."""

    index: int
    count: int


@dataclass(frozen=True, slots=True)
class Replaced:
    """The entry at ``index`` is another value now (confirmed, failed, edited)."""

    index: int


@dataclass(frozen=True, slots=True)
class Removed:
    """The entry that was at ``index`` is gone; every later index shrank by one."""

    index: int


@dataclass(frozen=True, slots=True)
class Cleared:
    """Nothing is left of what was there."""


Change = Inserted | Replaced | Removed | Cleared


class Conversation:
    """One channel or one direct message: its entries in order, and what is new in it.

    Controllers write; views read the attributes and follow the signals. Every method
    that changes something emits its signal after the change, once.
    """

    def __init__(self, name: str, kind: Kind) -> None:
        self.name = name
        self.kind = kind
        self.joined = False
        """Whether we are in it now. A direct message is as long as the room is."""
        self.joined_at = 0.0
        """When we last came in, by the room's clock; 0 where it did not say."""
        self.topic = self.draft = ""
        self.unread = self.mentions = 0
        self.unread_from: str | None = None
        """Key of the first entry not seen yet: the unread line is drawn above it."""
        self.read_to = 0.0
        """When the last entry happened that was seen; 0 where none was yet."""
        self.tray = Tray()
        """The files that are to be sent from here."""
        self.sent: list[str] = []
        """What was sent from here, oldest first: Up recalls it."""
        self.members: tuple[str, ...] = ()
        """Nicknames of those in the channel, in no particular order."""
        self.ranks: Mapping[str, Role] = {}
        """What those of them may do here who may more than the others, by folded nickname."""
        self.rules = Rules()
        self.muted = False
        """Whether it asks for no attention unless we are mentioned."""
        self.typing: tuple[str, ...] = ()
        """Who is typing now, those who began first in front."""

        self.entries_changed: Signal[[Change]] = Signal()
        self.topic_changed: Signal[[]] = Signal()
        self.unread_changed: Signal[[]] = Signal()
        self.members_changed: Signal[[]] = Signal()
        self.typing_changed: Signal[[]] = Signal()
        self.joined_changed: Signal[[]] = Signal()
        self.renamed: Signal[[]] = Signal()
        self.draft_changed: Signal[[]] = Signal()
        self.muted_changed: Signal[[]] = Signal()
        self.read_changed: Signal[[]] = Signal()

        self._log = Log()
        self._entries = self._log.entries
        self.readers = Readers(self._entries)
        self._corrections = Corrections()

    @property
    def entries(self) -> Sequence[Entry]:
        """All entries, oldest first. The same list every time: read it, never keep a copy."""
        return self._entries

    @property
    def news(self) -> int:
        """How much of what was not seen is to be noticed: of a muted conversation only what mentions us."""
        return self.mentions if self.muted else self.unread

    @property
    def title(self) -> str:
        """The name as people say it: a channel without its sigil."""
        return self.name.lstrip("#&") or self.name if self.kind is Kind.CHANNEL else self.name

    @property
    def oldest(self) -> Entry | None:
        """The oldest message, else the oldest entry that the room told: no remark of ours, no line that waits."""
        return next(filter(_keeps_order, self._entries), None) or next(filter(is_told, self._entries), None)

    @property
    def newest(self) -> Entry | None:
        """The newest entry that the room told."""
        return next(filter(is_told, reversed(self._entries)), None)

    def index(self, key: str) -> int | None:
        """Where the entry with this key stands, or None. Some microseconds."""
        return self._log.index(key)

    def find(self, key: str) -> Entry | None:
        """The entry with this key, or the message that one with this key has corrected. Constant time."""
        return self._log.get(self._corrections.target(key))

    def corrections_of(self, key: str) -> list[Text]:
        """What came to correct a message before that was here, in order."""
        places = sorted(place for each in self._corrections.waiting_for(key) if (place := self.index(each)) is not None)
        return [entry for entry in map(self._entries.__getitem__, places) if isinstance(entry, Text) and is_told(entry)]

    def append(self, *entries: Entry) -> None:
        """Add entries at the end, but above our own lines that still wait.

        What waits is at the bottom until the room has it, so everybody sees the same
        order. Entries whose key is already here are left out (a replay).
        """
        index = len(self._entries)
        if not any(map(_waits, entries)):
            while index and _waits(self._entries[index - 1]):
                index -= 1
        self._insert(index, entries)

    def prepend(self, entries: Iterable[Entry]) -> None:
        """Add older entries, oldest first, in front of all that is here."""
        self._insert(0, entries)

    def merge(self, entries: Iterable[Entry]) -> list[Entry]:
        """Put in what the room tells late, each entry where its time places it; return those that are new here.

        Within a conversation the room's times are in its order. What the room did not tell stays where it is.
        """
        unknown = {entry.key: entry for entry in entries if entry.key not in self._log}
        new = sorted(unknown.values(), key=lambda entry: entry.time)
        index = len(self._entries)
        while index and _waits(self._entries[index - 1]):
            index -= 1
        end = len(new)
        for start in range(len(new) - 1, -1, -1):
            index = self._place_of(new[start].time, index)
            if start == 0 or self._place_of(new[start - 1].time, index) != index:
                self._insert(index, new[start:end])
                end = start
        return new

    def _place_of(self, time: float, index: int) -> int:
        """Where something of that time belongs, at ``index`` or above."""
        for above in range(index - 1, -1, -1):
            entry = self._entries[above]
            if entry.time > time:
                index = above
            elif _keeps_order(entry):
                break
        return index

    def confirm_own(self, key: str, entry: Entry) -> bool:
        """Let our own line become what the room made of it, where the room placed it. False if there is none."""
        index = self.index(key)
        if index is None:
            return False
        if isinstance(entry, Text):  # under another name that we had, it is ours all the same
            entry = dataclasses.replace(entry, own=True, mention=False)
        above = next((e for i in range(index - 1, -1, -1) if _keeps_order(e := self._entries[i])), None)
        below = next(filter(_keeps_order, self._entries[index + 1 :]), None)
        if (above is None or above.time <= entry.time) and (below is None or entry.time <= below.time):
            return self.replace(key, entry)
        self.remove(key)
        self.merge([entry])
        return True

    def _insert(self, index: int, entries: Iterable[Entry]) -> None:
        if new := self._log.insert(index, entries):
            self._corrections.note(new)
            self.entries_changed.emit(Inserted(index, len(new)))

    def replace(self, key: str, entry: Entry) -> bool:
        """Put ``entry`` where the one with ``key`` stands. False if there is none.

        If it stands elsewhere already, it came twice, and the one with ``key`` is taken away.
        """
        index = self.index(key)
        if index is None:
            return False
        if entry.key != key and entry.key in self._log:
            return self.remove(key)
        self._log.put(index, entry)
        self._corrections.note((entry,))
        self.entries_changed.emit(Replaced(index))
        return True

    def remove(self, key: str) -> bool:
        """Take the entry with ``key`` away (a discarded line)."""
        index = self.index(key)
        if index is None:
            return False
        self._log.remove(index)
        self.entries_changed.emit(Removed(index))
        return True

    def clear(self) -> None:
        """Forget all entries but what still waits to be sent (the room keeps its own)."""
        waiting = [entry for entry in self._entries if _waits(entry)]
        self._log.clear()
        self._corrections.clear()
        self.entries_changed.emit(Cleared())
        self.mark_read(forget_line=True)
        self.append(*waiting)

    def rename(self, name: str) -> None:
        """Call it otherwise: the other person of a direct message changed their name."""
        if name != self.name:
            self.name = name
            self.renamed.emit()

    def set_joined(self, joined: bool) -> None:
        """Note whether we are in the channel."""
        if joined != self.joined:
            self.joined = joined
            self.joined_changed.emit()

    def set_muted(self, muted: bool) -> None:
        """Note whether it may ask for attention."""
        if muted != self.muted:
            self.muted = muted
            self.muted_changed.emit()

    def set_topic(self, topic: str) -> None:
        """Note the channel's topic; empty for none."""
        if topic != self.topic:
            self.topic = topic
            self.topic_changed.emit()

    def set_members(self, members: Iterable[str], ranks: "Mapping[str, Role] | None" = None) -> None:
        """Note who is in the channel, and who has which rank there, where that is known anew."""
        self.members = tuple(members)
        if ranks is not None:
            self.ranks = ranks
        self.members_changed.emit()

    def set_typing(self, typing: Iterable[str]) -> None:
        """Note who is typing."""
        names = tuple(typing)
        if names != self.typing:
            self.typing = names
            self.typing_changed.emit()

    def set_draft(self, draft: str) -> None:
        """Note what is being written here."""
        if draft != self.draft:
            self.draft = draft
            self.draft_changed.emit()

    def note_unread(self, key: str, *, mention: int, count: int = 1) -> None:
        """Count entries that have not been seen, ``key`` the first of them; ``mention`` says how many name us."""
        self.unread += count
        self.mentions += mention
        if self.unread_from is None or self._stands_before(key, self.unread_from):
            self.unread_from = key
        self.unread_changed.emit()

    def note_unread_gone(self, *, mention: bool) -> None:
        """Count one less of what has not been seen: it was taken back. Without any, nothing is new here."""
        if self.unread:
            self.unread -= 1
            self.mentions = max(0, self.mentions - mention)
            if not self.unread:
                self.unread_from = None
            self.unread_changed.emit()

    def _stands_before(self, key: str, other: str) -> bool:
        mine, its = self.index(key), self.index(other)
        return mine is not None and its is not None and mine < its

    def note_read(self, time: float) -> None:
        """Note that everything up to a time was seen, here or on another device."""
        if time > self.read_to:
            self.read_to = time
            self.read_changed.emit()

    def mark_read(self, *, forget_line: bool = False) -> None:
        """Count from nothing again. The unread line stays unless it is to be forgotten too."""
        if self.unread or self.mentions or (forget_line and self.unread_from is not None):
            self.unread = self.mentions = 0
            if forget_line:
                self.unread_from = None
            self.unread_changed.emit()
        if (newest := self.newest) is not None:
            self.note_read(newest.time)


def is_told(entry: Entry) -> bool:
    """Whether the room told it, so that it has a place in the room's order."""
    return not isinstance(entry, Remark) and not (isinstance(entry, Text) and entry.delivery is not Delivery.SENT)


def _keeps_order(entry: Entry) -> bool:
    """Whether the times of a conversation rise with it. That somebody is gone, or called otherwise, the room tells in
    all of their conversations at once, by a time of its own.
    """
    return isinstance(entry, Text) and is_told(entry)


def _waits(entry: Entry) -> bool:
    return isinstance(entry, Text) and entry.delivery is Delivery.WAITING
