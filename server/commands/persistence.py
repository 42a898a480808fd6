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
def persistence(person: Session, message: Message) -> None:
    """Whether one stays in one's channels while disconnected: GET, or SET ON, OFF or DEFAULT."""
    subcommand, *params = (param.upper() for param in message.params)
    if not person.account:
        person.fail("PERSISTENCE", "ACCOUNT_REQUIRED", "An account is required")
    elif subcommand == "GET":
        _send(person)
    elif subcommand == "SET" and params and params[0] in _WISHES:
        person.room.accounts.stay(person.account, _WISHES[params[0]])
        person.room.records.note_person(person)
        _send(person)
    else:
        person.fail("PERSISTENCE", "INVALID_PARAMETERS", "It is GET, or SET with ON, OFF or DEFAULT")


def show_persistence(person: Session) -> None:
    """Tell a newcomer, "after the last 005 numeric but before either 376 RPL_ENDOFMOTD or 422 ERR_NOMOTD"."""
    if person.account and person.can(PERSISTENCE):
        _send(person)


def _send(person: Session) -> None:
    account = person.room.accounts.find(person.account)
    wish = _WORDS[account.always_on if account else None]
    person.send(f":{person.room.server_name} PERSISTENCE STATUS {wish} {'ON' if stays(person) else 'OFF'}")
