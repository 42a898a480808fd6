"""REGISTER and VERIFY: an account of one's own.

https://ircv3.net/specs/extensions/account-registration
"""

from __future__ import annotations

from functools import partial

from server import scram
from server.accounts import AccountError
from server.commands.persistence import show_persistence
from server.commands.registry import command
from server.login import log_in, may_register
from server.protocol.message import Message
from server.protocol.vocabulary import ACCOUNT_REGISTRATION
from server.scram import Credentials
from server.session import Session


@command("REGISTER", spec=ACCOUNT_REGISTRATION.spec, params=3, early=True)
def register(session: Session, message: Message) -> None:
    """Make an account for the name one has, or another."""
    wanted, email, password = message.params[:3]
    name = (session.person.nick or session.refused) if wanted == "*" else wanted
    try:
        _check(session, name, email, password)
    except AccountError as error:
        session.fail("REGISTER", error.code, name or "*", str(error))
        return
    iterations = session.room.accounts.iterations
    session.room.work(session, partial(scram.derive, password, iterations), partial(_finish, session, name, email))


def _check(session: Session, name: str, email: str, password: str) -> None:
    """Raises AccountError."""
    room, person = session.room, session.person
    if person.account:
        raise AccountError("ALREADY_AUTHENTICATED", f"You are logged in as {person.account}.")
    if not may_register(session):
        if session.registered:
            raise AccountError("TEMPORARILY_UNAVAILABLE", "The host of this room makes all accounts.")
        raise AccountError("COMPLETE_CONNECTION_REQUIRED", "First come in, then make an account.")
    if not name:
        raise AccountError("NEED_NICK", "First say a name.")
    room.accounts.check(name, password)
    if room.is_taken(name, by_other_than=person):
        raise AccountError("USERNAME_EXISTS", "Somebody here is called that.")
    if room.config.accounts.registration_requires_email and not _is_email(email):
        raise AccountError("INVALID_EMAIL", "An e-mail address is needed.")


def _is_email(written: str) -> bool:
    """Whether it looks like one. "Server implementations should be careful not to" refuse a valid address."""
    name, at, host = written.rpartition("@")
    return bool(name and at and host) and written.isprintable()


def _finish(session: Session, name: str, email: str, credentials: Credentials) -> None:
    """The password is hidden. Engine thread."""
    accounts = session.room.accounts
    try:
        account = accounts.add(name, credentials, "" if email == "*" else email)
    except AccountError as error:  # somebody was faster
        session.fail("REGISTER", error.code, name, str(error))
        return
    if session.certificate and not accounts.by_certificate(session.certificate):
        accounts.prove_by_certificate(account, session.certificate)
    session.send(f":{session.room.server_name} REGISTER SUCCESS {name} :You have an account now")
    log_in(session, account)
    show_persistence(session)
    session.room.log("named", f"{name} has an account now.")


@command("VERIFY", spec=ACCOUNT_REGISTRATION.spec, params=2, early=True)
def verify(session: Session, message: Message) -> None:
    """Nothing has to be verified here, so no code is ever right."""
    session.fail("VERIFY", "INVALID_CODE", message.params[0], "There is nothing to verify")
