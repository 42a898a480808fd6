"""By what the rooms we have been in prove themselves, so that nobody can pretend to be one of them.

Kept in the profile's folder, by address. Passwords are no part of it.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace

from app.services.addresses import MAX_ADDRESSES
from app.services.files import Files
from app.services.invites import Invite

log = logging.getLogger(__name__)

MAX_KNOWN = 1000
"""Addresses that are remembered, the latest."""


class KnownRooms:
    """One profile's memory of rooms."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._fingerprints = files.load_known()

    def recognise(self, invite: Invite) -> Invite:
        """The invite with what its room has to prove itself by, where that is known from before.

        Also where the invite would do without: who could make us speak in the clear need not prove anything.
        """
        if invite.fingerprint:
            return invite
        found = (self._fingerprints.get(place) for place in _places(invite))
        fingerprint = next((known for known in found if known and invite.may_be(known)), "")
        others = self._addresses(fingerprint, invite.port) if fingerprint else ()
        return replace(
            invite,
            fingerprint=fingerprint,
            in_clear=invite.in_clear and not fingerprint,
            addresses=tuple(dict.fromkeys((*invite.addresses, *others))),
        )

    def _addresses(self, fingerprint: str, port: int) -> Iterable[str]:
        """Where else the same room was, the latest first: it may be there again."""
        places = (place.split() for place, known in self._fingerprints.items() if known == fingerprint)
        return [address for address, at in places if at == str(port)][::-1][:MAX_ADDRESSES]

    def remember(self, invite: Invite) -> None:
        """Keep what a room has proved itself by. A disk that does not take it is no reason not to be in the room."""
        places = _places(invite)
        if not invite.fingerprint or all(self._fingerprints.get(place) == invite.fingerprint for place in places):
            return
        for place in places:
            self._fingerprints.pop(place, None)
            self._fingerprints[place] = invite.fingerprint
        self._fingerprints = dict(list(self._fingerprints.items())[-MAX_KNOWN:])
        try:
            self._files.save_known(self._fingerprints)
        except OSError as error:
            log.warning("what rooms prove themselves by cannot be stored: %s", error)


def _places(invite: Invite) -> list[str]:
    return [f"{address.lower()} {invite.port}" for address in invite.addresses]
