"""One way into a room: the invite it was tried by and the stay that came of it; both follow the room when it moves.

Tk thread only. Knows neither what is asked on the doorstep nor what the windows show.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.client import orders
from app.controllers.hosting import Post
from app.controllers.invitation import Invitation, all_addresses
from app.controllers.recent import RecentRooms
from app.controllers.refusals import Refusal
from app.models.lobby import Lobby, RecentRoom
from app.models.settings import Settings
from app.pump import Clockwork
from app.services.archive import Archive
from app.services.invites import Invite
from app.services.known_rooms import KnownRooms
from app.words import _

if TYPE_CHECKING:
    from app.client.connection import Connection
    from app.client.link import Report
    from app.controllers.pursuit import Looking
    from app.models.hosted import HostChoices
    from app.models.room import Room


@dataclass(frozen=True, slots=True)
class Around:
    """What a stay in any room needs of this program."""

    lobby: Lobby
    settings: Settings
    clockwork: Clockwork
    post: Post
    archive: Archive
    recent: RecentRooms
    known: KnownRooms
    lookout: "Looking | None"
    connect: "Callable[[Invite, Callable[[Report], object]], Connection]"
    now: Callable[[], float]


class Way:
    """``invite`` is how we come in, ``shared`` how others do. A room that is ``hosted`` knows us by its ``authority``.

    ``entered``, ``refused``, ``waits`` and ``leave_room`` are called as ``Visit`` says; ``wanted`` tells
    whether this is still the way that we are on.
    """

    def __init__(
        self,
        around: Around,
        room: "Room",
        invite: Invite,
        shared: Invite,
        *,
        hosted: bool,
        authority: str,
        entered: Callable[[], None],
        refused: Callable[[Refusal], None],
        waits: Callable[[], None],
        leave_room: Callable[[], None],
        wanted: Callable[[], bool],
    ) -> None:
        from app.controllers.visit import Visit  # here and below: the first screen is shown sooner without
        from app.services.shelf import Shelf

        self.room, self.invite, self.hosted = room, invite, hosted
        self.invitation = Invitation(room, shared)
        self._around = around
        self.visit = Visit(
            room,
            around.settings,
            around.clockwork,
            Shelf(around.archive, self._identity),
            connect=lambda report: around.connect(invite, lambda told: around.post(lambda: report(told))),
            channel=invite.channel,
            password=invite.password,
            authority=authority,
            entered=entered,
            refused=refused,
            waits=waits,
            leave_room=leave_room,
            post=around.post,
            now=around.now,
        )
        room.status_changed.connect(self._met)
        if around.lookout and invite.fingerprint and not hosted:
            from app.controllers.pursuit import Pursuit

            Pursuit(room, invite.fingerprint, around.lobby, around.lookout, wanted=wanted, found=self._moved)

    @property
    def _identity(self) -> str:
        """By what a room's conversations are kept: it may be at another address tomorrow, and another one at this."""
        invite = self.invite
        if invite.fingerprint:
            return invite.fingerprint
        return f"own {invite.name}" if self.hosted else f"{invite.addresses[0].lower()} {invite.port}"

    def greet(self) -> None:
        """Bid welcome to who has not been here before."""
        from app.models.entries import Remark

        room, visit = self.room, self.visit
        words = _("You opened the room") if self.hosted else _("Welcome to {room}, {nick}")
        text = words.format(room=room.name, nick=room.called(room.nick))
        if room.current and not visit.is_known:
            at = visit.entered_at or self._around.now()  # the room's clock: what was said before stands above
            room.current.append(Remark(f"welcome-{at}", at, text, "door-open"))

    def decided(self, choices: "HostChoices") -> None:
        """We have decided something about this room, which is ours."""
        self.invitation.lock(choices.password)
        self.visit.know_password(choices.password)
        if self.visit.session:
            self.visit.session.send(orders.read_settings_again())

    def moved_with_us(self, _room: "Room") -> None:
        """Others reach this room, which is ours, elsewhere now, if they do."""
        self.room.reach.forget()
        self.invitation.move(all_addresses(self.room))

    def _moved(self, addresses: tuple[str, ...]) -> None:
        """The room that we have lost was seen at these addresses."""
        self.invite = replace(self.invite, addresses=tuple(dict.fromkeys((*addresses, *self.invite.addresses))))
        self.invitation.move(self.invite.addresses)
        self.visit.also(addresses)

    def _met(self) -> None:
        """If the room has proved itself, and let us in: it is one that we have been in from now on."""
        room, invite, around = self.room, self.invite, self._around
        if room.is_online:
            met = RecentRoom(
                room.name, room.address, room.port, around.now(), self.hosted, invite.in_clear, invite.fingerprint
            )
            around.recent.remember(met, invite.addresses)
            if not self.hosted:
                around.known.remember(invite)


def connection(invite: Invite, report: "Callable[[Report], object]", *, key_file: Path) -> "Connection":
    """The connection that an invite leads to, where we are known by the key in a file."""
    from app.client.connection import Connection

    return Connection(
        invite.addresses,
        invite.port,
        report,
        fingerprint=invite.fingerprint,
        in_clear=invite.in_clear,
        key_file=key_file,
    )
