"""REDACT: take a message back, one's own, or as an operator anybody's.

https://ircv3.net/specs/extensions/message-redaction
"""

from __future__ import annotations

from collections.abc import Iterable

from server import modes
from server.channel import Channel
from server.commands.history import conversation_with
from server.commands.registry import command
from server.entries import Entry
from server.person import Person
from server.protocol.framing import clip
from server.protocol.message import Message
from server.protocol.vocabulary import REDACTION
from server.relay import Relay
from server.session import Session
from server.stamps import Stamp


@command("REDACT", spec=REDACTION.spec, params=2)
def redact(session: Session, message: Message) -> None:
    """Take a message back, by its msgid.

    Whether there is such a message is told only to those who can see the conversation it is looked for in.
    """
    target, msgid = message.params[:2]
    words = message.params[2] if len(message.params) > 2 else ""
    reason = clip(words.encode(), session.room.config.limits.kick_len).decode()
    if target.startswith("#"):
        _redact_in_channel(session, target, msgid, reason)
    else:
        _redact_between(session, target, msgid, reason)


def _redact_in_channel(session: Session, name: str, msgid: str, reason: str) -> None:
    person = session.person
    channel = session.room.channels.find(name)
    if channel is None or (person not in channel and modes.SERVER_OPERATOR not in person.modes):
        session.fail("REDACT", "INVALID_TARGET", name, "You cannot take messages back there")
        return
    entry = _find(session, channel.name, channel.buffer, msgid)
    if entry is None:
        return
    if not (_is_by(entry, person) or channel.is_operator(person)):
        session.fail("REDACT", "REDACT_FORBIDDEN", channel.name, msgid, "It is not yours, and you are no operator here")
        return
    _forget(person, entry, reason)
    relay = _relay(person, channel.name, entry, reason, channel.stamps.next())
    channel.keep(relay)  # who was away is told too, when they ask what happened
    _tell({*channel, person}, person, channel, entry, reason, relay)


def _redact_between(session: Session, nick: str, msgid: str, reason: str) -> None:
    person = session.person
    entry = _find(session, nick, conversation_with(person, nick), msgid)
    if entry is None:
        return
    if not _is_by(entry, person):
        session.fail("REDACT", "REDACT_FORBIDDEN", nick, msgid, "It is not yours")
        return
    _forget(person, entry, reason)
    other = session.room.find(nick)
    name = other.nick if other else nick
    relay = _relay(person, name, entry, reason, session.room.private_stamps.next())
    if session.room.history is not None:
        session.room.history.keep(conversation_with(person, nick), relay)
    _tell({person, other or person}, person, None, entry, reason, relay)


def _find(session: Session, target: str, buffer: int | None, msgid: str) -> Entry | None:
    history = session.room.history
    entry = history.find(buffer, msgid) if history is not None and buffer is not None else None
    if entry is None or entry.command not in ("PRIVMSG", "NOTICE", "TAGMSG"):
        session.fail("REDACT", "UNKNOWN_MSGID", target, msgid, "There is no such message, or not any more")
        return None
    return entry


def _is_by(entry: Entry, person: Person) -> bool:
    """By the account, if the message has one; else by who had the name when it was said: a name proves nothing."""
    if entry.account:
        return entry.account == person.account
    return person.was_called(entry.nick, entry.time)


def _forget(person: Person, entry: Entry, reason: str) -> None:
    assert person.room.history is not None
    person.room.history.redact(entry.msgid, person.nick, reason, int(person.room.clock() * 1000))


def _relay(person: Person, target: str, entry: Entry, reason: str, stamp: Stamp) -> Relay:
    words = f" :{reason}" if reason else ""
    return person.relay(f"REDACT {target} {entry.msgid}{words}", stamp)


def _tell(
    readers: Iterable[Person], person: Person, channel: Channel | None, entry: Entry, reason: str, relay: Relay
) -> None:
    """Those whose clients do not know how to take something back read that it was. Of reactions they have not heard."""
    why = f": {reason}" if reason else ""
    notice = f"{person.nick} removed a message by {entry.nick}{why}"
    for reader in [session for one in readers for session in one.sessions]:
        if reader.can(REDACTION):
            reader.deliver(relay)
        elif entry.lines:
            where = channel.name if channel else reader.client
            reader.send(f":{person.room.server_name} NOTICE {where} :{notice}")
