"""REGISTER and VERIFY: an account of one's own.

https://ircv3.net/specs/extensions/account-registration
"""

from __future__ import annotations

from functools import partial

from server import scram
from server.accounts import AccountError
from server.commands.registry import command
from server.login import log_in, may_register
from server.protocol.message import Message
from server.protocol.vocabulary import ACCOUNT_REGISTRATION
from server.scram import Credentials
from server.session import Session


@command("REGISTER", spec=ACCOUNT_REGISTRATION.spec, params=3, early=True)
def register(person: Session, message: Message) -> None:
    """Make an account for the name one has, or another."""
    wanted, email, password = message.params[:3]
    name = (person.nick or person.refused) if wanted == "*" else wanted
    try:
        _check(person, name, email, password)
    except AccountError as error:
        person.fail("REGISTER", error.code, name or "*", str(error))
        return
    iterations = person.room.accounts.iterations
    person.room.work(person, partial(scram.derive, password, iterations), partial(_finish, person, name, email))


def _check(person: Session, name: str, email: str, password: str) -> None:
    """Raises AccountError."""
    room = person.room
    if person.account:
        raise AccountError("ALREADY_AUTHENTICATED", f"You are logged in as {person.account}.")
    if not may_register(person):
        if person.registered:
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


def _finish(person: Session, name: str, email: str, credentials: Credentials) -> None:
    """The password is hidden. Engine thread."""
    accounts = person.room.accounts
    try:
        account = accounts.add(name, credentials, "" if email == "*" else email)
    except AccountError as error:  # somebody was faster
        person.fail("REGISTER", error.code, name, str(error))
        return
    if person.certificate and not accounts.by_certificate(person.certificate):
        accounts.prove_by_certificate(account, person.certificate)
    person.send(f":{person.room.server_name} REGISTER SUCCESS {name} :You have an account now")
    log_in(person, account)
    person.room.log("named", f"{name} has an account now.")


@command("VERIFY", spec=ACCOUNT_REGISTRATION.spec, params=2, early=True)
def verify(person: Session, message: Message) -> None:
    """Nothing has to be verified here, so no code is ever right."""
    person.fail("VERIFY", "INVALID_CODE", message.params[0], "There is nothing to verify")
