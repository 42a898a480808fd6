"""Looks for a room that we have lost, in case it is at another address by now. Tk thread only.

Computers get new addresses, and move from one network to another; a room stays the same one by its fingerprint,
which whoever is found still has to prove.
"""

from collections.abc import Callable, Iterable
from typing import Protocol

from app.models.lobby import Lobby
from app.models.room import Retrying, Room


class Looking(Protocol):
    """What looks for rooms and keeps the lobby's list of them: ``nearby.Lookout``."""

    def look(self) -> None: ...

    def rest(self) -> None: ...


class Pursuit:
    """Goes after one room for as long as ``wanted``; ``found`` is called with addresses that it did not have before."""

    def __init__(
        self,
        room: Room,
        fingerprint: str,
        lobby: Lobby,
        lookout: Looking,
        *,
        addresses: Iterable[str],
        wanted: Callable[[], bool],
        found: Callable[[tuple[str, ...]], object],
    ) -> None:
        self._room, self._fingerprint, self._lobby, self._lookout = room, fingerprint, lobby, lookout
        self._known, self._wanted, self._found = set(addresses), wanted, found
        self._stop_watching: Callable[[], None] | None = None
        room.status_changed.connect(self._turn)

    def _turn(self) -> None:
        if not self._wanted():
            self._end()
        elif isinstance(self._room.status, Retrying):
            if self._stop_watching is None:
                self._stop_watching = self._lobby.nearby_changed.connect(self._see)
                self._lookout.look()
        elif self._stop_watching is not None:
            self._end()
            self._lookout.rest()

    def _see(self) -> None:
        if not self._wanted():
            self._end()
            return
        for nearby in self._lobby.nearby:
            new = tuple(address for address in nearby.addresses if address not in self._known)
            if nearby.fingerprint == self._fingerprint and nearby.port == self._room.port and new:
                self._known.update(new)
                self._found(new)

    def _end(self) -> None:
        if self._stop_watching is not None:
            self._stop_watching()
            self._stop_watching = None
