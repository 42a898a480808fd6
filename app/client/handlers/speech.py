"""What is said, shown or signed in a conversation, and what it is about."""

import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from app.client.events import Amended, Event, Happened, ReachAsked, ReachTold, ReadBy, Told, TopicSeen, TypingSeen
from app.client.handlers.registry import on, time_of
from app.client.reach import ASK_TAG, TELL_TAG, read_answer, read_question
from app.client.tags import CORRECTS_TAG, KEY_TAG, LONGEST_SIGN, REACT_TAG, READ_TAG, UNREACT_TAG, answered
from app.models.amendments import Reacted, Retracted
from app.models.entries import Quote, Text, TopicChange, Voice
from server.protocol.message import Message

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session


@on("PRIVMSG", "NOTICE", params=2)
def _text(session: "Session", message: Message) -> Iterator[Event]:
    target, text = message.params[0], message.params[-1]
    voice = Voice.NOTICED if message.command == "NOTICE" else Voice.SAID
    if not message.source or ("!" not in message.source and voice is Voice.NOTICED):
        yield Told(text)
        return
    if text.startswith("\x01"):  # CTCP: https://modern.ircdocs.horse/ctcp
        if not text.startswith("\x01ACTION "):
            return
        voice, text = Voice.ACTED, text[8:].removesuffix("\x01")
    own = session.is_me(message.nick)
    place = _place(session, message, own)
    answers = answered(message)
    yield Happened(
        place,
        Text(
            session.key(message),
            time_of(session, message),
            message.nick,
            text,
            own=own,
            voice=voice,
            mention=not own and voice is not Voice.NOTICED and mentions(text, session.nick),
            account=sys.intern(message.tags.get("account", "")),
            quote=Quote(answers) if answers else None,
            corrects=message.tags.get(CORRECTS_TAG, ""),
        ),
        confirms=(session.answered(message, target) if own else "") or message.tags.get(KEY_TAG, ""),
    )


@on("TAGMSG", params=1)
def _tags(session: "Session", message: Message) -> Iterator[Event]:
    state = message.tags.get("+typing")
    own = session.is_me(message.nick)
    if state is not None and not own:
        yield TypingSeen(_place(session, message, own), message.nick, active=state == "active")
    if (read := message.tags.get(READ_TAG)) and not own:
        yield ReadBy(_place(session, message, own), message.nick, read)
    for tag, withdrawn in ((REACT_TAG, False), (UNREACT_TAG, True)):
        sign, key = message.tags.get(tag, "").strip(), answered(message)
        if key and 0 < len(sign) <= LONGEST_SIGN:
            time, account = time_of(session, message), sys.intern(message.tags.get("account", ""))
            change = Reacted(key, time, message.nick, sign, own, withdrawn, account)
            yield Amended(_place(session, message, own), change)
    if not own and session.is_me(message.params[0]):  # what programs ask each other is between two
        if question := read_question(message.tags.get(ASK_TAG, "")):
            yield ReachAsked(message.nick, question)
        if answer := read_answer(message.tags.get(TELL_TAG, "")):
            yield ReachTold(message.nick, answer)


@on("REDACT", params=2)
def _redact(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/message-redaction."""
    reason = message.params[2] if len(message.params) > 2 else ""
    place = _place(session, message, session.is_me(message.nick))
    yield Amended(place, Retracted(message.params[1], time_of(session, message), message.nick, reason))


@on("332", params=3)
def _topic_is(_session: "Session", message: Message) -> Iterator[Event]:
    yield TopicSeen(message.params[1], message.params[2])


@on("331", params=2)
def _no_topic(_session: "Session", message: Message) -> Iterator[Event]:
    yield TopicSeen(message.params[1], "")


@on("TOPIC", params=2)
def _topic(session: "Session", message: Message) -> Iterator[Event]:
    channel, topic = message.params[0], message.params[1]
    yield Happened(channel, TopicChange(session.key(message), time_of(session, message), message.nick, topic))


def mentions(text: str, nick: str) -> bool:
    """Whether a text names somebody, as a word of its own."""
    return _word(nick).search(text) is not None


@lru_cache(4)
def _word(nick: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(nick)}(?!\w)", re.IGNORECASE)


def _place(session: "Session", message: Message, own: bool) -> str:
    """Which conversation a message belongs to: the channel, or the other person."""
    target = message.params[0]
    bare = target.lstrip(session.isupport.get("STATUSMSG", ""))
    if session.is_channel(bare):
        return bare
    return target if own else message.nick
