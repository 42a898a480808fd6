"""The hot path: plain words said in a channel, the line of which a busy room sees a hundred thousand a second.

Everything else goes through ``commands.registry``, and so does every message with anything unusual
about it: tags, several targets, a name written in another case, a text without a colon. What is done
here is exactly what ``commands.messages`` would do, only for many lines in a row at once: lines for
the same channel are joined into one piece for each kind of reader.

Budget: 2 µs a line in a channel of ten, reading and fan-out included. What the steps cost, in
microseconds, as ``tests/bench/speech.py`` has it on a common server's core under Python 3.11:

    to cut what was received (``framing``)      0.1   a line
    to check and join                           0.3   a line
    stamp, beginning, end                       2.7   for all lines that come together
    to have them remembered                     3     for all lines that come together
    tags                                        1.3   a line, for each kind of reader who takes them
    to put them into a mailbox                  0.05  a reader, for all lines that come together
"""

from __future__ import annotations

from server.channel import Channel
from server.commands.registry import handle
from server.protocol.framing import MAX_BODY
from server.protocol.vocabulary import ECHO_MESSAGE
from server.relay import write_tags
from server.session import Session
from server.stamps import Stamp

_MOST_ANSWERS = 50_000
"""Lines that may come together for one person before anything is sent: some questions have long answers."""


def take(session: Session, lines: list[bytes]) -> None:
    """Do what a client sent in one go, or hold it back with the rest. Engine thread."""
    if session.closing:
        return  # whose it was may be here still, and speak by another connection
    if session.held is None:
        _take(session, lines)
    else:
        session.held += lines


def _take(session: Session, lines: list[bytes]) -> None:
    person = session.person
    longest = MAX_BODY - 2 - len(person.prefix) - 1  # what is longer once a name stands before it is clipped elsewhere
    said: list[bytes] = []
    where: Channel | None = None
    rest = iter(lines)
    for line in rest:
        if line.startswith(b"PRIVMSG #") and len(line) <= longest:
            name, _, text = line[8:].partition(b" :")
            channel = person.speaks.get(name)
            if channel is not None and text and (line.isascii() or _is_utf8(line)):
                if channel is not where:
                    if said and where is not None:
                        _say(session, where, said)
                        said = []
                    where = channel
                said.append(text)
                continue
        if said and where is not None:
            _say(session, where, said)
            said, where = [], None
        if not _do(session, line):
            if session.held is not None:
                session.held += rest
            return
        person = session.person  # who came in may be somebody who is here already
        longest = MAX_BODY - 2 - len(person.prefix) - 1
    if said and where is not None:
        _say(session, where, said)


def _do(session: Session, line: bytes) -> bool:
    """Do what one line says; returns whether the next one may follow at once."""
    handle(session, line)
    if len(session.mailbox) > _MOST_ANSWERS:
        session.room.dismiss(session, "SendQ exceeded")
    return session.held is None and not session.closing


def hold_back(session: Session) -> None:
    """Do nothing more for a client until its command, which goes on elsewhere, is finished."""
    session.held = []


def take_up(session: Session) -> None:
    """The command is finished: do what was held back."""
    lines, session.held = session.held, None
    if lines:
        take(session, lines)


def _say(session: Session, channel: Channel, texts: list[bytes]) -> None:
    """Put words into the mailboxes of a channel, in one piece for each kind of reader."""
    room, person = session.room, session.person
    person.spoke_at = room.monotonic()
    run = channel.stamps.take(len(texts))
    if channel.history is not None:
        channel.history.keep_run(channel.buffer, run, person.source, person.account, channel.name, texts)
    stamps: list[Stamp] = []
    but = None if session.can(ECHO_MESSAGE) else session
    start = b"%s PRIVMSG %s :" % (person.prefix, channel.wire_name)
    dirty = room.dirty
    for kind, readers in channel.audience():
        if kind:
            stamps = stamps or list(run)  # not written out where nobody sees them
            tags = (write_tags(kind, stamp, account=person.account) for stamp in stamps)
            piece = b"\r\n".join(tag + start + text for tag, text in zip(tags, texts, strict=True)) + b"\r\n"
        else:
            piece = start + (b"\r\n" + start).join(texts) + b"\r\n"
        for reader in readers:
            if reader is not but:
                mailbox = reader.mailbox
                if not mailbox:
                    dirty.append(reader)
                mailbox.append(piece)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True
