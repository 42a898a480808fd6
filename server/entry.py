"""The door of a channel: why somebody may not come in. Knows the modes, and answers with a numeric and a sentence."""

from __future__ import annotations

from server import modes
from server.channel import Channel
from server.person import Person
from server.protocol.vocabulary import (
    ERR_BADCHANNELKEY,
    ERR_BANNEDFROMCHAN,
    ERR_CHANNELISFULL,
    ERR_INVITEONLYCHAN,
    ERR_NEEDREGGEDNICK,
)

Refusal = tuple[str, str]
"""A numeric, and the words with it."""


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
    if modes.KEY in channel.settings and channel.settings[modes.KEY] != key:
        return ERR_BADCHANNELKEY, "This channel has a key" if not key else "That is not the channel's key"
    if modes.LIMIT in channel.settings and channel.size >= int(channel.settings[modes.LIMIT]):
        return ERR_CHANNELISFULL, "The channel is full"
    if modes.ACCOUNTS_ONLY in channel.modes and not person.account:
        return ERR_NEEDREGGEDNICK, "Only those who are logged in may come in here"
    return None
