"""How a person and their connections belong together: who stays without one, who has several, and when they are away.

Engine thread. Who has an account is one person by whatever connections they come, if they ask for the
name they have here: a newcomer who has proven to be them is *attached*. Who wishes so, or is in a room
that has it so (https://ircv3.net/specs/extensions/persistence), is there even without any connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server import modes
from server.news import announce, announce_move
from server.person import Person
from server.protocol.names import casefold
from server.protocol.vocabulary import AWAY_NOTIFY, SETNAME

if TYPE_CHECKING:
    from server.records import State
    from server.room import Room
    from server.session import Session

_NOT_CONNECTED = "Not connected at the moment"
_UNSPECIFIED = "*"
"""https://ircv3.net/specs/extensions/pre-away: "the user is not present for an unspecified reason"."""


def stays(person: Person) -> bool:
    """Whether somebody is still there when they are disconnected: as they wish, else as the room has it."""
    rule = person.room.config.accounts.always_on
    account = person.room.accounts.find(person.account) if person.account and rule != "disabled" else None
    if account is None:
        return False
    return rule == "opt-out" if account.always_on is None else account.always_on


def bearer(session: Session, nick: str) -> Person | None:
    """Who of a newcomer's account is here under a name; None if nobody is."""
    other = session.room.find(nick)
    return other if other is not None and _are_one(session.person, other) else None


def whose(session: Session) -> Person | None:
    """Whose connection a newcomer's is: that of who is here under the name that they want, and else of who waits
    for them without any; None if it is nobody's. Both have the newcomer's account.
    """
    newcomer = session.person
    waiting = (other for other in session.room.waiting if _are_one(newcomer, other))
    return bearer(session, newcomer.nick) or next(waiting, None)


def _are_one(newcomer: Person, other: Person) -> bool:
    return other.registered and bool(newcomer.account) and casefold(other.account) == casefold(newcomer.account)


def attach(session: Session, person: Person) -> None:
    """Make a newcomer's connection one of somebody who is here already. Tells all but the newcomer what changes.

    Of two connections of the same device the older is ended, which it has lost: nothing that is still on its
    way there counts, so that a client which is back can tell what has arrived. It may be the newcomer's own.
    """
    room, newcomer = session.room, session.person
    room.release(newcomer)
    session.belong_to(person)
    room.waiting.discard(person)
    room.strangers.discard(session)
    for other in session.others:
        if session.device and other.device == session.device:
            lost = min(other, session, key=lambda one: one.since)
            room.dismiss(lost, "You have come back by another connection")
    if not session.others:
        _move(person, newcomer)
    settle_away(person)
    room.records.note_person(person)
    room.log("named", f"{person.nick} is here, also from {session.host}.")


def _move(person: Person, to: Person) -> None:
    """Somebody who is not connected otherwise is now where their newcomer is."""
    if (person.user, person.host) != (to.user, to.host):
        announce_move(person, to.user, to.host)
    if person.realname != to.realname:
        person.realname = to.realname
        announce(person, f"SETNAME :{to.realname}", SETNAME)


def detach(person: Person) -> None:
    """Somebody's last connection has ended, and they stay. To run the server takes a connection."""
    person.room.waiting.add(person)
    person.bear(person.modes - {modes.SERVER_OPERATOR})
    person.refresh_standing()
    settle_away(person)
    person.room.records.note_person(person)


def settle_away(person: Person) -> None:
    """Somebody is away when they are at none of their connections; tell the others if that has changed."""
    words = _absence(person)
    if words != person.away:
        person.away = words
        if person.registered:
            announce(person, f"AWAY :{words}" if words else "AWAY", AWAY_NOTIFY)


def _absence(person: Person) -> str:
    """Why nobody is to be expected: of several reasons the last that was given.

    https://ircv3.net/specs/extensions/pre-away: ``*`` "should be treated as though the connection did not
    exist at all (for example, it should not supersede a human-readable AWAY message)".
    """
    if not person.sessions:
        return person.away or _NOT_CONNECTED
    if not all(session.away for session in person.sessions):
        return ""
    given = [session for session in person.sessions if session.away != _UNSPECIFIED]
    return max(given, key=lambda session: session.away_at).away if given else _UNSPECIFIED


def restore(room: Room, state: State) -> None:
    """Put somebody back where they were when the room was closed, if they are still to be always there."""
    if room.find(state["nick"]):
        return
    person = Person(room, state["host"])
    person.user, person.realname, person.account = state["user"], state["realname"], state["account"]
    if not stays(person):
        return
    person.bear(set(state["modes"]) - {modes.SERVER_OPERATOR})
    room.claim(person, state["nick"])
    person.registered = True
    room.waiting.add(person)
    person.away = _NOT_CONNECTED
    room.count += 1
    for name in state["channels"]:
        if (channel := room.channels.find(name)) is not None:
            room.channels.put_into(person, channel)
