"""BATCH from a client: a message of several lines, gathered until it is complete.

https://ircv3.net/specs/extensions/multiline
"""

from __future__ import annotations

from server.commands.messages import Words, client_tags, say
from server.commands.registry import command
from server.multiline import ClientBatch, MultilineError
from server.protocol.message import Message
from server.protocol.vocabulary import BATCH, MULTILINE
from server.relay import LONG
from server.session import Session


@command("BATCH", spec=MULTILINE.spec, params=1)
def batch(person: Session, message: Message) -> None:
    """Open a batch, close it, or (any other command that is tagged so) be part of it."""
    reference = message.params[0]
    try:
        if message.command != "BATCH":
            _gather(person, message)
        elif reference.startswith("+"):
            _open(person, message)
        elif person.batch is not None and reference == f"-{person.batch.reference}":
            _close(person, person.batch)
        else:
            raise MultilineError("MULTILINE_INVALID", "There is no such batch open")
    except MultilineError as error:
        _fail(person, error)


def _open(person: Session, message: Message) -> None:
    if len(message.params) < 2 or message.params[1] != MULTILINE.name:
        person.fail("BATCH", "UNKNOWN_TYPE", *message.params[1:2], "There is no such type of batch")
        return
    if person.batch is not None:
        raise MultilineError("MULTILINE_INVALID", "Another batch is open")
    if len(message.params) < 3 or len(message.params[0]) < 2 or not person.kind & LONG:
        raise MultilineError("MULTILINE_INVALID", f"It takes a name, a target, and {BATCH.name} and {MULTILINE.name}")
    person.batch = ClientBatch(message.params[0][1:], message.params[2], message.tags, person.label)
    person.label = ""  # it is for the answer to the whole


def _gather(person: Session, message: Message) -> None:
    batch, limits = person.batch, person.room.config.limits
    if batch is None:
        raise MultilineError("MULTILINE_INVALID", "There is no batch open")
    if not batch.broken:
        batch.add(message, max_bytes=limits.multiline_max_bytes, max_lines=limits.multiline_max_lines)


def _close(person: Session, batch: ClientBatch) -> None:
    person.batch = None
    if batch.broken:
        return
    person.label = batch.label or person.label
    lines = batch.finish()
    person.spoke_at = person.room.monotonic()
    say(person, Words("PRIVMSG", lines, client_tags(batch.tags)), batch.target)


def _fail(person: Session, error: MultilineError) -> None:
    if person.batch is not None:
        person.label = person.batch.label or person.label
        person.batch.label = ""
        person.batch.lines.clear()
        person.batch.broken = True
    person.fail("BATCH", error.code, *error.params)
