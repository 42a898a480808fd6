"""The door of a channel, and of the room: why somebody may not come in, in a numeric and words. Knows the modes."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

from server import modes
from server.channel import Channel
from server.person import Person
from server.protocol.vocabulary import (
    DEFAULT_CHANNEL,
    ERR_BADCHANNELKEY,
    ERR_BANNEDFROMCHAN,
    ERR_CHANNELISFULL,
    ERR_INVITEONLYCHAN,
    ERR_NEEDREGGEDNICK,
)

if TYPE_CHECKING:
    from server.room import Room

Refusal = tuple[str, str]
"""A numeric, and the words with it."""


def outer_refusal(person: Person, channel: Channel | None, first: Channel | None) -> Refusal | None:
    """What somebody is told who has not come in by the room's door yet; None if they have.

    The first channel is that door: while it asks for a key or an invitation, all others are behind it, except for
    whoever was asked into one of them.
    """
    if first is None or channel is first or person in first or modes.SERVER_OPERATOR in person.modes:
        return None
    if (channel is not None and person in channel.invited) or not is_closed(first):
        return None
    return ERR_INVITEONLYCHAN, f"One comes into {first.name} first"


def is_closed(channel: Channel) -> bool:
    """Whether it takes more than a name to come in."""
    return modes.INVITE_ONLY in channel.modes or modes.KEY in channel.settings


def is_locked(room: Room) -> bool:
    """Whether it takes more than to knock: the room's password, or its first channel's key or invitation.

    Any thread: it only looks, and what it sees is true a moment ago.
    """
    first = room.channels.find(DEFAULT_CHANNEL)
    return bool(room.config.server.password or (first and is_closed(first)))


def refusal(person: Person, channel: Channel, key: str) -> Refusal | None:
    """What somebody who wants to come in is told; None if they may.

    Who was asked in always may, and so may who runs the server.
    """
    if person in channel.invited or modes.SERVER_OPERATOR in person.modes:
        return None
    if channel.is_barred(person):
        return ERR_BANNEDFROMCHAN, "You are banned from this channel"
    if modes.INVITE_ONLY in channel.modes and not channel.lists[modes.INVITE_EXCEPTION].bars(person):
        return ERR_INVITEONLYCHAN, "One has to be invited to this channel; KNOCK asks for it"
    if not _opens(channel, key):
        return ERR_BADCHANNELKEY, "This channel has a key" if not key else "That is not the channel's key"
    if modes.LIMIT in channel.settings and channel.size >= int(channel.settings[modes.LIMIT]):
        return ERR_CHANNELISFULL, "The channel is full"
    if modes.ACCOUNTS_ONLY in channel.modes and not person.account:
        return ERR_NEEDREGGEDNICK, "Only those who are logged in may come in here"
    return None


def _opens(channel: Channel, key: str) -> bool:
    """Whether a key is that of a channel, or it has none. Tells nothing by the time it takes."""
    return hmac.compare_digest(key.encode(), channel.settings.get(modes.KEY, key).encode())
