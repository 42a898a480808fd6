"""The file a room is kept in: opens it, brings it up to date, and commits once a turn. Knows SQLite, not what is kept.

Law 1: one connection, used by the engine's thread alone (before the engine starts, by who makes the room).
Law 2: what is written in a turn is committed before anybody is told of it.
Law 3: a file that cannot be written does not stop the room: it is said once, and tried again each turn.
Law 4: a file that is damaged is left as it is; a file of a newer version is not opened at all.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from server.schema import MIGRATIONS

log = logging.getLogger(__name__)

Complain = Callable[[str], None]
"""Told in a sentence what is wrong with the file."""

_USUAL_NAME = "room.sqlite"
_BEYOND_REPAIR = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class StoreError(Exception):
    """The file cannot be used. The text is a sentence for the host."""


class UnusableError(StoreError):
    """The file is damaged, or no file of ours, or out of reach."""


class Store:
    """One SQLite file, or (without a path) memory. Raises StoreError when the file cannot be used."""

    def __init__(self, path: Path | None = None, complain: Complain = log.warning) -> None:
        self.path = path
        self._complain = complain
        self._is_writing = False
        self._has_failed = False
        self._gives_up_turn = False
        self._is_damaged = False
        try:
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=1.0, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise UnusableError(f"{path} cannot be opened: {error}.") from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._connection.close()
            raise UnusableError(f"{path} cannot be used: {error}.") from error
        except StoreError:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        connection = self._connection
        version = self._version()
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{self.path} was written by a newer version of Parlor. Install that one to open the room."
            )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a crash of the room loses nothing; a power cut, a moment
        connection.execute("PRAGMA foreign_keys = ON")
        if version == len(MIGRATIONS):
            return
        connection.execute("BEGIN IMMEDIATE")
        for number in range(self._version(), len(MIGRATIONS)):  # another process may have been here first
            for statement in _statements(MIGRATIONS[number]):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA user_version").fetchone()[0])

    @property
    def is_failing(self) -> bool:
        """Whether the last attempt to write something failed."""
        return self._has_failed

    # Reading

    def foreign_version(self) -> int:
        """A number that is another once another program has changed the file."""
        found = self.row("PRAGMA data_version")
        return int(found[0]) if found else 0

    def rows(self, sql: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        """What the file has, row by row; nothing if it cannot be read."""
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.Error as error:
            self._fail(error)

    def row(self, sql: str, *values: Any) -> tuple[Any, ...] | None:
        return next(self.rows(sql, *values), None)

    # Writing

    def write(self, sql: str, *values: Any) -> int | None:
        """Change something. Returns the number of the row that was added; None if it could not be."""
        if self._gives_up_turn:
            return None
        try:
            self._begin()
            return self._connection.execute(sql, values).lastrowid
        except sqlite3.Error as error:
            self._fail(error)
            return None

    def write_many(self, sql: str, values: Iterable[tuple[Any, ...]]) -> None:
        if self._gives_up_turn:
            return
        try:
            self._begin()
            self._connection.executemany(sql, values)
        except sqlite3.Error as error:
            self._fail(error)

    def commit(self) -> bool:
        """Make sure of all that was written since the last time. True if that works again, after it did not."""
        self._gives_up_turn = False
        if not self._is_writing:
            return False
        try:
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._fail(error)
            return False
        self._is_writing = False
        has_recovered, self._has_failed = self._has_failed, False
        if has_recovered:
            self._complain("The room's file can be written again.")
        return has_recovered

    def close(self) -> None:
        self.commit()
        self._connection.close()

    def _begin(self) -> None:
        if self._is_damaged:
            raise sqlite3.DatabaseError("it is damaged")
        if not self._is_writing:
            self._connection.execute("BEGIN IMMEDIATE")
            self._is_writing = True

    def _fail(self, error: sqlite3.Error) -> None:
        """Give up all of this turn, for half of it would be worse, and say so, once until it works again."""
        self._gives_up_turn = True
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            log.debug("Nothing to roll back", exc_info=True)
        self._is_writing = False
        self._is_damaged |= getattr(error, "sqlite_errorcode", 0) & 0xFF in _BEYOND_REPAIR
        if not self._has_failed:
            self._has_failed = True
            self._complain(f"What is said is not being kept: the room's file cannot be used ({error}).")


def open_store(database: str, folder: str, complain: Complain) -> Store:
    """The file ``database`` in a folder, or the room's usual one; without a folder, memory.

    A file that cannot be used is said to be so, and left as it is: better a room that forgets than none.
    Raises StoreError for the file of a newer version, which would be lost on those who expect it.
    """
    if not database and not folder:
        return Store(complain=complain)
    path = Path(folder, database or _USUAL_NAME)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)  # what people say to each other alone is nobody else's on this computer either
        return Store(path, complain)
    except OSError as error:
        complain(f"The room forgets what is said: {path} cannot be made ({error.strerror or error}).")
    except UnusableError as error:
        complain(f"The room forgets what is said: {error}")
    return Store(complain=complain)


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
