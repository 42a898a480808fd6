"""Which rooms are open nearby, made of what was heard and when. Pure: handed the time, knows no network.

Laws:
1. A room is a row, however many addresses it is heard from. What is heard from a source changes and
   ends only what was heard from that same source: nobody can close or repaint somebody else's room.
2. Who claims a room's id with another name or port is a row beside it. Which of them is the room its
   key proves, on joining.
3. Rows keep the order in which they came.
4. Everything is bounded. When there is no more place, what is silent makes way; what is heard stays.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from server.discovery.announcement import Announcement, Farewell

GREY_AFTER = 7.5
"""Seconds of silence after which a room is shown as gone quiet: more than two beacons were missed."""

GONE_AFTER = 30.0
"""Seconds of silence after which it is not shown any more."""

MAX_ROOMS = 128
MAX_ADDRESSES = 12
"""Of one room, for each way of hearing of it."""

MAX_ROOMS_OF_SOURCE = 16
"""One computer may hold a few rooms open; one that claims hundreds is not believed."""


class Way(Enum):
    """How a room was heard of. From most to least worthy of belief, which is how they compare."""

    BEACON = 0  # in its own words, from its own address
    DNS_SD = 1  # by a record that anybody in the network may have written


class Source(NamedTuple):
    """Where something was heard."""

    way: Way
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """A room nearby. ``addresses`` has the likeliest first, ``fresh`` tells whether it was heard lately."""

    announcement: Announcement
    addresses: tuple[str, ...]
    fresh: bool


@dataclass(slots=True)
class _Sighting:
    """What was last heard from one source."""

    announcement: Announcement
    heard: float
    closed: bool = False


_Key = tuple[str, int, str]
_Sightings = dict[Source, _Sighting]


@dataclass(slots=True)
class _Row:
    sightings: _Sightings = field(default_factory=dict)

    @property
    def spoke(self) -> float:
        """When it was last heard of."""
        return max(sighting.heard for sighting in self.sightings.values() if not sighting.closed)

    def open(self, after: float) -> _Sightings:
        """What was heard since then, and has not said goodbye."""
        return {source: s for source, s in self.sightings.items() if not s.closed and s.heard > after}


class Roster:
    """The rooms that have been heard."""

    def __init__(self) -> None:
        self._rows: dict[_Key, _Row] = {}
        self._claims: dict[Source, int] = {}  # in how many rows a source is
        self._full_until = 0.0  # by then at the earliest a row may have gone quiet: nobody looks for one before

    def hear(self, announcement: Announcement, source: Source, heard: float) -> None:
        """Note what was heard and when. What is older than what is known from there is passed over."""
        key = (announcement.room, announcement.port, announcement.name)
        row = self._rows.get(key)
        known = row.sightings.get(source) if row else None
        if known is not None:
            if heard > known.heard:
                known.announcement, known.heard, known.closed = announcement, heard, False
        elif self._has_place(row, source, heard):
            row = self._rows.setdefault(key, _Row())
            row.sightings[source] = _Sighting(announcement, heard)
            self._claims[source] = self._claims.get(source, 0) + 1

    def part(self, farewell: Farewell, source: Source, heard: float) -> None:
        """Note that this source says the room is closed."""
        for (room, port, _), row in self._rows.items():
            known = row.sightings.get(source)
            if known and (room, port) == (farewell.room, farewell.port):
                self._full_until = 0.0
                known.closed, known.heard = True, max(heard, known.heard)

    def found(self, now: float) -> tuple[Found, ...]:
        """The rooms to be shown at this time."""
        self._forget(now)
        return tuple(_shown(row, now) for row in self._rows.values() if row.open(now - GONE_AFTER))

    def addresses(self) -> Iterator[str]:
        """Where rooms were heard that have not said goodbye: whom to ask whether they are still there."""
        for row in self._rows.values():
            yield from (source.address for source, sighting in row.sightings.items() if not sighting.closed)

    def _has_place(self, row: _Row | None, source: Source, now: float) -> bool:
        if self._claims.get(source, 0) >= MAX_ROOMS_OF_SOURCE:
            return False
        if row is None:
            return len(self._rows) < MAX_ROOMS or self._make_place(now)
        alike = [other for other in row.sightings if other.way is source.way]
        return len(alike) < MAX_ADDRESSES or self._make_place_in(row, alike, now)

    def _make_place(self, now: float) -> bool:
        if now < self._full_until:  # a flood of made-up rooms is turned away at no cost
            return False
        silent = next((key for key, row in self._rows.items() if not row.open(now - GREY_AFTER)), None)
        if silent is None:
            self._full_until = GREY_AFTER + min(row.spoke for row in self._rows.values())
            return False
        self._drop(self._rows.pop(silent))
        return True

    def _make_place_in(self, row: _Row, sources: list[Source], now: float) -> bool:
        talking = row.open(now - GREY_AFTER)
        silent = [source for source in sources if source not in talking]
        self._drop(row, silent[:1])
        return bool(silent)

    def _forget(self, now: float) -> None:
        """Let go of what has been silent for long. A goodbye is kept for as long: an older word may come after it."""
        for key, row in tuple(self._rows.items()):
            self._drop(row, [source for source, s in row.sightings.items() if s.heard <= now - GONE_AFTER])
            if not row.sightings:
                del self._rows[key]

    def _drop(self, row: _Row, sources: list[Source] | None = None) -> None:
        for source in list(row.sightings) if sources is None else sources:
            del row.sightings[source]
            self._claims[source] -= 1
            if not self._claims[source]:
                del self._claims[source]


def _shown(row: _Row, now: float) -> Found:
    """A row as it is shown: in the words of who was heard first and still is."""
    fresh = row.open(now - GREY_AFTER)
    speaking = fresh or row.open(now - GONE_AFTER)
    first = min(speaking, key=lambda source: source.way.value)  # of equals the first
    addresses = dict.fromkeys(source.address for source in sorted(speaking, key=_likelihood))
    return Found(speaking[first].announcement, tuple(addresses), bool(fresh))


def _likelihood(source: Source) -> tuple[int, int, str]:
    """IPv4 first, which works everywhere; last what needs the name of an interface with it."""
    ip = ipaddress.ip_address(source.address)
    return (source.way.value, 2 if ip.is_link_local else int(ip.version == 6), source.address)
