"""Somebody in the room: who they are, where they are, and the connections by which they are here.

Most people have one connection. Who has an account may have several at once, from as many devices,
and is still one person: one name, in the same channels, and told everything on each of them; or
none, and be there all the same (see ``presence``). Engine thread; knows neither socket nor clock.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from server.modes import ACCOUNTS_WRITE, BOT, SERVER_OPERATOR
from server.protocol.names import casefold
from server.protocol.vocabulary import Capability
from server.relay import Relay

if TYPE_CHECKING:
    from server.channel import Channel
    from server.room import Room
    from server.session import Session
    from server.stamps import Stamp

MOST_ACCEPTED = 200
"""Names of people without an account that somebody may let write to them, where others with an account only may."""

_NAMES_REMEMBERED = 50
_VISIT = "~"


def is_visit(identity: str) -> bool:
    """Whether an identity is that of somebody without an account, who can never come back as themselves."""
    return identity.startswith(_VISIT)


class Person:
    """Who somebody is to the others. Until ``registered`` is True they do not see them.

    ``speaks`` holds the channels into which the person may speak as they please, by their exact
    name on the wire. It repeats what ``channels`` and the channels' modes say, so that the hot path
    (``speech``) has one thing to look up.
    """

    __slots__ = (
        "__weakref__", "_names", "_visit", "accepted", "account", "away", "channels", "host", "modes", "nick",
        "prefix", "realname", "registered", "room", "sessions", "since", "speaks", "spoke_at", "user",
    )  # fmt: skip

    def __init__(self, room: Room, host: str) -> None:
        self.room = room
        self.sessions: list[Session] = []
        """The connections of the person, in the order in which they came."""
        self.nick = ""
        self._names: list[tuple[str, int]] = []
        self.user = ""
        self.host = host
        self.realname = ""
        self.prefix = b""
        self.account = ""
        """The account the person is logged in to; empty: none."""
        self._visit = ""
        self.registered = False
        self.modes: set[str] = set()
        self.away = ""
        """Why nobody is to be expected at any of the person's connections; empty: somebody is. See ``presence``."""
        self.accepted: set[str] = set()
        """Folded names of those who may write to the person although they only hear people with accounts."""
        self.channels: dict[str, Channel] = {}
        self.speaks: dict[bytes, Channel] = {}
        self.since = self.spoke_at = room.monotonic()

    # Who they are

    @property
    def detached(self) -> bool:
        """Whether the person is there although none of their connections is. See ``presence``."""
        return self.registered and not self.sessions

    @property
    def identity(self) -> str:
        """Who this is to the history: their account, else nobody but this visit's."""
        if self.account:
            return f"={casefold(self.account)}"
        self._visit = self._visit or f"{_VISIT}{secrets.token_hex(8)}"
        return self._visit

    @property
    def source(self) -> str:
        """What stands before a line of the person's: ``nick!user@host``."""
        return self.prefix[1:].decode()

    def name(self, nick: str) -> None:
        """Call the person so, here only: the room's own register is kept by ``people``."""
        self.nick = nick
        self._names.append((casefold(nick), int(self.room.clock() * 1000)))
        del self._names[:-_NAMES_REMEMBERED]
        self.refresh_prefix()

    def was_called(self, nick: str, moment: int) -> bool:
        """Whether this was the person of that name at a moment of this visit, in milliseconds."""
        name = next((name for name, since in reversed(self._names) if since <= moment), None)
        return name == casefold(nick)

    def bear(self, modes: set[str]) -> None:
        """Have these modes, and be counted among those who have them."""
        self.modes = modes
        for mode, bearers in self.room.bearers.items():
            if mode in modes:
                bearers.add(self)
            else:
                bearers.discard(self)

    def refresh_prefix(self) -> None:
        self.prefix = f":{self.nick}!{self.user}@{self.host}".encode()
        self.refresh_standing()

    def refresh_standing(self) -> None:
        """Something has changed by which a channel may tell whether the person may speak: name, account or modes."""
        for channel in self.channels.values():
            channel.settle(self)

    # Whom they hear

    def hears(self, other: Person) -> bool:
        """Whether somebody may write to the person."""
        if ACCOUNTS_WRITE not in self.modes or other.account or other is self or SERVER_OPERATOR in other.modes:
            return True
        return casefold(other.nick) in self.accepted

    def accept(self, other: Person) -> None:
        """Who is written to by somebody who only hears people with accounts may answer."""
        if ACCOUNTS_WRITE in self.modes and len(self.accepted) < MOST_ACCEPTED:
            self.accepted.add(casefold(other.nick))

    # What they do, and what they are told

    def relay(self, words: str, stamp: Stamp, tags: bytes = b"") -> Relay:
        """Something that the person does or says (``JOIN #general``), on its way to others."""
        return Relay(self.prefix + b" " + words.encode(), stamp, self.mark(tags), self.account)

    def mark(self, tags: bytes) -> bytes:
        """Tags for something the person does, with the one that says they are a program.

        https://ircv3.net/specs/extensions/bot-mode: "This tag SHOULD be added by the server to all
        commands sent by a bot".
        """
        if BOT not in self.modes:
            return tags
        return b"bot;" + tags if tags else b"bot"

    def sessions_with(self, capability: Capability | None) -> Iterator[Session]:
        """Those of the person's connections whose client asked for a capability; without one, all."""
        return (session for session in self.sessions if capability is None or session.can(capability))

    def deliver(self, relay: Relay) -> None:
        """Tell the person something that comes from somebody, on every connection."""
        for session in self.sessions:
            session.deliver(relay)

    def send(self, line: str) -> None:
        """Tell the person something that the room itself says, on every connection."""
        for session in self.sessions:
            session.send(line)
