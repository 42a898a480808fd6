"""A room's conversations as they are kept on this computer: restores them, and writes down what changes.

Follows the models; whoever changes them need not know. Tk thread only.
"""

from collections.abc import Callable, Iterable

from app.controllers.unread import count_unread
from app.models.amendments import Reacted
from app.models.conversation import Change, Conversation, Inserted, Kind, Replaced, is_told
from app.models.entries import Delivery, Entry, Text
from app.models.room import Room
from app.services.shelf import Kept, Shelf

WINDOW = 200
"""How many entries are shown at first, and how many more whenever somebody scrolls up to the oldest."""

MOST_UNREAD = 2000
"""How far back the first unread entry is looked for."""


class Memory:
    """What is remembered of one room.

    ``tried`` holds the keys of our lines that a connection has taken without a word of the room since,
    and the name that we had then.
    """

    def __init__(self, room: Room, shelf: Shelf) -> None:
        self.tried: dict[str, str] = {}
        self._room = room
        self._shelf = shelf
        self._kept: dict[Conversation, Kept] = {}
        self._complete_to: dict[Conversation, float] = {}
        self._complete: set[Conversation] = set()
        self._waiting: dict[Conversation, set[str]] = {}
        self._strays: dict[Conversation, dict[str, list[Reacted]]] = {}  # by the key that they wait for
        self._stops: dict[Conversation, list[Callable[[], None]]] = {}
        self._muted: frozenset[str] = frozenset()
        self._reading = False  # whether what changes comes from the disk

    def restore(self) -> bool:
        """Show what was said here before, and follow what comes. Whether there was anything."""
        known = self._shelf.conversations()
        for folded in (muted := self._shelf.muted()):
            self._room.set_muted(folded, muted=True)
        self._muted = muted
        self._room.muted_changed.connect(self._muted_changed)
        self._room.conversations_changed.connect(self._conversations_changed)
        for kept in known:
            conversation = self._room.open(kept.name, kept.kind)
            conversation.set_joined(kept.joined or kept.kind is Kind.DIRECT)
        self._room.set_current(
            (self._room.find(self._shelf.current) if self._shelf.current else None)
            or next(iter(self._room.conversations), None)
        )
        self._room.current_changed.connect(self._current_changed)
        return bool(known)

    def load_older(self, conversation: Conversation) -> bool:
        """Show more of what is kept; whether there was more."""
        shown, kept = len(conversation.entries), self._kept.get(conversation)
        if kept:
            self._read(lambda: self._show_older(conversation, kept))
        return len(conversation.entries) > shown

    def load_to(self, conversation: Conversation, key: str) -> bool:
        """Show all that is kept from the entry with this key on; whether that is kept."""
        kept, oldest = self._kept.get(conversation), conversation.oldest
        older = self._shelf.between(kept.number, key, oldest) if kept and oldest else []
        self._read(lambda: conversation.prepend(older))
        return bool(older)

    def number(self, conversation: Conversation) -> int | None:
        """By which number the archive knows a conversation."""
        kept = self._kept.get(conversation)
        return kept.number if kept else None

    # -- one message

    def find(self, conversation: Conversation, key: str) -> Entry | None:
        """A message by its key: of those that are shown, else of those that are kept."""
        if shown := conversation.find(key):
            return shown
        kept = self._kept.get(conversation)
        return self._shelf.find(kept.number, key) if kept else None

    def amend(self, conversation: Conversation, entry: Entry) -> None:
        """A message became this, whether it is shown or only kept."""
        if not conversation.replace(entry.key, entry) and (kept := self._kept.get(conversation)):
            self._shelf.put(kept.number, [entry])

    def drop(self, conversation: Conversation, key: str) -> None:
        """A message is no message of its own any more."""
        conversation.remove(key)
        if kept := self._kept.get(conversation):
            self._shelf.drop(kept.number, key)

    def put_aside(self, conversation: Conversation, change: Reacted) -> None:
        """Keep a sign until the message comes that it is on."""
        if kept := self._kept.get(conversation):
            self._strays[conversation].setdefault(change.key, []).append(change)
            self._shelf.put_aside(kept.number, change)

    def take_aside(self, conversation: Conversation, key: str) -> list[Reacted]:
        """The signs that were kept for a message which has come."""
        found = self._strays.get(conversation, {}).pop(key, [])
        if found:
            self._shelf.forget_strays(self._kept[conversation].number, key)
        return found

    # -- up to when nothing is missing

    def complete_to(self, conversation: Conversation) -> float:
        """Up to when nothing is missing that the room told: where to ask on. 0 where that is not known."""
        return self._complete_to.get(conversation, 0.0)

    def oldest_time(self, conversation: Conversation) -> float:
        """When the first thing happened that is kept; 0 where nothing is."""
        kept = self._kept.get(conversation)
        return self._shelf.oldest_time(kept.number) if kept else 0.0

    def note_complete(self, conversation: Conversation, time: float) -> None:
        """Nothing is missing up to this time."""
        if conversation in self._kept and time > self._complete_to[conversation]:
            self._complete_to[conversation] = time
            self._shelf.set_complete(self._kept[conversation].number, time)

    def note_caught_up(self, conversation: Conversation) -> None:
        """Nothing is missing, and nothing will be as long as the connection lasts."""
        self._complete.add(conversation)
        if newest := _newest_text(conversation.entries):
            self.note_complete(conversation, newest)

    def lost(self) -> None:
        """The connection is lost: from here on something may be missing."""
        self._complete.clear()

    # -- our own lines

    def note_tried(self, key: str) -> None:
        """A connection has taken our line; whether the room has, is not known yet."""
        self.tried[key] = self._room.nick
        self._shelf.note_tried(key, self._room.nick)

    # -- following the models

    def _conversations_changed(self) -> None:
        present = self._room.conversations
        for conversation in [known for known in self._kept if known not in present]:
            for stop in self._stops.pop(conversation):
                stop()
            self._shelf.close(self._kept.pop(conversation).number)
            self._complete_to.pop(conversation)
            self._waiting.pop(conversation)
            self._strays.pop(conversation)
            self._complete.discard(conversation)
        for place, conversation in enumerate(present, 1):
            if conversation not in self._kept:
                self._begin(conversation, place)

    def _begin(self, conversation: Conversation, place: int) -> None:
        kept = self._shelf.open(conversation.name, conversation.kind, place)
        self._kept[conversation] = kept
        self._complete_to[conversation] = kept.complete_to
        self._waiting[conversation] = set()
        self._strays[conversation] = {}
        for change in self._shelf.strays(kept.number):
            self._strays[conversation].setdefault(change.key, []).append(change)
        self._read(lambda: self._fill(conversation, kept))
        number = kept.number
        self._stops[conversation] = [
            conversation.entries_changed.connect(lambda change: self._entries_changed(conversation, change)),
            conversation.draft_changed.connect(lambda: self._shelf.set_draft(number, conversation.draft)),
            conversation.read_changed.connect(lambda: self._shelf.set_read(number, conversation.read_to)),
            conversation.topic_changed.connect(lambda: self._shelf.set_topic(number, conversation.topic)),
            conversation.muted_changed.connect(lambda: self._shelf.set_quiet(number, muted=conversation.muted)),
            conversation.joined_changed.connect(lambda: self._shelf.set_joined(number, joined=conversation.joined)),
            conversation.readers.changed.connect(lambda: self._shelf.set_readers(number, conversation.readers.to)),
            conversation.renamed.connect(lambda: self._shelf.rename(number, conversation.name)),
        ]

    def _show_older(self, conversation: Conversation, kept: Kept) -> bool:
        """Show more; whether there was more. What is shown already, in an order of its own, is passed."""
        shown, before = len(conversation.entries), conversation.oldest
        while older := self._shelf.latest(kept.number, WINDOW, before):
            conversation.prepend(older)
            if len(conversation.entries) > shown:
                return True
            before = older[0]
        return False

    def _fill(self, conversation: Conversation, kept: Kept) -> None:
        conversation.set_draft(kept.draft)
        conversation.set_topic(kept.topic)
        conversation.set_muted(kept.muted)
        conversation.note_read(kept.read_to)
        conversation.prepend(self._shelf.latest(kept.number, WINDOW))
        while (
            kept.read_to
            and (oldest := conversation.oldest)
            and oldest.time > kept.read_to
            and len(conversation.entries) < MOST_UNREAD
            and self._show_older(conversation, kept)
        ):
            pass  # what has not been read is shown
        conversation.readers.restore(kept.readers)
        count_unread(conversation, conversation.entries, self._room)
        for waiting in self._shelf.waiting(kept.number):
            conversation.append(waiting.line)
            self._waiting[conversation].add(waiting.line.key)
            if waiting.tried_as:
                self.tried[waiting.line.key] = waiting.tried_as

    def _read(self, work: Callable[[], object]) -> None:
        self._reading = True
        try:
            work()
        finally:
            self._reading = False

    def _muted_changed(self) -> None:
        before, self._muted = self._muted, self._room.muted
        for folded in before ^ self._muted:
            self._shelf.set_muted(folded, muted=folded in self._muted)

    def _current_changed(self) -> None:
        self._shelf.set_current(self._room.current.name if self._room.current else "")

    def _entries_changed(self, conversation: Conversation, change: Change) -> None:
        if self._reading:
            return
        if isinstance(change, Inserted):
            self._write(conversation, conversation.entries[change.index : change.index + change.count])
        elif isinstance(change, Replaced):
            self._write(conversation, conversation.entries[change.index : change.index + 1])
        if gone := [key for key in self._waiting[conversation] if not _is_ours(conversation, key)]:
            self._shelf.settle(gone)
            self._waiting[conversation].difference_update(gone)
            for key in gone:
                self.tried.pop(key, None)

    def _write(self, conversation: Conversation, entries: Iterable[Entry]) -> None:
        number = self._kept[conversation].number
        self._shelf.put(number, filter(is_told, entries))
        for entry in entries:
            if isinstance(entry, Text) and entry.delivery is not Delivery.SENT:
                self._shelf.wait(number, entry)
                self._waiting[conversation].add(entry.key)
        if conversation in self._complete and (newest := _newest_text(entries)):
            self.note_complete(conversation, newest)


def _newest_text(entries: Iterable[Entry]) -> float:
    """When the last of what was said was said; 0 where nothing was. Only that can be asked for again."""
    return max((entry.time for entry in entries if isinstance(entry, Text) and is_told(entry)), default=0.0)


def _is_ours(conversation: Conversation, key: str) -> bool:
    """Whether a line still waits, or has failed."""
    index = conversation.index(key)
    return index is not None and not is_told(conversation.entries[index])
