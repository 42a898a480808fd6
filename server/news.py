"""What somebody does, told to everybody whom it concerns, and remembered. Engine thread.

Whom it concerns: who shares a channel with them, and who watches for their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.protocol.vocabulary import DRAFT_EXTENDED_MONITOR, EXTENDED_MONITOR, Capability
from server.relay import Relay
from server.stamps import Stamp

if TYPE_CHECKING:
    from server.person import Person
    from server.room import Room

_TELLS_MORE = {EXTENDED_MONITOR.name, DRAFT_EXTENDED_MONITOR.name}


def neighbours(person: Person) -> set[Person]:
    """Everybody who sees somebody in a channel, without them."""
    found = {other for channel in person.channels.values() for other in channel.audience_of(person)}
    found.discard(person)
    return found


def announce(person: Person, line: str, needs: Capability | None = None, *, to_self: bool = False) -> None:
    """Tell a person's neighbours what they do, once on each connection: those whose clients understand it."""
    people = neighbours(person)
    if to_self:
        people.add(person)
    readers = [session for other in people for session in other.sessions if needs is None or session.can(needs)]
    if needs is not None:  # https://ircv3.net/specs/extensions/extended-monitor
        watchers = person.room.watch.watchers_of(person.nick)
        further = (one for one in watchers if one.capabilities & _TELLS_MORE and one.can(needs))
        readers = list(dict.fromkeys((*readers, *further)))
    relay = person.relay(line, Stamp(person.room.time()))
    for reader in readers:
        reader.deliver(relay)


def tell_watchers(room: Room, numeric: str, nick: str, text: str) -> None:
    """Tell who watches for a name that somebody came or went."""
    for watcher in room.watch.watchers_of(nick):
        watcher.reply(numeric, text)


def keep_event(person: Person, words: str) -> None:
    """Remember what a person does in all their channels at once."""
    for channel in person.channels.values():
        channel.keep(person.relay(words, channel.stamps.next()), by=person)


def keep_private(person: Person, target: Person, relay: Relay) -> None:
    """Remember what somebody said to somebody else alone."""
    history = person.room.history
    if history is not None:
        history.keep(history.conversation(person.identity, target.identity), relay)
        for one in (person, target):
            history.call(one.identity, one.nick)
