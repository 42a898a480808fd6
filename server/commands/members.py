"""Who may be in a channel: KICK puts people out, INVITE asks them in, KNOCK asks to be let in, UNINVITE says no.

https://modern.ircdocs.horse/#kick-message
"""

from __future__ import annotations

from server import modes
from server.channel import Channel
from server.commands.channels import joined_channel
from server.commands.registry import command
from server.person import Person
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.vocabulary import (
    ERR_CHANOPEN,
    ERR_CHANOPRIVSNEEDED,
    ERR_INVITEONLYCHAN,
    ERR_KNOCKONCHAN,
    ERR_NEEDMOREPARAMS,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_NOTINVITED,
    ERR_TOOMANYKNOCK,
    ERR_USERNOTINCHANNEL,
    ERR_USERONCHANNEL,
    INVITE_NOTIFY,
    RPL_AWAY,
    RPL_ENDOFINVITELIST,
    RPL_INVITELIST,
    RPL_INVITING,
    RPL_KNOCK,
    RPL_KNOCKDLVR,
    RPL_UNINVITED,
)
from server.ranks import may_act_on
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_KNOCK_SPEC = "https://defs.ircdocs.horse/defs/numerics.html#rpl-knock-710"
_KNOCK_PAUSE = 60


@command("KICK", spec=_SPEC + "kick-message", params=2)
def kick(session: Session, message: Message) -> None:
    """Put people out of a channel, or each out of one of as many channels. Who comes back is welcome, unless barred."""
    person = session.person
    names = [name for name in message.params[0].split(",") if name]
    nicks = [nick for nick in message.params[1].split(",") if nick]
    words = message.params[2] if len(message.params) > 2 else ""
    reason = clip(words.encode(), session.room.config.limits.kick_len).decode() or person.nick
    if len(names) == 1:
        names *= len(nicks)
    if not nicks or len(names) != len(nicks):
        session.reply(ERR_NEEDMOREPARAMS, "KICK", "It takes one channel, or as many as there are people")
        return
    for name, nick in zip(names, nicks, strict=True):
        channel = joined_channel(session, name)
        if channel is None:
            return
        if not channel.is_operator(person):
            session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may put people out")
            return
        if target := _member(session, channel, nick):
            _kick(session, channel, target, reason)


def _kick(session: Session, channel: Channel, target: Person, reason: str) -> None:
    person = session.person
    if target is not person and not may_act_on(channel.power(person), channel.power(target)):
        session.reply(ERR_CHANOPRIVSNEEDED, channel.name, f"{target.nick} stands above you here")
        return
    channel.relay(person.relay(f"KICK {channel.name} {target.nick} :{reason}", channel.stamps.next()))
    session.room.channels.leave(target, channel)
    session.room.log("left", f"{person.nick} put {target.nick} out of {channel.name}.")


def _member(session: Session, channel: Channel, nick: str) -> Person | None:
    """Somebody in the channel, by name; else the person is told that there is none."""
    target = session.room.find(nick)
    if target is None:
        session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
    elif target not in channel:
        session.reply(ERR_USERNOTINCHANNEL, target.nick, channel.name, "They aren't on that channel")
        return None
    return target


@command("INVITE", spec=_SPEC + "invite-message")
def invite(session: Session, message: Message) -> None:
    """Ask somebody in. If an operator does, nothing keeps them out: it is also the answer to who knocked.

    Without parameters: where one has been asked in oneself.
    """
    if not message.params:
        _show_invitations(session)
    elif len(message.params) == 1:
        session.reply(ERR_NEEDMOREPARAMS, "INVITE", "Not enough parameters")
    else:
        _invite_by_name(session, *message.params[:2])


def _show_invitations(session: Session) -> None:
    """https://modern.ircdocs.horse/#rplinvitelist-336"""
    for channel in session.room.channels.values():
        if session.person in channel.invited:
            session.reply(RPL_INVITELIST, channel.name)
    session.reply(RPL_ENDOFINVITELIST, "End of the list of invitations")


def _invite_by_name(session: Session, nick: str, name: str) -> None:
    target = session.room.find(nick)
    if target is None or not target.registered:
        session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
        return
    channel = joined_channel(session, name)
    if channel is None:
        return
    if target in channel:
        session.reply(ERR_USERONCHANNEL, target.nick, channel.name, "is already on that channel")
    elif modes.INVITE_ONLY in channel.modes and not channel.is_operator(session.person):
        session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may ask people in here")
    else:
        _invite(session, channel, target)


def _invite(session: Session, channel: Channel, target: Person) -> None:
    person = session.person
    if channel.is_operator(person):
        channel.invited.add(target)
    session.reply(RPL_INVITING, target.nick, channel.name)
    relay = person.relay(f"INVITE {target.nick} {channel.name}", Stamp(session.room.time()))
    target.deliver(relay)
    for member in channel:
        if member is not person and channel.is_operator(member):
            for each in member.sessions_with(INVITE_NOTIFY):
                each.deliver(relay)
    if target.away:
        session.reply(RPL_AWAY, target.nick, target.away)


@command("KNOCK", spec=_KNOCK_SPEC, params=1)
def knock(session: Session, message: Message) -> None:
    """Ask the operators of an invite-only channel to be let in; they answer with INVITE, or not."""
    person = session.person
    name = message.params[0]
    channel = session.room.channels.find(name)
    now = session.room.monotonic()
    if channel is None or not channel.is_visible_to(person):
        session.reply(ERR_NOSUCHCHANNEL, name, "No such channel")
    elif person in channel:
        session.reply(ERR_KNOCKONCHAN, channel.name, "You are there already")
    elif modes.INVITE_ONLY not in channel.modes and modes.KEY not in channel.settings:
        session.reply(ERR_CHANOPEN, channel.name, "It is open: just come in")
    elif channel.is_barred(person) or now < channel.may_knock_at.get(person, now):
        session.reply(ERR_TOOMANYKNOCK, channel.name, "You have knocked; wait for an answer")
    else:
        channel.may_knock_at[person] = now + _KNOCK_PAUSE
        for member in channel:
            if channel.is_operator(member):
                for each in member.sessions:
                    each.reply(RPL_KNOCK, channel.name, person.source, "asks to be let in", by=person)
        session.reply(RPL_KNOCKDLVR, channel.name, "You have knocked; wait for an answer")


@command("UNINVITE", spec="https://docs.inspircd.org/4/modules/uninvite/", params=2)
def uninvite(session: Session, message: Message) -> None:
    """Take back that somebody was asked in, or answer who knocked that they are not."""
    nick, name = message.params[:2]
    target = session.room.find(nick)
    channel = joined_channel(session, name)
    if channel is None:
        return
    if target is None:
        session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
    elif not channel.is_operator(session.person):
        session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may turn people away")
    elif target in channel:
        session.reply(ERR_USERONCHANNEL, target.nick, channel.name, "is already on that channel")
    elif target not in channel.invited and target not in channel.may_knock_at:
        session.reply(ERR_NOTINVITED, target.nick, channel.name, "is neither invited nor waiting to be")
    else:
        channel.invited.discard(target)
        # As if they had tried to come in now: every client knows what that means.
        for each in target.sessions:
            each.reply(ERR_INVITEONLYCHAN, channel.name, "You were not let in", by=session.person)
        session.reply(RPL_UNINVITED, target.nick, channel.name, "is not asked in any more")
