"""Who may send files: finds out who somebody is, as the room knows them. Visitor's thread; asks the engine.

A person proves themselves by what they have in the room as well: the password of their account (RFC 7617), the
certificate their client shows, or, whoever is connected, the address to send to that the room gave them alone.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import threading
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

from server import scram
from server.engine import Engine
from server.files.refusal import RefusedError
from server.modes import SERVER_OPERATOR
from server.person import Person
from server.protocol.names import casefold
from server.protocol.vocabulary import DEFAULT_CHANNEL
from server.room import Room
from server.session import Session

_CHALLENGE = ("WWW-Authenticate", 'Basic realm="This room", charset="UTF-8"')
_ONE_AT_A_TIME = threading.BoundedSemaphore()
"""Passwords take a moment to be looked at, on purpose: whoever guesses many of them waits, and nobody else does."""


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody shows of themselves with a request."""

    host: str
    ticket: str = ""
    authorization: str = ""
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who sends files: what to call them, and what they are in the room."""

    name: str
    has_account: bool
    is_operator: bool


def sender(engine: Engine, shown: Credentials) -> Sender:
    """Who sends something. Raises RefusedError if they may not."""
    if shown.authorization:
        found = engine.ask(partial(_by_account, engine.room, _by_password(engine, shown)))
    else:
        found = engine.ask(partial(_without_password, engine.room, shown))
    if found is None:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "Say who you are: only people of this room can send.", [_CHALLENGE])
    who = engine.room.config.files.who
    if who == "accounts" and not found.has_account:
        raise RefusedError(HTTPStatus.FORBIDDEN, "Only people with an account can send files here.")
    if who == "operators" and not found.is_operator:
        raise RefusedError(HTTPStatus.FORBIDDEN, "Only operators can send files here.")
    return found


def _by_password(engine: Engine, shown: Credentials) -> str:
    """The account whose password was given. Raises RefusedError."""
    scheme, _, encoded = shown.authorization.partition(" ")
    try:
        if scheme.lower() != "basic":
            raise ValueError(scheme)
        name, colon, password = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "That is not Basic authorization.", [_CHALLENGE]) from error
    kept = engine.ask(partial(engine.room.accounts.credentials, name))
    with _ONE_AT_A_TIME:
        is_right = scram.matches(password, kept)
    if not colon or not is_right:
        engine.post(partial(engine.room.log, "refused", f"Somebody from {shown.host} could not prove who they are."))
        raise RefusedError(HTTPStatus.UNAUTHORIZED, "That did not prove who you are.", [_CHALLENGE])
    return name


# On the engine's thread


def _by_account(room: Room, name: str) -> Sender | None:
    account = room.accounts.find(name)
    if account is None:
        return None
    here = (one for one in room.registered() if casefold(one.account) == casefold(account.name))
    return Sender(account.name, has_account=True, is_operator=any(_is_operator(one) for one in here))


def _without_password(room: Room, shown: Credentials) -> Sender | None:
    if shown.certificate and (account := room.accounts.by_certificate(shown.certificate)):
        return _by_account(room, account.name)
    for session in room.visitors:
        if session.registered and _is_theirs(session, shown):
            person = session.person
            return Sender(person.nick, has_account=bool(person.account), is_operator=_is_operator(person))
    return None


def _is_theirs(session: Session, shown: Credentials) -> bool:
    if shown.certificate and session.certificate == shown.certificate:
        return True
    return bool(shown.ticket) and hmac.compare_digest(session.ticket.encode(), shown.ticket.encode())


def _is_operator(person: Person) -> bool:
    general = person.room.channels.find(DEFAULT_CHANNEL)
    return SERVER_OPERATOR in person.modes or (general is not None and general.is_operator(person))
