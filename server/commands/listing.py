"""LIST: which channels there are, all of them or those that fit.

https://modern.ircdocs.horse/#list-message, and for the filters https://modern.ircdocs.horse/#elist-parameter
"""

from __future__ import annotations

import re
from collections.abc import Callable

from server.bans import fits
from server.channel import Channel
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import RPL_LIST, RPL_LISTEND, RPL_LISTSTART
from server.session import Session

_CONDITION = re.compile(r"([CT]?)([<>])(\d{1,9})", re.ASCII | re.IGNORECASE)
ELIST = "CMNTU"

Test = Callable[[Channel], bool]


@command("LIST", spec="https://modern.ircdocs.horse/#list-message")
def list_(session: Session, message: Message) -> None:
    """Channels with somebody in them that fit every condition, and one of the names or masks if there are any.

    Names and conditions may come in one parameter or in two.
    """
    now = session.room.clock()
    names: list[Test] = []
    conditions: list[Test] = []
    for item in filter(None, ",".join(message.params[:2]).split(",")):
        if found := _CONDITION.fullmatch(item):
            what, sign, number = found.groups()
            conditions.append(_compare(what.upper(), sign, number, now=now))
        elif item.startswith("!"):
            conditions.append(_unlike(item[1:]))
        else:
            names.append(_like(item))
    session.reply(RPL_LISTSTART, "Channel", "Users  Name")
    for channel in session.room.channels.values():
        if not channel.size or not channel.is_visible_to(session.person):
            continue
        if all(test(channel) for test in conditions) and (not names or any(test(channel) for test in names)):
            text = channel.topic.text if channel.topic else ""
            session.reply(RPL_LIST, channel.name, str(channel.size), text)
    session.reply(RPL_LISTEND, "End of the list of channels")


def _like(mask: str) -> Test:
    pattern = casefold(mask)
    return lambda channel: fits(pattern, casefold(channel.name))


def _unlike(mask: str) -> Test:
    pattern = casefold(mask)
    return lambda channel: not fits(pattern, casefold(channel.name))


def _compare(what: str, sign: str, number: str, *, now: float) -> Test:
    """More or fewer people; a channel made, or a topic set, less or more minutes ago."""

    def value(channel: Channel) -> float | None:
        if what == "C":
            return (now - channel.created_at) / 60
        if what == "T":
            return (now - channel.topic.at) / 60 if channel.topic else None
        return channel.size

    def test(channel: Channel) -> bool:
        found = value(channel)
        return found is not None and (found < int(number) if sign == "<" else found > int(number))

    return test
