"""``parlor export``: what is kept on this computer, as text, as a page, or for programs. Changes nothing there."""

import sqlite3
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.models.entries import Entry
from app.models.lobby import RecentRoom
from app.services.archive import FILE
from app.services.export import PAGES, as_page, as_text, entries
from app.terminal import OK
from app.terminal.lines import complain, json_line, print_json, printable, record


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation that is kept: in which room, and how many lines."""

    room: str
    identity: str
    name: str
    number: int
    lines: int


def export(
    folder: Path,
    room: str = "",
    channel: str = "",
    *,
    out: Path | None = None,
    json: bool = False,
    recent: Sequence[RecentRoom] = (),
) -> int:
    """Print or write what is kept of a room or one of its conversations; without a room, list what there is.

    The exit status. ``recent`` has the names of rooms, which are kept by what they prove themselves by.
    """
    if not (folder / FILE).exists():
        return complain("Nothing is kept on this computer yet.")
    try:
        with closing(sqlite3.connect(f"{(folder / FILE).absolute().as_uri()}?mode=ro", uri=True)) as connection:
            kept = list(_kept(connection, {known.fingerprint or known.address: known.name for known in recent}))
            if not room:
                return _list(kept, json=json)
            wanted = [one for one in kept if _is_meant(one, room, channel)]
            if not wanted:
                return complain("Nothing like that is kept here. `parlor export` alone lists what there is.")
            return _write(connection, wanted, out, json=json)
    except sqlite3.Error as error:
        return complain(f"What is kept in {folder} cannot be read ({error}).")
    except BrokenPipeError:
        raise
    except OSError as error:
        return complain(f"{out} cannot be written ({error.strerror or error}).")


def _kept(connection: sqlite3.Connection, names: dict[str, str]) -> Iterator[Kept]:
    rows = connection.execute(
        "SELECT rooms.identity, conversations.name, conversations.id, count(entries.id) FROM rooms"
        " JOIN conversations ON conversations.room = rooms.id JOIN entries ON entries.conversation = conversations.id"
        " GROUP BY conversations.id ORDER BY rooms.id, conversations.id"
    )
    for identity, name, number, lines in rows:
        yield Kept(names.get(identity, identity[:12]), identity, name, number, lines)


def _is_meant(kept: Kept, room: str, channel: str) -> bool:
    is_room = room.casefold() == kept.room.casefold() or kept.identity.startswith(room)
    return is_room and channel.lstrip("#").casefold() in ("", kept.name.lstrip("#").casefold())


def _list(kept: Iterable[Kept], *, json: bool) -> int:
    for one in kept:
        if json:
            print_json({"room": one.room, "fingerprint": one.identity, "in": one.name, "lines": one.lines})
        else:
            print(f"{printable(one.room)}, {one.name}: {one.lines:,} lines")
    return OK


def _write(connection: sqlite3.Connection, wanted: Sequence[Kept], out: Path | None, *, json: bool) -> int:
    def told(one: Kept) -> Iterable[Entry]:
        found = entries(connection, one.number)
        return _with_progress(found, one) if out and sys.stderr.isatty() else found

    if json:
        texts = (json_line(record(one.name, entry)) for one in wanted for entry in told(one))
    else:
        lines = as_page if out and out.suffix.lower() in PAGES else as_text
        texts = (text for one in wanted for text in lines(f"{one.room}, {one.name}", told(one)))
    if out is None:
        sys.stdout.writelines(texts)
        sys.stdout.flush()
        return OK
    part = out.with_name(f"{out.name}.part")
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(texts)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return OK


def _with_progress(found: Iterable[Entry], one: Kept) -> Iterator[Entry]:
    from prompt_toolkit.shortcuts import ProgressBar  # here: it takes 0.1 s to load

    with ProgressBar() as bar:
        yield from bar(found, label=one.name, total=one.lines)
