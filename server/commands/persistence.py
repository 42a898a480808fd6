"""PERSISTENCE: whether one is still there when one is disconnected.

https://ircv3.net/specs/extensions/persistence
"""

from __future__ import annotations

from server.commands.registry import command
from server.presence import stays
from server.protocol.message import Message
from server.protocol.vocabulary import PERSISTENCE
from server.session import Session

_WISHES = {"ON": True, "OFF": False, "DEFAULT": None}
_WORDS = {wish: word for word, wish in _WISHES.items()}


@command("PERSISTENCE", spec=PERSISTENCE.spec, params=1)
def persistence(session: Session, message: Message) -> None:
    """Whether one stays in one's channels while disconnected: GET, or SET ON, OFF or DEFAULT."""
    person = session.person
    subcommand, *params = (param.upper() for param in message.params)
    if subcommand not in ("GET", "SET"):
        return  # "Implementations SHOULD ignore unrecognized subcommands"
    if not person.account:
        session.fail("PERSISTENCE", "ACCOUNT_REQUIRED", "An account is required")
    elif subcommand == "GET":
        _send(session)
    elif params and params[0] in _WISHES:
        session.room.accounts.stay(person.account, _WISHES[params[0]])
        session.room.records.note_person(person)
        _send(session)
        for other in session.others:
            show_persistence(other)
    else:
        session.fail("PERSISTENCE", "INVALID_PARAMETERS", "It is GET, or SET with ON, OFF or DEFAULT")


def show_persistence(session: Session) -> None:
    """Tell somebody what holds for them, if their client wants to know: as they come in, and when it has changed."""
    if session.person.account and session.can(PERSISTENCE):
        _send(session)


def _send(session: Session) -> None:
    person = session.person
    account = session.room.accounts.find(person.account)
    wish = _WORDS[account.always_on if account else None]
    session.send(f":{session.room.server_name} PERSISTENCE STATUS {wish} {'ON' if stays(person) else 'OFF'}")
