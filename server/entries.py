"""What happened, as a value that is told and as a row that is kept. Knows the store's columns, not the store.

A row is one message, or what one person said in one go: then its lines are messages a millisecond apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from server.multiline import Line, LongRelay
from server.relay import Relay
from server.stamps import Run, Stamp, render_time, run_of

COLUMNS = "buffer, time, count, msgid, source, account, command, head, body, joints, tags"

Packed = tuple[int, int, str, str, str, str, str, str | None, str | None, str]
"""A row but for the number of its conversation."""
Row = tuple[int, int, int, str, str, str, str, str, str | None, str | None, str]

_WHERE_FIRST = ("JOIN", "KICK", "MODE", "NOTICE", "PART", "PRIVMSG", "REDACT", "TAGMSG", "TOPIC")
"""What begins with where it happened."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, in which conversation, and when (in milliseconds)."""

    buffer: int
    time: int
    msgid: str
    source: str
    account: str
    command: str
    head: str
    lines: tuple[Line, ...]
    tags: str

    @property
    def nick(self) -> str:
        return self.source.partition("!")[0]

    @property
    def text(self) -> str:
        return "".join(
            line.text if line.joined or not number else f"\n{line.text}" for number, line in enumerate(self.lines)
        )

    def moved_to(self, name: str) -> Entry:
        """As if the channel had been called this when it happened: where else should a client show it?"""
        where, space, rest = self.head.partition(" ")
        return self if where == name or self.command not in _WHERE_FIRST else replace(self, head=name + space + rest)

    def relay(self) -> Relay:
        """As it was told when it happened."""
        stamp = Stamp(render_time(self.time), self.msgid.encode())
        source = f":{self.source}".encode()
        if len(self.lines) > 1:
            tags = self.tags.encode()
            return LongRelay(source, self.command, self.head, self.lines, stamp, tags, self.account)
        text = f" :{self.lines[0].text}" if self.lines else ""
        return Relay(source + f" {self.command} {self.head}{text}".encode(), stamp, self.tags.encode(), self.account)


def pack(relay: Relay) -> Packed:
    """The row for one message."""
    body: str | None
    if isinstance(relay, LongRelay):
        source, command, head = relay.source, relay.command, relay.target
        body = "\n".join(line.text for line in relay.lines)
        joints = "".join("1" if line.joined else "0" for line in relay.lines)
    else:
        source, command, rest = relay.body[1:].decode().split(" ", 2)
        head, colon, text = rest.partition(" :")
        body, joints = text if colon else None, None
    msgid, tags = relay.stamp.msgid.decode(), relay.tags.decode()
    return int(msgid[:11], 16), 1, msgid, source, relay.account, command, head, body, joints, tags


def pack_run(run: Run, source: str, account: str, target: str, texts: list[bytes]) -> Packed:
    """The row for what one person said in one go."""
    body = b"\n".join(texts).decode()
    return run.milliseconds, run.count, run.msgid.decode(), source, account, "PRIVMSG", target, body, None, ""


def unpack(row: Row, *, backwards: bool = False) -> Iterator[Entry]:
    """The messages that a row holds."""
    buffer, time, count, msgid, source, account, command, head, body, joints, tags = row
    if count == 1:
        yield Entry(buffer, time, msgid, source, account, command, head, _lines(body, joints), tags)
        return
    run = run_of(time, msgid.encode(), count)
    assert run is not None
    assert body is not None
    said = list(zip(range(time, time + count), run, body.split("\n"), strict=True))
    for moment, stamp, text in reversed(said) if backwards else said:
        yield Entry(buffer, moment, stamp.msgid.decode(), source, account, command, head, (Line(text),), tags)


def _lines(body: str | None, joints: str | None) -> tuple[Line, ...]:
    if body is None:
        return ()
    if joints is None:
        return (Line(body),)
    return tuple(Line(text, joint == "1") for text, joint in zip(body.split("\n"), joints, strict=True))
