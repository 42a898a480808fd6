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


def _plain(person: Session) -> Dialogue:
    """RFC 4616."""
    said = yield b""
    parts = said.split(b"\0")
    if len(parts) != 3:
        raise SaslError("That is not PLAIN.")
    try:
        authorized, name, password = (part.decode() for part in parts)
    except UnicodeDecodeError as error:
        raise SaslError("That is not UTF-8.") from error
    accounts = person.room.accounts
    right = yield partial(scram.matches, password, accounts.credentials(name))
    return _found(accounts.find(name) if right else None, authorized)


def _scram(person: Session) -> Dialogue:
    """RFC 7677."""
    accounts = person.room.accounts
    exchange = scram.Exchange((yield b""))
    kept = accounts.credentials(exchange.name)
    yield exchange.finish((yield exchange.challenge(kept)), kept)
    return _found(accounts.find(exchange.name), exchange.authorized)


def _external(person: Session) -> Dialogue:
    """RFC 4422, appendix A: whose certificate is not known yet gets an account for it."""
    said = yield b""
    if not person.certificate:
        raise SaslError("There is no certificate.")
    authorized = said.decode(errors="replace")
    known = person.room.accounts.by_certificate(person.certificate)
    return _found(known, authorized) if known else _found(adopt_certificate(person, authorized), "")


def _found(account: Account | None, authorized: str) -> Account:
    if account is None or (authorized and casefold(authorized) != casefold(account.name)):
        raise SaslError("That is not theirs.")
    return account


_MECHANISMS: dict[str, Callable[[Session], Dialogue]] = {
    "PLAIN": _plain,
    "SCRAM-SHA-256": _scram,
    "EXTERNAL": _external,
}
assert SASL.value == ",".join(_MECHANISMS)


@command("AUTHENTICATE", spec=SASL.spec, params=1, early=True)
def authenticate(person: Session, message: Message) -> None:
    """Choose a mechanism, or go on with the attempt under way, 400 characters at a time."""
    said = message.params[0]
    if said == "*":
        person.sasl = None
        person.reply(ERR_SASLABORTED, "You gave up logging in")
    elif person.sasl is None:
        _begin(person, said.upper())
    else:
        _hear(person, person.sasl, said)


def _begin(person: Session, mechanism: str) -> None:
    if mechanism not in _MECHANISMS:
        person.reply(RPL_SASLMECHS, ",".join(_MECHANISMS), "are the ways to log in")
        person.reply(ERR_SASLFAIL, "There is no such way to log in")
        return
    person.sasl = Attempt(_MECHANISMS[mechanism](person))
    _advance(person, person.sasl, None)


def _hear(person: Session, attempt: Attempt, said: str) -> None:
    if len(said) > _CHUNK or len(attempt.said) + len(said) > _LONGEST:
        person.sasl = None
        person.reply(ERR_SASLTOOLONG, "That is too long")
        return
    attempt.said += "" if said == "+" else said
    if len(said) == _CHUNK:
        return
    try:
        answer = base64.b64decode(attempt.said, validate=True)
    except (binascii.Error, ValueError):
        _fail(person)
        return
    attempt.said = ""
    _advance(person, attempt, answer)


def _advance(person: Session, attempt: Attempt, answer: bytes | bool | None) -> None:
    try:
        step = attempt.dialogue.send(answer)
    except StopIteration as end:
        person.sasl = None
        log_in(person, end.value)
        person.reply(RPL_SASLSUCCESS, "You have proven who you are")
    except (SaslError, scram.ScramError):
        _fail(person)
    else:
        if callable(step):
            person.room.work(person, step, partial(_advance, person, attempt))
        else:
            _ask(person, step)


def _ask(person: Session, words: bytes) -> None:
    written = base64.b64encode(words).decode()
    chunks = [written[start : start + _CHUNK] for start in range(0, len(written), _CHUNK)]
    for chunk in chunks:
        person.send(f"AUTHENTICATE {chunk}")
    if not chunks or len(chunks[-1]) == _CHUNK:
        person.send("AUTHENTICATE +")


def _fail(person: Session) -> None:
    """One answer for every reason: who guesses learns nothing."""
    person.sasl = None
    person.failures += 1
    person.reply(ERR_SASLFAIL, "That did not prove who you are")
    person.room.log("refused", f"Somebody from {person.host} could not prove who they are.")
    if person.failures >= _MOST_FAILURES:
        person.room.dismiss(person, "Too many attempts to log in")
