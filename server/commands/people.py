"""About people: AWAY, SETNAME, WHOIS, WHOWAS, ACCEPT, USERHOST, ISON. Who is where is in ``who``.

https://modern.ircdocs.horse/#user-based-queries
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator

from server import modes
from server.channel import Channel
from server.commands.registry import command
from server.introductions import show_in_whois
from server.news import announce
from server.person import MOST_ACCEPTED, Person
from server.presence import settle_away
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import (
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
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"
_MOST_USERHOSTS = 5
_ROOM_FOR_NAMES = 400


@command("AWAY", spec=_SPEC + "away-message", early=True)
def away(session: Session, message: Message) -> None:
    """Be away, with a word about it, or be back; already at the door, if the client asked for that."""
    if not session.registered and not session.can(PRE_AWAY):
        session.reply(ERR_NOTREGISTERED, "You have not registered")
        return
    text = message.params[0] if message.params else ""
    session.away = clip(text.encode(), session.room.config.limits.away_len).decode()
    session.away_at = session.room.monotonic()
    settle_away(session.person)
    if session.away:
        session.reply(RPL_NOWAWAY, "You have been marked as being away")
    else:
        session.reply(RPL_UNAWAY, "You are no longer marked as being away")


@command("SETNAME", spec=SETNAME.spec, params=1)
def setname(session: Session, message: Message) -> None:
    """Change the name that is more than a nickname."""
    person = session.person
    realname = message.params[0]
    if not realname or len(realname.encode()) > session.room.config.limits.realname_len:
        session.fail("SETNAME", "INVALID_REALNAME", "That is too long, or nothing at all")
        return
    person.realname = realname
    announce(person, f"SETNAME :{realname}", SETNAME, to_self=True)


@command("WHOIS", spec=_SPEC + "whois-message")
def whois(session: Session, message: Message) -> None:
    """About one person. With two parameters the first is a server, of which there is one."""
    if not message.params:
        session.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    asked = message.params[-1]
    nick, _, _ = asked.partition(",")
    target = session.room.find(nick)
    if target is None or not target.registered:
        session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
    else:
        _send_whois(session, target)
    session.reply(RPL_ENDOFWHOIS, asked, "End of the answer")  # "exactly the <nick> parameter sent by the client"


def _send_whois(session: Session, target: Person) -> None:
    room, person = session.room, session.person
    is_operator = modes.SERVER_OPERATOR in person.modes
    session.reply(RPL_WHOISUSER, target.nick, target.user, target.host, "*", target.realname)
    for line in _visible_channels(session, target):
        session.reply(RPL_WHOISCHANNELS, target.nick, line)
    session.reply(RPL_WHOISSERVER, target.nick, room.server_name, room.name)
    if target.away:
        session.reply(RPL_AWAY, target.nick, target.away)
    if modes.SERVER_OPERATOR in target.modes:
        session.reply(RPL_WHOISOPERATOR, target.nick, "runs this server")
    if modes.BOT in target.modes:
        session.reply(RPL_WHOISBOT, target.nick, "is a program, not a person")
    if target.account:
        session.reply(RPL_WHOISACCOUNT, target.nick, target.account, "is logged in as")
    if target.sessions and all(each.secure for each in target.sessions):
        session.reply(RPL_WHOISSECURE, target.nick, "is using a secure connection")
    if is_operator or target is person:
        for shown in dict.fromkeys(each.certificate for each in target.sessions if each.certificate):
            session.reply(RPL_WHOISCERTFP, target.nick, f"has client certificate fingerprint {shown}")
        session.reply(
            RPL_WHOISACTUALLY, target.nick, f"{target.user}@{target.host}", target.host, "Is actually using host"
        )
    show_in_whois(session, target)
    now = room.monotonic()
    idle, since = int(now - target.spoke_at), int(room.clock() - (now - target.since))
    session.reply(RPL_WHOISIDLE, target.nick, str(idle), str(since), "seconds idle, signon time")


def _visible_channels(session: Session, target: Person) -> Iterator[str]:
    """The channels of somebody that somebody else may know of, in as many lines as it takes."""
    person = session.person
    every, line = session.can(MULTI_PREFIX), ""
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


def _may_place(person: Person, target: Person, channel: Channel) -> bool:
    """Whether somebody may know that another is in a channel: of the invisible, only who is there too."""
    if person is target or modes.SERVER_OPERATOR in person.modes:
        return True
    return person in channel or (modes.INVISIBLE not in target.modes and modes.AUDITORIUM not in channel.modes)


@command("WHOWAS", spec=_SPEC + "whowas-message")
def whowas(session: Session, message: Message) -> None:
    """Who had a name, the last first; at most so many as a second parameter says."""
    if not message.params or not message.params[0]:
        session.reply(ERR_NONICKNAMEGIVEN, "No nickname given")
        return
    room, asked = session.room, message.params[0]
    most = int(message.params[1]) if len(message.params) > 1 and _is_number(message.params[1]) else 0
    nicks = [nick for nick in asked.split(",") if nick]
    found = list(itertools.islice(room.past.find(nicks), most or None))
    for one in found:
        session.reply(RPL_WHOWASUSER, one.nick, one.user, one.host, "*", one.realname)
        when = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(one.at))
        session.reply(RPL_WHOISSERVER, one.nick, room.server_name, when)
    if not found:
        session.reply(ERR_WASNOSUCHNICK, asked, "There was nobody of that name")
    session.reply(RPL_ENDOFWHOWAS, asked, "End of the answer")


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) < 6


@command("ACCEPT", spec="https://modern.ircdocs.horse/#numerics")
def accept(session: Session, message: Message) -> None:
    """Let people write who have no account (see user mode R), with ``-`` in front no longer; ``*`` lists them."""
    person = session.person
    asked = message.params[0] if message.params else "*"
    for item in filter(None, asked.split(",")):
        nick = item.removeprefix("-")
        if item == "*":
            for name in sorted(person.accepted):
                session.reply(RPL_ACCEPTLIST, name)
            session.reply(RPL_ENDOFACCEPT, "End of the list")
        elif nick != item:
            if casefold(nick) in person.accepted:
                person.accepted.discard(casefold(nick))
            else:
                session.reply(ERR_ACCEPTNOT, nick, "is not on your list")
        elif casefold(nick) in person.accepted:
            session.reply(ERR_ACCEPTEXIST, nick, "is on your list already")
        elif session.room.find(nick) is None:
            session.reply(ERR_NOSUCHNICK, nick, "Nobody here is called that")
        elif len(person.accepted) >= MOST_ACCEPTED:
            session.reply(ERR_ACCEPTFULL, "Your list is full")
        else:
            person.accepted.add(casefold(nick))


@command("USERHOST", spec=_SPEC + "userhost-message", params=1)
def userhost(session: Session, message: Message) -> None:
    """Where some people come from, and whether they are away."""
    found = (session.room.find(nick) for nick in message.params[:_MOST_USERHOSTS])
    session.reply(RPL_USERHOST, " ".join(_userhost(one) for one in found if one and one.registered))


def _userhost(one: Person) -> str:
    operator = "*" if modes.SERVER_OPERATOR in one.modes else ""
    return f"{one.nick}{operator}={'-' if one.away else '+'}{one.user}@{one.host}"


@command("ISON", spec="https://www.rfc-editor.org/rfc/rfc2812#section-4.9", params=1)
def ison(session: Session, message: Message) -> None:
    """Which of some people are here."""
    asked = " ".join(message.params).split()
    found = (session.room.find(nick) for nick in asked)
    session.reply(RPL_ISON, " ".join(one.nick for one in found if one and one.registered))
