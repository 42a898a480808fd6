"""People who are there even while they are not connected, and how they come back. Engine thread.

Who has an account may wish so, or the room may have it so (https://ircv3.net/specs/extensions/persistence).
Such a person is a session without a link: nobody reads what is put into its mailbox, which is emptied
each turn. Who comes back, or comes from another computer, takes the place of the session that was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.protocol.names import casefold
from server.protocol.vocabulary import AWAY_NOTIFY, CHGHOST
from server.session import Session

if TYPE_CHECKING:
    from server.records import State
    from server.room import Room

_SETTLED = 30
"""Seconds after which somebody who is connected can be replaced by themselves, connecting again."""
_NOT_CONNECTED = "Not connected at the moment"


def stays(person: Session) -> bool:
    """Whether somebody is still there when they are disconnected: as they wish, else as the room has it."""
    rule = person.room.config.accounts.always_on
    account = person.room.accounts.find(person.account) if person.account and rule != "disabled" else None
    if account is None:
        return False
    return rule == "opt-out" if account.always_on is None else account.always_on


def detach(person: Session, farewell: str) -> None:
    """Somebody's link ends, and they stay."""
    room = person.room
    person.closing = person.detached = True
    room.visitors.discard(person)
    person.send(f"ERROR :Closing link: {farewell}")
    room.parting.append(person)
    person.set_capabilities(set())
    if not person.away:
        person.away = _NOT_CONNECTED
        room.announce(person, f"AWAY :{person.away}", AWAY_NOTIFY)
    room.records.note_person(person)
    room.log("disconnected", f"{person.nick} ({person.host}) is not connected any more, and stays.")


def may_take_over(person: Session, nick: str) -> Session | None:
    """Whose place a newcomer takes under a name: that of the same account. None if it is nobody's, or another's."""
    other = person.room.find(nick)
    if other is None or other is person or not other.registered or not person.account:
        return None
    if not other.detached and person.room.monotonic() - other.since < _SETTLED:
        return None  # or two programs that both come back by themselves would put each other out for ever
    return other if casefold(other.account) == casefold(person.account) else None


def take_over(person: Session, other: Session) -> None:
    """Put a newcomer, who is not admitted yet, into the place of somebody who is. Tells all but the newcomer."""
    room = person.room
    was_away = bool(other.away)
    room.announce(other, f"CHGHOST {person.user} {person.host}", CHGHOST)
    room.release(other)
    room.claim(person, person.nick or other.nick)
    person.bear(person.modes | {mode for mode in other.modes if mode != "o"})
    other.bear(set())
    for folded, channel in other.channels.items():
        channel.replace(other, person)
        person.channels[folded] = channel
    other.channels.clear()
    other.speaks.clear()
    room.count -= 1
    room.watch.clear(other)
    if not other.closing:
        room.visitors.discard(other)
        other.closing = True
        other.send("ERROR :Closing link: You have come back from elsewhere")
        room.parting.append(other)
    other.detached = False
    room.records.let_go(other)
    if was_away:
        room.announce(person, "AWAY", AWAY_NOTIFY)


def restore(room: Room, state: State) -> None:
    """Put somebody back where they were when the room was closed."""
    if room.find(state["nick"]):
        return
    person = Session(room, state["host"])
    person.user, person.realname, person.account = state["user"], state["realname"], state["account"]
    person.bear(set(state["modes"]) - {"o"})
    room.claim(person, state["nick"])
    person.registered = person.closing = person.detached = True
    person.away = _NOT_CONNECTED
    room.count += 1
    for name in state["channels"]:
        if (channel := room.channel(name)) is not None:
            room.put_into(person, channel)
