"""AUTHENTICATE: who somebody is, proven by a password or by the certificate of their client.

https://ircv3.net/specs/extensions/sasl-3.1 and sasl-3.2. A password takes a moment to be looked at,
on purpose: another thread does that, and meanwhile what the person sends is held back.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any

from server import scram
from server.accounts import Account
from server.commands.registry import command
from server.login import adopt_certificate, log_in
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    ERR_SASLABORTED,
    ERR_SASLFAIL,
    ERR_SASLTOOLONG,
    RPL_SASLMECHS,
    RPL_SASLSUCCESS,
    SASL,
)
from server.session import Session

_CHUNK = 400
_LONGEST = 8 * 1024
_MOST_FAILURES = 10


class SaslError(ValueError):
    """The attempt has failed."""


Dialogue = Generator[bytes | Callable[[], bool], Any, Account]
"""One attempt: yields what the client is told and gets its answer, or yields work for another thread and gets what
came of it; returns the account. Raises SaslError or ScramError."""


@dataclass(slots=True)
class Attempt:
    """An attempt to log in: how it goes on, and what was said of an answer that is not complete."""

    dialogue: Dialogue
    said: str = ""


def _plain(session: Session) -> Dialogue:
    """RFC 4616."""
    said = yield b""
    parts = said.split(b"\0")
    if len(parts) != 3:
        raise SaslError("That is not PLAIN.")
    try:
        authorized, name, password = (part.decode() for part in parts)
    except UnicodeDecodeError as error:
        raise SaslError("That is not UTF-8.") from error
    accounts, (name, session.device) = session.room.accounts, _apart(name)
    right = yield partial(scram.matches, password, accounts.credentials(name))
    return _found(accounts.find(name) if right else None, authorized)


def _scram(session: Session) -> Dialogue:
    """RFC 7677."""
    accounts = session.room.accounts
    exchange = scram.Exchange((yield b""))
    name, session.device = _apart(exchange.name)
    kept = accounts.credentials(name)
    yield exchange.finish((yield exchange.challenge(kept)), kept)
    return _found(accounts.find(name), exchange.authorized)


def _external(session: Session) -> Dialogue:
    """RFC 4422, appendix A: whose certificate is not known yet gets an account for it."""
    said = yield b""
    if not session.certificate:
        raise SaslError("There is no certificate.")
    authorized, session.device = _apart(said.decode(errors="replace"))
    known = session.room.accounts.by_certificate(session.certificate)
    return _found(known, authorized) if known else _found(adopt_certificate(session, authorized), "")


def _apart(written: str) -> tuple[str, str]:
    """A name, and the device that may stand behind it: ``ada@phone``. No name has an @.

    Ergo's manual: "You can add it to your SASL username with an @".
    """
    name, _, device = written.partition("@")
    return name, device


def _found(account: Account | None, authorized: str) -> Account:
    wanted, _ = _apart(authorized)
    if account is None or (wanted and casefold(wanted) != casefold(account.name)):
        raise SaslError("That is not theirs.")
    return account


_MECHANISMS: dict[str, Callable[[Session], Dialogue]] = {
    "PLAIN": _plain,
    "SCRAM-SHA-256": _scram,
    "EXTERNAL": _external,
}
assert SASL.value == ",".join(_MECHANISMS)


@command("AUTHENTICATE", spec=SASL.spec, params=1, early=True)
def authenticate(session: Session, message: Message) -> None:
    """Choose a mechanism, or go on with the attempt under way, 400 characters at a time."""
    said = message.params[0]
    if said == "*":
        session.sasl = None
        session.reply(ERR_SASLABORTED, "You gave up logging in")
    elif session.sasl is None:
        _begin(session, said.upper())
    else:
        _hear(session, session.sasl, said)


def _begin(session: Session, mechanism: str) -> None:
    if mechanism not in _MECHANISMS:
        session.reply(RPL_SASLMECHS, ",".join(_MECHANISMS), "are the ways to log in")
        session.reply(ERR_SASLFAIL, "There is no such way to log in")
        return
    session.sasl = Attempt(_MECHANISMS[mechanism](session))
    _advance(session, session.sasl, None)


def _hear(session: Session, attempt: Attempt, said: str) -> None:
    if len(said) > _CHUNK or len(attempt.said) + len(said) > _LONGEST:
        session.sasl = None
        session.reply(ERR_SASLTOOLONG, "That is too long")
        return
    attempt.said += "" if said == "+" else said
    if len(said) == _CHUNK:
        return
    try:
        answer = base64.b64decode(attempt.said, validate=True)
    except (binascii.Error, ValueError):
        _fail(session)
        return
    attempt.said = ""
    _advance(session, attempt, answer)


def _advance(session: Session, attempt: Attempt, answer: bytes | bool | None) -> None:
    try:
        step = attempt.dialogue.send(answer)
    except StopIteration as end:
        session.sasl = None
        log_in(session, end.value)
        session.reply(RPL_SASLSUCCESS, "You have proven who you are")
    except (SaslError, scram.ScramError):
        _fail(session)
    else:
        if callable(step):
            session.room.work(session, step, partial(_advance, session, attempt))
        else:
            _ask(session, step)


def _ask(session: Session, words: bytes) -> None:
    written = base64.b64encode(words).decode()
    chunks = [written[start : start + _CHUNK] for start in range(0, len(written), _CHUNK)]
    for chunk in chunks:
        session.send(f"AUTHENTICATE {chunk}")
    if not chunks or len(chunks[-1]) == _CHUNK:
        session.send("AUTHENTICATE +")


def _fail(session: Session) -> None:
    """One answer for every reason: who guesses learns nothing."""
    session.sasl = None
    session.failures += 1
    session.reply(ERR_SASLFAIL, "That did not prove who you are")
    session.room.log("refused", f"Somebody from {session.person.host} could not prove who they are.")
    if session.failures >= _MOST_FAILURES:
        session.room.turn_away(session, "Too many attempts to log in")
