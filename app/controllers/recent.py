"""The rooms we have been in: which of them are one and the same, and that they are kept.

Tk thread only. Writes the lobby. Knows nothing of being in a room.
"""

import logging
from collections.abc import Sequence

from app.models.lobby import Lobby, RecentRoom
from app.services.files import Files
from app.services.network import is_own

log = logging.getLogger(__name__)


class RecentRooms:
    """The latest first, each once. A disk that does not take them is no reason not to have them."""

    def __init__(self, lobby: Lobby, files: Files) -> None:
        self._lobby = lobby
        self._files = files
        lobby.set_recent(files.load_recent())

    def remember(self, room: RecentRoom, addresses: Sequence[str]) -> None:
        """We are in a room, which can be reached at these addresses: it takes the place of what was known of it."""
        others = (known for known in self._lobby.recent if not _is_same(known, room, addresses))
        self._keep((room, *others))

    def forget(self, room: RecentRoom) -> None:
        self._keep(tuple(known for known in self._lobby.recent if known != room))

    def at(self, address: str, port: int) -> RecentRoom | None:
        """The room that was last at this place."""
        return next((room for room in self._lobby.recent if (room.address, room.port) == (address, port)), None)

    def _keep(self, rooms: tuple[RecentRoom, ...]) -> None:
        self._lobby.set_recent(rooms)
        try:
            self._files.save_recent(rooms)
        except OSError as error:
            log.warning("the list of rooms cannot be stored: %s", error)


def _is_same(known: RecentRoom, room: RecentRoom, addresses: Sequence[str]) -> bool:
    if known.hosted or room.hosted:
        return known.hosted and room.hosted and known.name == room.name
    if known.fingerprint and room.fingerprint:
        return known.fingerprint == room.fingerprint
    if known.port != room.port:
        return False
    places = {room.address, *addresses}
    if known.address in places:
        return True
    # Only to this computer itself one speaks without a fingerprint, by an address that others have not.
    unproved = room.fingerprint and not known.fingerprint
    return bool(unproved) and is_own(known.address) and any(map(is_own, places))
