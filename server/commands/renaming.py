"""RENAME: call a channel otherwise, with all that is in it.

https://ircv3.net/specs/extensions/channel-rename
"""

from __future__ import annotations

from server.channel import Channel
from server.commands.channels import joined_channel, send_topic
from server.commands.names import send_names
from server.commands.registry import command
from server.news import joining
from server.person import Person
from server.protocol.message import Message
from server.protocol.names import casefold, channel_problem
from server.protocol.vocabulary import CHANNEL_RENAME, ERR_CHANOPRIVSNEEDED, NO_IMPLICIT_NAMES
from server.ranks import OPERATOR
from server.session import Session


@command("RENAME", spec=CHANNEL_RENAME.spec, params=2)
def rename(session: Session, message: Message) -> None:
    """Call a channel otherwise. What is in it stays, and whoever's client knows nothing of this moves along."""
    person = session.person
    old, new = message.params[:2]
    reason = message.params[2] if len(message.params) > 2 else ""
    channel = joined_channel(session, old)
    if channel is None:
        return
    room = session.room
    taken = room.channels.find(new)
    if channel.power(person) < OPERATOR.power:
        session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may rename a channel")
    elif taken is not None and taken is not channel:
        session.fail("RENAME", "CHANNEL_NAME_IN_USE", channel.name, new, "There is a channel of that name")
    elif channel.permanent:
        session.fail("RENAME", "CANNOT_RENAME", channel.name, new, "This channel is where everybody comes in")
    elif problem := channel_problem(new, room.config.limits.channel_len, plain=room.config.server.plain_names):
        session.fail("RENAME", "CANNOT_RENAME", channel.name, new, problem)
    elif new != channel.name:
        _rename(person, channel, new, reason)


def _rename(person: Person, channel: Channel, new: str, reason: str) -> None:
    old = channel.name
    person.room.channels.rename(channel, new)
    relay = person.relay(f"RENAME {old} {new} :{reason}", channel.stamps.next())
    channel.keep(relay)
    for reader in [session for member in channel for session in member.sessions]:
        if reader.can(CHANNEL_RENAME):
            reader.deliver(relay)
        elif casefold(old) != casefold(new):
            _move(reader, channel, old, reason)
    person.room.log("renamed", f"{person.nick} renamed {old} to {new}.")


def _move(reader: Session, channel: Channel, old: str, reason: str) -> None:
    """Have a client that knows nothing of this leave the one and come into the other."""
    person = reader.person
    source = person.prefix.decode()
    words = f" :{reason}" if reason else ""
    reader.send(f"{source} PART {old}{words}")
    reader.send(f"{source} {joining(person, channel, reader)}")
    if channel.topic:
        send_topic(reader, channel)
    if not reader.can(NO_IMPLICIT_NAMES):
        send_names(reader, channel)
