"""Coming into channels, leaving them, and what they are about: JOIN, PART, TOPIC.

https://modern.ircdocs.horse/#channel-operations
"""

from __future__ import annotations

from itertools import zip_longest

from server import modes
from server.channel import Channel, Topic
from server.commands.marks import show_mark
from server.commands.names import send_names
from server.commands.registry import command
from server.entry import outer_refusal, refusal
from server.introductions import introduce, show_on_joining
from server.news import joining, ranking
from server.person import Person
from server.playback import replay
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.names import channel_problem
from server.protocol.vocabulary import (
    AWAY_NOTIFY,
    DEFAULT_CHANNEL,
    ERR_CHANOPRIVSNEEDED,
    ERR_LINKCHANNEL,
    ERR_NEEDMOREPARAMS,
    ERR_NOSUCHCHANNEL,
    ERR_NOTONCHANNEL,
    ERR_TOOMANYCHANNELS,
    EXTENDED_JOIN,
    NO_IMPLICIT_NAMES,
    RPL_NOTOPIC,
    RPL_TOPIC,
    RPL_TOPICWHOTIME,
)
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"


@command("JOIN", spec=_SPEC + "join-message", params=1)
def join(session: Session, message: Message) -> None:
    """Into several channels at once, with as many keys as there are; ``0`` means out of all."""
    person = session.person
    if message.params[0] == "0":
        for channel in list(person.channels.values()):
            _part(person, channel, "")
        return
    keys = message.params[1].split(",") if len(message.params) > 1 else []
    names = [name for name in message.params[0].split(",") if name]
    if not names:
        session.reply(ERR_NEEDMOREPARAMS, "JOIN", "Which channel?")
    for name, key in zip_longest(names, keys[: len(names)], fillvalue=""):
        _join(session, name, key)


def _join(session: Session, name: str, key: str, *, forwarded: bool = False) -> None:
    room, person = session.room, session.person
    limits = room.config.limits
    channel = room.channels.find(name)
    if channel is not None and person in channel:
        return
    plain = room.config.server.plain_names
    if channel is None and (problem := channel_problem(name, limits.channel_len, plain=plain)):
        session.reply(ERR_NOSUCHCHANNEL, name, problem)
    elif len(person.channels) >= limits.max_channels:
        session.reply(ERR_TOOMANYCHANNELS, name, f"Nobody can be in more than {limits.max_channels} channels")
    elif refused := outer_refusal(person, channel, room.channels.find(DEFAULT_CHANNEL)):
        session.reply(refused[0], channel.name if channel else name, refused[1])
    elif channel is not None and (refused := refusal(person, channel, key)):
        forward = room.channels.find(channel.settings.get(modes.FORWARD, ""))
        if forward is None or forwarded:
            session.reply(refused[0], channel.name, refused[1])
        else:
            session.reply(ERR_LINKCHANNEL, channel.name, forward.name, "You are sent on to another channel")
            _join(session, forward.name, key, forwarded=True)
    else:
        _come_in(person, name)


def _come_in(person: Person, name: str) -> None:
    channel = person.room.channels.enter(person, name)
    person.room.log("joined", f"{person.nick} joined {channel.name}.")
    _announce_join(person, channel)
    _announce_ranks(person, channel)
    for session in person.sessions:
        _show(session, channel)
    introduce(person, channel)


def show_again(session: Session, channel: Channel) -> None:
    """Tell a newcomer who was here already that they are in a channel, and what it is like."""
    person = session.person
    session.deliver(person.relay(joining(person, channel, session), Stamp(session.room.time())))
    _show(session, channel)


def _show(session: Session, channel: Channel) -> None:
    if channel.topic:
        send_topic(session, channel)
    show_mark(session, channel)
    if not session.can(NO_IMPLICIT_NAMES):
        send_names(session, channel)
    show_on_joining(session, channel)
    replay(session, channel)


def _announce_join(person: Person, channel: Channel) -> None:
    stamp = channel.stamps.next()
    plain = person.relay(f"JOIN {channel.name}", stamp)
    extended = person.relay(f"JOIN {channel.name} {person.account or '*'} :{person.realname}", stamp)
    channel.keep(plain, by=person)
    away = person.relay(f"AWAY :{person.away}", stamp._replace(msgid=b""))
    for member in channel.audience_of(person):
        for session in member.sessions:
            session.deliver(extended if session.can(EXTENDED_JOIN) else plain)
            if person.away and member is not person and session.can(AWAY_NOTIFY):
                session.deliver(away)


def _announce_ranks(person: Person, channel: Channel) -> None:
    """Tell the others which ranks a newcomer has from before. The newcomer reads them in the list of names."""
    ranks = ranking(person, channel)
    for member in channel.audience_of(person) if ranks else ():
        if member is not person:
            member.send(f":{person.room.server_name} {ranks}")


@command("PART", spec=_SPEC + "part-message", params=1)
def part(session: Session, message: Message) -> None:
    """Leave channels, with a word about why."""
    reason = message.params[1] if len(message.params) > 1 else ""
    for name in filter(None, message.params[0].split(",")):
        if channel := joined_channel(session, name):
            _part(session.person, channel, reason)


def _part(person: Person, channel: Channel, reason: str) -> None:
    words = f" :{reason}" if reason else ""
    channel.relay(person.relay(f"PART {channel.name}{words}", channel.stamps.next()), by=person)
    person.room.channels.leave(person, channel)
    person.room.log("left", f"{person.nick} left {channel.name}.")


def joined_channel(session: Session, name: str) -> Channel | None:
    """The channel of that name, if the person is in it; else they are told why it is not to be had."""
    channel = session.room.channels.find(name)
    if channel is None:
        session.reply(ERR_NOSUCHCHANNEL, name, "No such channel")
    elif session.person not in channel:
        session.reply(ERR_NOTONCHANNEL, channel.name, "You're not on that channel")
        return None
    return channel


@command("TOPIC", spec=_SPEC + "topic-message", params=1)
def topic(session: Session, message: Message) -> None:
    """Ask for the topic, or set it; an empty one clears it."""
    person = session.person
    channel = joined_channel(session, message.params[0])
    if channel is None:
        return
    if len(message.params) == 1:
        if channel.topic:
            send_topic(session, channel)
        else:
            session.reply(RPL_NOTOPIC, channel.name, "No topic is set")
    elif modes.TOPIC_LOCKED in channel.modes and not channel.is_operator(person):
        session.reply(ERR_CHANOPRIVSNEEDED, channel.name, "Only operators may change the topic")
    else:
        text = clip(message.params[1].encode(), session.room.config.limits.topic_len).decode()
        by = person.source
        channel.topic = Topic(text, by, int(session.room.clock())) if text else None
        channel.relay(person.relay(f"TOPIC {channel.name} :{text}", channel.stamps.next()))


def send_topic(session: Session, channel: Channel) -> None:
    assert channel.topic is not None
    session.reply(RPL_TOPIC, channel.name, channel.topic.text)
    session.send(
        f":{session.room.server_name} {RPL_TOPICWHOTIME} {session.person.nick} {channel.name} "
        f"{channel.topic.by} {channel.topic.at}"
    )
