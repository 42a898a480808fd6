"""One room's part of the archive: its conversations, drafts, marks, and the lines that still wait. Tk thread only.

A conversation is known by a number, which it keeps when it is called otherwise.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from secrets import token_hex

from app.models.amendments import Reacted
from app.models.conversation import Kind
from app.models.entries import Entry, Text
from app.services.archive import Archive
from app.services.entry_rows import ROW, Row, entry_of, row_of
from server.protocol.names import casefold


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it was left."""

    number: int
    name: str
    kind: Kind
    joined: bool
    topic: str
    draft: str
    read_to: float
    complete_to: float
    muted: bool
    readers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of ours that the room has not confirmed; ``tried_as`` is our name when it was handed over, if it was."""

    line: Text
    tried_as: str


class Shelf:
    """What is kept of one room. ``identity`` is what the room proves itself by, or its address."""

    def __init__(self, archive: Archive, identity: str) -> None:
        self._archive = archive
        archive.write("INSERT OR IGNORE INTO rooms (identity) VALUES (?)", identity)
        made = token_hex(8)
        archive.write("UPDATE rooms SET device = ? WHERE identity = ? AND device = ''", made, identity)
        rows = archive.read("SELECT id, current, device FROM rooms WHERE identity = ?", identity)
        self._room: int
        self.current: str
        self.device: str
        """What the program that keeps this calls itself in the room: the same when it starts again."""
        self._room, self.current, self.device = rows[0] if rows else (0, "", made)

    @property
    def archive(self) -> Archive:
        """What this is a part of."""
        return self._archive

    @property
    def number(self) -> int:
        """By which number the archive knows the room."""
        return self._room

    # -- conversations

    def conversations(self) -> list[Kept]:
        """Those that were open, in their order."""
        return self._kept("place > 0 ORDER BY place")

    def open(self, name: str, kind: Kind, place: int) -> Kept:
        """The conversation of that name, begun if there was none; it is in the list from now on."""
        folded = casefold(name)
        self._archive.write(
            "INSERT INTO conversations (room, folded, name, kind, place) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET place = excluded.place",
            self._room, folded, name, kind.value, place,
        )  # fmt: skip
        found = self._kept("folded = ?", folded)
        nothing = Kept(0, name, kind, joined=False, topic="", draft="", read_to=0, complete_to=0, muted=False)
        return found[0] if found else nothing

    def _kept(self, condition: str, *values: str) -> list[Kept]:
        rows = self._archive.read(
            "SELECT id, name, kind, joined, topic, draft, read_to, complete_to, muted, readers FROM conversations"  # noqa: S608 - ours
            f" WHERE room = ? AND {condition}",
            self._room, *values,
        )  # fmt: skip
        return [
            Kept(
                number, name, Kind(kind), bool(joined), topic, draft, read_to, complete_to, bool(muted), json.loads(to)
            )
            for number, name, kind, joined, topic, draft, read_to, complete_to, muted, to in rows
        ]

    def close(self, number: int) -> None:
        """Take a conversation out of the list. What was said in it stays."""
        self._set("place = 0, joined = 0", number)

    def rename(self, number: int, name: str) -> None:
        """Call a conversation otherwise. What was said under that name before becomes part of it."""
        folded = casefold(name)
        same = "(SELECT id FROM conversations WHERE room = ? AND folded = ? AND id != ?)"
        values = self._room, folded, number
        for table in ("entries", "outbox", "strays"):
            self._archive.write(
                f"UPDATE OR IGNORE {table} SET conversation = ? WHERE conversation = {same}", number, *values  # noqa: S608 - ours
            )  # fmt: skip
        for table in ("entries", "strays"):
            self._archive.write(f"DELETE FROM {table} WHERE conversation = {same}", *values)  # noqa: S608 - ours
        self._archive.write("DELETE FROM conversations WHERE room = ? AND folded = ? AND id != ?", *values)
        self._set("name = ?, folded = ?", number, name, folded)

    def set_joined(self, number: int, *, joined: bool) -> None:
        self._set("joined = ?", number, joined)

    def set_topic(self, number: int, topic: str) -> None:
        self._set("topic = ?", number, topic)

    def set_draft(self, number: int, draft: str) -> None:
        self._set("draft = ?", number, draft)

    def set_quiet(self, number: int, *, muted: bool) -> None:
        """Note whether a conversation may ask for attention."""
        self._set("muted = ?", number, muted)

    def set_read(self, number: int, time: float) -> None:
        """Note up to when everything was seen."""
        self._set("read_to = max(read_to, ?)", number, time)

    def set_readers(self, number: int, to: Mapping[str, float]) -> None:
        """Note up to when others have read."""
        self._set("readers = ?", number, json.dumps(to, ensure_ascii=False))

    def set_complete(self, number: int, time: float) -> None:
        """Note up to when nothing is missing that the room told."""
        self._set("complete_to = max(complete_to, ?)", number, time)

    def _set(self, change: str, number: int, *values: object) -> None:
        self._archive.write(f"UPDATE conversations SET {change} WHERE id = ?", *values, number)  # noqa: S608 - ours

    def set_current(self, name: str) -> None:
        """Note which conversation is shown."""
        self._archive.write("UPDATE rooms SET current = ? WHERE id = ?", name, self._room)

    def muted(self) -> frozenset[str]:
        """Folded names of those whom the person does not want to hear."""
        return frozenset(name for (name,) in self._archive.read("SELECT folded FROM muted WHERE room = ?", self._room))

    def set_muted(self, folded: str, *, muted: bool) -> None:
        """Note whether the person wants to hear somebody."""
        insert, delete = "INSERT OR IGNORE INTO muted VALUES (?, ?)", "DELETE FROM muted WHERE room = ? AND folded = ?"
        self._archive.write(insert if muted else delete, self._room, folded)

    # -- what was said

    def put(self, number: int, entries: Iterable[Entry]) -> None:
        """Keep entries, or what became of those that are kept."""
        self._archive.write_rows(
            f"INSERT INTO entries (conversation, {ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
            " ON CONFLICT DO UPDATE SET"
            " kind = excluded.kind, author = excluded.author, text = excluded.text, more = excluded.more",
            [(number, *row_of(entry)) for entry in entries],
        )

    def drop(self, number: int, key: str) -> None:
        """Keep an entry no longer."""
        self._archive.write("DELETE FROM entries WHERE conversation = ? AND key = ?", number, key)

    def find(self, number: int, key: str) -> Entry | None:
        """One entry that is kept, or None."""
        rows = self._archive.read(f"SELECT {ROW} FROM entries WHERE conversation = ? AND key = ?", number, key)  # noqa: S608 - ours
        return entry_of(rows[0]) if rows else None

    def between(self, number: int, first: str, end: Entry) -> list[Entry]:
        """The entries from the one with the key ``first`` up to, but without, ``end``; none if it is not kept."""
        place = "(SELECT {} FROM entries WHERE conversation = ? AND key = ?)"
        rows = self._archive.read(
            f"SELECT {ROW} FROM entries WHERE conversation = ?"  # noqa: S608 - ours
            f" AND (time, id) >= ({place.format('time')}, {place.format('id')})"
            f" AND (time, id) < (?, coalesce({place.format('id')}, 0)) ORDER BY time, id",
            number, number, first, number, first, end.time, number, end.key,
        )  # fmt: skip
        return _entries(rows)

    def latest(self, number: int, limit: int, before: Entry | None = None) -> list[Entry]:
        """The last entries, or the last of those before one of them; oldest first."""
        earlier = ""
        values: tuple[object, ...] = ()
        if before is not None:
            earlier = "AND (time, id) < (?, coalesce((SELECT id FROM entries WHERE conversation = ? AND key = ?), 0))"
            values = before.time, number, before.key
        rows = self._archive.read(
            f"SELECT {ROW} FROM entries WHERE conversation = ? {earlier} ORDER BY time DESC, id DESC LIMIT ?",  # noqa: S608 - ours
            number, *values, limit,
        )  # fmt: skip
        return _entries(reversed(rows))

    def oldest_time(self, number: int) -> float:
        """When the first thing that is kept happened; 0 where nothing is."""
        rows = self._archive.read("SELECT min(time) FROM entries WHERE conversation = ?", number)
        return float(rows[0][0] or 0) if rows else 0.0

    # -- signs on what is not here yet

    def put_aside(self, number: int, change: Reacted) -> None:
        """Keep a sign on a message that may come later."""
        self._archive.write(
            "INSERT OR IGNORE INTO strays (conversation, key, change) VALUES (?, ?, ?)",
            number, change.key, json.dumps(astuple(change), ensure_ascii=False),
        )  # fmt: skip

    def strays(self, number: int) -> list[Reacted]:
        """The signs that wait for their message, in the order in which they came."""
        rows = self._archive.read("SELECT change FROM strays WHERE conversation = ? ORDER BY rowid", number)
        return [Reacted(*json.loads(change)) for (change,) in rows]

    def forget_strays(self, number: int, key: str) -> None:
        """The message with this key has come."""
        self._archive.write("DELETE FROM strays WHERE conversation = ? AND key = ?", number, key)

    # -- what waits

    def wait(self, number: int, line: Text) -> None:
        """Keep a line of ours until the room has it, or what became of it so far."""
        self._archive.write(
            f"INSERT INTO outbox (conversation, {ROW}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - ours
            " ON CONFLICT (key) DO UPDATE SET more = excluded.more",
            number, *row_of(line),
        )  # fmt: skip

    def note_tried(self, key: str, nick: str) -> None:
        """Note that a waiting line was handed over, and under which name."""
        self._archive.write("UPDATE outbox SET tried_as = ? WHERE key = ?", nick, key)

    def settle(self, keys: Sequence[str]) -> None:
        """Forget waiting lines: the room has them, or nobody wants them any more."""
        for key in keys:
            self._archive.write("DELETE FROM outbox WHERE key = ?", key)

    def waiting(self, number: int) -> list[Waiting]:
        """The lines of a conversation that wait, in the order in which they were written."""
        rows = self._archive.read(f"SELECT tried_as, {ROW} FROM outbox WHERE conversation = ? ORDER BY id", number)  # noqa: S608 - ours
        found = [(entry_of(row[1:]), row[0]) for row in rows]
        return [Waiting(line, tried_as) for line, tried_as in found if isinstance(line, Text)]


def _entries(rows: Iterable[Row]) -> list[Entry]:
    return [entry for row in rows if (entry := entry_of(row)) is not None]
