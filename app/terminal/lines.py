"""What happens in a room, as lines: for people, or as JSON for programs. Knows entries, not where they come from."""

import json
import os
import sys
import time
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Protocol

from app.models.conversation import Conversation
from app.models.entries import (
    Arrival,
    Departure,
    Entry,
    ModeChange,
    NickChange,
    Parting,
    Remark,
    Retraction,
    Return,
    Text,
    TopicChange,
    Voice,
)
from app.terminal import FAILED

_NICK_COLOURS = (31, 32, 33, 34, 35, 36, 91, 92, 94, 95)
"""Of ECMA-48's colours those that are read on black and on white."""
_VOICES = {Voice.SAID: "message", Voice.ACTED: "action", Voice.NOTICED: "notice"}


class Lines(Protocol):
    """Where lines go. Any thread."""

    def entry(self, conversation: Conversation, entry: Entry, *, main: bool) -> None:
        """Show an entry; ``main`` if its conversation need not be named."""

    def say(self, sentence: str) -> None:
        """Show what Parlor itself has to say."""


class Plain:
    """Lines for people; in colour where ``colour`` says so."""

    def __init__(self, *, colour: bool = False) -> None:
        self._colour = colour

    def entry(self, conversation: Conversation, entry: Entry, *, main: bool) -> None:
        at = time.strftime("%H:%M", time.localtime(entry.last if isinstance(entry, Return) else entry.time))
        place = "" if main else f"{conversation.name} "
        for line in render(entry).split("\n"):
            print(self._painted(f"{at} {place}{line}", entry), flush=True)

    def say(self, sentence: str) -> None:
        print(f"* {sentence}", flush=True)

    def _painted(self, line: str, entry: Entry) -> str:
        if not self._colour:
            return line
        if not isinstance(entry, Text):
            return f"\x1b[2m{line}\x1b[0m"
        if entry.mention:
            return f"\x1b[1m{line}\x1b[0m"
        colour = _NICK_COLOURS[zlib.crc32(entry.author.encode()) % len(_NICK_COLOURS)]
        return line.replace(entry.author, f"\x1b[{colour}m{entry.author}\x1b[0m", 1)


class Json:
    """One JSON object a line, for programs (https://jsonlines.org); what Parlor says itself goes to the errors."""

    def entry(self, conversation: Conversation, entry: Entry, *, main: bool) -> None:  # noqa: ARG002 - as Lines has it
        print_json(record(conversation.name, entry))

    def say(self, sentence: str) -> None:
        print(f"parlor: {sentence}", file=sys.stderr, flush=True)


class Silent:
    """Nothing but what goes wrong."""

    def entry(self, conversation: Conversation, entry: Entry, *, main: bool) -> None:  # noqa: ARG002 - as Lines has it
        if isinstance(entry, Remark) and entry.error:
            complain(entry.text)

    def say(self, sentence: str) -> None:
        pass


def record(conversation: str, entry: Entry) -> dict[str, object]:  # noqa: C901 - one case for each kind
    """An entry as a program reads it: ``kind`` says what else there is. ``time`` is UTC by RFC 3339."""
    made: dict[str, object] = {
        "kind": "",
        "time": _written(entry.time),
        "in": conversation,
        "id": entry.key,
    }
    match entry:
        case Text(author=author, text=text, voice=voice, own=own, mention=mention, quote=quote):
            made |= {"kind": _VOICES[voice], "from": author, "text": text, "own": own, "mention": mention}
            if quote:
                made["answers"] = quote.key
        case Retraction(author=author, by=by, reason=reason):
            made |= {"kind": "removed", "from": author, "by": by, "reason": reason}
        case Arrival(who=who):
            made |= {"kind": "joined", "who": who}
        case Departure(who=who, reason=reason, by=by):
            made |= {"kind": "left", "who": who, "reason": reason} | ({"by": by} if by else {})
        case Return(who=who, last=last):  # programs have read that they left, and count them themselves
            made |= {"kind": "joined", "who": who, "time": _written(last)}
        case NickChange(old=old, new=new):
            made |= {"kind": "renamed", "who": old, "to": new}
        case TopicChange(who=who, topic=topic):
            made |= {"kind": "topic", "who": who, "text": topic}
        case ModeChange(who=who, change=change, value=value):
            made |= {"kind": "mode", "who": who, "change": change, "value": value}
        case Remark(text=text, error=error):
            made |= {"kind": "remark", "text": text, "error": error}
    return made


def _written(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def json_line(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def print_json(value: Mapping[str, object]) -> None:
    print(json_line(value), end="", flush=True)


def may_colour() -> bool:
    """Whether whoever reads standard output sees colours, and wants them (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def complain(sentence: str) -> int:
    """Say on standard error what went wrong; the exit status for it."""
    print(f"parlor: {sentence}", file=sys.stderr, flush=True)
    return FAILED


def render(entry: Entry) -> str:  # noqa: C901 - one case for each kind
    """An entry as a line (or several) of plain text, without its time."""
    match entry:
        case Text(author=author, text=text, voice=Voice.ACTED):
            return f"* {author} {printable(text)}"
        case Text(author=author, text=text, voice=Voice.NOTICED):
            return f"-{author}- {printable(text)}"
        case Text(author=author, text=text, quote=quote, edits=edits):
            answers = f"(to {quote.author}) " if quote and quote.author else ""
            return f"<{author}> {answers}{printable(text)}" + (" (edited)" if edits else "")
        case Retraction(author=author, by=by, reason=reason):
            return f"* {by} removed a message by {author}" + _because(reason)
        case Arrival(who=who):
            return f"* {who} joined"
        case Departure(who=who, parting=Parting.REMOVED, by=by, reason=reason):
            return f"* {who} was removed by {by}" + _because(reason)
        case Departure(who=who, reason=reason):
            return f"* {who} left" + _because(reason)
        case Return(who=who):
            return f"* {who} is back"
        case NickChange(old=old, new=new):
            return f"* {old} is now {new}"
        case TopicChange(who=who, topic=topic):
            return f"* {who} set the topic: {printable(topic)}" if topic else f"* {who} removed the topic"
        case ModeChange(who=who, change=change, value=value):
            return f"* {who} set {change} {printable(value)}".rstrip()
        case Remark(text=text):
            return f"* {printable(text)}"


def _because(reason: str) -> str:
    return f" ({printable(reason)})" if reason else ""


def printable(text: str) -> str:
    """A text that cannot command the terminal: others write it, and escape codes do a lot."""
    return "".join(mark for mark in text if mark.isprintable() or mark in "\n\t")
