"""This person's own copy of everything: one SQLite file for each profile. Knows the file, not what rooms do.

Laws:
1. Whoever writes returns at once: a thread of its own does the work, as much of it as waits in one commit.
2. Whoever reads waits until what was written before is there. Both belong to one thread, the Tk thread.
3. A file that cannot be written does not stop the conversation: it is said once, and what it did not take is tried
   again each time, so that what is kept has no holes once there is room on the disk.
4. A damaged file is kept aside, that of a newer version is left as it is; both are said.
"""

import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from app.words import _

log = logging.getLogger(__name__)

MIGRATIONS = (
    """
    CREATE TABLE rooms (
        id INTEGER PRIMARY KEY,
        identity TEXT NOT NULL UNIQUE,
        current TEXT NOT NULL DEFAULT ''  -- the name of the conversation that was shown
    );
    CREATE TABLE conversations (
        id INTEGER PRIMARY KEY,
        room INTEGER NOT NULL REFERENCES rooms,
        folded TEXT NOT NULL,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        place INTEGER NOT NULL,           -- in the list of conversations; 0: not in it
        joined INTEGER NOT NULL DEFAULT 0,
        topic TEXT NOT NULL DEFAULT '',
        draft TEXT NOT NULL DEFAULT '',
        read_to REAL NOT NULL DEFAULT 0,      -- the time of the last entry that was seen
        complete_to REAL NOT NULL DEFAULT 0,  -- up to when nothing is missing that the room told
        UNIQUE (room, folded)
    );
    CREATE TABLE entries (
        id INTEGER PRIMARY KEY,
        conversation INTEGER NOT NULL REFERENCES conversations,
        key TEXT NOT NULL,
        time REAL NOT NULL,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL,
        more TEXT NOT NULL,
        UNIQUE (conversation, key)
    );
    CREATE INDEX entries_by_time ON entries (conversation, time, id);
    CREATE TABLE outbox (
        id INTEGER PRIMARY KEY,           -- their order
        conversation INTEGER NOT NULL REFERENCES conversations,
        key TEXT NOT NULL UNIQUE,
        time REAL NOT NULL,
        kind TEXT NOT NULL,
        author TEXT NOT NULL,
        text TEXT NOT NULL,
        more TEXT NOT NULL,
        tried_as TEXT NOT NULL DEFAULT ''  -- our name when it was handed to a connection; '': never
    );
    CREATE VIRTUAL TABLE words USING fts5 (text, content = 'entries', content_rowid = 'id', tokenize = 'trigram');
    CREATE TRIGGER entry_added AFTER INSERT ON entries BEGIN
        INSERT INTO words (rowid, text) VALUES (new.id, new.text);
    END;
    CREATE TRIGGER entry_removed AFTER DELETE ON entries BEGIN
        INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
    END;
    CREATE TRIGGER entry_changed AFTER UPDATE OF text ON entries BEGIN
        INSERT INTO words (words, rowid, text) VALUES ('delete', old.id, old.text);
        INSERT INTO words (rowid, text) VALUES (new.id, new.text);
    END;
    """,
    """
    CREATE TABLE muted (                  -- whom one does not want to hear
        room INTEGER NOT NULL REFERENCES rooms,
        folded TEXT NOT NULL,
        PRIMARY KEY (room, folded)
    ) WITHOUT ROWID;
    """,
    """
    CREATE TABLE strays (
        conversation INTEGER NOT NULL REFERENCES conversations,
        key TEXT NOT NULL,      -- of a message that is not here yet
        change TEXT NOT NULL,   -- a sign that somebody put on it, as JSON
        UNIQUE (conversation, key, change)
    );
    """,
    "ALTER TABLE conversations ADD COLUMN muted INTEGER NOT NULL DEFAULT 0;",
    "ALTER TABLE rooms ADD COLUMN device TEXT NOT NULL DEFAULT '';",
    # when the last message was said that somebody else has read, by nickname, as JSON
    "ALTER TABLE conversations ADD COLUMN readers TEXT NOT NULL DEFAULT '{}';",
)
"""What makes a file of each version one of the next. Never changed, only added to."""

PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOMEM,
)
"""What is wrong with the computer rather than with what is written, and may be put right: https://sqlite.org/rescode.html."""

FILE = "history.sqlite"
CLOSING = 5.0
"""Seconds that the last lines may take to reach the disk."""

Statement = tuple[str, Sequence[tuple[Any, ...]]]
Complain = Callable[[str], None]
"""Told in a sentence what is wrong with the file; on any thread."""


class NewerError(Exception):
    """The file is of a version that this program does not know."""


class Archive:
    """One file, or (without a path) memory that is gone with the program.

    Nothing is raised for the file's sake: what is wrong with it goes to ``complain``, and memory takes its place.
    """

    def __init__(self, path: Path | None = None, complain: Complain = log.warning) -> None:
        self._complain = complain
        self._has_failed = False
        self._connection, in_memory = _opened(path, complain)
        self._path = None if in_memory else path
        self._waiting: queue.Queue[Statement | None] = queue.Queue()
        self._unwritten: list[Statement] = []  # what the disk did not take yet
        self._thread: threading.Thread | None = None
        if not in_memory:  # memory takes no time
            self._thread = threading.Thread(target=self._run, name="archive", daemon=True)
            self._thread.start()

    def write(self, sql: str, *values: Any) -> None:
        """Have something changed. Returns at once."""
        self.write_rows(sql, [values])

    def write_rows(self, sql: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Have the same done for each of these rows. Returns at once."""
        if self._thread is None:
            self._work([(sql, rows)])
        elif rows:
            self._waiting.put((sql, rows))

    def forget_before(self, time: float) -> None:
        """Delete what was said before a time in any room. Lines that still wait to be sent stay. Returns at once."""
        # By conversation, so that the index finds them: this stands before the first look at what is kept.
        self.write("DELETE FROM entries WHERE conversation IN (SELECT id FROM conversations) AND time < ?", time)

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What there is, after all that was written before. Nothing if it cannot be read."""
        self._waiting.join()
        try:
            return self._connection.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            self._fail(error)
            return []

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection itself, for who reads on the thread of the reader."""
        return self._connection

    def another(self) -> sqlite3.Connection | None:
        """A connection of its own for a thread that reads at length, with all that was written before.

        None where there is no file, or it cannot be opened once more. Whoever has it closes it.
        """
        if self._path is None:
            return None
        self._waiting.join()
        try:
            return sqlite3.connect(f"{self._path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        except sqlite3.Error as error:
            log.info("no second connection: %s", error)
            return None

    def close(self) -> None:
        """Make sure of what was written, in bounded time. Nothing can be written or read after that."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join(CLOSING)
            if self._thread.is_alive():
                return  # a disk that hangs: the file is whole without its last lines
        self._connection.close()

    # -- the thread "archive"

    def _run(self) -> None:
        ending = False
        while not ending:
            batch = [self._waiting.get()]
            while not self._waiting.empty():
                batch.append(self._waiting.get())
            self._work([statement for statement in batch if statement is not None])
            ending = None in batch
            for _statement in batch:
                self._waiting.task_done()

    def _work(self, statements: Iterable[Statement]) -> None:
        todo, self._unwritten = [*self._unwritten, *statements], []
        try:
            self._connection.execute("BEGIN")
            for sql, rows in todo:
                self._connection.executemany(sql, rows)
            self._connection.execute("COMMIT")
            self._has_failed = False
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in PASSING:
                self._unwritten = todo
            self._fail(error)

    def _fail(self, error: sqlite3.Error) -> None:
        try:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error:
            log.debug("nothing to roll back", exc_info=True)
        log.info("the archive failed: %s", error)
        if not self._has_failed:
            self._has_failed = True
            self._complain(
                _("What is said is not being kept on this computer ({error}). Is the disk full?").format(error=error)
            )


def _opened(path: Path | None, complain: Complain) -> tuple[sqlite3.Connection, bool]:
    """The connection, and whether it is to mere memory."""
    if path is not None:
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return _connected(path), False
        except NewerError:
            complain(_("Your conversations were kept by a newer Parlor. Update this one to see them; they are safe."))
        except sqlite3.OperationalError as error:  # out of reach, locked, or the disk is full: not damaged
            complain(
                _("Your conversations cannot be opened: {error}. What is said now is not kept.").format(error=error)
            )
        except sqlite3.DatabaseError as error:
            log.warning("%s is damaged: %s", path, error)
            return _afresh(path, complain)
        except OSError as error:
            complain(
                _("What is said is not kept: {path} cannot be made ({reason}).").format(
                    path=path, reason=error.strerror or error
                )
            )
    return _connected(None), True


def _afresh(path: Path, complain: Complain) -> tuple[sqlite3.Connection, bool]:
    """Begin a new file where the old one is damaged, which is kept under another name."""
    aside = next(other for n in count(1) if not (other := path.with_suffix(f".broken-{n}.sqlite")).exists())
    try:
        path.replace(aside)
        for suffix in ("-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        fresh = _connected(path)
    except (OSError, sqlite3.Error) as error:
        complain(
            _("Your conversations cannot be read, and what is said now is not kept ({error}).").format(error=error)
        )
        return _connected(None), True
    complain(
        _("Your conversations could not be read and start afresh. The old file is kept as {aside}.").format(aside=aside)
    )
    return fresh, False


def _connected(path: Path | None) -> sqlite3.Connection:
    """Raises sqlite3.Error, NewerError or OSError."""
    if path is not None and not path.exists():
        path.touch(mode=0o600)  # what people say to each other is nobody else's on this computer
    # One thread at a time uses it: while the archive's own is at work, a reader waits.
    connection = sqlite3.connect(path or ":memory:", timeout=2.0, isolation_level=None, check_same_thread=False)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise NewerError(str(version))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    if version == len(MIGRATIONS):
        return
    steps = "".join(MIGRATIONS[version:])
    connection.executescript(f"BEGIN IMMEDIATE; {steps} PRAGMA user_version = {len(MIGRATIONS)}; COMMIT;")
