"""A channel: who is in it and with which rank, its topic and modes, and whom a line reaches. Engine thread."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.stamps import Ids, Stamps

if TYPE_CHECKING:
    from server.history import History
    from server.relay import Relay
    from server.session import Session
    from server.stamps import Clock


@dataclass(frozen=True, slots=True)
class Rank:
    """A standing in a channel: its mode letter and the sign in front of a name. See PREFIX in ISUPPORT."""

    letter: str
    sign: str


FOUNDER = Rank("q", "~")
OPERATOR = Rank("o", "@")
RANKS = (FOUNDER, OPERATOR)
"""From high to low. A new rank is a line here."""

OUTSIDERS_SILENT = "n"
TOPIC_LOCKED = "t"
FLAGS = OUTSIDERS_SILENT + TOPIC_LOCKED
"""Modes that are on or off."""
_FROM_THE_START = OUTSIDERS_SILENT  # among friends anybody may say what a channel is about


@dataclass(slots=True)
class Topic:
    """What a channel is about, who said so, and when (seconds since 1970)."""

    text: str
    by: str
    at: int


class Channel:
    """One channel. Founded by whoever is first in it; its times never repeat."""

    def __init__(self, name: str, clock: Clock, ids: Ids, *, permanent: bool = False) -> None:
        self.name = name
        self.wire_name = name.encode()
        self.permanent = permanent
        self.created_at = int(clock())
        self.topic: Topic | None = None
        self.modes = set(_FROM_THE_START)
        self.stamps = Stamps(clock, ids)
        self.history: History | None = None
        self.buffer: int | None = None
        """The number of the channel's conversation in the history."""
        self._ranks: dict[Session, set[Rank]] = {}
        self._audience: list[tuple[int, list[Session]]] | None = None

    def __iter__(self) -> Iterator[Session]:
        return iter(self._ranks)

    @property
    def size(self) -> int:  # not __len__: an empty channel is a channel all the same, and true
        return len(self._ranks)

    def __contains__(self, person: Session) -> bool:
        return person in self._ranks

    def add(self, person: Session) -> None:
        self._ranks[person] = set() if self._ranks else {FOUNDER}
        person.speaks[self.wire_name] = self
        self.forget_audience()

    def remove(self, person: Session) -> None:
        del self._ranks[person]
        person.speaks.pop(self.wire_name, None)
        self.forget_audience()

    def ranks_of(self, person: Session) -> set[Rank]:
        """The ranks of somebody; to be changed in place. Empty for those who are not here."""
        return self._ranks.get(person, set())

    def is_operator(self, person: Session) -> bool:
        """Whether somebody may kick and change modes: every rank there is may."""
        return bool(self.ranks_of(person))

    def is_founder(self, person: Session) -> bool:
        return FOUNDER in self.ranks_of(person)

    def signs_of(self, person: Session, *, every: bool) -> str:
        """The signs in front of a name: only the highest, or with ``multi-prefix`` every one."""
        signs = "".join(rank.sign for rank in RANKS if rank in self.ranks_of(person))
        return signs if every else signs[:1]

    def may_speak(self, person: Session) -> bool:
        return person in self._ranks or OUTSIDERS_SILENT not in self.modes

    def be_kept_in(self, history: History, buffer: int | None) -> None:
        """Have what happens here kept, and go on after what happened before."""
        self.history, self.buffer = history, buffer
        if buffer is not None:
            self.stamps.go_on_after(history.last_time(buffer))

    def keep(self, relay: Relay) -> None:
        """Remember what everybody here is told."""
        if self.history:
            self.history.keep(self.buffer, relay)

    def relay(self, relay: Relay, *, but: Session | None = None) -> None:
        """Put a line in everybody's mailbox, each in the form their client can take, and remember it."""
        self.keep(relay)
        for person in self._ranks:
            if person is not but:
                person.deliver(relay)

    def audience(self) -> list[tuple[int, list[Session]]]:
        """The people here by kind of reader. Kept until somebody comes, goes or changes kind."""
        if self._audience is None:
            groups: dict[int, list[Session]] = {}
            for person in self._ranks:
                groups.setdefault(person.kind, []).append(person)
            self._audience = list(groups.items())
        return self._audience

    def forget_audience(self) -> None:
        self._audience = None
