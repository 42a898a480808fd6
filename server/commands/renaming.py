"""RENAME: call a channel otherwise, with all that is in it.

https://ircv3.net/specs/extensions/channel-rename
"""

from __future__ import annotations

from server.channel import Channel
from server.commands.channels import joined_channel, send_topic
from server.commands.names import send_names
from server.commands.registry import command
from server.protocol.message import Message
from server.protocol.names import casefold, channel_problem
from server.protocol.vocabulary import CHANNEL_RENAME, ERR_CHANOPRIVSNEEDED, EXTENDED_JOIN, NO_IMPLICIT_NAMES
from server.ranks import OPERATOR
from server.session import Session


@command("RENAME", spec=CHANNEL_RENAME.spec, params=2)
def rename(person: Session, message: Message) -> None:
    """Call a channel otherwise. What is in it stays, and whoever's client knows nothing of this moves along."""
    old, new = message.params[:2]
    reason = message.params[2] if len(message.params) > 2 else ""
    channel = joined_channel(person, old)
    if channel is None:
        return
    room = person.room
    taken = room.channel(new)
    if channel.power(person) < OPERATOR.power:
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may rename a channel")
    elif taken is not None and taken is not channel:
        person.fail("RENAME", "CHANNEL_NAME_IN_USE", channel.name, new, "There is a channel of that name")
    elif channel.permanent:
        person.fail("RENAME", "CANNOT_RENAME", channel.name, new, "This channel is where everybody comes in")
    elif problem := channel_problem(new, room.config.limits.channel_len, plain=room.config.server.plain_names):
        person.fail("RENAME", "CANNOT_RENAME", channel.name, new, problem)
    elif new != channel.name:
        _rename(person, channel, new, reason)


def _rename(person: Session, channel: Channel, new: str, reason: str) -> None:
    old = channel.name
    person.room.rename(channel, new)
    relay = person.relay(f"RENAME {old} {new} :{reason}", channel.stamps.next())
    channel.keep(relay)
    for member in channel:
        if member.can(CHANNEL_RENAME):
            member.deliver(relay)
        elif casefold(old) != casefold(new):
            _move(member, channel, old, reason)
    person.room.log("renamed", f"{person.nick} renamed {old} to {new}.")


def _move(member: Session, channel: Channel, old: str, reason: str) -> None:
    """Have a client that knows nothing of this leave the one and come into the other."""
    source = member.prefix.decode()
    words = f" :{reason}" if reason else ""
    member.send(f"{source} PART {old}{words}")
    extended = f" {member.account or '*'} :{member.realname}" if member.can(EXTENDED_JOIN) else ""
    member.send(f"{source} JOIN {channel.name}{extended}")
    if channel.topic:
        send_topic(member, channel)
    if not member.can(NO_IMPLICIT_NAMES):
        send_names(member, channel)
