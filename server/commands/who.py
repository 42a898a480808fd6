"""WHO: the people of a channel, or those whose name fits a pattern, and whether they are away.

https://modern.ircdocs.horse/#who-message
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from server.channel import Channel
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import MULTI_PREFIX, RPL_ENDOFWHO, RPL_WHOREPLY
from server.session import Session


@command("WHO", spec="https://modern.ircdocs.horse/#who-message")
def who(person: Session, message: Message) -> None:
    mask = message.params[0] if message.params else "*"
    channel = person.room.channel(mask) if mask.startswith("#") else None
    if channel is not None:
        for member in channel:
            if _is_visible(person, member, channel):
                _send_row(person, member, channel)
    elif not mask.startswith("#"):
        pattern = casefold(mask).replace("[", "[[]")  # a bracket is a letter in names, and a class to fnmatch
        for nick, other in person.room.people.items():
            if other.registered and fnmatchcase(nick, pattern) and _may_be_found(person, other, mask):
                _send_row(person, other, _shared_channel(person, other))
    person.reply(RPL_ENDOFWHO, mask, "End of the list")


def _is_visible(person: Session, member: Session, channel: Channel) -> bool:
    return "i" not in member.modes or person in channel


def _may_be_found(person: Session, other: Session, mask: str) -> bool:
    """Who is invisible is found by those in their channels, and by who knows their name."""
    if "i" not in other.modes or other is person or _shared_channel(person, other):
        return True
    return casefold(mask) == casefold(other.nick)


def _shared_channel(person: Session, other: Session) -> Channel | None:
    return next((channel for channel in other.channels.values() if person in channel), None)


def _send_row(person: Session, other: Session, channel: Channel | None) -> None:
    presence = "G" if other.away else "H"
    signs = channel.signs_of(other, every=person.can(MULTI_PREFIX)) if channel else ""
    person.reply(
        RPL_WHOREPLY,
        channel.name if channel else "*",
        other.user,
        other.host,
        person.room.server_name,
        other.nick,
        presence + signs,
        f"0 {other.realname}",
    )
