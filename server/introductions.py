"""What people and channels say about themselves, told to those whom they meet: as they ask, come, watch and look.

https://ircv3.net/specs/extensions/metadata. Knows not who may change it. Engine thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from server.channel import Channel
from server.person import Person
from server.playback import send_batch
from server.protocol.framing import MAX_BODY, clip
from server.protocol.names import casefold
from server.protocol.vocabulary import METADATA, RPL_KEYNOTSET, RPL_KEYVALUE, RPL_WHOISKEYVALUE
from server.session import Session

_TO_EVERYBODY = "*"
_SHOWN_IN_WHOIS = ("display-name", "homepage", "pronouns", "status")

Target = Person | Channel


def key_of(target: Target) -> str:
    """By what the store knows somebody or something."""
    return casefold(target.name) if isinstance(target, Channel) else target.identity


def name_of(target: Target) -> str:
    return target.name if isinstance(target, Channel) else target.nick or "*"


def line(reader: Session, target: Target, key: str, value: str | None) -> bytes:
    """What a target says now; None: nothing."""
    numeric, *said = (RPL_KEYNOTSET, "It is not set") if value is None else (RPL_KEYVALUE, _TO_EVERYBODY, value)
    middles = " ".join([reader.client, name_of(target), key, *said[:-1]])
    written = f":{reader.room.server_name} {numeric} {middles} :{said[-1]}"
    return clip(written.encode(), MAX_BODY - 2) + b"\r\n"


def send(session: Session, target: Target, lines: Iterable[bytes]) -> None:
    send_batch(session, "metadata", [name_of(target)], lines)


def send_all(session: Session, target: Target) -> None:
    """Tell somebody all that a target says: "If none exists, the server MUST send an empty batch"."""
    known = session.room.metadata.of(key_of(target))
    send(session, target, (line(session, target, key, value) for key, value in known.items()))


def tell(reader: Session, target: Target, key: str, value: str | None, *, by: Person) -> None:
    """Tell somebody what somebody else has changed."""
    if value is None:
        reader.reply(RPL_KEYNOTSET, name_of(target), key, "It is not set", by=by)
    else:
        reader.reply(RPL_KEYVALUE, name_of(target), key, _TO_EVERYBODY, value, by=by)


def current(session: Session, target: Target, keys: set[str]) -> Iterator[bytes]:
    """What a target says under some keys; if it is a channel, also what its members say."""
    targets = [target, *target] if isinstance(target, Channel) else [target]
    for one in targets if keys else ():
        for key, value in session.room.metadata.of(key_of(one)).items():
            if key in keys and one is not session.person:
                yield line(session, one, key, value)


def send_current(session: Session, target: Target, keys: set[str]) -> None:
    if lines := list(current(session, target, keys)):
        send(session, target, lines)


# When somebody comes


def show_on_joining(session: Session, channel: Channel) -> None:
    """Tell who comes what the channel and those in it say."""
    if session.can(METADATA):
        send_current(session, channel, set(session.subscriptions))


def introduce(person: Person, channel: Channel) -> None:
    """Tell the others in a channel what a newcomer says."""
    said = person.room.metadata.of(person.identity)
    readers = (each for member in channel if member is not person for each in member.sessions_with(METADATA))
    for reader in readers if said else ():
        for key, value in said.items():
            if key in reader.subscriptions:
                tell(reader, person, key, value, by=person)


def show_watched(session: Session, person: Person) -> None:
    """Tell who watches over somebody what they say: "when they MONITOR a user", and when that one "comes online"."""
    if session.can(METADATA):
        send_current(session, person, set(session.subscriptions))


def show_own(session: Session) -> None:
    """Tell a newcomer what they say about themselves already."""
    if session.can(METADATA):
        send_all(session, session.person)


def show_in_whois(session: Session, target: Person) -> None:
    known = session.room.metadata.of(target.identity)
    for key in _SHOWN_IN_WHOIS:
        if key in known:
            session.reply(RPL_WHOISKEYVALUE, target.nick, key, _TO_EVERYBODY, known[key])
