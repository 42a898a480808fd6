"""The one door from a line to what it does: the table of commands, and all checks that come before one runs.

A command is a function beside the link to its specification::

    @command("TOPIC", spec="https://modern.ircdocs.horse/#topic-message", params=1)
    def topic(person: Session, message: Message) -> None: ...

It says what it has to say through ``person`` and ``person.room``. Labels are none of its business:
whatever is put into the sender's mailbox while a command runs is its answer (see ``labels``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from server.labels import label_answer, wanted_label
from server.protocol.framing import is_oversized
from server.protocol.message import Message, ProtocolError, parse_tags
from server.protocol.vocabulary import (
    ERR_INPUTTOOLONG,
    ERR_NEEDMOREPARAMS,
    ERR_NOTREGISTERED,
    ERR_UNKNOWNCOMMAND,
)
from server.relay import LONG
from server.session import Session
from server.threads import engine_only

Run = Callable[[Session, Message], None]


@dataclass(frozen=True, slots=True)
class Command:
    """A row of the table: what runs, where it is specified, and what must be true before it does."""

    run: Run
    spec: str
    params: int
    """How many parameters it cannot do without."""
    early: bool
    """Whether it may come before the person has said who they are."""


COMMANDS: dict[str, Command] = {}


def command(name: str, *, spec: str, params: int = 0, early: bool = False) -> Callable[[Run], Run]:
    """Enter a function into the table. One function may stand there under several names."""

    def enter(run: Run) -> Run:
        COMMANDS[name] = Command(run, spec, params, early)
        return run

    return enter


@engine_only
def handle(session: Session, line: bytes) -> None:
    """Do what one line says, and answer it. Engine thread."""
    tags = parse_tags(line[1:].partition(b" ")[0].decode(errors="replace")) if line.startswith(b"@") else {}
    session.label = wanted_label(session, tags)
    session.answer_from = len(session.mailbox)
    _run(session, line)
    if session.label:
        label_answer(session, session.label)


@engine_only
def finish(session: Session, label: str, rest: Callable[[], None]) -> None:
    """Do the rest of a command that had to wait for something; what it answers carries the label. Engine thread."""
    session.answer_from = len(session.mailbox)
    session.label = label
    rest()
    if session.label:
        label_answer(session, session.label)


def _run(session: Session, line: bytes) -> None:
    if is_oversized(line):
        session.reply(ERR_INPUTTOOLONG, "That line is too long")
        return
    try:
        message = Message.parse(line.decode())
    except UnicodeDecodeError:
        session.fail(_command_of(line), "INVALID_UTF8", "That was not UTF-8, the only encoding understood here")
        return
    except ProtocolError:
        session.reply(ERR_UNKNOWNCOMMAND, "*", "That is not a command")
        return
    dispatch(session, message)


def _command_of(line: bytes) -> str:
    """The command of a line that is not UTF-8, if there is one: it is plain letters in any case."""
    try:
        return Message.parse(line.decode(errors="replace")).command
    except ProtocolError:
        return "*"


def dispatch(session: Session, message: Message) -> None:
    """Run a command if there is one of that name, the person may use it, and it has what it needs."""
    # What is part of a batch is the batch's affair, whatever it says.
    name = "BATCH" if session.kind & LONG and "batch" in message.tags else message.command
    found = COMMANDS.get(name)
    if found is None:
        session.reply(ERR_UNKNOWNCOMMAND, message.command, "Unknown command")
    elif not session.registered and not found.early:
        session.reply(ERR_NOTREGISTERED, "You have not registered")
    elif len(message.params) < found.params:
        session.reply(ERR_NEEDMOREPARAMS, message.command, "Not enough parameters")
    else:
        found.run(session, message)
