"""Looks for a room that we have lost, or that was closed: it may be open elsewhere by now, or again. Tk thread only.

Computers get new addresses, and move from one network to another; a room stays the same one by its fingerprint,
which whoever is found still has to prove.
"""

from collections.abc import Callable
from typing import Protocol

from app.models.lobby import Lobby
from app.models.room import Closed, Retrying, Room, Status


class Looking(Protocol):
    """What looks for rooms and keeps the lobby's list of them: ``nearby.Lookout``."""

    def look(self) -> None: ...

    def rest(self) -> None: ...


class Pursuit:
    """Goes after one room for as long as ``wanted``; ``found`` is called with the addresses where it shows up."""

    def __init__(
        self,
        room: Room,
        fingerprint: str,
        lobby: Lobby,
        lookout: Looking,
        *,
        wanted: Callable[[], bool],
        found: Callable[[tuple[str, ...]], object],
    ) -> None:
        self._room, self._fingerprint, self._lobby, self._lookout = room, fingerprint, lobby, lookout
        self._wanted, self._found = wanted, found
        self._seen: frozenset[str] = frozenset()
        self._stop_watching: Callable[[], None] | None = None
        room.status_changed.connect(self._turn)

    def _turn(self) -> None:
        if not self._wanted():
            self._end()
        elif _is_lost(self._room.status):
            if self._stop_watching is None:
                self._seen = frozenset()
                self._stop_watching = self._lobby.nearby_changed.connect(self._see)
                self._lookout.look()
        elif self._stop_watching is not None:
            self._end()
            self._lookout.rest()

    def _see(self) -> None:
        if not self._wanted():
            self._end()
            return
        mine = (nearby for nearby in self._lobby.nearby if nearby.fingerprint == self._fingerprint and nearby.fresh)
        there = [address for nearby in mine if nearby.port == self._room.port for address in nearby.addresses]
        new, self._seen = tuple(address for address in there if address not in self._seen), frozenset(there)
        if new:
            self._found(new)

    def _end(self) -> None:
        if self._stop_watching is not None:
            self._stop_watching()
            self._stop_watching = None


def _is_lost(status: Status) -> bool:
    return isinstance(status, Retrying) or (isinstance(status, Closed) and status.may_open)
