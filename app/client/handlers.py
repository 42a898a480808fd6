"""What the room's words mean to us: one function for each, from a message to events.

No input or output. A word is added by writing its function beside the others under
``@on``; words nobody wrote one for are left alone, except that errors are told.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from app.client.events import (
    Dismissed,
    Entered,
    Event,
    Exited,
    Happened,
    Member,
    MembersListed,
    NickRefused,
    PasswordRefused,
    PresenceSeen,
    Registered,
    Renamed,
    RoomClosed,
    RoomNamed,
    Told,
    TopicSeen,
    TypingSeen,
    Undelivered,
    Vanished,
)
from app.models.entries import Arrival, Departure, NickChange, Parting, Text, TopicChange, Voice
from app.models.room import Role
from server.protocol.message import Message
from server.protocol.names import casefold
from server.protocol.vocabulary import ROOM_CLOSED

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

WANTED = (
    "away-notify",
    "batch",
    "cap-notify",
    "draft/multiline",
    "echo-message",
    "extended-join",
    "labeled-response",
    "message-tags",
    "multi-prefix",
    "server-time",
    "setname",
    "standard-replies",
)
"""The capabilities we ask for where they are offered, in alphabetical order."""

Handler = Callable[["Session", Message], Iterable[Event]]

_HANDLERS: dict[str, tuple[Handler, int]] = {}
_HOST_MODES, _MODERATOR_MODES = "qa", "oh"


def on(*words: str, params: int = 0) -> Callable[[Handler], Handler]:
    """Have a function handle these commands or numerics, if they come with that many parameters."""

    def register(handler: Handler) -> Handler:
        for word in words:
            _HANDLERS[word] = (handler, params)
        return handler

    return register


def handle(session: "Session", message: Message) -> Iterable[Event]:
    """What a message means. A message too short to mean it means nothing: the room erred, not we."""
    handler, params = _HANDLERS.get(message.command, (None, 0))
    if handler is None:
        return _error(session, message) if message.command[0] in "45" else ()
    return handler(session, message) if len(message.params) >= params else ()


# -- registration


@on("CAP", params=3)
def _cap(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/capability-negotiation."""
    subcommand, words = message.params[1].upper(), message.params[-1].split()
    if subcommand in ("LS", "NEW"):
        session.offered.update((name, value) for name, _, value in (word.partition("=") for word in words))
        if subcommand == "LS" and message.params[2] == "*":
            return  # more of the list follows
        if asked := [name for name in WANTED if name in session.offered and name not in session.capabilities]:
            session.send(Message("CAP", ("REQ", " ".join(asked))))
        elif not session.registered:
            session.send(Message("CAP", ("END",)))
    elif subcommand in ("ACK", "NAK"):
        if subcommand == "ACK":
            session.capabilities.update(words)
        if not session.registered:
            session.send(Message("CAP", ("END",)))
    elif subcommand == "DEL":
        session.capabilities.difference_update(words)
    yield from ()


@on("410", "421", "451")
def _not_understood(session: "Session", message: Message) -> Iterable[Event]:
    """A room that knows no capabilities says so in one of these ways, and lets us in all the same."""
    return _error(session, message) if session.registered else ()


@on("001", params=1)
def _welcome(session: "Session", message: Message) -> Iterator[Event]:
    session.nick = message.params[0]
    yield from ()


@on("005", params=2)
def _isupport(session: "Session", message: Message) -> Iterator[Event]:
    """https://modern.ircdocs.horse/#rplisupport-005."""
    for token in message.params[1:-1]:
        key, _, value = token.partition("=")
        session.isupport[key] = re.sub(r"\\x([0-9A-Fa-f]{2})", lambda code: chr(int(code[1], 16)), value)
        if key == "NETWORK" and value:
            yield RoomNamed(session.isupport[key])


@on("376", "422")  # the end of the message of the day, or that there is none: the welcome is over
def _registered(session: "Session", _message: Message) -> Iterator[Event]:
    if not session.registered:
        session.registered = True
        yield Registered(session.nick)


@on("431", "432", "433", "436", "437", params=1)
def _nick_refused(_session: "Session", message: Message) -> Iterator[Event]:
    wanted = message.params[1] if len(message.params) > 2 else ""
    yield NickRefused(wanted, message.params[-1], taken=message.command in ("433", "436", "437"))


@on("464", params=1)
def _password_refused(_session: "Session", message: Message) -> Iterator[Event]:
    yield PasswordRefused(message.params[-1])


@on("ERROR", params=1)
def _dismissed(_session: "Session", message: Message) -> Iterator[Event]:
    yield Dismissed(re.sub("^closing link: *", "", message.params[-1], flags=re.IGNORECASE))


# -- who is where


@on("JOIN", params=1)
def _join(session: "Session", message: Message) -> Iterator[Event]:
    channel = message.params[0]
    if not session.is_channel(channel):
        return
    if session.is_me(message.nick):
        session.source = message.source
        yield Entered(channel)
    else:
        yield Happened(channel, Arrival(session.key(message), _time(session, message), message.nick))


@on("PART", params=1)
def _part(session: "Session", message: Message) -> Iterator[Event]:
    reason = message.params[1] if len(message.params) > 1 else ""
    entry = Departure(session.key(message), _time(session, message), message.nick, Parting.LEFT, reason)
    yield _departed(session, message.params[0], entry)


@on("KICK", params=2)
def _kick(session: "Session", message: Message) -> Iterator[Event]:
    channel, who, *reason = message.params
    entry = Departure(
        session.key(message),
        _time(session, message),
        who,
        Parting.REMOVED,
        "" if reason in ([who], [message.nick]) else "".join(reason),
        by=message.nick,
    )
    yield _departed(session, channel, entry)


@on("QUIT")
def _quit(session: "Session", message: Message) -> Iterator[Event]:
    reason = _quit_reason(message.params[0]) if message.params else ""
    yield Vanished(Departure(session.key(message), _time(session, message), message.nick, Parting.QUIT, reason))


@on("NICK", params=1)
def _nick(session: "Session", message: Message) -> Iterator[Event]:
    old, new = message.nick, message.params[0]
    if not new:
        return
    own = session.is_me(old)
    if own:
        session.nick = new
        session.source = new + session.source[len(old) :] if session.source else ""
    yield Renamed(NickChange(session.key(message), _time(session, message), old, new, own))


@on("353", params=4)
def _names(session: "Session", message: Message) -> Iterator[Event]:
    session.names.setdefault(casefold(message.params[2]), []).extend(message.params[3].split())
    yield from ()


@on("366", params=2)
def _names_end(session: "Session", message: Message) -> Iterator[Event]:
    channel = message.params[1]
    ranks = {sign: mode for mode, sign in session.ranks()}
    names = session.names.pop(casefold(channel), [])
    yield MembersListed(channel, tuple(_member(name, ranks) for name in names))


@on("MODE", params=2)
def _mode(session: "Session", message: Message) -> Iterator[Event]:
    """Somebody's rank changed: rather than reckon, ask for the list again (a rare thing)."""
    if session.is_channel(message.params[0]):
        ranks = {mode for mode, _ in session.ranks()}
        if ranks & set(message.params[1]):
            session.ask_names(message.params[0])
    yield from ()


@on("352", params=8)
def _who_reply(_session: "Session", message: Message) -> Iterator[Event]:
    nick, flags = message.params[5], message.params[6]
    yield PresenceSeen(nick, away=flags.startswith("G"))


@on("AWAY")
def _away(_session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/away-notify."""
    reason = message.params[0] if message.params else ""
    yield PresenceSeen(message.nick, away=bool(reason), message=reason)


@on("301", params=3)
def _is_away(_session: "Session", message: Message) -> Iterator[Event]:
    yield PresenceSeen(message.params[1], away=True, message=message.params[2])


@on("305", "306")
def _own_presence(session: "Session", message: Message) -> Iterator[Event]:
    yield PresenceSeen(session.nick, away=message.command == "306")


# -- topics


@on("332", params=3)
def _topic_is(_session: "Session", message: Message) -> Iterator[Event]:
    yield TopicSeen(message.params[1], message.params[2])


@on("331", params=2)
def _no_topic(_session: "Session", message: Message) -> Iterator[Event]:
    yield TopicSeen(message.params[1], "")


@on("TOPIC", params=2)
def _topic(session: "Session", message: Message) -> Iterator[Event]:
    channel, topic = message.params[0], message.params[1]
    yield Happened(channel, TopicChange(session.key(message), _time(session, message), message.nick, topic))


# -- what is said


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
    yield Happened(
        place,
        Text(
            session.key(message),
            _time(session, message),
            message.nick,
            text,
            own=own,
            voice=voice,
            mention=not own and voice is not Voice.NOTICED and mentions(text, session.nick),
        ),
        confirms=session.answered(message, target) if own else "",
    )


@on("TAGMSG", params=1)
def _tags(session: "Session", message: Message) -> Iterator[Event]:
    state = message.tags.get("+typing")
    own = session.is_me(message.nick)
    if state is not None and not own:
        yield TypingSeen(_place(session, message, own), message.nick, active=state == "active")


# -- what goes wrong


@on("FAIL", "WARN", "NOTE", params=3)
def _standard_reply(session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/standard-replies."""
    if message.params[1] == ROOM_CLOSED:
        yield RoomClosed(message.params[-1])
        return
    failed = message.command == "FAIL"
    about = message.params[2] if len(message.params) > 3 else ""
    if failed and (label := session.answered(message, about)):
        yield Undelivered(label, message.params[-1])
    else:
        yield Told(message.params[-1], error=failed)


def _error(session: "Session", message: Message) -> Iterator[Event]:
    """Any other error numeric: our line did not arrive, or something else we asked for failed."""
    if len(message.params) < 2:
        return
    about = message.params[1] if len(message.params) > 2 else ""
    if label := session.answered(message, about):
        yield Undelivered(label, message.params[-1])
    else:
        target = about if session.is_channel(about) else ""
        yield Told(message.params[-1] if target or not about else f"{about}: {message.params[-1]}", True, target)


# -- of use to several


def mentions(text: str, nick: str) -> bool:
    """Whether a text names somebody, as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(nick)}(?!\w)", text, re.IGNORECASE) is not None


def _time(session: "Session", message: Message) -> float:
    """https://ircv3.net/specs/extensions/server-time."""
    try:
        return datetime.fromisoformat(message.tags["time"]).timestamp()
    except (KeyError, ValueError):
        return session.clock()


def _place(session: "Session", message: Message, own: bool) -> str:
    """Which conversation a message belongs to: the channel, or the other person."""
    target = message.params[0]
    bare = target.lstrip(session.isupport.get("STATUSMSG", ""))
    if session.is_channel(bare):
        return bare
    return target if own else message.nick


def _departed(session: "Session", channel: str, entry: Departure) -> Event:
    return Exited(channel, entry) if session.is_me(entry.who) else Happened(channel, entry)


def _member(name: str, ranks: dict[str, str]) -> Member:
    bare = name.lstrip("".join(ranks))
    modes = {ranks[sign] for sign in name[: len(name) - len(bare)]}
    if modes & set(_HOST_MODES):
        role = Role.HOST
    elif modes & set(_MODERATOR_MODES):
        role = Role.MODERATOR
    else:
        role = Role.MEMBER
    return Member(bare.partition("!")[0], role)


def _quit_reason(reason: str) -> str:
    """The person's own words; servers put ``Quit:`` before them to tell them from their own."""
    return re.sub("^Quit(: *|$)", "", reason)
