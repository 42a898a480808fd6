"""METADATA: what people and channels say about themselves, and who is told when it changes.

https://ircv3.net/specs/extensions/metadata
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from server import modes
from server.channel import Channel
from server.commands.registry import command
from server.metadata import LONGEST_VALUE, MOST_KEYS, MOST_SUBSCRIPTIONS, is_key
from server.news import neighbours
from server.person import Person
from server.playback import send_batch
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    METADATA,
    RPL_KEYNOTSET,
    RPL_KEYVALUE,
    RPL_METADATASUBOK,
    RPL_METADATASUBS,
    RPL_METADATAUNSUBOK,
    RPL_WHOISKEYVALUE,
)
from server.session import Session

_TO_EVERYBODY = "*"
_KEYS_A_LINE = 6
"""Of the longest there are no more in a line."""
_SHOWN_IN_WHOIS = ("display-name", "homepage", "pronouns", "status")

Target = Person | Channel


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


def _key_of(target: Target) -> str:
    """By what the store knows somebody or something."""
    return casefold(target.name) if isinstance(target, Channel) else target.identity


def _name_of(target: Target) -> str:
    return target.name if isinstance(target, Channel) else target.nick or "*"


def _may_change(person: Person, target: Target) -> bool:
    if isinstance(target, Channel):
        return target.is_operator(person)
    return target is person or modes.SERVER_OPERATOR in person.modes


def _line(reader: Session, target: Target, key: str, value: str | None) -> bytes:
    """What a target says now; None: nothing."""
    start = f":{reader.room.server_name} "
    if value is None:
        return f"{start}{RPL_KEYNOTSET} {reader.client} {_name_of(target)} {key} :It is not set\r\n".encode()
    return f"{start}{RPL_KEYVALUE} {reader.client} {_name_of(target)} {key} {_TO_EVERYBODY} :{value}\r\n".encode()


def _send(session: Session, target: Target, lines: Iterable[bytes]) -> None:
    send_batch(session, "metadata", [_name_of(target)], lines)


def _get(session: Session, target: Target, keys: list[str]) -> None:
    known = session.room.metadata.of(_key_of(target))
    server = session.room.server_name

    def lines() -> Iterator[bytes]:
        for written in keys:
            key = written.lower()
            if is_key(key):
                yield _line(session, target, key, known.get(key))
            else:
                yield f":{server} FAIL METADATA KEY_INVALID {written} :That cannot be a key\r\n".encode()

    _send(session, target, lines())


def _list(session: Session, target: Target, _: list[str]) -> None:
    known = session.room.metadata.of(_key_of(target))
    _send(session, target, (_line(session, target, key, value) for key, value in known.items()))


def _set(session: Session, target: Target, params: list[str]) -> None:
    written, value = params[0] if params else "*", params[1] if len(params) > 1 else ""
    key, name = written.lower(), _name_of(target)
    known = session.room.metadata.of(_key_of(target))
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
        room.metadata.unset(_key_of(target), key)
    else:
        room.metadata.set(_key_of(target), key, value)
    for reader in _audience(session, target):
        if key in reader.subscriptions:
            _tell(reader, target, key, value, by=session.person)
    return _line(session, target, key, value)


def _tell(reader: Session, target: Target, key: str, value: str | None, *, by: Person) -> None:
    """Tell somebody what somebody else has changed."""
    if value is None:
        reader.reply(RPL_KEYNOTSET, _name_of(target), key, "It is not set", by=by)
    else:
        reader.reply(RPL_KEYVALUE, _name_of(target), key, _TO_EVERYBODY, value, by=by)


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
        session.fail("METADATA", "KEY_NO_PERMISSION", _name_of(target), "*", "That is not yours to change")
        return
    known = session.room.metadata.of(_key_of(target))
    _send(session, target, [_change(session, target, key, None) for key in known])


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
        _send_current(session, channel, set(taken))


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
    _send(session, target, list(_current(session, target, set(session.subscriptions))))


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


def _current(session: Session, target: Target, keys: set[str]) -> Iterator[bytes]:
    """What a target says under some keys; if it is a channel, also what its members say."""
    targets = [target, *target] if isinstance(target, Channel) else [target]
    for one in targets if keys else ():
        for key, value in session.room.metadata.of(_key_of(one)).items():
            if key in keys and one is not session.person:
                yield _line(session, one, key, value)


def _send_current(session: Session, target: Target, keys: set[str]) -> None:
    if lines := list(_current(session, target, keys)):
        _send(session, target, lines)


# When somebody comes


def show_on_joining(session: Session, channel: Channel) -> None:
    """Tell who comes what the channel and those in it say."""
    if session.can(METADATA):
        _send_current(session, channel, set(session.subscriptions))


def introduce(person: Person, channel: Channel) -> None:
    """Tell the others in a channel what a newcomer says."""
    said = person.room.metadata.of(person.identity)
    readers = (each for member in channel if member is not person for each in member.sessions_with(METADATA))
    for reader in readers if said else ():
        for key, value in said.items():
            if key in reader.subscriptions:
                reader.put(_line(reader, person, key, value))


def show_watched(session: Session, person: Person) -> None:
    """Tell who watches over somebody what they say: "when they MONITOR a user", and when that one "comes online"."""
    if session.can(METADATA):
        _send_current(session, person, set(session.subscriptions))


def show_own(session: Session) -> None:
    """Tell a newcomer what they say about themselves already: "If none exists, the server MUST send an empty batch"."""
    if session.can(METADATA):
        _list(session, session.person, [])


def show_in_whois(session: Session, target: Person) -> None:
    known = session.room.metadata.of(target.identity)
    for key in _SHOWN_IN_WHOIS:
        if key in known:
            session.reply(RPL_WHOISKEYVALUE, target.nick, key, _TO_EVERYBODY, known[key])
