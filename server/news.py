"""What somebody does, told to everybody whom it concerns, and remembered. Engine thread.

Whom it concerns: who shares a channel with them, and who watches for their name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.protocol.vocabulary import CHGHOST, DRAFT_EXTENDED_MONITOR, EXTENDED_JOIN, EXTENDED_MONITOR, Capability
from server.ranks import RANKS
from server.relay import Relay
from server.stamps import Stamp

if TYPE_CHECKING:
    from server.channel import Channel
    from server.person import Person
    from server.room import Room
    from server.session import Session

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


def joining(person: Person, channel: Channel, reader: Session) -> str:
    """That somebody comes into a channel, as a reader's client knows it."""
    extended = f" {person.account or '*'} :{person.realname}" if reader.can(EXTENDED_JOIN) else ""
    return f"JOIN {channel.name}{extended}"


def ranking(person: Person, channel: Channel) -> str:
    """Which ranks somebody has in a channel, as the change of modes that gave them; empty for none."""
    letters = "".join(rank.letter for rank in RANKS if rank in channel.ranks_of(person))
    return f"MODE {channel.name} +{letters} {' '.join(person.nick for _ in letters)}" if letters else ""


def announce_move(person: Person, user: str, host: str) -> None:
    """Tell a person's neighbours that they are elsewhere from now on.

    Where a client does not know of that, it looks as if they had left and come: "servers SHOULD send fallback
    messages to simulate the client reconnecting". https://ircv3.net/specs/extensions/chghost
    """
    announce(person, f"CHGHOST {user} {host}", CHGHOST)
    gone = person.relay("QUIT :Changing hostname", Stamp(person.room.time()))
    person.user, person.host = user, host
    person.refresh_prefix()
    unaware = {other: [one for one in other.sessions if not one.can(CHGHOST)] for other in neighbours(person)}
    for reader in (one for readers in unaware.values() for one in readers):
        reader.deliver(gone)
    for channel in person.channels.values():
        ranks = ranking(person, channel)
        for reader in (one for other in channel.audience_of(person) for one in unaware.get(other, ())):
            reader.deliver(person.relay(joining(person, channel, reader), Stamp(person.room.time())))
            if ranks:
                reader.send(f":{person.room.server_name} {ranks}")


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
