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


def chat(
    address: str,
    *,
    known: KnownRooms,
    nick: str = "",
    channel: str = "",
    known_nick: str = "",
    fingerprint: str = "",
    json: bool = False,
    history: Path | None = None,
) -> int:
    """Talk in a room until the input ends: at a prompt, or through pipes. Returns the exit status."""
    try:
        where = goal(address, nick=nick, channel=channel, known_nick=known_nick, fingerprint=fingerprint)
    except AddressError as error:
        return complain(str(error))
    source: Source
    if sys.stdin and sys.stdin.isatty() and sys.stdout.isatty() and not json:
        from app.terminal.prompt import Prompt  # here: 0.1 s that pipes need not pay for

        source = Prompt(history)
    else:
        source = Pipe()
    return Talk(where, known, _lines(json=json), source).run()


def send(
    address: str,
    message: str,
    *,
    known: KnownRooms,
    nick: str = "",
    channel: str = "",
    known_nick: str = "",
    fingerprint: str = "",
    json: bool = False,
) -> int:
    """Say something, and leave when it has arrived. Without a message, what standard input has. The exit status."""
    try:
        where = goal(address, nick=nick, channel=channel, known_nick=known_nick, fingerprint=fingerprint)
    except AddressError as error:
        return complain(str(error))
    source = Given(message.splitlines()) if message else Pipe()
    return Talk(where, known, Sent() if json else Silent(), source).run()


def tail(
    address: str,
    *,
    known: KnownRooms,
    nick: str = "",
    channel: str = "",
    known_nick: str = "",
    fingerprint: str = "",
    json: bool = False,
    older: int = 0,
) -> int:
    """Show what is said, until Ctrl+C or the room's end; before it ``older`` messages of the past. The exit status."""
    try:
        where = goal(address, nick=nick, channel=channel, known_nick=known_nick, fingerprint=fingerprint)
    except AddressError as error:
        return complain(str(error))
    return Talk(where, known, _lines(json=json), Nobody(), older=older).run()


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
