"""WHO: the people of a channel, or those whom a pattern fits, with what one wants to know of them.

https://modern.ircdocs.horse/#who-message and https://ircv3.net/specs/extensions/whox
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server import modes
from server.bans import fits
from server.channel import Channel
from server.commands.registry import command
from server.person import Person
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import MULTI_PREFIX, RPL_ENDOFWHO, RPL_WHOREPLY, RPL_WHOSPCRPL
from server.session import Session

Row = tuple[Session, Person, Channel | None]
"""Who asks, about whom, and the channel in which they are seen."""


@command("WHO", spec="https://modern.ircdocs.horse/#who-message")
def who(session: Session, message: Message) -> None:
    """The people of a channel, or those whom a pattern fits; %-letters choose what to know of them."""
    mask = message.params[0] if message.params else "*"
    options = message.params[1] if len(message.params) > 1 else ""
    flags, percent, wanted = options.partition("%")
    for other, channel in _found(session.person, mask):
        if "o" in flags and modes.SERVER_OPERATOR not in other.modes:
            continue
        if percent:
            _send_fields(session, other, channel, wanted)
        else:
            _send_row(session, other, channel)
    session.reply(RPL_ENDOFWHO, mask, "End of the list")


def _found(person: Person, mask: str) -> Iterator[tuple[Person, Channel | None]]:
    if mask.startswith("#"):
        channel = person.room.channels.find(mask)
        if channel is not None and channel.is_visible_to(person):
            for member in channel:
                if channel.shows(member, person) and (modes.INVISIBLE not in member.modes or person in channel):
                    yield member, channel
        return
    named = person.room.find(mask) if mask != "0" else None  # which means all, whatever somebody is called
    if named is not None and named.registered:  # "in which case a single user is returned"
        yield named, shared_channel(person, named)
        return
    pattern = casefold("*" if mask == "0" else mask)
    for nick, other in person.room.people.items():
        if other.registered and any(fits(pattern, text) for text in (nick, *_told_of(other))):
            channel = shared_channel(person, other)
            if channel or _may_be_found(person, other):
                yield other, channel


def _told_of(other: Person) -> Iterator[str]:
    """What somebody can be found by besides their name, folded; of a user name also without what the room adds."""
    user = other.user.lower()
    yield from (user, user.removeprefix("~"), other.host.lower())
    yield from (casefold(other.account), casefold(other.realname))


def _may_be_found(person: Person, other: Person) -> bool:
    """Who is invisible is found by those in their channels, and by who knows their name."""
    return modes.INVISIBLE not in other.modes or other is person or modes.SERVER_OPERATOR in person.modes


def shared_channel(person: Person, other: Person) -> Channel | None:
    """A channel in which one sees the other."""
    return next((here for here in other.channels.values() if person in here and here.shows(other, person)), None)


def _flags(row: Row) -> str:
    session, other, channel = row
    presence = "G" if other.away else "H"
    operator = "*" if modes.SERVER_OPERATOR in other.modes else ""
    bot = modes.BOT if modes.BOT in other.modes else ""
    ranks = channel.signs_of(other, every=session.can(MULTI_PREFIX)) if channel else ""
    return presence + operator + ranks + bot  # "in this order": https://modern.ircdocs.horse/#rplwhoreply-352


def _send_row(session: Session, other: Person, channel: Channel | None) -> None:
    session.reply(
        RPL_WHOREPLY,
        channel.name if channel else "*",
        other.user,
        other.host,
        session.room.server_name,
        other.nick,
        _flags((session, other, channel)),
        f"0 {other.realname}",
    )


_FIELDS: dict[str, Callable[[Row], str]] = {
    "c": lambda row: row[2].name if row[2] else "*",
    "u": lambda row: row[1].user,
    "i": lambda row: row[1].host,
    "h": lambda row: row[1].host,
    "s": lambda row: row[0].room.server_name,
    "n": lambda row: row[1].nick,
    "f": _flags,
    "d": lambda _: "0",  # hops
    "l": lambda row: str(int(row[0].room.monotonic() - row[1].spoke_at)),
    "a": lambda row: row[1].account or "0",
    "o": lambda _: "n/a",  # a level of operators, which there is not
    "r": lambda row: row[1].realname,
}
"""What one may ask for, in the order in which it is answered."""


def _send_fields(session: Session, other: Person, channel: Channel | None, wanted: str) -> None:
    letters, _, token = wanted.partition(",")
    row = (session, other, channel)
    fields = [token] if "t" in letters and token else []
    fields += [field(row) for letter, field in _FIELDS.items() if letter in letters]
    if fields:
        session.reply(RPL_WHOSPCRPL, *fields)
