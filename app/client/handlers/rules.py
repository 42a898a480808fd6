"""What those who look after channels decide, which channels there are, and who is asked to come."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.client.events import (
    BarredListed,
    ChannelsListed,
    Empowered,
    Event,
    Happened,
    Invited,
    Knocked,
    ModesSeen,
    Told,
)
from app.client.handlers.registry import on, time_of
from app.models.entries import ModeChange
from app.words import _
from server.protocol.message import Message
from server.protocol.names import casefold

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

LISTS, ALWAYS, WHEN_SET = range(3)
_USUAL = "b,k,l,imnst"
_MOST_LISTED = 5000
"""Channels, or masks, that we keep of one list: nobody reads more."""


@on("MODE", params=2)
def _mode(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#mode-message. Ranks are not reckoned, but asked for again: a rare thing.

    A rank that the room itself gives is one that somebody had before, and comes back with: that is no news.
    """
    channel, letters, *values = message.params
    if not session.is_channel(channel):
        return
    ranks = {mode for mode, _ in session.ranks()}
    key, time = session.key(message), time_of(session, message)
    by_room = "!" not in message.source
    for number, (change, value) in enumerate(changes(session, letters, values)):
        if by_room and change[1] in ranks:
            continue
        yield Happened(channel, ModeChange(f"{key}/{number}" if number else key, time, message.nick, change, value))
    if ranks & set(letters):
        session.ask_names(channel)


@on("324", params=3)
def _modes_are(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplchannelmodeis-324."""
    channel, letters, *values = message.params[1:]
    modes = tuple((change[1], value) for change, value in changes(session, letters, values) if change[0] == "+")
    yield ModesSeen(channel, modes)


def changes(session: "Session", letters: str, values: list[str]) -> Iterator[tuple[str, str]]:
    """Each change of a mode with its value: https://modern.ircdocs.horse/#chanmodes-parameter."""
    kinds = session.isupport.get("CHANMODES", _USUAL).split(",")
    with_value = "".join(mode for mode, _ in session.ranks()) + "".join(kinds[: ALWAYS + 1])
    when_set = "".join(kinds[WHEN_SET : WHEN_SET + 1])
    left = iter(values)
    sign = "+"
    for letter in letters:
        if letter in "+-":
            sign = letter
        elif letter in with_value or (sign == "+" and letter in when_set):
            yield sign + letter, next(left, "")
        else:
            yield sign + letter, ""


@on("367", params=3)
def _barred(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplbanlist-367."""
    masks = session.listing.setdefault(casefold(message.params[1]), [])
    if len(masks) < _MOST_LISTED:
        masks.append(message.params[2])
    yield from ()


@on("368", params=2)
def _barred_end(session: "Session", message: Message) -> Iterator[Event]:
    channel = message.params[1]
    yield BarredListed(channel, tuple(session.listing.pop(casefold(channel), ())))


@on("322", params=3)
def _channel(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rpllist-322."""
    name, people, *topic = message.params[1:]
    if len(session.channels) < _MOST_LISTED:
        session.channels.append((name, int(people) if people.isdecimal() else 0, "".join(topic)))
    yield from ()


@on("323")
def _channels_end(session: "Session", _message: Message) -> Iterator[Event]:
    found, session.channels = session.channels, []
    yield ChannelsListed(tuple(found))


@on("381")
def _empowered(_session: "Session", _message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplyoureoper-381."""
    yield Empowered()


@on("INVITE", params=2)
def _invited(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#invite-message."""
    who, channel = message.params[:2]
    if message.nick and session.is_me(who):
        yield Invited(message.nick, channel)


@on("710", params=3)
def _knocked(_session: "Session", message: Message) -> Iterator[Event]:
    """https://defs.ircdocs.horse/defs/numerics.html#rpl-knock-710."""
    yield Knocked(message.params[2].partition("!")[0], message.params[1])


@on("713", params=2)
def _is_open(session: "Session", message: Message) -> Iterator[Event]:
    """We knocked at an open door: https://defs.ircdocs.horse/defs/numerics.html#err-chanopen-713."""
    if casefold(message.params[1]) in session.knocking:
        session.join(message.params[1])
    yield from ()


@on("341", params=3)
def _has_invited(_session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplinviting-341. Some servers swap the two."""
    who, channel = message.params[1:3]
    if who.startswith("#"):
        who, channel = channel, who
    yield Told(_("{who} has been invited to {channel}.").format(who=who, channel=channel))


@on("494", params=3)
def _has_turned_away(_session: "Session", message: Message) -> Iterator[Event]:
    """https://defs.ircdocs.horse/defs/numerics.html#rpl-uninvited-494."""
    yield Told(_("{who} was not let in.").format(who=message.params[1]))
