"""Looks through what is kept on this computer. Knows the tables, not what is done with what it finds.

Words are found anywhere in a message, also inside longer ones, in whatever case, and all of them have to be there.
The index knows sequences of three characters; shorter words, and all words in a small conversation, are looked for
message by message. Each search has a thread of its own, the next one ends it, and the newest is told first.
"""

import logging
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from app.models.conversation import Kind
from app.models.entries import Text
from app.models.search import Found
from app.services.archive import Archive
from app.services.entry_rows import ROW, entry_of

log = logging.getLogger(__name__)

FIRST, NEXT = 20, 200
"""How many are told at once: few at first, so that there is soon something to see."""
MOST = 1000
"""More results than this nobody reads."""
WAIT = 0.1
"""Seconds after which what was found is told, however little it is: the rest may take a while."""
INDEXED = 3
"""The least length of a word that the index knows."""
SMALL = 5000
"""In a conversation with fewer entries than this, reading them all is quicker than what the index might do."""
LOOK_EVERY = 5000
"""Steps of the database between two looks whether the search is still wanted."""

_LIKE = r"entries.text LIKE ? ESCAPE '\'"

Tell = Callable[[Sequence[Found], bool], object]
"""Called with what was found next, and whether there is more."""
Post = Callable[[Callable[[], object]], object]


@dataclass(slots=True)
class _Search:
    """One search: what for, where, and whether anybody still wants to know."""

    words: list[str]
    conversation: int | None
    unwanted: threading.Event = field(default_factory=threading.Event)


class Finder:
    """Searches what is kept of one room. ``tell`` is called through ``post``; at the end once with nothing."""

    def __init__(self, archive: Archive, room: int, post: Post) -> None:
        self._archive = archive
        self._room = room
        self._post = post
        self._running: _Search | None = None

    def look(self, text: str, conversation: int | None, tell: Tell) -> None:
        """Look for a text in one conversation, or (None) in all of them, and for nothing else any more."""
        self.stop()
        search = self._running = _Search(text.split(), conversation)
        if not search.words:
            return
        connection = self._archive.another()
        if connection is None:  # in memory, where there is little
            self._run(search, self._archive.connection, tell)
            return
        thread = threading.Thread(target=self._work, args=(search, connection, tell), name="search", daemon=True)
        thread.start()

    def stop(self) -> None:
        """Nobody wants to know any more."""
        if self._running is not None:
            self._running.unwanted.set()
            self._running = None

    # -- the thread "search"

    def _work(self, search: _Search, connection: sqlite3.Connection, tell: Tell) -> None:
        try:
            self._run(search, connection, tell)
        finally:
            connection.close()

    def _run(self, search: _Search, connection: sqlite3.Connection, tell: Tell) -> None:
        def report(found: Sequence[Found], *, more: bool = True) -> None:
            self._post(lambda: None if search.unwanted.is_set() else tell(found, more))

        portions = _Portions(report)

        def look() -> bool:
            """On this thread, within a step of the database, which may be long; True ends the search."""
            portions.wait_no_longer()
            return search.unwanted.is_set()

        connection.set_progress_handler(look, LOOK_EVERY)
        try:
            results = found(connection, self._room, search.words, search.conversation)
            for one in islice(results, MOST):
                portions.add(one)
            portions.hand_on()
            report((), more=next(results, None) is not None)
        except sqlite3.Error as error:
            if not search.unwanted.is_set():
                log.warning("the search failed: %s", error)
                report((), more=False)
        finally:
            connection.set_progress_handler(None, 0)


class _Portions:
    """Gathers what is found and hands it on, so that there is soon something to see, and not too often."""

    def __init__(self, hand_on: Callable[[Sequence[Found]], None]) -> None:
        self._hand_on = hand_on
        self._gathered: list[Found] = []
        self._enough = FIRST
        self._handed_on_at = time.monotonic()

    def add(self, one: Found) -> None:
        """This was found next."""
        self._gathered.append(one)
        if len(self._gathered) >= self._enough:
            self.hand_on()

    def wait_no_longer(self) -> None:
        """Hand on what there is if it has waited for long enough."""
        if time.monotonic() - self._handed_on_at > WAIT:
            self.hand_on()

    def hand_on(self) -> None:
        """Hand on what there is, if there is anything."""
        self._handed_on_at = time.monotonic()
        if self._gathered:
            self._hand_on(self._gathered)
            self._gathered, self._enough = [], NEXT


def found(connection: sqlite3.Connection, room: int, words: Sequence[str], conversation: int | None) -> Iterator[Found]:
    """All that holds these words, what was kept last first. Raises sqlite3.Error."""
    connection.create_function("holds", 2, _holds, deterministic=True)
    indexed = [] if _is_small(connection, conversation) else [word for word in words if len(word) >= INDEXED]
    tests = [_test(word) for word in words if word not in indexed]
    conditions, values = ["conversations.room = ?", "entries.kind = 'Text'"], [room]
    if conversation is not None:
        conditions.append("entries.conversation = ?")
        values.append(conversation)
    conditions += [test for test, _values in tests]
    rest = [*values, *(value for _test, values in tests for value in values)]
    columns = ", ".join(f"entries.{name}" for name in ROW.split(", "))
    if indexed:
        # The index goes backwards by itself and stops where no more is wanted; CROSS has it go first.
        source = "words CROSS JOIN entries ON entries.id = words.rowid CROSS JOIN conversations"
        conditions.insert(0, "words MATCH ?")
        rest.insert(0, " AND ".join(f'"{word.replace(chr(34), chr(34) * 2)}"' for word in indexed))
        order = "words.rowid DESC"
    else:
        source = "entries CROSS JOIN conversations"
        order = "entries.id DESC" if conversation is None else "entries.time DESC, entries.id DESC"
    rows = connection.execute(
        f"SELECT conversations.name, conversations.kind, {columns} FROM {source}"  # noqa: S608 - ours
        f" ON conversations.id = entries.conversation WHERE {' AND '.join(conditions)} ORDER BY {order}",
        rest,
    )
    for name, kind, *row in rows:
        if isinstance(entry := entry_of(tuple(row)), Text):
            yield Found(name, Kind(kind), entry)


def _is_small(connection: sqlite3.Connection, conversation: int | None) -> bool:
    if conversation is None:
        return False
    counted = "SELECT count(*) FROM (SELECT 1 FROM entries WHERE conversation = ? LIMIT ?)"
    return bool(connection.execute(counted, (conversation, SMALL)).fetchone()[0] < SMALL)


def _test(word: str) -> tuple[str, list[str]]:
    """How a message is tested for a word without the index, and the values for that.

    The database knows no cases but those of A to Z. But it takes a third of the time that Python would, and none of the
    window's, which cannot go on while Python is at work. So it is asked for each way to write a short word.
    """
    if word.isascii() or word.lower() == word.upper():
        ways = [word]
    elif len(word) < INDEXED:
        ways = list(map("".join, product(*({letter.lower(), letter.upper()} for letter in word))))
    else:
        return "holds(entries.text, ?)", [word.casefold()]
    patterns = [f"%{_escaped(way)}%" for way in ways]
    return f"({' OR '.join([_LIKE] * len(ways))})", patterns


def _escaped(word: str) -> str:
    return re.sub(r"[%_\\]", r"\\\g<0>", word)


def _holds(text: str, word: str) -> bool:
    return word in text.casefold()
