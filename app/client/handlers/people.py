"""Who is where, under which name and rank, and whether they are away."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.client.events import (
    AccountSeen,
    Entered,
    Event,
    Exited,
    Happened,
    Member,
    MembersListed,
    PresenceSeen,
    Renamed,
    Vanished,
)
from app.client.handlers.registry import on, seconds, time_of
from app.models.entries import Arrival, Departure, NickChange, Parting
from app.models.people import Role
from server.protocol.message import Message
from server.protocol.names import casefold

if TYPE_CHECKING:  # the session calls us, and gives us itself
    from app.client.session import Session

_HOST_MODES, _MODERATOR_MODES, _SPEAKER_MODES = "qa", "oh", "v"
WHO_TOKEN = "7"  # noqa: S105 - by which we know the answers to our own question


@on("JOIN", params=1)
def _join(session: "Session", message: Message) -> Iterator[Event]:
    channel = message.params[0]
    if not session.is_channel(channel):
        return
    if session.is_me(message.nick):
        session.source = message.source
        for asked in (session.joining, session.knocking):
            asked.discard(casefold(channel))
        yield Entered(channel, seconds(message.tags.get("time", "")) or 0.0)
    else:
        yield Happened(channel, Arrival(session.key(message), time_of(session, message), message.nick))
        if "extended-join" in session.capabilities and len(message.params) > 1:
            yield AccountSeen(message.nick, _account(message.params[1]))


@on("PART", params=1)
def _part(session: "Session", message: Message) -> Iterator[Event]:
    reason = message.params[1] if len(message.params) > 1 else ""
    key, time, who, own = session.key(message), time_of(session, message), message.nick, session.is_me(message.nick)
    yield _departed(message.params[0], Departure(key, time, who, Parting.LEFT, reason, own=own))


@on("KICK", params=2)
def _kick(session: "Session", message: Message) -> Iterator[Event]:
    channel, who, *reason = message.params
    entry = Departure(
        session.key(message),
        time_of(session, message),
        who,
        Parting.REMOVED,
        "" if reason in ([who], [message.nick]) else "".join(reason),
        by=message.nick,
        own=session.is_me(who),
    )
    yield _departed(channel, entry)


@on("QUIT")
def _quit(session: "Session", message: Message) -> Iterator[Event]:
    reason = _quit_reason(message.params[0]) if message.params else ""
    yield Vanished(Departure(session.key(message), time_of(session, message), message.nick, Parting.QUIT, reason))


@on("NICK", params=1)
def _nick(session: "Session", message: Message) -> Iterator[Event]:
    old, new = message.nick, message.params[0]
    if not new:
        return
    own = session.is_me(old)
    if own:
        session.nick = new
        session.source = new + session.source[len(old) :] if session.source else ""
    yield Renamed(NickChange(session.key(message), time_of(session, message), old, new, own))


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


@on("352", params=8)
def _who_reply(_session: "Session", message: Message) -> Iterator[Event]:
    nick, flags = message.params[5], message.params[6]
    yield PresenceSeen(nick, away=flags.startswith("G"))


@on("354", params=5)
def _whox_reply(_session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/whox, with the fields that ``Session.who`` asks for."""
    token, nick, flags, account = message.params[1:5]
    if token == WHO_TOKEN:
        yield PresenceSeen(nick, away=flags.startswith("G"))
        yield AccountSeen(nick, _account(account))


@on("ACCOUNT", params=1)
def _logged_in(_session: "Session", message: Message) -> Iterator[Event]:
    """https://ircv3.net/specs/extensions/account-notify."""
    yield AccountSeen(message.nick, _account(message.params[0]))


def _account(written: str) -> str:
    """An account as it is called; WHOX writes 0 for none, everybody else an asterisk."""
    return "" if written in ("*", "0") else written


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


def _departed(channel: str, entry: Departure) -> Event:
    return Exited(channel, entry) if entry.own else Happened(channel, entry)


def _member(name: str, ranks: dict[str, str]) -> Member:
    bare = name.lstrip("".join(ranks))
    modes = {ranks[sign] for sign in name[: len(name) - len(bare)]}
    if modes & set(_HOST_MODES):
        role = Role.HOST
    elif modes & set(_MODERATOR_MODES):
        role = Role.MODERATOR
    elif modes & set(_SPEAKER_MODES):
        role = Role.SPEAKER
    else:
        role = Role.MEMBER
    return Member(bare.partition("!")[0], role)


def _quit_reason(reason: str) -> str:
    """The person's own words; servers put ``Quit:`` before them to tell them from their own."""
    return re.sub("^Quit(: *|$)", "", reason)
