"""What a room shows for inviting others, kept true while its name, password or addresses change. Tk thread only.

Writes ``Room.ways``. Knows how invites are written only as ``services.invites`` says it.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.models.hosted import WaysIn
from app.models.lobby import NearbyRoom, RecentRoom
from app.services import network
from app.services.addresses import MAX_ADDRESSES, shared
from app.services.invites import Invite
from server.protocol.fingerprints import spoken
from server.protocol.vocabulary import DEFAULT_CHANNEL, DEFAULT_PORT

if TYPE_CHECKING:
    from app.models.room import Room

LOOPBACK = "127.0.0.1"


class Invitation:
    """Begins with an invite and follows the room from there; lives as long as the room does."""

    def __init__(self, room: "Room", invite: Invite) -> None:
        self._room, self._invite = room, invite
        self._followed = False
        room.about_changed.connect(self._show)
        room.conversations_changed.connect(self._follow_rules)
        self._show()

    def move(self, addresses: Iterable[str]) -> None:
        """The room can be reached at these addresses now."""
        self._invite = replace(self._invite, addresses=tuple(addresses))
        self._show()

    def lock(self, password: str) -> None:
        """The room wants this password from now on; empty: none."""
        self._invite = replace(self._invite, password=password)
        self._show()

    def _follow_rules(self) -> None:
        """Whoever may ask people in knows the channel's password, and an invite says it to whom it is given."""
        channel = self._room.find(self._invite.channel)
        if channel is not None and not self._followed:
            self._followed = True
            channel.rules.changed.connect(self._show)

    def _show(self) -> None:
        room, channel = self._room, self._room.find(self._invite.channel)
        password = (channel.rules.password if channel else "") or self._invite.password
        ways = ways_in(replace(self._invite, name=room.name, password=password))
        if ways != room.ways:
            room.set_about(ways=ways)


def ways_in(invite: Invite) -> WaysIn:
    """All forms of an invite, as others can use them."""
    invite = replace(invite, addresses=shared(invite.addresses))
    usual = invite.port == DEFAULT_PORT
    return WaysIn(
        link=invite.link(),
        page=invite.page(),
        address=invite.addresses[0] if usual else f"{invite.address}:{invite.port}",
        code=invite.code(),
        plain=invite.plain(),
        words=spoken(invite.fingerprint) if invite.fingerprint else "",
    )


def own_invite(room: "Room") -> Invite:
    """What lets others into a room of our own, by every way to this computer."""
    hosting = room.hosting
    fingerprint = hosting.fingerprint if hosting else ""
    password = hosting.choices.password if hosting else ""
    return Invite(all_addresses(room), room.port, DEFAULT_CHANNEL, room.name, password, fingerprint)


def all_addresses(room: "Room") -> tuple[str, ...]:
    """Where others may reach a room of our own: by number, and by the name that this computer has in its networks."""
    addresses = room.hosting.addresses[: MAX_ADDRESSES - 1] if room.hosting else ()
    if not addresses:
        return (LOOPBACK,)
    name = network.local_name()
    return (*addresses, name) if name else addresses


def invite_to(room: NearbyRoom) -> Invite:
    """The way into a room that was found nearby. It has to prove that it is the one that was announced."""
    return Invite(room.addresses, room.port, room.channel, room.name, fingerprint=room.fingerprint)


def invite_back(room: RecentRoom) -> Invite:
    """The way into a room of others that we have been in."""
    return Invite((room.address,), room.port, name=room.name, fingerprint=room.fingerprint, in_clear=room.in_clear)


def resolved(invite: Invite, nearby: Iterable[NearbyRoom]) -> Invite:
    """What a code stands for: of the rooms nearby the one that is there, and where else it is.

    One elsewhere that might be meant as well is only tried beside it: it still has to be asked about.
    """
    if invite.hint is None:
        return invite
    fitting = [room for room in nearby if room.port == invite.port and invite.may_be(room.fingerprint)]
    for room in fitting:
        if invite.addresses[0] in room.addresses:
            return invite_to(room)
    others = fitting[0].addresses if len(fitting) == 1 else ()
    return replace(invite, addresses=(*invite.addresses, *others))
