"""METADATA: what people and channels say about themselves. How others are told is in ``introductions``.

https://ircv3.net/specs/extensions/metadata
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server import modes
from server.channel import Channel
from server.commands.registry import command
from server.introductions import Target, current, key_of, line, name_of, send, send_all, send_current, tell
from server.metadata import LONGEST_VALUE, MOST_KEYS, MOST_SUBSCRIPTIONS, is_key
from server.news import neighbours
from server.person import Person
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    METADATA,
    RPL_METADATASUBOK,
    RPL_METADATASUBS,
    RPL_METADATAUNSUBOK,
)
from server.session import Session

_KEYS_A_LINE = 6
"""Of the longest there are no more in a line."""


@command("METADATA", spec=METADATA.spec, params=2, early=True)
def metadata(session: Session, message: Message) -> None:
    """Say something about oneself or a channel (SET), ask for it (GET, LIST), or to be told (SUB)."""
    name, subcommand, *params = message.params
    run = _SUBCOMMANDS.get(subcommand.upper())
    target = _find(session.person, name)
    if run is None:
        session.fail("METADATA", "INVALID_SUBCOMMAND", subcommand, "There is no such subcommand")
    elif target is None:
        session.fail("METADATA", "INVALID_TARGET", name, "There is nobody and nothing of that name for you")
    else:
        run(session, target, params)


def _find(person: Person, name: str) -> Target | None:
    """Whom or what somebody means, if they may know of it: a channel's members alone know what it says."""
    if name == "*" or casefold(name) == casefold(person.nick):
        return person
    if not name.startswith("#"):
        found = person.room.find(name)
        return found if found and found.registered and person.registered else None
    channel = person.room.channels.find(name)
    if channel is None or (person not in channel and modes.SERVER_OPERATOR not in person.modes):
        return None
    return channel


def _may_change(person: Person, target: Target) -> bool:
    if isinstance(target, Channel):
        return target.is_operator(person)
    return target is person or modes.SERVER_OPERATOR in person.modes


def _get(session: Session, target: Target, keys: list[str]) -> None:
    known = session.room.metadata.of(key_of(target))
    server = session.room.server_name

    def lines() -> Iterator[bytes]:
        for written in keys:
            key = written.lower()
            if is_key(key):
                yield line(session, target, key, known.get(key))
            else:
                yield f":{server} FAIL METADATA KEY_INVALID {written} :That cannot be a key\r\n".encode()

    send(session, target, lines())


def _list(session: Session, target: Target, _: list[str]) -> None:
    send_all(session, target)


def _set(session: Session, target: Target, params: list[str]) -> None:
    written, value = params[0] if params else "*", params[1] if len(params) > 1 else ""
    key, name = written.lower(), name_of(target)
    known = session.room.metadata.of(key_of(target))
    if not is_key(key):
        session.fail("METADATA", "KEY_INVALID", written, "That cannot be a key")
    elif not _may_change(session.person, target):
        session.fail("METADATA", "KEY_NO_PERMISSION", name, key, "That is not yours to change")
    elif len(value.encode()) > LONGEST_VALUE:
        session.fail("METADATA", "INVALID_VALUE", key, f"That is longer than {LONGEST_VALUE} bytes")
    elif not value and key not in known:
        session.fail("METADATA", "KEY_NOT_SET", name, key, "It is not set")
    elif value and key not in known and len(known) >= MOST_KEYS:
        session.fail("METADATA", "LIMIT_REACHED", name, f"Nobody can have more than {MOST_KEYS} keys")
    else:
        session.put(_change(session, target, key, value or None))


def _change(session: Session, target: Target, key: str, value: str | None) -> bytes:
    """Set or unset a key, tell those who want to know, and give back what who asked for it is told."""
    room = session.room
    if value is None:
        room.metadata.unset(key_of(target), key)
    else:
        room.metadata.set(key_of(target), key, value)
    for reader in _audience(session, target):
        if key in reader.subscriptions:
            tell(reader, target, key, value, by=session.person)
    return line(session, target, key, value)


def _audience(session: Session, target: Target) -> set[Session]:
    """Those who are told without asking, but for who changes it. Of who is still at the door nobody is."""
    room = session.room
    if isinstance(target, Person) and not target.registered:
        return set()
    people = set(target) if isinstance(target, Channel) else neighbours(target) | {target}
    readers = {reader for person in people for reader in person.sessions_with(METADATA)}
    if isinstance(target, Person):
        readers |= {watcher for watcher in room.watch.watchers_of(target.nick) if watcher.can(METADATA)}
    readers.discard(session)
    return readers


def _clear(session: Session, target: Target, _: list[str]) -> None:
    if not _may_change(session.person, target):
        session.fail("METADATA", "KEY_NO_PERMISSION", name_of(target), "*", "That is not yours to change")
        return
    known = session.room.metadata.of(key_of(target))
    send(session, target, [_change(session, target, key, None) for key in known])


def _sub(session: Session, _: Target, keys: list[str]) -> None:
    """Those up to the first that is too many, in order; then what they are at the moment."""
    taken: list[str] = []
    for written in keys:
        key = written.lower()
        if not is_key(key):
            session.fail("METADATA", "KEY_INVALID", written, "That cannot be a key")
        elif key not in session.subscriptions and len(session.subscriptions) >= MOST_SUBSCRIPTIONS:
            session.fail("METADATA", "TOO_MANY_SUBS", key, "Those are too many")
            break
        else:
            session.subscriptions[key] = None
            taken.append(key)
    _tell_keys(session, RPL_METADATASUBOK, taken)
    for channel in session.person.channels.values():
        send_current(session, channel, set(taken))


def _unsub(session: Session, _: Target, keys: list[str]) -> None:
    left: list[str] = []
    for written in keys:
        key = written.lower()
        if is_key(key):
            session.subscriptions.pop(key, None)
            left.append(key)
        else:
            session.fail("METADATA", "KEY_INVALID", written, "That cannot be a key")
    _tell_keys(session, RPL_METADATAUNSUBOK, left)


def _subs(session: Session, _: Target, __: list[str]) -> None:
    _tell_keys(session, RPL_METADATASUBS, list(session.subscriptions))


def _tell_keys(session: Session, numeric: str, keys: list[str]) -> None:
    """Keys in as many numerics as it takes: "zero or more"."""
    for start in range(0, len(keys), _KEYS_A_LINE):
        session.reply(numeric, *keys[start : start + _KEYS_A_LINE])


def _sync(session: Session, target: Target, _: list[str]) -> None:
    send(session, target, list(current(session, target, set(session.subscriptions))))


_SUBCOMMANDS: dict[str, Callable[[Session, Target, list[str]], None]] = {
    "GET": _get,
    "LIST": _list,
    "SET": _set,
    "CLEAR": _clear,
    "SUB": _sub,
    "UNSUB": _unsub,
    "SUBS": _subs,
    "SYNC": _sync,
}
