"""Tells people what happened before: as the batch they asked for, or, to clients that cannot ask, as plain lines.

https://ircv3.net/specs/extensions/chathistory. Knows how each kind of reader gets what was kept, not where it is kept.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace

from server.batch import new_reference, within
from server.channel import Channel
from server.entries import Entry
from server.multiline import Line
from server.protocol.vocabulary import BATCH, CHATHISTORY
from server.relay import TAGGED, TIMED
from server.session import Session

_ACTION = "\x01ACTION "
_A_DAY = 24 * 60 * 60


def send_batch(session: Session, kind: str, params: Sequence[str], lines: Iterable[bytes]) -> None:
    """Lines (with their ends) within a batch, or as they are to who does not know batches.

    It goes out in one piece: whatever else is put into the mailbox stands before or behind it.
    """
    server = session.room.server_name
    if not session.can(BATCH):
        pieces = list(lines)
    else:
        name = new_reference()
        opening = " ".join([f":{server} BATCH +{name} {kind}", *params])
        pieces = [opening.encode() + b"\r\n"]
        pieces += [within(line, name) for line in lines]
        pieces.append(f":{server} BATCH -{name}\r\n".encode())
    if pieces:
        session.put(b"".join(pieces))


def play(session: Session, target: str, entries: Iterable[Entry]) -> None:
    """Answer with what was asked for."""
    send_batch(session, "chathistory", [target], rows(session, entries))


def rows(session: Session, entries: Iterable[Entry]) -> list[bytes]:
    """What happened, each in the form that the person's client can take."""
    names = {channel.buffer: channel.name for channel in session.person.channels.values()}
    return [
        (entry.moved_to(names[entry.buffer]) if entry.buffer in names else entry).relay().form(session.kind)
        for entry in entries
        if entry.command != "TAGMSG" or session.kind & TAGGED
    ]


def replay(session: Session, channel: Channel) -> None:
    """Show who comes into a channel what was said last, if their client cannot ask for it."""
    most = session.room.config.history.autoreplay
    if session.can(CHATHISTORY) or not most or channel.history is None or channel.buffer is None:
        return
    entries = channel.history.select(channel.buffer, most, newest=True)
    if not session.kind & TIMED:
        entries = [_with_time(entry, session.room.clock()) for entry in entries if _is_readable(entry)]
    if entries:
        play(session, channel.name, entries)


def _is_readable(entry: Entry) -> bool:
    text = entry.lines[0].text
    return not text.startswith("\x01") or text.startswith(_ACTION)


def _with_time(entry: Entry, now: float) -> Entry:
    """The same, with the time in front of the words, where nobody would see it otherwise."""
    moment = entry.time / 1000
    written = time.strftime("%H:%M" if now - moment < _A_DAY else "%Y-%m-%d %H:%M", time.localtime(moment))
    text = entry.lines[0].text
    start = _ACTION if text.startswith(_ACTION) else ""
    first = Line(f"{start}[{written}] {text.removeprefix(start)}")
    return replace(entry, lines=(first, *entry.lines[1:]))
