"""Who was here: the people of the last while, for WHOWAS. Bounded, and forgotten with the room."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from server.bans import fits
from server.person import Person
from server.protocol.names import casefold

_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Departed:
    """Somebody as they were when they left, or took another name."""

    nick: str
    user: str
    host: str
    realname: str
    account: str
    at: float
    """When that was, in seconds since 1970."""


class Past:
    """The last who left."""

    def __init__(self) -> None:
        self._departed: deque[Departed] = deque(maxlen=_REMEMBERED)

    def add(self, person: Person, now: float) -> None:
        self._departed.appendleft(Departed(person.nick, person.user, person.host, person.realname, person.account, now))

    def find(self, masks: list[str]) -> Iterator[Departed]:
        """Those whose name one of the masks fits, the last to leave first."""
        patterns = [casefold(mask) for mask in masks]
        for one in self._departed:
            if any(fits(pattern, casefold(one.nick)) for pattern in patterns):
                yield one
