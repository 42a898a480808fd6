"""``parlor chat``, ``send`` and ``tail``: three ways to be in a room."""

import sys
from pathlib import Path

from app.models.conversation import Conversation
from app.models.entries import Entry, Remark, Text
from app.services.known_rooms import KnownRooms
from app.terminal.goal import AddressError, goal
from app.terminal.lines import Json, Lines, Plain, Silent, complain, may_colour
from app.terminal.sources import Given, Nobody, Pipe
from app.terminal.talk import Source, Talk


def chat(address: str, *, known: KnownRooms, json: bool = False, history: Path | None = None, **way: str) -> int:
    """Talk in a room until the input ends: at a prompt, or through pipes. The exit status. ``way``: see ``goal``."""
    source: Source
    if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and not json:
        from app.terminal.prompt import Prompt  # here: 0.1 s that pipes need not pay for

        source = Prompt(history)
    else:
        source = Pipe()
    return _visit(address, known, _lines(json=json), source, None, **way)


def send(address: str, message: str, *, known: KnownRooms, json: bool = False, **way: str) -> int:
    """Say something, and leave when it has arrived. Without a message, what standard input has. The exit status."""
    source = Given(message.splitlines()) if message else Pipe()
    return _visit(address, known, Sent() if json else Silent(), source, 0, **way)


def tail(address: str, *, known: KnownRooms, json: bool = False, older: int = 0, **way: str) -> int:
    """Show what is said, until Ctrl+C or the room's end; before it ``older`` messages of the past. The exit status."""
    return _visit(address, known, _lines(json=json), Nobody(), older, **way)


def _visit(address: str, known: KnownRooms, lines: Lines, source: Source, older: int | None, /, **way: str) -> int:
    try:
        where = goal(address, **way)
    except AddressError as error:
        return complain(str(error))
    return Talk(where, known, lines, source, older=older).run()


def _lines(*, json: bool) -> Lines:
    return Json() if json else Plain(colour=may_colour())


class Sent(Json):
    """Of what happens only our own messages, as the room has them."""

    def entry(self, conversation: Conversation, entry: Entry, *, main: bool) -> None:
        if isinstance(entry, Remark) and entry.error:
            complain(entry.text)
        elif isinstance(entry, Text) and entry.own:
            super().entry(conversation, entry, main=main)

    def say(self, sentence: str) -> None:
        pass
