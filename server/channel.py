"""A channel: who is in it and with which rank, its topic and modes, and whom a line reaches. Engine thread."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, WeakSet

from server import modes
from server.bans import MaskList
from server.ranks import FOUNDER, HALF_OPERATOR, OPERATOR, RANKS, VOICE, Rank
from server.stamps import Ids, Stamps

if TYPE_CHECKING:
    from server.history import History
    from server.person import Person
    from server.records import Records
    from server.relay import Relay
    from server.session import Session
    from server.stamps import Clock


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
        self.modes = set(modes.ON_NEW_CHANNELS)
        self.settings: dict[str, str] = {}
        """Modes with a value."""
        self.lists = {letter: MaskList() for letter in modes.LISTS}
        self.invited: WeakSet[Person] = WeakSet()
        """Whom an operator asked in: they may come, once, whatever stands in their way."""
        self.stamps = Stamps(clock, ids)
        self.history: History | None = None
        self.buffer: int | None = None
        """The number of the channel's conversation in the history."""
        self.records: Records | None = None
        """Where it is noted that the channel has changed."""
        self.may_knock_at: WeakKeyDictionary[Person, float] = WeakKeyDictionary()
        self._ranks: dict[Person, set[Rank]] = {}
        self._spoke_at: WeakKeyDictionary[Person, float] = WeakKeyDictionary()
        """Outlasts leaving: who comes back has not waited for that."""
        self._audience: list[tuple[int, list[Session]]] | None = None

    def __iter__(self) -> Iterator[Person]:
        return iter(self._ranks)

    @property
    def size(self) -> int:  # not __len__: an empty channel is a channel all the same, and true
        return len(self._ranks)

    def __contains__(self, person: Person) -> bool:
        return person in self._ranks

    def add(self, person: Person, ranks: set[Rank] | None = None) -> None:
        """Let somebody in, with the ranks they had. Else who is first has the say: in the room's own for good."""
        first = FOUNDER if self.permanent else OPERATOR
        self._ranks[person] = ranks if ranks is not None else set() if self._ranks else {first}
        self.invited.discard(person)
        self.settle(person)
        self.forget_audience()

    def remove(self, person: Person) -> None:
        del self._ranks[person]
        person.speaks.pop(self.wire_name, None)
        self.forget_audience()

    def rename(self, name: str) -> None:
        for person in self._ranks:
            person.speaks.pop(self.wire_name, None)
        self.name = name
        self.wire_name = name.encode()
        self.settle_all()

    # Ranks

    def ranks_of(self, person: Person) -> frozenset[Rank] | set[Rank]:
        """The ranks of somebody. Empty for those who are not here."""
        return self._ranks.get(person, frozenset())

    def promote(self, person: Person, rank: Rank) -> bool:
        """Give somebody who is here a rank; False if they have it."""
        return self._change_rank(person, self._ranks[person] | {rank})

    def demote(self, person: Person, rank: Rank) -> bool:
        """Take a rank from somebody who is here; False if they do not have it."""
        return self._change_rank(person, self._ranks[person] - {rank})

    def _change_rank(self, person: Person, ranks: set[Rank]) -> bool:
        has_changed = ranks != self._ranks[person]
        self._ranks[person] = ranks
        self.settle(person)
        return has_changed

    def power(self, person: Person) -> int:
        """What somebody may do here, as a number to compare; see ``ranks``. Who runs the server may do all."""
        if modes.SERVER_OPERATOR in person.modes:
            return FOUNDER.power
        return max((rank.power for rank in self.ranks_of(person)), default=0)

    def is_operator(self, person: Person) -> bool:
        """Whether somebody may put people out and change modes."""
        return self.power(person) >= HALF_OPERATOR.power

    def signs_of(self, person: Person, *, every: bool) -> str:
        """The signs in front of a name: only the highest, or with ``multi-prefix`` every one."""
        signs = "".join(rank.sign for rank in RANKS if rank in self.ranks_of(person))
        return signs if every else signs[:1]

    # Who may see and speak

    def is_visible_to(self, person: Person) -> bool:
        """Whether somebody may know that the channel is there."""
        return modes.SECRET not in self.modes or person in self._ranks or modes.SERVER_OPERATOR in person.modes

    def shows(self, member: Person, to: Person) -> bool:
        """Whether somebody gets to see a member: in an auditorium only those on the stage are seen by all."""
        if modes.AUDITORIUM not in self.modes:
            return True
        return bool(self.ranks_of(member)) or self.is_operator(to)

    def is_barred(self, person: Person) -> bool:
        """Whether a ban keeps somebody out."""
        return self.lists[modes.BAN].bars(person) and not self.lists[modes.EXCEPTION].bars(person)

    def objection(self, person: Person, *, ctcp: bool = False) -> str | None:
        """Why somebody may not speak here, as a sentence; None if they may."""
        if ctcp and modes.NO_CTCP in self.modes:
            return "Requests to people's programs are not allowed here"
        if person not in self._ranks and modes.OUTSIDERS_SILENT in self.modes:
            return "Cannot send to a channel you are not in"
        if self.power(person) >= VOICE.power:
            return None
        if modes.MODERATED in self.modes:
            return "Only those with a voice may speak here at the moment"
        if modes.MEMBERS_SPEAK_WITH_ACCOUNT in self.modes and not person.account:
            return "Only those who are logged in may speak here"
        if self._is_silenced(person):
            return "You may not speak here"
        return None

    def power_to_hear(self, person: Person) -> int:
        """The power it takes to hear somebody here: what they say may be for the operators alone."""
        if modes.TO_OPERATORS_ONLY in self.modes and self.power(person) < VOICE.power:
            return HALF_OPERATOR.power
        return 0

    def must_wait(self, person: Person, now: float) -> int:
        """How many seconds somebody has to wait before they speak again, where people take it slowly."""
        if modes.SLOW not in self.settings or self.power(person) >= VOICE.power:
            return 0
        allowed_at = self._spoke_at.get(person, float("-inf")) + int(self.settings[modes.SLOW])
        if now < allowed_at:
            return math.ceil(allowed_at - now)
        self._spoke_at[person] = now
        return 0

    def settle(self, person: Person) -> None:
        """Find out whether somebody may speak as they please, as long as nothing changes (see ``Person.speaks``)."""
        if person in self._ranks and self._speaks_freely(person):
            person.speaks[self.wire_name] = self
        else:
            person.speaks.pop(self.wire_name, None)

    def settle_all(self) -> None:
        """The modes have changed."""
        for person in self._ranks:
            self.settle(person)

    def _speaks_freely(self, person: Person) -> bool:
        if modes.NO_CTCP in self.modes or modes.BOT in person.modes:
            return False
        if any(rank.power >= VOICE.power for rank in self._ranks[person]):
            return True
        return not (self.modes & modes.SPEECH_FLAGS or modes.SLOW in self.settings or self._is_silenced(person))

    def _is_silenced(self, person: Person) -> bool:
        bans, exceptions = self.lists[modes.BAN], self.lists[modes.EXCEPTION]
        if not bans or exceptions.bars(person):
            return False
        return bans.bars(person) or (bans.mutes(person) and not exceptions.mutes(person))

    # Telling everybody

    def be_kept_in(self, history: History, buffer: int | None) -> None:
        """Have what happens here kept, and go on after what happened before."""
        self.history, self.buffer = history, buffer
        if buffer is not None:
            self.stamps.go_on_after(history.last_time(buffer))

    def keep(self, relay: Relay, *, by: Person | None = None) -> None:
        """Remember what everybody here is told; not what is done ``by`` somebody who is not seen by all."""
        if by is not None and modes.AUDITORIUM in self.modes and not self.ranks_of(by):
            return
        if self.history:
            self.history.keep(self.buffer, relay)

    def relay(self, relay: Relay, *, by: Person | None = None) -> None:
        """Tell everybody, each in the form their client can take, and remember it.

        What is done ``by`` somebody who is not seen by all is told to those who see them.
        """
        self.keep(relay, by=by)
        if self.records is not None:
            self.records.note(self)
        for person in self._ranks if by is None else self.audience_of(by):
            person.deliver(relay)

    def audience_of(self, person: Person) -> Iterable[Person]:
        """Those who see a member come, go and change; themselves included."""
        if modes.AUDITORIUM not in self.modes:
            return self._ranks
        return [other for other in self._ranks if other is person or self.shows(person, other)]

    def audience(self) -> list[tuple[int, list[Session]]]:
        """The connections of the people here by kind of reader. Kept until one comes, goes or changes kind."""
        if self._audience is None:
            groups: dict[int, list[Session]] = {}
            for person in self._ranks:
                for session in person.sessions:
                    groups.setdefault(session.kind, []).append(session)
            self._audience = list(groups.items())
        return self._audience

    def forget_audience(self) -> None:
        self._audience = None
