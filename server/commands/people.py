"""About people: AWAY, SETNAME, WHOIS, USERHOST, ISON. Who is where is in ``who``.

https://modern.ircdocs.horse/#user-based-queries
"""

from __future__ import annotations

from server.commands.registry import command
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.vocabulary import (
    AWAY_NOTIFY,
    ERR_NONICKNAMEGIVEN,
    ERR_NOSUCHNICK,
    MULTI_PREFIX,
    RPL_AWAY,
    RPL_ENDOFWHOIS,
    RPL_ISON,
    RPL_NOWAWAY,
    RPL_UNAWAY,
    RPL_USERHOST,
    RPL_WHOISCHANNELS,
    RPL_WHOISIDLE,
    RPL_WHOISSERVER,
    RPL_WHOISUSER,
    SETNAME,
)
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_MOST_USERHOSTS = 5


@command("AWAY", spec=_SPEC + "away-message")
def away(person: Session, message: Message) -> None:
    """Be away, with a word about it, or be back."""
    text = message.params[0] if message.params else ""
    person.away = clip(text.encode(), person.room.config.limits.away_len).decode()
    if person.away:
        person.room.announce(person, f"AWAY :{person.away}", AWAY_NOTIFY)
        person.reply(RPL_NOWAWAY, "You have been marked as being away")
    else:
        person.room.announce(person, "AWAY", AWAY_NOTIFY)
        person.reply(RPL_UNAWAY, "You are no longer marked as being away")


@command("SETNAME", spec=SETNAME.spec, params=1)
def setname(person: Session, message: Message) -> None:
    realname = message.params[0]
    if not realname or len(realname.encode()) > person.room.config.limits.realname_len:
        person.fail("SETNAME", "INVALID_REALNAME", "That is too long, or nothing at all")
        return
    person.realname = realname
    person.room.announce(person, f"SETNAME :{realname}", SETNAME, to_self=True)


@command("WHOIS", spec=_SPEC + "whois-message")
def whois(person: Session, message: Message) -> None:
    """About one person. With two parameters the first is a server, of which there is one."""
    if not message.params:
        person.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    nick = message.params[-1].split(",")[0]
    target = person.room.find(nick)
    if target is None or not target.registered:
        person.reply(ERR_NOSUCHNICK, nick, "No such nick")
    else:
        nick = target.nick
        _send_whois(person, target)
    person.reply(RPL_ENDOFWHOIS, nick, "End of the answer")


def _send_whois(person: Session, target: Session) -> None:
    room = person.room
    person.reply(RPL_WHOISUSER, target.nick, target.user, target.host, "*", target.realname)
    every = person.can(MULTI_PREFIX)
    seen = [
        channel.signs_of(target, every=every) + channel.name
        for channel in target.channels.values()
        if "i" not in target.modes or person in channel or target is person
    ]
    if seen:
        person.reply(RPL_WHOISCHANNELS, target.nick, " ".join(seen))
    person.reply(RPL_WHOISSERVER, target.nick, room.server_name, room.name)
    if target.away:
        person.reply(RPL_AWAY, target.nick, target.away)
    now = room.monotonic()
    idle, since = int(now - target.spoke_at), int(room.clock() - (now - target.since))
    person.reply(RPL_WHOISIDLE, target.nick, str(idle), str(since), "seconds idle, signon time")


@command("USERHOST", spec=_SPEC + "userhost-message", params=1)
def userhost(person: Session, message: Message) -> None:
    found = (person.room.find(nick) for nick in message.params[:_MOST_USERHOSTS])
    entries = (f"{one.nick}={'-' if one.away else '+'}{one.user}@{one.host}" for one in found if one and one.registered)
    person.reply(RPL_USERHOST, " ".join(entries))


@command("ISON", spec="https://www.rfc-editor.org/rfc/rfc2812#section-4.9", params=1)
def ison(person: Session, message: Message) -> None:
    asked = " ".join(message.params).split()
    found = (person.room.find(nick) for nick in asked)
    person.reply(RPL_ISON, " ".join(one.nick for one in found if one and one.registered))
