"""Entries in their order, and where the one with a key stands. Knows what an entry's key and time are, no more."""

from bisect import bisect_left
from collections.abc import Iterable

from app.models.entries import Entry


class Log:
    """A list of entries in which each key stands once.

    No place is kept with a key, which would take 32 bytes for each and be rewritten behind whatever comes in
    between. An entry is looked for at its time instead: few stand elsewhere, and those not far from there.
    """

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        """The same list every time: to be read, and changed by the methods here alone."""
        self._by_key: dict[str, Entry] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._by_key

    def get(self, key: str) -> Entry | None:
        """The entry with this key, or None."""
        return self._by_key.get(key)

    def index(self, key: str) -> int | None:
        """Where the entry with this key stands, or None. Some microseconds."""
        entry = self._by_key.get(key)
        if entry is None:
            return None
        entries = self.entries
        below = bisect_left(entries, entry.time, key=_time)
        above = below - 1
        while True:  # it is there
            if below < len(entries):
                if entries[below] is entry:
                    return below
                below += 1
            if above >= 0:
                if entries[above] is entry:
                    return above
                above -= 1

    def insert(self, index: int, entries: Iterable[Entry]) -> list[Entry]:
        """Put entries in front of what stands at ``index``; those that are new here, which are returned."""
        new, known = [], self._by_key
        for entry in entries:
            if entry.key not in known:
                known[entry.key] = entry
                new.append(entry)
        self.entries[index:index] = new
        return new

    def put(self, index: int, entry: Entry) -> None:
        """Put an entry in the place of the one at ``index``."""
        del self._by_key[self.entries[index].key]
        self._by_key[entry.key] = entry
        self.entries[index] = entry

    def remove(self, index: int) -> None:
        """Take the entry at ``index`` away."""
        del self._by_key[self.entries.pop(index).key]

    def clear(self) -> None:
        """Take all away."""
        self.entries.clear()
        self._by_key.clear()


def _time(entry: Entry) -> float:
    return entry.time
