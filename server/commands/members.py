"""Who may be in a channel: KICK puts people out, INVITE asks them in, KNOCK asks to be let in.

https://modern.ircdocs.horse/#kick-message
"""

from __future__ import annotations

from server import modes
from server.channel import Channel
from server.commands.channels import joined_channel
from server.commands.registry import command
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_CHANOPEN,
    ERR_CHANOPRIVSNEEDED,
    ERR_KNOCKONCHAN,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_TOOMANYKNOCK,
    ERR_USERNOTINCHANNEL,
    ERR_USERONCHANNEL,
    INVITE_NOTIFY,
    RPL_AWAY,
    RPL_INVITING,
    RPL_KNOCK,
    RPL_KNOCKDLVR,
)
from server.ranks import may_act_on
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_KNOCK_SPEC = "https://defs.ircdocs.horse/defs/numerics.html#rpl-knock-710"
_KNOCK_PAUSE = 60


@command("KICK", spec=_SPEC + "kick-message", params=2)
def kick(person: Session, message: Message) -> None:
    """Put people out of a channel, or each out of one of as many channels. Who comes back is welcome, unless barred."""
    names = [name for name in message.params[0].split(",") if name]
    nicks = [nick for nick in message.params[1].split(",") if nick]
    words = message.params[2] if len(message.params) > 2 else ""
    reason = clip(words.encode(), person.room.config.limits.kick_len).decode() or person.nick
    if len(names) == 1:
        names *= len(nicks)
    for name, nick in zip(names, nicks, strict=False):
        channel = joined_channel(person, name)
        if channel is None:
            return
        if not channel.is_operator(person):
            person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may put people out")
            return
        if target := _member(person, channel, nick):
            _kick(person, channel, target, reason)


def _kick(person: Session, channel: Channel, target: Session, reason: str) -> None:
    if target is not person and not may_act_on(channel.power(person), channel.power(target)):
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, f"{target.nick} stands above you here")
        return
    channel.relay(person.relay(f"KICK {channel.name} {target.nick} :{reason}", channel.stamps.next()))
    person.room.leave(target, channel)
    person.room.log("left", f"{person.nick} put {target.nick} out of {channel.name}.")


def _member(person: Session, channel: Channel, nick: str) -> Session | None:
    """Somebody in the channel, by name; else the person is told that there is none."""
    target = person.room.find(nick)
    if target is None:
        person.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
    elif target not in channel:
        person.reply(ERR_USERNOTINCHANNEL, target.nick, channel.name, "They aren't on that channel")
        return None
    return target


@command("INVITE", spec=_SPEC + "invite-message", params=2)
def invite(person: Session, message: Message) -> None:
    """Ask somebody in. If an operator does, nothing keeps them out: it is also the answer to who knocked."""
    nick, name = message.params[:2]
    target = person.room.find(nick)
    if target is None or not target.registered:
        person.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
        return
    channel = joined_channel(person, name)
    if channel is None:
        return
    if target in channel:
        person.reply(ERR_USERONCHANNEL, target.nick, channel.name, "is already on that channel")
    elif modes.INVITE_ONLY in channel.modes and not channel.is_operator(person):
        person.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may ask people in here")
    else:
        _invite(person, channel, target)


def _invite(person: Session, channel: Channel, target: Session) -> None:
    if channel.is_operator(person):
        channel.invited.add(target)
    person.reply(RPL_INVITING, target.nick, channel.name)
    relay = person.relay(f"INVITE {target.nick} {channel.name}", Stamp(person.room.time()))
    target.deliver(relay)
    for member in channel:
        if member is not person and member.can(INVITE_NOTIFY) and channel.is_operator(member):
            member.deliver(relay)
    if target.away:
        person.reply(RPL_AWAY, target.nick, target.away)


@command("KNOCK", spec=_KNOCK_SPEC, params=1)
def knock(person: Session, message: Message) -> None:
    """Ask the operators of an invite-only channel to be let in; they answer with INVITE, or not."""
    name = message.params[0]
    channel = person.room.channel(name)
    now = person.room.monotonic()
    if channel is None or not channel.is_visible_to(person):
        person.reply(ERR_NOSUCHCHANNEL, name, "No such channel")
    elif person in channel:
        person.reply(ERR_KNOCKONCHAN, channel.name, "You are there already")
    elif modes.INVITE_ONLY not in channel.modes and modes.KEY not in channel.settings:
        person.reply(ERR_CHANOPEN, channel.name, "It is open: just come in")
    elif channel.is_barred(person) or now < channel.may_knock_at.get(person, now):
        person.reply(ERR_TOOMANYKNOCK, channel.name, "You have knocked; wait for an answer")
    else:
        channel.may_knock_at[person] = now + _KNOCK_PAUSE
        who = person.prefix.decode().removeprefix(":")
        for member in channel:
            if channel.is_operator(member):
                member.reply(RPL_KNOCK, channel.name, who, "asks to be let in")
        person.reply(RPL_KNOCKDLVR, channel.name, "You have knocked; wait for an answer")
