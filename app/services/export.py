"""Writes a conversation into a file for people: plain text, or a page for a browser. Knows no room and no window.

A thread of its own does it, and puts the whole file in its place at the end or leaves what was there.
"""

import html
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.models.entries import Entry, Text, Voice
from app.models.legible import legible
from app.models.markup import Code, Kind, Span, parse, plain
from app.sentences import sentence
from app.services.archive import Archive
from app.services.entry_rows import ROW, entry_of
from app.words import language

PAGES = (".html", ".htm")
"""How the names of files end that become pages."""

Post = Callable[[Callable[[], object]], object]

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h2 { font-size: 1rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #8888; }
p { margin: .25rem 0; white-space: pre-wrap; overflow-wrap: anywhere; }
time, .event { color: #667; font-size: .85em; } b { margin-right: .5em; }
pre { background: #8882; padding: .5rem; overflow-x: auto; } code { background: #8882; }
@media (prefers-color-scheme: dark) { body { background: #1c1d22; color: #ecedf2; } time, .event { color: #9aa; }
a { color: #a9a4ff; } }
"""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of it: how many messages are in the file, or why there is none."""

    path: Path
    messages: int = 0
    failure: str = ""


class Export:
    """Writes what an archive has. What became of it is told through ``post``."""

    def __init__(self, archive: Archive, post: Post) -> None:
        self._archive = archive
        self._post = post

    def save(self, number: int, title: str, path: Path, tell: Callable[[Saved], object]) -> None:
        """Write a conversation into a file."""
        connection = self._archive.another()
        if connection is None:  # in memory, where there is little
            self._tell(_write(self._archive.connection, number, title, path), tell)
            return

        def work() -> None:
            with closing(connection):
                self._tell(_write(connection, number, title, path), tell)

        threading.Thread(target=work, name="export").start()

    def _tell(self, saved: Saved, tell: Callable[[Saved], object]) -> None:
        self._post(lambda: tell(saved))


def _write(connection: sqlite3.Connection, number: int, title: str, path: Path) -> Saved:
    messages = 0

    def counted(entries: Iterable[Entry]) -> Iterator[Entry]:
        nonlocal messages
        for entry in entries:
            messages += isinstance(entry, Text)
            yield entry

    part = path.with_name(f"{path.name}.part")
    lines = as_page if path.suffix.lower() in PAGES else as_text
    try:
        with part.open("w", encoding="utf-8") as file:
            file.writelines(lines(title, counted(entries(connection, number))))
        part.replace(path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return Saved(path, failure=getattr(error, "strerror", "") or str(error))
    return Saved(path, messages)


def entries(connection: sqlite3.Connection, number: int) -> Iterator[Entry]:
    """All that is kept of a conversation, oldest first."""
    rows = connection.execute(
        f"SELECT {ROW} FROM entries WHERE conversation = ? ORDER BY time, id",  # noqa: S608 - ours
        (number,),
    )
    return (entry for row in rows if (entry := entry_of(row)) is not None)


def as_text(title: str, entries: Iterable[Entry]) -> Iterator[str]:
    """A conversation as lines of text, each with its day and hour."""
    yield f"{title}\n\n"
    for entry in entries:
        lines = _plain(entry).split("\n")
        yield f"[{_moment(entry.time, '%Y-%m-%d %H:%M')}] {lines[0]}\n"
        yield from (f"    {line}\n" for line in lines[1:])


def _plain(entry: Entry) -> str:
    match entry:
        case Text(author=author, text=text, voice=Voice.ACTED):
            return f"* {author} {plain(text)}"
        case Text(author=author, text=text):
            return f"{author}: {plain(text)}"
        case _:
            return f"* {sentence(entry)}"


def as_page(title: str, entries: Iterable[Entry]) -> Iterator[str]:
    """A conversation as one HTML file that needs nothing else."""
    head = f"<title>{_safe(title)}</title><style>{_STYLE}</style>"
    yield f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8">{head}</head>\n<body>\n'
    yield f"<h1>{_safe(title)}</h1>\n"
    day = ""
    for entry in entries:
        if (today := _moment(entry.time, "%Y-%m-%d")) != day:
            day = today
            yield f"<h2>{day}</h2>\n"
        yield f"<div>{_head(entry)}{_body(entry)}</div>\n"
    yield "</body></html>\n"


def _head(entry: Entry) -> str:
    time = f"<time>{_moment(entry.time, '%H:%M')}</time>"
    return f"<b>{_safe(entry.author)}</b>{time}" if isinstance(entry, Text) else time


def _body(entry: Entry) -> str:
    if not isinstance(entry, Text):
        return f' <span class="event">{_safe(sentence(entry))}</span>'
    parts = []
    for block in parse(entry.text):
        if isinstance(block, Code):
            parts.append(f"<pre><code>{_safe(block.text)}</code></pre>")
        else:
            parts.append(f"<p>{''.join(map(_span, block.spans))}</p>")
    words = "".join(parts)
    return f"<i>{words}</i>" if entry.voice is Voice.ACTED else words


def _span(span: Span) -> str:
    words = _safe(span.text)
    if span.kind is Kind.CODE:
        words = f"<code>{words}</code>"
    elif span.kind is Kind.LINK:
        words = f'<a href="{html.escape(span.target)}" rel="noreferrer">{words}</a>'
    if span.bold:
        words = f"<b>{words}</b>"
    return f"<i>{words}</i>" if span.italic else words


def _safe(text: str) -> str:
    return html.escape(legible(text))


def _moment(time: float, form: str) -> str:
    """When it was, here; nothing for what no calendar has."""
    try:
        return datetime.fromtimestamp(time).astimezone().strftime(form)
    except (OverflowError, OSError, ValueError):
        return ""
