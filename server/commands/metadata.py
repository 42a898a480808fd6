"""METADATA: what people and channels say about themselves, and who is told when it changes.

https://ircv3.net/specs/extensions/metadata
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from server import modes
from server.channel import Channel
from server.commands.registry import command
from server.metadata import LONGEST_VALUE, MOST_KEYS, MOST_SUBSCRIPTIONS, is_key
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
_SHOWN_IN_WHOIS = ("display-name", "homepage", "pronouns", "status")

Target = Session | Channel


@command("METADATA", spec=METADATA.spec, params=2, early=True)
def metadata(person: Session, message: Message) -> None:
    """Say something about oneself or a channel (SET), ask for it (GET, LIST), or to be told (SUB)."""
    name, subcommand, *params = message.params
    run = _SUBCOMMANDS.get(subcommand.upper())
    target = _find(person, name)
    if run is None:
        person.fail("METADATA", "INVALID_SUBCOMMAND", subcommand, "There is no such subcommand")
    elif target is None:
        person.fail("METADATA", "INVALID_TARGET", name, "There is nobody and nothing of that name for you")
    else:
        run(person, target, params)


def _find(person: Session, name: str) -> Target | None:
    """Whom or what somebody means, if they may know of it: a channel's members alone know what it says."""
    if name == "*" or casefold(name) == casefold(person.nick):
        return person
    if not name.startswith("#"):
        found = person.room.find(name)
        return found if found and found.registered and person.registered else None
    channel = person.room.channel(name)
    if channel is None or (person not in channel and modes.SERVER_OPERATOR not in person.modes):
        return None
    return channel


def _key_of(target: Target) -> str:
    """By what the store knows somebody or something."""
    return casefold(target.name) if isinstance(target, Channel) else target.identity


def _name_of(target: Target) -> str:
    return target.name if isinstance(target, Channel) else target.client


def _may_change(person: Session, target: Target) -> bool:
    if isinstance(target, Channel):
        return target.is_operator(person)
    return target is person or modes.SERVER_OPERATOR in person.modes


def _line(reader: Session, target: Target, key: str, value: str | None) -> bytes:
    """What a target says now; None: nothing."""
    start = f":{reader.room.server_name} "
    if value is None:
        return f"{start}{RPL_KEYNOTSET} {reader.client} {_name_of(target)} {key} :It is not set\r\n".encode()
    return f"{start}{RPL_KEYVALUE} {reader.client} {_name_of(target)} {key} {_TO_EVERYBODY} :{value}\r\n".encode()


def _send(person: Session, target: Target, lines: Iterable[bytes]) -> None:
    send_batch(person, "metadata", [_name_of(target)], lines)


def _get(person: Session, target: Target, keys: list[str]) -> None:
    known = person.room.metadata.of(_key_of(target))
    server = person.room.server_name

    def lines() -> Iterator[bytes]:
        for written in keys:
            key = written.lower()
            if is_key(key):
                yield _line(person, target, key, known.get(key))
            else:
                yield f":{server} FAIL METADATA KEY_INVALID {written} :That cannot be a key\r\n".encode()

    _send(person, target, lines())


def _list(person: Session, target: Target, _: list[str]) -> None:
    known = person.room.metadata.of(_key_of(target))
    _send(person, target, (_line(person, target, key, value) for key, value in known.items()))


def _set(person: Session, target: Target, params: list[str]) -> None:
    written, value = params[0] if params else "*", params[1] if len(params) > 1 else ""
    key, name = written.lower(), _name_of(target)
    known = person.room.metadata.of(_key_of(target))
    if not is_key(key):
        person.fail("METADATA", "KEY_INVALID", written, "That cannot be a key")
    elif not _may_change(person, target):
        person.fail("METADATA", "KEY_NO_PERMISSION", name, key, "That is not yours to change")
    elif len(value.encode()) > LONGEST_VALUE:
        person.fail("METADATA", "INVALID_VALUE", key, f"That is longer than {LONGEST_VALUE} bytes")
    elif not value and key not in known:
        person.fail("METADATA", "KEY_NOT_SET", name, key, "It is not set")
    elif value and key not in known and len(known) >= MOST_KEYS:
        person.fail("METADATA", "LIMIT_REACHED", name, f"Nobody can have more than {MOST_KEYS} keys")
    else:
        person.put(_change(person, target, key, value or None))


def _change(person: Session, target: Target, key: str, value: str | None) -> bytes:
    """Set or unset a key, tell those who want to know, and give back what the person is told."""
    room = person.room
    if value is None:
        room.metadata.unset(_key_of(target), key)
    else:
        room.metadata.set(_key_of(target), key, value)
    for reader in _audience(person, target):
        if key in reader.subscriptions and reader.can(METADATA):
            reader.put(_line(reader, target, key, value))
    return _line(person, target, key, value)


def _audience(person: Session, target: Target) -> set[Session]:
    """Those who are told without asking, but for who changes it."""
    room = person.room
    if isinstance(target, Channel):
        readers = set(target)
    else:
        readers = room.neighbours(target) | set(room.watch.watchers_of(target.nick)) | {target}
    readers.discard(person)
    return readers


def _clear(person: Session, target: Target, _: list[str]) -> None:
    if not _may_change(person, target):
        person.fail("METADATA", "KEY_NO_PERMISSION", _name_of(target), "*", "That is not yours to change")
        return
    known = person.room.metadata.of(_key_of(target))
    _send(person, target, [_change(person, target, key, None) for key in known])


def _sub(person: Session, _: Target, keys: list[str]) -> None:
    """Those up to the first that is too many, in order; then what they are at the moment."""
    taken: list[str] = []
    for written in keys:
        key = written.lower()
        if not is_key(key):
            person.fail("METADATA", "KEY_INVALID", written, "That cannot be a key")
        elif key not in person.subscriptions and len(person.subscriptions) >= MOST_SUBSCRIPTIONS:
            person.fail("METADATA", "TOO_MANY_SUBS", key, "Those are too many")
            break
        else:
            person.subscriptions[key] = None
            taken.append(key)
    if taken:
        person.reply(RPL_METADATASUBOK, *taken)
    for channel in person.channels.values():
        _send_current(person, channel, set(taken))


def _unsub(person: Session, _: Target, keys: list[str]) -> None:
    for key in keys:
        person.subscriptions.pop(key.lower(), None)
    if keys:
        person.reply(RPL_METADATAUNSUBOK, *keys)


def _subs(person: Session, _: Target, __: list[str]) -> None:
    if person.subscriptions:
        person.reply(RPL_METADATASUBS, *person.subscriptions)


def _sync(person: Session, target: Target, _: list[str]) -> None:
    _send(person, target, list(_current(person, target, set(person.subscriptions))))


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


def _current(person: Session, target: Target, keys: set[str]) -> Iterator[bytes]:
    """What a target says under some keys; if it is a channel, also what its members say."""
    targets = [target, *target] if isinstance(target, Channel) else [target]
    for one in targets if keys else ():
        for key, value in person.room.metadata.of(_key_of(one)).items():
            if key in keys and one is not person:
                yield _line(person, one, key, value)


def _send_current(person: Session, target: Target, keys: set[str]) -> None:
    if lines := list(_current(person, target, keys)):
        _send(person, target, lines)


# When somebody comes


def show_on_joining(person: Session, channel: Channel) -> None:
    """Tell who comes what the channel and those in it say, and them what the newcomer says."""
    if person.can(METADATA):
        _send_current(person, channel, set(person.subscriptions))
    said = person.room.metadata.of(person.identity)
    for member in channel if said else ():
        for key, value in said.items():
            if key in member.subscriptions and member is not person and member.can(METADATA):
                member.put(_line(member, person, key, value))


def show_own(person: Session) -> None:
    """Tell a newcomer what they say about themselves already: "If none exists, the server MUST send an empty batch"."""
    if person.can(METADATA):
        _list(person, person, [])


def show_in_whois(person: Session, target: Session) -> None:
    known = person.room.metadata.of(target.identity)
    for key in _SHOWN_IN_WHOIS:
        if key in known:
            person.reply(RPL_WHOISKEYVALUE, target.nick, key, _TO_EVERYBODY, known[key])
