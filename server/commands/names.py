"""NAMES: who is in a channel.

https://modern.ircdocs.horse/#names-message
"""

from __future__ import annotations

from collections.abc import Iterator

from server import modes
from server.channel import Channel
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.vocabulary import MULTI_PREFIX, RPL_ENDOFNAMES, RPL_NAMREPLY, USERHOST_IN_NAMES
from server.session import Session

_ROOM_FOR_NAMES = 400


@command("NAMES", spec="https://modern.ircdocs.horse/#names-message")
def names(session: Session, message: Message) -> None:
    """Of one channel or several, one after the other. What cannot be seen is answered as if it were not there."""
    asked = message.params[0] if message.params else ""
    for name in list(filter(None, asked.split(","))) or ["*"]:
        channel = session.room.channels.find(name)
        if channel is not None and channel.is_visible_to(session.person):
            _send_lines(session, channel)
        session.reply(RPL_ENDOFNAMES, name, "End of the list of names")


def send_names(session: Session, channel: Channel) -> None:
    """The people of a channel, as who comes into it is told."""
    _send_lines(session, channel)
    session.reply(RPL_ENDOFNAMES, channel.name, "End of the list of names")


def _send_lines(session: Session, channel: Channel) -> None:
    sign = "@" if modes.SECRET in channel.modes else "="
    line: list[str] = []
    size = 0
    for entry in _entries(session, channel):
        length = len(entry.encode()) + 1
        if size + length > _ROOM_FOR_NAMES:
            session.reply(RPL_NAMREPLY, sign, channel.name, " ".join(line))
            line, size = [], 0
        line.append(entry)
        size += length
    if line:
        session.reply(RPL_NAMREPLY, sign, channel.name, " ".join(line))


def _entries(session: Session, channel: Channel) -> Iterator[str]:
    person = session.person
    every, full = session.can(MULTI_PREFIX), session.can(USERHOST_IN_NAMES)
    is_inside = person in channel
    for member in channel:
        if channel.shows(member, person) and (is_inside or modes.INVISIBLE not in member.modes):
            name = member.prefix[1:].decode() if full else member.nick
            yield channel.signs_of(member, every=every) + name
