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
def batch(session: Session, message: Message) -> None:
    """Open a batch, close it, or (any other command that is tagged so) be part of it."""
    reference = message.params[0]
    try:
        if message.command != "BATCH":
            _gather(session, message)
        elif reference.startswith("+"):
            _open(session, message)
        elif session.batch is not None and reference == f"-{session.batch.reference}":
            _close(session, session.batch)
        else:
            raise MultilineError("MULTILINE_INVALID", "There is no such batch open")
    except MultilineError as error:
        _fail(session, error)


def _open(session: Session, message: Message) -> None:
    if len(message.params) < 2 or message.params[1] != MULTILINE.name:
        session.fail("BATCH", "UNKNOWN_TYPE", *message.params[1:2], "There is no such type of batch")
        return
    if session.batch is not None:
        raise MultilineError("MULTILINE_INVALID", "Another batch is open")
    if len(message.params) < 3 or len(message.params[0]) < 2 or not session.kind & LONG:
        raise MultilineError("MULTILINE_INVALID", f"It takes a name, a target, and {BATCH.name} and {MULTILINE.name}")
    session.batch = ClientBatch(message.params[0][1:], message.params[2], message.tags, session.label)
    session.label = ""  # it is for the answer to the whole


def _gather(session: Session, message: Message) -> None:
    batch, limits = session.batch, session.room.config.limits
    if batch is None:
        raise MultilineError("MULTILINE_INVALID", "There is no batch open")
    if not batch.broken:
        batch.add(message, max_bytes=limits.multiline_max_bytes, max_lines=limits.multiline_max_lines)


def _close(session: Session, batch: ClientBatch) -> None:
    session.batch = None
    if batch.broken:
        return
    session.label = batch.label or session.label
    lines = batch.finish()
    session.person.spoke_at = session.room.monotonic()
    say(session, Words(batch.command, lines, client_tags(batch.tags)), batch.target)


def _fail(session: Session, error: MultilineError) -> None:
    if session.batch is not None:
        session.label = session.batch.label or session.label
        session.batch.label = ""
        session.batch.lines.clear()
        session.batch.broken = True
    session.fail("BATCH", error.code, *error.params)
