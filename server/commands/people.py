"""About people: AWAY, SETNAME, WHOIS, WHOWAS, ACCEPT, USERHOST, ISON. Who is where is in ``who``.

https://modern.ircdocs.horse/#user-based-queries
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from server import modes
from server.channel import Channel
from server.commands.metadata import show_in_whois
from server.commands.registry import command
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    AWAY_NOTIFY,
    ERR_ACCEPTEXIST,
    ERR_ACCEPTFULL,
    ERR_ACCEPTNOT,
    ERR_NONICKNAMEGIVEN,
    ERR_NOSUCHNICK,
    ERR_NOTREGISTERED,
    ERR_WASNOSUCHNICK,
    MULTI_PREFIX,
    PRE_AWAY,
    RPL_ACCEPTLIST,
    RPL_AWAY,
    RPL_ENDOFACCEPT,
    RPL_ENDOFWHOIS,
    RPL_ENDOFWHOWAS,
    RPL_ISON,
    RPL_NOWAWAY,
    RPL_UNAWAY,
    RPL_USERHOST,
    RPL_WHOISACCOUNT,
    RPL_WHOISACTUALLY,
    RPL_WHOISBOT,
    RPL_WHOISCERTFP,
    RPL_WHOISCHANNELS,
    RPL_WHOISIDLE,
    RPL_WHOISOPERATOR,
    RPL_WHOISSECURE,
    RPL_WHOISSERVER,
    RPL_WHOISUSER,
    RPL_WHOWASUSER,
    SETNAME,
)
from server.session import MOST_ACCEPTED, Session

_SPEC = "https://modern.ircdocs.horse/#"
_MOST_USERHOSTS = 5
_ROOM_FOR_NAMES = 400


@command("AWAY", spec=_SPEC + "away-message", early=True)
def away(person: Session, message: Message) -> None:
    """Be away, with a word about it, or be back; already at the door, if the client asked for that."""
    if not person.registered and not person.can(PRE_AWAY):
        person.reply(ERR_NOTREGISTERED, "You have not registered")
        return
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
    """Change the name that is more than a nickname."""
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
        person.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
    else:
        nick = target.nick
        _send_whois(person, target)
    person.reply(RPL_ENDOFWHOIS, nick, "End of the answer")


def _send_whois(person: Session, target: Session) -> None:
    room = person.room
    is_operator = modes.SERVER_OPERATOR in person.modes
    person.reply(RPL_WHOISUSER, target.nick, target.user, target.host, "*", target.realname)
    for line in _visible_channels(person, target):
        person.reply(RPL_WHOISCHANNELS, target.nick, line)
    person.reply(RPL_WHOISSERVER, target.nick, room.server_name, room.name)
    if target.away:
        person.reply(RPL_AWAY, target.nick, target.away)
    if modes.SERVER_OPERATOR in target.modes:
        person.reply(RPL_WHOISOPERATOR, target.nick, "runs this server")
    if modes.BOT in target.modes:
        person.reply(RPL_WHOISBOT, target.nick, "is a program, not a person")
    if target.account:
        person.reply(RPL_WHOISACCOUNT, target.nick, target.account, "is logged in as")
    if target.secure:
        person.reply(RPL_WHOISSECURE, target.nick, "is using a secure connection")
    if target.certificate and (is_operator or target is person):
        person.reply(RPL_WHOISCERTFP, target.nick, f"has client certificate fingerprint {target.certificate}")
    if is_operator or target is person:
        person.reply(
            RPL_WHOISACTUALLY, target.nick, f"{target.user}@{target.host}", target.host, "Is actually using host"
        )
    show_in_whois(person, target)
    now = room.monotonic()
    idle, since = int(now - target.spoke_at), int(room.clock() - (now - target.since))
    person.reply(RPL_WHOISIDLE, target.nick, str(idle), str(since), "seconds idle, signon time")


def _visible_channels(person: Session, target: Session) -> Iterator[str]:
    """The channels of somebody that somebody else may know of, in as many lines as it takes."""
    every, line = person.can(MULTI_PREFIX), ""
    for channel in target.channels.values():
        if not channel.is_visible_to(person) or not _may_place(person, target, channel):
            continue
        entry = channel.signs_of(target, every=every) + channel.name
        if line and len(f"{line} {entry}".encode()) > _ROOM_FOR_NAMES:
            yield line
            line = ""
        line += f" {entry}" if line else entry
    if line:
        yield line


def _may_place(person: Session, target: Session, channel: Channel) -> bool:
    """Whether somebody may know that another is in a channel: of the invisible, only who is there too."""
    if person is target or modes.SERVER_OPERATOR in person.modes:
        return True
    return person in channel or (modes.INVISIBLE not in target.modes and modes.AUDITORIUM not in channel.modes)


@command("WHOWAS", spec=_SPEC + "whowas-message")
def whowas(person: Session, message: Message) -> None:
    """Who had a name, the last first; at most so many as a second parameter says."""
    if not message.params or not message.params[0]:
        person.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    room, asked = person.room, message.params[0]
    most = int(message.params[1]) if len(message.params) > 1 and _is_number(message.params[1]) else 0
    nicks = [nick for nick in asked.split(",") if nick]
    found = list(itertools.islice(room.past.find(nicks), most or None))
    for one in found:
        person.reply(RPL_WHOWASUSER, one.nick, one.user, one.host, "*", one.realname)
        when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(one.at))
        person.reply(RPL_WHOISSERVER, one.nick, room.server_name, when)
    if not found:
        person.reply(ERR_WASNOSUCHNICK, asked, "There was nobody of that name")
    person.reply(RPL_ENDOFWHOWAS, asked, "End of the answer")


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 6


@command("ACCEPT", spec="https://modern.ircdocs.horse/#numerics")
def accept(person: Session, message: Message) -> None:
    """Let people write who have no account (see user mode R), with ``-`` in front no longer; ``*`` lists them."""
    asked = message.params[0] if message.params else "*"
    for item in filter(None, asked.split(",")):
        nick = item.removeprefix("-")
        if item == "*":
            for name in sorted(person.accepted):
                person.reply(RPL_ACCEPTLIST, name)
            person.reply(RPL_ENDOFACCEPT, "End of the list")
        elif nick != item:
            if casefold(nick) in person.accepted:
                person.accepted.discard(casefold(nick))
            else:
                person.reply(ERR_ACCEPTNOT, nick, "is not on your list")
        elif casefold(nick) in person.accepted:
            person.reply(ERR_ACCEPTEXIST, nick, "is on your list already")
        elif person.room.find(nick) is None:
            person.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
        elif len(person.accepted) >= MOST_ACCEPTED:
            person.reply(ERR_ACCEPTFULL, "Your list is full")
        else:
            person.accepted.add(casefold(nick))


@command("USERHOST", spec=_SPEC + "userhost-message", params=1)
def userhost(person: Session, message: Message) -> None:
    """Where some people come from, and whether they are away."""
    found = (person.room.find(nick) for nick in message.params[:_MOST_USERHOSTS])
    person.reply(RPL_USERHOST, " ".join(_userhost(one) for one in found if one and one.registered))


def _userhost(one: Session) -> str:
    operator = "*" if modes.SERVER_OPERATOR in one.modes else ""
    return f"{one.nick}{operator}={'-' if one.away else '+'}{one.user}@{one.host}"


@command("ISON", spec="https://www.rfc-editor.org/rfc/rfc2812#section-4.9", params=1)
def ison(person: Session, message: Message) -> None:
    """Which of some people are here."""
    asked = " ".join(message.params).split()
    found = (person.room.find(nick) for nick in asked)
    person.reply(RPL_ISON, " ".join(one.nick for one in found if one and one.registered))
