"""For those who run the server: OPER makes one of them, KILL, WALLOPS and REHASH are what only they may do.

https://modern.ircdocs.horse/#operator-messages
"""

from __future__ import annotations

from functools import partial

from server import modes
from server.commands.registry import command
from server.config_file import ConfigError
from server.passwords import matches
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_NEEDMOREPARAMS,
    ERR_NOOPERHOST,
    ERR_NOPRIVILEGES,
    ERR_NOSUCHNICK,
    RPL_REHASHING,
    RPL_YOUREOPER,
)
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_TRIES = 3


@command("OPER", spec=_SPEC + "oper-message", params=1)
def oper(person: Session, message: Message) -> None:
    """Become an operator of the server, with one of the names and passwords of the configuration.

    What is wrong is not told. To check a guess takes time, so it is done elsewhere, and there are few.
    """
    name, password = message.params[0], message.params[1] if len(message.params) > 1 else ""
    kept = [known.password for known in person.room.config.operators if known.name == name]
    person.room.work(person, lambda: any(one and matches(password, one) for one in kept), partial(_decide, person))


def _decide(person: Session, right: bool) -> None:
    """The password is checked. Engine thread."""
    if right:
        _promote(person)
    else:
        _refuse(person)


def _refuse(person: Session) -> None:
    person.reply(ERR_NOOPERHOST, "There is no such operator, or not with that password")
    person.failures += 1
    person.room.log("refused", f"{person.nick} ({person.host}) tried in vain to become an operator.")
    if person.failures >= _TRIES:
        person.room.dismiss(person, "Too many wrong passwords")


def _promote(person: Session) -> None:
    person.failures = 0
    person.room.log("named", f"{person.nick} ({person.host}) is now an operator of the server.")
    person.reply(RPL_YOUREOPER, "You are now an operator of this server")
    if modes.SERVER_OPERATOR not in person.modes:
        person.bear(person.modes | {modes.SERVER_OPERATOR})
        person.refresh_standing()
        person.deliver(person.relay(f"MODE {person.nick} +{modes.SERVER_OPERATOR}", Stamp(person.room.time())))


def _may(person: Session) -> bool:
    if modes.SERVER_OPERATOR in person.modes:
        return True
    person.reply(ERR_NOPRIVILEGES, "That is for operators of the server")
    return False


@command("KILL", spec=_SPEC + "kill-message", params=1)
def kill(person: Session, message: Message) -> None:
    """Have somebody leave the server."""
    if not _may(person):
        return
    target = person.room.find(message.params[0])
    if target is None:
        person.reply(ERR_NOSUCHNICK, message.params[0], "Nobody here is called that")
        return
    reason = message.params[1] if len(message.params) > 1 and message.params[1] else "No reason given"
    target.deliver(person.relay(f"KILL {target.client} :{reason}", Stamp(person.room.time())))
    person.room.dismiss(target, f"Killed ({person.nick} ({reason}))", for_good=True)


@command("WALLOPS", spec=_SPEC + "wallops-message")
def wallops(person: Session, message: Message) -> None:
    """Say something to everybody who wants to hear operators."""
    if not _may(person):
        return
    if not message.params or not message.params[0]:
        person.reply(ERR_NEEDMOREPARAMS, "WALLOPS", "Not enough parameters")
        return
    relay = person.relay(f"WALLOPS :{message.params[0]}", Stamp(person.room.time()))
    for reader in person.room.registered():
        if modes.WALLOPS in reader.modes:
            reader.deliver(relay)


@command("REHASH", spec=_SPEC + "rehash-message")
def rehash(person: Session, _: Message) -> None:
    """Read the configuration again. What cannot change while the room is open stays as it is."""
    if not _may(person):
        return
    room = person.room
    if room.read_config is None:
        person.fail("REHASH", "NO_CONFIGURATION", "This room was not opened from a configuration file")
        return
    try:
        config = room.read_config()
    except ConfigError as error:
        person.fail("REHASH", "INVALID_CONFIGURATION", str(error))
        return
    room.config = config
    person.reply(RPL_REHASHING, "config", "Rehashing")
    room.log("opened", f"{person.nick} had the configuration read again.")
