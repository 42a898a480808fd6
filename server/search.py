"""Which messages have which words in them. Engine thread.

The index knows parts of words too (all of three letters), so 小明 and half a word are found. It follows
a little behind the log: what is not in it yet is looked at message by message.
"""

# ruff: noqa: S608 - statements are put together from what stands in this module; values are always bound

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from server.entries import COLUMNS, Entry
from server.history import LONGEST_RUN, WORDS, History
from server.store import Store

_SHORTEST_INDEXED = 3
_ROWS_AT_ONCE = 1000
_LETTERS_AT_ONCE = 16 * 1024
_LOOKED_AT_AT_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Query:
    """What somebody looks for: words, in some conversations, between two times, by one person or all."""

    buffers: tuple[int, ...]
    words: tuple[str, ...]
    nick: str = ""
    after: int = -1
    before: int = 1 << 62
    newest: bool = True
    """Whether the latest messages are wanted, or the first ones."""

    def fits(self, entry: Entry) -> bool:
        text = entry.text.casefold()
        return (
            self.after <= entry.time <= self.before
            and (not self.nick or entry.nick.casefold() == self.nick.casefold())
            and all(word.casefold() in text for word in self.words)
        )


class Search:
    """Finds messages in the log of a room."""

    def __init__(self, store: Store, history: History) -> None:
        self._store = store
        self._history = history

    def find(self, query: Query, limit: int) -> list[Entry]:
        """The latest or the first messages that fit, in order."""
        self._history.write()
        phrases = " ".join(_quoted(query.words))
        matching = (
            "AND (id > (SELECT upto FROM indexed) OR id IN (SELECT rowid FROM words WHERE words MATCH ?))"
            if phrases
            else ""
        )
        numbers = ", ".join(map(str, query.buffers))
        rows = self._store.rows(
            f"SELECT {COLUMNS} FROM messages WHERE buffer IN ({numbers}) AND command IN {WORDS}"
            f" AND time > ? AND time <= ? {matching} ORDER BY time {'DESC' if query.newest else 'ASC'}",
            query.after - LONGEST_RUN, query.before, *([phrases] if phrases else []),
        )  # fmt: skip
        found = (
            entry
            for row in itertools.islice(rows, _LOOKED_AT_AT_MOST)
            for entry in self._history.unfold(row, backwards=query.newest)
            if query.fits(entry)
        )
        entries = list(itertools.islice(found, limit))
        return entries[::-1] if query.newest else entries

    def index(self) -> None:
        """Let some more messages be found quickly. A little at a time: everybody waits for it."""
        self._history.write()
        first = self._store.row("SELECT upto FROM indexed")
        if first is None:
            return
        last = self._store.row(
            "SELECT max(id) FROM (SELECT id, sum(size) OVER (ORDER BY id) - size AS before FROM"
            " (SELECT id, coalesce(length(body), 0) AS size FROM messages WHERE id > ? ORDER BY id LIMIT ?))"
            " WHERE before < ?",
            *first, _ROWS_AT_ONCE, _LETTERS_AT_ONCE,
        )  # fmt: skip
        if last is None or last[0] is None:
            return
        self._store.write(
            "INSERT INTO words (rowid, body) SELECT id, body FROM messages"
            f" WHERE id > ? AND id <= ? AND command IN {WORDS}",
            *first, *last,
        )  # fmt: skip
        self._store.write("UPDATE indexed SET upto = ?", *last)


def _quoted(words: Iterable[str]) -> list[str]:
    """Those that the index can look for, so that nothing in them means anything to it."""
    return ['"' + word.replace('"', '""') + '"' for word in words if len(word) >= _SHORTEST_INDEXED]
