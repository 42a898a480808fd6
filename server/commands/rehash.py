"""REHASH: the configuration is read again, and everybody is told what is different from now on.

https://modern.ircdocs.horse/#rehash-message
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from server.commands.capabilities import offers, tell_of_changes
from server.commands.isupport import isupport_tokens, send_tokens
from server.commands.operators import may
from server.commands.persistence import show_persistence
from server.commands.registry import command
from server.config import Config
from server.config_file import ConfigError
from server.protocol.message import Message
from server.protocol.vocabulary import RPL_REHASHING
from server.room import Room
from server.session import Session

_FIXED = {
    "server": ("name", "network", "host", "port", "data_dir", "casemapping", "proxy_protocol"),
    "tls": ("enabled", "cert", "key"),
    "websocket": ("host", "port"),
    "accounts": ("database", "kdf_iterations"),
    "history": ("enabled", "database"),
    "files": ("enabled",),
    "debug": ("clock_offset", "clock_rate"),
}
"""What a room is opened with, by table: it stays as it is until the room closes."""


@command("REHASH", spec="https://modern.ircdocs.horse/#rehash-message")
def rehash(session: Session, _: Message) -> None:
    """Read the configuration again. What cannot change while the room is open stays as it is."""
    if not may(session):
        return
    room = session.room
    if room.read_config is None:
        session.fail("REHASH", "NO_CONFIGURATION", "This room was not opened from a configuration file")
        return
    try:
        config = room.read_config()
    except ConfigError as error:
        session.fail("REHASH", "INVALID_CONFIGURATION", str(error))
        return
    session.reply(RPL_REHASHING, "config", "Rehashing")
    _change(room, config)
    room.log("opened", f"{session.person.nick} had the configuration read again.")


def _change(room: Room, wanted: Config) -> None:
    offered, tokens, always_on = offers(room.config), isupport_tokens(room), room.config.accounts.always_on
    room.config = _applicable(room.config, wanted)
    tell_of_changes(room, offered)
    different = _different(tokens, isupport_tokens(room))
    for session in [session for session in room.visitors if session.registered]:
        if different:
            send_tokens(session, different)
        if always_on != room.config.accounts.always_on:
            show_persistence(session)


def _applicable(now: Config, wanted: Config) -> Config:
    """The configuration that is wanted, as far as it can change."""
    tables = {
        table: dataclasses.replace(getattr(wanted, table), **{key: getattr(getattr(now, table), key) for key in keys})
        for table, keys in _FIXED.items()
    }
    return dataclasses.replace(wanted, **tables)


def _different(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The tokens that are new or say something else, and, with a ``-``, those that are gone."""
    names = {token.partition("=")[0] for token in after}
    gone = [token.partition("=")[0] for token in before if token.partition("=")[0] not in names]
    return (*(token for token in after if token not in before), *(f"-{name}" for name in gone))
