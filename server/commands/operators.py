"""For those who run the server: OPER makes one of them, KILL and WALLOPS are what only they may do.

https://modern.ircdocs.horse/#operator-messages
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from server import modes
from server.commands.registry import command
from server.config import OperatorTable
from server.passwords import matches
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_NEEDMOREPARAMS,
    ERR_NOPRIVILEGES,
    ERR_NOSUCHNICK,
    ERR_PASSWDMISMATCH,
    RPL_YOUREOPER,
)
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_TRIES = 3


@command("OPER", spec=_SPEC + "oper-message", params=2)
def oper(session: Session, message: Message) -> None:
    """Become an operator of the server, with one of the names and passwords of the configuration.

    Which of both is wrong is not told. To check a guess takes time, so it is done elsewhere, and there are few.
    """
    name, password = message.params[:2]
    check = partial(_is_right, session.room.config.operators, name, password)
    session.room.work(session, check, partial(_decide, session))


def _is_right(operators: Sequence[OperatorTable], name: str, password: str) -> bool:
    """Whether it is somebody's password. A name that nobody has is looked at like any other, and takes as long."""
    own = [known for known in operators if known.name == name]
    fits = [known.password != "" and matches(password, known.password) for known in own or operators[:1]]
    return bool(own) and any(fits)


def _decide(session: Session, right: bool) -> None:
    """The password is checked. Engine thread."""
    if right:
        _promote(session)
    else:
        _refuse(session)


def _refuse(session: Session) -> None:
    person = session.person
    session.reply(ERR_PASSWDMISMATCH, "There is no such operator, or not with that password")
    session.failures += 1
    session.room.log("refused", f"{person.nick} ({person.host}) tried in vain to run this room.")
    if session.failures >= _TRIES:
        session.room.dismiss(session, "Too many wrong passwords")


def _promote(session: Session) -> None:
    person = session.person
    session.failures = 0
    session.room.log("named", f"{person.nick} ({person.host}) runs this room from now on.")
    session.reply(RPL_YOUREOPER, "You are now an operator of this server")
    if modes.SERVER_OPERATOR not in person.modes:
        person.bear(person.modes | {modes.SERVER_OPERATOR})
        person.refresh_standing()
        person.deliver(person.relay(f"MODE {person.nick} +{modes.SERVER_OPERATOR}", Stamp(person.room.time())))


def may(session: Session) -> bool:
    """Whether somebody runs the server; who does not is told that it takes that."""
    if modes.SERVER_OPERATOR in session.person.modes:
        return True
    session.reply(ERR_NOPRIVILEGES, "That is for operators of the server")
    return False


@command("KILL", spec=_SPEC + "kill-message", params=1)
def kill(session: Session, message: Message) -> None:
    """Have somebody leave the server."""
    person = session.person
    if not may(session):
        return
    target = session.room.find(message.params[0])
    if target is None:
        session.reply(ERR_NOSUCHNICK, message.params[0], "Nobody here is called that")
        return
    reason = message.params[1] if len(message.params) > 1 and message.params[1] else "No reason given"
    words, stamp = f"Killed ({person.nick} ({reason}))", Stamp(session.room.time())
    target.deliver(person.relay(f"KILL {target.nick} :{reason}", stamp))
    target.deliver(target.relay(f"QUIT :{words}", stamp))  # which the room tells the others
    session.room.remove(target, words)


@command("WALLOPS", spec=_SPEC + "wallops-message")
def wallops(session: Session, message: Message) -> None:
    """Say something to everybody who wants to hear operators."""
    if not may(session):
        return
    if not message.params or not message.params[0]:
        session.reply(ERR_NEEDMOREPARAMS, "WALLOPS", "Not enough parameters")
        return
    relay = session.person.relay(f"WALLOPS :{message.params[0]}", Stamp(session.room.time()))
    for reader in session.room.registered():
        if modes.WALLOPS in reader.modes:
            reader.deliver(relay)
