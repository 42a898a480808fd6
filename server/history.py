"""What happened in every conversation, in order: how it is kept, and how it is found again. Engine thread.

A conversation is a *buffer*: a channel, or two people by their identities. Within a buffer every
message has a time of its own, so a time is a place in it, and so is a msgid, which begins with one.
What is taken back is not told again, but stays known by its msgid.
"""

# ruff: noqa: S608 - statements are put together from what stands in this module; values are always bound

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from server.entries import COLUMNS, Entry, Row, pack, pack_run, unpack
from server.relay import Relay
from server.stamps import Run
from server.store import Store

WORDS = "('PRIVMSG', 'NOTICE')"
_AT_ONCE = 2000
LONGEST_RUN = 65536  # messages that can come in one piece, hence milliseconds between its first and its last


class History:
    """The log of a room."""

    def __init__(self, store: Store) -> None:
        self.grown = 0
        """How many messages have come since it was pruned."""
        self._store = store
        self._waiting: list[tuple[int | str | None, ...]] = []
        self._redacted = {msgid for (msgid,) in store.rows("SELECT msgid FROM redactions")}
        self._closed: set[int] = set()
        self._taken_back: list[tuple[str, int, str, str]] = []
        """What has been closed and taken back, but is not known to be in the file yet. See ``make_good``."""

    # Conversations

    def channel(self, folded: str) -> int | None:
        """The number of a channel's conversation, which is begun if there was none."""
        number = self._buffer("channel = ?", "channel", folded)
        return None if number in self._closed else number

    def conversation(self, identity: str, other: str) -> int | None:
        """The number of what two people say to each other."""
        return self._buffer("one = ? AND other = ?", "one, other", *sorted((identity, other)))

    def _buffer(self, condition: str, columns: str, *values: str) -> int | None:
        found = self._store.row(f"SELECT id FROM buffers WHERE {condition}", *values)
        if found:
            return int(found[0])
        places = ", ".join("?" * len(values))
        return self._store.write(f"INSERT INTO buffers ({columns}) VALUES ({places})", *values)

    def rename(self, folded: str, new: str) -> None:
        """A channel is called otherwise from now on; what was said in it goes along."""
        self.close(new)
        self._store.write("UPDATE buffers SET channel = ? WHERE channel = ?", new, folded)

    def close(self, folded: str, was: str = "") -> None:
        """A channel is gone: who makes another of that name will not find what was said in this one.

        It stays in the file, with what the channel was at last; memory is given back.
        """
        self.write()
        found = self._store.row("SELECT id FROM buffers WHERE channel = ?", folded)
        if found and self._store.path is None:
            while self._forget("buffer = ?", found[0]):
                pass
            self._store.write("DELETE FROM buffers WHERE id = ?", found[0])
        elif found:
            self._closed.add(found[0])
            self._store.write("UPDATE buffers SET channel = NULL, was = ? WHERE id = ?", was, found[0])

    def call(self, identity: str, nick: str) -> None:
        """Remember under which name somebody took part in a conversation."""
        self._store.write("INSERT OR REPLACE INTO identities VALUES (?, ?)", identity, nick)

    def partners(self, identity: str) -> Iterator[tuple[int, str, str]]:
        """With whom somebody has talked: number of the conversation, identity and last name of the other."""
        yield from self._store.rows(
            "SELECT id, partner, coalesce(nick, partner) FROM ("
            " SELECT id, other AS partner FROM buffers WHERE one = ?1"
            " UNION SELECT id, one FROM buffers WHERE other = ?1"
            ") LEFT JOIN identities ON identity = partner",
            identity,
        )

    # Keeping

    def keep(self, buffer: int | None, relay: Relay) -> None:
        """Keep what was told to everybody in a conversation."""
        if buffer is None:
            return
        self.grown += 1
        self._waiting.append((buffer, *pack(relay)))

    def keep_run(
        self, buffer: int | None, run: Run, source: str, account: str, target: str, texts: list[bytes]
    ) -> None:
        """Keep what one person said in one go."""
        if buffer is None:
            return
        self.grown += run.count
        self._waiting.append((buffer, *pack_run(run, source, account, target, texts)))

    def redact(self, msgid: str, by: str, reason: str, time: int) -> None:
        """Do not tell a message again."""
        self._redacted.add(msgid)
        self._taken_back.append((msgid, time, by, reason))
        self._store.write("INSERT OR IGNORE INTO redactions VALUES (?, ?, ?, ?)", msgid, time, by, reason)

    def write(self) -> None:
        """Hand over to the store what was kept since the last time."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            places = ", ".join("?" * 11)
            self._store.write_many(f"INSERT INTO messages ({COLUMNS}) VALUES ({places})", waiting)

    def settle(self) -> None:
        """All that was handed over is in the file."""
        self._closed.clear()
        self._taken_back.clear()

    def make_good(self, channels: Mapping[str, int]) -> None:
        """The file can be written again after it could not: let it know which channels there are, with the numbers of
        their conversations, and what was taken back meanwhile.
        """
        self._store.write_many("INSERT OR IGNORE INTO redactions VALUES (?, ?, ?, ?)", self._taken_back)
        self._store.write("UPDATE buffers SET channel = NULL WHERE channel NOT NULL")
        self._store.write_many(
            "UPDATE buffers SET channel = ? WHERE id = ?", [(name, number) for name, number in channels.items()]
        )

    # Finding

    def select(
        self, buffer: int, limit: int, *, after: int = -1, before: int | None = None, newest: bool = False,
        events: bool = False,
    ) -> list[Entry]:  # fmt: skip
        """At most so many entries between two times, both excluded, in order; the first of them, or the last."""
        self.write()
        before = before if before is not None else 1 << 62
        words = "" if events else f"AND command IN {WORDS}"
        rows = self._store.rows(
            f"SELECT {COLUMNS} FROM messages WHERE buffer = ? AND time > ? AND time + count > ? + 1 AND time < ?"
            f" {words} ORDER BY time {'DESC' if newest else 'ASC'}",
            buffer, after - LONGEST_RUN, after, before,
        )  # fmt: skip
        found = (entry for row in rows for entry in self.unfold(row, backwards=newest) if after < entry.time < before)
        entries = list(itertools.islice(found, limit))
        return entries[::-1] if newest else entries

    def find(self, buffer: int, msgid: str) -> Entry | None:
        """A message by its name, if it is in that conversation and was not taken back."""
        try:
            time = int(msgid[:11], 16)
        except ValueError:
            return None
        around = self.select(buffer, 1, after=time - 1, before=time + 1, events=True)
        return next((entry for entry in around if entry.msgid == msgid), None)

    def last(self, buffer: int) -> int | None:
        """When something was said for the last time."""
        entries = self.select(buffer, 1, newest=True)
        return entries[0].time if entries else None

    def last_time(self, buffer: int | None = None) -> int:
        """When anything happened for the last time, in a channel, or (without one) between two people."""
        condition = "buffer = ?" if buffer is not None else "buffer IN (SELECT id FROM buffers WHERE one NOT NULL)"
        found = self._store.row(
            f"SELECT max(time + count - 1) FROM messages WHERE {condition}",
            *([buffer] if buffer is not None else []),
        )
        return int(found[0] or 0) if found else 0

    def unfold(self, row: Row, *, backwards: bool = False) -> Iterator[Entry]:
        """The messages that a row holds, but for those that were taken back."""
        return (entry for entry in unpack(row, backwards=backwards) if entry.msgid not in self._redacted)

    # Forgetting

    def prune(self, *, before: int = 0, most: int = 0) -> bool:
        """Forget what was before a time, and of each conversation all but the last messages (0: nothing).

        Some at a time, for everybody waits for it; returns whether there may be more to forget.
        """
        self.write()
        self.grown = 0
        is_unfinished = bool(before) and self._forget("time + count <= ?", before)
        if most:
            is_unfinished |= self._forget(
                "id IN (SELECT id FROM (SELECT id, count,"
                " sum(count) OVER (PARTITION BY buffer ORDER BY time DESC) AS held FROM messages)"
                " WHERE held - count >= ?)",
                most,
            )
        return is_unfinished

    def _forget(self, condition: str, value: int) -> bool:
        old = [
            row for (row,) in self._store.rows(f"SELECT id FROM messages WHERE {condition} LIMIT ?", value, _AT_ONCE)
        ]
        numbers = ", ".join(map(str, old))
        self._store.write(
            "INSERT INTO words (words, rowid, body) SELECT 'delete', id, body FROM messages"
            f" WHERE id <= (SELECT upto FROM indexed) AND command IN {WORDS} AND id IN ({numbers})"
        )
        self._store.write(f"DELETE FROM messages WHERE id IN ({numbers})")
        return len(old) == _AT_ONCE
