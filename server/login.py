"""What it means to be logged in: whose names are whose, and who is told. Engine thread.

https://ircv3.net/specs/extensions/account-notify. How somebody proves who they are is in ``commands.sasl``.
"""

from __future__ import annotations

import hmac

from server.accounts import Account, AccountError
from server.news import announce
from server.person import Person, is_visit
from server.protocol.names import casefold, suggest_nick
from server.protocol.vocabulary import ACCOUNT_NOTIFY, RPL_LOGGEDIN
from server.session import Session


def log_in(session: Session, account: Account) -> None:
    """From now on the person is who the account belongs to."""
    room, person = session.room, session.person
    is_new = person.account != account.name
    visit, person.account = person.identity, account.name
    mask = f"{session.client}!{person.user or '*'}@{person.host}"
    session.reply(RPL_LOGGEDIN, mask, account.name, f"You are now logged in as {account.name}")
    if not is_new:
        return
    if is_visit(visit):  # what they said about themselves on the doorstep, and have read by now
        room.metadata.move(visit, person.identity)
        room.marks.take_along(visit, person.identity)
    for channel in person.channels.values():
        channel.settle(person)
    if session.registered:
        announce(person, f"ACCOUNT {account.name}", ACCOUNT_NOTIFY, to_self=True)
        room.records.note_person(person)
        for channel in person.channels.values():
            room.records.note(channel)


def owns(person: Person, nick: str) -> bool:
    """Whether somebody may be called this: who has the account of that name or looks, or anybody if there is none."""
    account = person.room.accounts.resembling(nick)
    return account is None or casefold(person.account) == casefold(account)


def adopt_certificate(session: Session, wanted: str) -> Account | None:
    """Make an account for somebody's certificate, called as they wish or as near as can be; None if nobody may."""
    room, person = session.room, session.person
    if not may_register(session) or session.certificate is None or not (wanted or person.nick):
        return None
    name = suggest_nick(wanted or person.nick, _Taken(person), room.config.limits.nick_len)
    try:
        account = room.accounts.add(name)
    except AccountError:
        return None
    room.accounts.prove_by_certificate(account, session.certificate)
    return account


def may_register(session: Session) -> bool:
    """Whether somebody may make an account, now: before they are in, only if nothing else would keep them out."""
    accounts = session.room.config.accounts
    if not accounts.registration or session.registered:
        return accounts.registration
    return accounts.registration_before_connect and knows_password(session)


def knows_password(session: Session) -> bool:
    """Whether somebody has given the room's password, or there is none."""
    wanted = session.room.config.server.password
    return not wanted or hmac.compare_digest(wanted.encode(), session.password.encode())


class _Taken:
    """The names that a new account of somebody cannot have."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def __contains__(self, name: object) -> bool:
        room = self._person.room
        return isinstance(name, str) and (
            room.accounts.resembling(name) is not None or room.is_taken(name, by_other_than=self._person)
        )
