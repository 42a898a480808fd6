"""When something was said, and what it is called ever after. Knows the clock it is given, nothing of the room.

Within one channel no two messages have the same time: the second of two in one millisecond gets
the next one. So a time says where in a channel's history one is, as a msgid does.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

Clock = Callable[[], float]
"""Seconds since 1970, or since some moment for those who only measure."""

_MILLISECONDS = [b"%03dZ" % number for number in range(1000)]
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)
_MSGID = re.compile(rb"([0-9a-f]{11})([0-9a-f]{8})([0-9a-f]+)")


def adjusted(clock: Clock, *, offset: float, rate: float) -> Clock:
    """A clock that is ahead of another by so many seconds, and from now on goes so many times as fast."""
    if not offset and rate == 1:
        return clock
    start = clock()
    return lambda: start + offset + (clock() - start) * rate


class Stamp(NamedTuple):
    """A time as ``server-time`` writes it, and a msgid (empty for what has none)."""

    time: bytes
    msgid: bytes = b""


@dataclass(frozen=True, slots=True)
class Run:
    """The stamps of messages that follow one another, a millisecond apart; written out where somebody reads them."""

    milliseconds: int
    """When the first of them was."""
    count: int
    run: bytes
    number: int

    @property
    def msgid(self) -> bytes:
        """What the first of them is called."""
        return b"%011x%s%x" % (self.milliseconds, self.run, self.number)

    def __iter__(self) -> Iterator[Stamp]:
        for index in range(self.count):
            moment = self.milliseconds + index
            yield Stamp(render_time(moment), b"%011x%s%x" % (moment, self.run, self.number + index))


class Ids:
    """Hands out msgids: unique for all time, and sortable by it.

    Milliseconds first, then a number that is this run's own by chance, then a count.
    """

    def __init__(self) -> None:
        self.run = secrets.token_hex(4).encode()
        self._count = 0

    def reserve(self, count: int) -> int:
        """So many numbers that follow one another; the first of them."""
        first = self._count + 1
        self._count += count
        return first


class Stamps:
    """The stamps of one channel, each later than the one before, even when the clock goes back."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._last = 0

    @property
    def now(self) -> int:
        """The present in milliseconds: later than the clock where messages came faster than one in each of them."""
        return max(int(self._clock() * 1000), self._last)

    def next(self) -> Stamp:
        return next(iter(self.take(1)))

    def take(self, count: int) -> Run:
        """Stamps for so many messages that follow one another."""
        first = max(int(self._clock() * 1000), self._last + 1)
        self._last = first + count - 1
        return Run(first, count, self._ids.run, self._ids.reserve(count))

    def go_on_after(self, milliseconds: int) -> None:
        """Let all that comes be later than what was kept."""
        self._last = max(self._last, milliseconds)


def run_of(milliseconds: int, msgid: bytes, count: int) -> Run | None:
    """The stamps of messages that were kept, from when and what the first was; None if it is no msgid of ours."""
    found = _MSGID.fullmatch(msgid)
    return Run(milliseconds, count, found[2], int(found[3], 16)) if found else None


def time_of_msgid(msgid: str) -> int | None:
    """When the message of that name was, in milliseconds; None if it is no msgid of ours."""
    found = _MSGID.fullmatch(msgid.encode())
    return int(found[1], 16) if found else None


def render_time(milliseconds: int) -> bytes:
    """``2024-05-01T12:00:00.123Z``. https://ircv3.net/specs/extensions/server-time"""
    seconds, rest = divmod(milliseconds, 1000)
    return _render_second(seconds) + _MILLISECONDS[rest]


def parse_time(written: str) -> int | None:
    """The opposite of :func:`render_time`; None if it is no time."""
    if not _TIME.fullmatch(written):
        return None
    try:
        moment = datetime.fromisoformat(written).astimezone(UTC)
    except ValueError:
        return None
    return int(moment.replace(microsecond=0).timestamp()) * 1000 + moment.microsecond // 1000


@lru_cache(maxsize=64)
def _render_second(seconds: int) -> bytes:
    return time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(seconds)).encode()
