"""What people say to each other: PRIVMSG, NOTICE, TAGMSG. The plainest lines take a shorter way, see ``speech``.

https://modern.ircdocs.horse/#sending-messages and https://ircv3.net/specs/extensions/message-tags
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server import modes
from server.commands.isupport import MAX_TARGETS
from server.commands.registry import command
from server.multiline import Line, LongRelay
from server.news import keep_private
from server.person import Person
from server.protocol.message import Message, serialise_tags
from server.protocol.names import RANK_SIGNS
from server.protocol.vocabulary import (
    ECHO_MESSAGE,
    ERR_CANNOTSENDTOCHAN,
    ERR_CANTSENDTOUSER,
    ERR_NEEDREGGEDNICK,
    ERR_NORECIPIENT,
    ERR_NOSUCHCHANNEL,
    ERR_NOSUCHNICK,
    ERR_NOTEXTTOSEND,
    ERR_TOOMANYTARGETS,
    RPL_AWAY,
)
from server.ranks import POWER_OF_SIGN
from server.relay import TAGGED, Relay
from server.session import Session
from server.stamps import Stamp

_SPEC = "https://modern.ircdocs.horse/#"
_PASSING = ("", "+typing", "+draft/typing", "+parlor.app/read", "+parlor.app/reach", "+parlor.app/reached")
"""Client-only tags of what is over as soon as it is said."""


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody says, before it is said to anybody: no line for a TAGMSG, several for a multiline message."""

    command: str
    lines: tuple[Line, ...]
    tags: bytes
    """Client-only tags, as they are written."""

    @classmethod
    def from_message(cls, message: Message) -> Words:
        lines = () if message.command == "TAGMSG" else (Line(message.params[1]),)
        return cls(message.command, lines, client_tags(message.tags))

    @property
    def last(self) -> bool:
        """Whether they are worth remembering. That somebody types or reads is not, nor what programs ask each other."""
        return bool(self.lines) or any(tag.partition("=")[0] not in _PASSING for tag in self.tags.decode().split(";"))

    @property
    def is_ctcp(self) -> bool:
        """Whether they are for somebody's program. ``/me`` is not: https://modern.ircdocs.horse/ctcp#action"""
        first = self.lines[0].text if self.lines else ""
        return first.startswith("\x01") and not first.startswith("\x01ACTION")

    def relay(self, person: Person, target: str, stamp: Stamp) -> Relay:
        """The words on their way from a person to a target."""
        if len(self.lines) > 1:
            tags = person.mark(self.tags)
            return LongRelay(person.prefix, self.command, target, self.lines, stamp, tags, person.account)
        text = f" :{self.lines[0].text}" if self.lines else ""
        return person.relay(f"{self.command} {target}{text}", stamp, self.tags)


def client_tags(tags: Mapping[str, str]) -> bytes:
    """Only what begins with ``+`` is passed on: other tags are the room's word, and nobody may forge it."""
    return serialise_tags({key: value for key, value in tags.items() if key.startswith("+")}).encode()


@command("PRIVMSG", spec=_SPEC + "privmsg-message")
def privmsg(session: Session, message: Message) -> None:
    """Say something to channels or people; with a rank's sign before a channel, to those who have it."""
    if not message.params:
        session.reply(ERR_NORECIPIENT, "No recipient given (PRIVMSG)")
    elif len(message.params) == 1 or not message.params[1]:
        session.reply(ERR_NOTEXTTOSEND, "No text to send")
    else:
        session.person.spoke_at = session.room.monotonic()
        _say_to_all(session, message)


@command("NOTICE", spec=_SPEC + "notice-message")
def notice(session: Session, message: Message) -> None:
    """As PRIVMSG, but nothing is ever answered: two programs would go on for ever."""
    if len(message.params) > 1 and message.params[1]:
        _say_to_all(session, message)


@command("TAGMSG", spec="https://ircv3.net/specs/extensions/message-tags#the-tagmsg-tag-only-message", params=1)
def tagmsg(session: Session, message: Message) -> None:
    """Say something by tags alone: that one is typing, or a reaction."""
    _say_to_all(session, message)


def _say_to_all(session: Session, message: Message) -> None:
    words = Words.from_message(message)
    targets = list(dict.fromkeys(filter(None, message.params[0].split(","))))
    if not targets:
        _complain(session, words, ERR_NORECIPIENT, f"No recipient given ({message.command})")
        return
    if len(targets) > MAX_TARGETS:
        _complain(session, words, ERR_TOOMANYTARGETS, targets[MAX_TARGETS], "Too many targets")
        return
    for target in targets:
        say(session, words, target)


def say(session: Session, words: Words, target: str) -> None:
    """Say something to a channel or a person, or tell who wants to why that cannot be."""
    bare = target.lstrip(RANK_SIGNS)
    if bare.startswith("#"):
        _say_to_channel(session, words, bare, target.removesuffix(bare))
    else:
        _say_to_person(session, words, target)


def _say_to_channel(session: Session, words: Words, name: str, signs: str) -> None:
    """To everybody there, or, with signs of ranks in front of the name, to those with such a rank or a higher one."""
    person = session.person
    channel = session.room.channels.find(name)
    if channel is None:
        _complain(session, words, ERR_NOSUCHCHANNEL, name, "No such channel")
    elif problem := channel.objection(person, ctcp=words.is_ctcp):
        _complain(session, words, ERR_CANNOTSENDTOCHAN, channel.name, problem)
    elif words.lines and (seconds := channel.must_wait(person, session.room.monotonic())):
        _complain(session, words, ERR_CANNOTSENDTOCHAN, channel.name, f"Slow mode: wait another {seconds} s")
    else:
        relay = words.relay(person, signs + channel.name, channel.stamps.next())
        power = max(channel.power_to_hear(person), min((POWER_OF_SIGN[sign] for sign in signs), default=0))
        if words.last and not power:
            channel.keep(relay)
        for kind, readers in channel.audience():
            if words.lines or kind & TAGGED:
                form = relay.form(kind)
                for reader in readers:
                    listener = reader.person
                    if listener is not person and (not power or channel.power(listener) >= power):
                        reader.put(form)
        _echo(session, words, relay)


def _say_to_person(session: Session, words: Words, nick: str) -> None:
    person = session.person
    target = session.room.find(nick)
    if target is None or not target.registered:
        _complain(session, words, ERR_NOSUCHNICK, nick, "Nobody here is called that")
    elif not target.hears(person):
        _complain(session, words, ERR_NEEDREGGEDNICK, target.nick, "They only hear people who are logged in")
    elif words.is_ctcp and modes.NO_CTCP_TO_ME in target.modes:
        _complain(session, words, ERR_CANTSENDTOUSER, target.nick, "They take no requests to their program")
    else:
        person.accept(target)
        _tell(session, words, target)


def _tell(session: Session, words: Words, target: Person) -> None:
    person = session.person
    relay = words.relay(person, target.nick, session.room.private_stamps.next())
    if words.last:
        keep_private(person, target, relay)
    if target is person:
        if words.lines or session.kind & TAGGED:
            session.put_aside(relay)
    else:
        for reader in target.sessions:
            _deliver(reader, words, relay)
    _echo(session, words, relay)
    if target.away and words.command == "PRIVMSG":
        session.reply(RPL_AWAY, target.nick, target.away)


def _deliver(reader: Session, words: Words, relay: Relay) -> None:
    if words.lines or reader.kind & TAGGED:
        reader.deliver(relay)


def _echo(session: Session, words: Words, relay: Relay) -> None:
    """Let the sender's further connections know what was said, and this one if its client asked for that."""
    for reader in session.person.sessions:
        if reader is not session or session.can(ECHO_MESSAGE):
            _deliver(reader, words, relay)


def _complain(session: Session, words: Words, numeric: str, *params: str) -> None:
    if words.command != "NOTICE":
        session.reply(numeric, *params)
