"""When something was said, and what it is called ever after. Knows the clock it is given, nothing of the room.

Within one channel no two messages have the same time: the second of two in one millisecond gets
the next one. So a time says where in a channel's history one is, as a msgid does.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

Clock = Callable[[], float]
"""Seconds since 1970, or since some moment for those who only measure."""

_MILLISECONDS = [b"%03dZ" % number for number in range(1000)]


class Stamp(NamedTuple):
    """A time as ``server-time`` writes it, and a msgid (empty for what has none)."""

    time: bytes
    msgid: bytes = b""


class Ids:
    """Hands out msgids: unique for all time, and sortable by it.

    Milliseconds first, then a number that is this run's own by chance, then a count.
    """

    def __init__(self) -> None:
        self._run = secrets.token_hex(4).encode()
        self._count = 0

    def next(self, milliseconds: int) -> bytes:
        self._count += 1
        return b"%011x%s%x" % (milliseconds, self._run, self._count)


class Stamps:
    """The stamps of one channel, each later than the one before, even when the clock goes back."""

    def __init__(self, clock: Clock, ids: Ids) -> None:
        self._clock = clock
        self._ids = ids
        self._last = 0

    def next(self) -> Stamp:
        return self.take(1)[0]

    def take(self, count: int) -> list[Stamp]:
        """Stamps for so many messages that follow one another."""
        first = max(int(self._clock() * 1000), self._last + 1)
        self._last = first + count - 1
        return [Stamp(render_time(ms), self._ids.next(ms)) for ms in range(first, first + count)]


def render_time(milliseconds: int) -> bytes:
    """``2024-05-01T12:00:00.123Z``. https://ircv3.net/specs/extensions/server-time"""
    seconds, rest = divmod(milliseconds, 1000)
    return _render_second(seconds) + _MILLISECONDS[rest]


@lru_cache(maxsize=64)
def _render_second(seconds: int) -> bytes:
    return time.strftime("%Y-%m-%dT%H:%M:%S.", time.gmtime(seconds)).encode()
