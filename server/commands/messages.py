"""What people say to each other: PRIVMSG, NOTICE, TAGMSG. The plainest lines take a shorter way, see ``speech``.

https://modern.ircdocs.horse/#sending-messages and https://ircv3.net/specs/extensions/message-tags
"""

from __future__ import annotations

from server.channel import Channel
from server.commands.registry import command
from server.commands.welcome import MAX_TARGETS
from server.protocol.message import Message, serialise_tags
from server.protocol.vocabulary import (
    ECHO_MESSAGE,
    ERR_CANNOTSENDTOCHAN,
    ERR_NORECIPIENT,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_NOTEXTTOSEND,
    ERR_TOOMANYTARGETS,
    RPL_AWAY,
)
from server.relay import TAGGED, Relay
from server.session import Session

_SPEC = "https://modern.ircdocs.horse/#"


@command("PRIVMSG", spec=_SPEC + "privmsg-message")
def privmsg(person: Session, message: Message) -> None:
    if not message.params:
        person.reply(ERR_NORECIPIENT, "No recipient given (PRIVMSG)")
    elif len(message.params) == 1 or not message.params[1]:
        person.reply(ERR_NOTEXTTOSEND, "No text to send")
    else:
        person.spoke_at = person.room.monotonic()
        _send_to_all(person, message, f" :{message.params[1]}")


@command("NOTICE", spec=_SPEC + "notice-message")
def notice(person: Session, message: Message) -> None:
    """As PRIVMSG, but nothing is ever answered: two programs would go on for ever."""
    if len(message.params) > 1 and message.params[1]:
        _send_to_all(person, message, f" :{message.params[1]}")


@command("TAGMSG", spec="https://ircv3.net/specs/extensions/message-tags#the-tagmsg-tag-only-message", params=1)
def tagmsg(person: Session, message: Message) -> None:
    _send_to_all(person, message, "")


def _send_to_all(person: Session, message: Message, text: str) -> None:
    targets = list(dict.fromkeys(filter(None, message.params[0].split(","))))
    if len(targets) > MAX_TARGETS:
        _complain(person, message, ERR_TOOMANYTARGETS, targets[MAX_TARGETS], "Too many targets")
        return
    for target in targets:
        if target.startswith("#"):
            _send_to_channel(person, message, target, text)
        else:
            _send_to_person(person, message, target, text)


def _send_to_channel(person: Session, message: Message, name: str, text: str) -> None:
    channel = person.room.channel(name)
    if channel is None:
        _complain(person, message, ERR_NOSUCHCHANNEL, name, "No such channel")
    elif not channel.may_speak(person):
        _complain(person, message, ERR_CANNOTSENDTOCHAN, channel.name, "Cannot send to a channel you are not in")
    else:
        relay = _relay(person, message, channel, text)
        for member in channel:
            if member is not person:
                _deliver(member, message, relay)
        _echo(person, message, relay)


def _send_to_person(person: Session, message: Message, nick: str, text: str) -> None:
    target = person.room.find(nick)
    if target is None or not target.registered:
        _complain(person, message, ERR_NOSUCHNICK, nick, "No such nick")
        return
    relay = _relay(person, message, target, text)
    if target is person:
        if message.command != "TAGMSG" or person.kind & TAGGED:
            person.put_aside(relay)
    else:
        _deliver(target, message, relay)
    _echo(person, message, relay)
    if target.away and message.command == "PRIVMSG":
        person.reply(RPL_AWAY, target.nick, target.away)


def _relay(person: Session, message: Message, target: Channel | Session, text: str) -> Relay:
    if isinstance(target, Channel):
        name, stamp = target.name, target.stamps.next()
    else:
        name, stamp = target.nick, person.room.private_stamps.next()
    # Only what begins with + is passed on: other tags are the room's word, and nobody may forge it.
    tags = {key: value for key, value in message.tags.items() if key.startswith("+")}
    body = f" {message.command} {name}{text}".encode()
    return Relay(person.prefix + body, stamp, serialise_tags(tags).encode())


def _deliver(reader: Session, message: Message, relay: Relay) -> None:
    if message.command != "TAGMSG" or reader.kind & TAGGED:
        reader.deliver(relay)


def _echo(person: Session, message: Message, relay: Relay) -> None:
    if person.can(ECHO_MESSAGE):
        _deliver(person, message, relay)


def _complain(person: Session, message: Message, numeric: str, *params: str) -> None:
    if message.command != "NOTICE":
        person.reply(numeric, *params)
