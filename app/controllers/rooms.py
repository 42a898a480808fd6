"""Into a room and out of it: hosting, joining, leaving.

Tk thread only. Writes the lobby; makes the visit; asks the stage to show things.
"""

import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from app.controllers.doorstep import Doorstep, closing_question, why_not_ours
from app.controllers.hosting import OwnRoom, Post, fitting_name
from app.controllers.invitation import LOOPBACK, invite_back, invite_to, own_invite, resolved
from app.controllers.nearby import Complaints
from app.controllers.patience import Patience
from app.controllers.recent import RecentRooms
from app.controllers.refusals import Refusal
from app.controllers.stage import Stage
from app.controllers.way import Around, Way, connection
from app.models.called import with_nick
from app.models.lobby import Failed, Idle, Lobby, NearbyRoom, RecentRoom
from app.models.settings import Settings
from app.pump import Clockwork
from app.services import invites, network
from app.services.archive import Archive
from app.services.files import Files
from app.services.invites import Invite, InviteError
from app.services.known_rooms import KnownRooms
from app.words import _

if TYPE_CHECKING:
    from app.client.connection import Connection
    from app.client.link import Report
    from app.controllers.pursuit import Looking
    from app.controllers.visit import Visit
    from app.models.hosted import HostChoices
    from app.models.room import Room


class Rooms:
    """Everything between the welcome window and a room."""

    def __init__(
        self,
        lobby: Lobby,
        settings: Settings,
        files: Files,
        stage: Stage,
        clockwork: Clockwork,
        post: Post,
        archive: Archive,
        *,
        own: OwnRoom | None = None,
        lookout: "Looking | None" = None,
        complaints: Complaints | None = None,
        connect: "Callable[[Invite, Callable[[Report], object]], Connection] | None" = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.lobby = lobby
        self.recent = RecentRooms(lobby, files)
        self._complaints = complaints or Complaints(lobby)
        self.doorstep = Doorstep(lobby, settings, stage, join=self.join_by, complain=self._complaints.make)
        self._way: Way | None = None  # the one that we are on, or have come in by
        self._stage = stage
        self._own = own or OwnRoom(post, folder=files.room_folder)
        self._around = Around(
            lobby,
            settings,
            clockwork,
            post,
            archive,
            self.recent,
            KnownRooms(files),
            lookout,
            connect or partial(connection, key_file=files.key_file),
            now,
        )
        self._patience = Patience(lobby, clockwork)
        lobby.set_nick(settings.choices.nick, display_name=settings.choices.display_name)
        lobby.set_network(next(iter(network.own_addresses()), ""))

    @property
    def visit(self) -> "Visit | None":
        """The stay in the room that we are in, or try to come into."""
        return self._way.visit if self._way else None

    # -- hosting

    def host(self, name: str) -> None:
        """Open a room on this computer and go in."""
        if self._own.room or not self.doorstep.give_nick(self.lobby.called):
            return
        self.cancel()
        room = self._room(fitting_name(name) or _("{nick}'s room").format(nick=self.lobby.called), LOOPBACK, 0)
        self._patience.with_opening()
        self._own.open(
            room,
            isolated=self._around.settings.choices.isolated_hosting,
            opened=lambda: self._opened(room),
            failed=self._not_hosted,
            died=self._died,
            complained=self._complained,
        )

    def _opened(self, room: "Room") -> None:
        room.set_about(host_name=room.nick)
        shared = own_invite(room)
        self._enter(room, replace(shared, addresses=(LOOPBACK,)), shared, hosted=True)

    def choose_for_room(self, choices: "HostChoices") -> str:
        """Decide something about the room that we host. Why it cannot be, or the empty text."""
        problem = self._own.choose(choices)
        if self._way and not problem:
            self._way.decided(choices)
        return problem

    def network_changed(self) -> None:
        """This computer is in another network, or may be: look again where others reach a room of ours."""
        if self._way:
            self._own.look_again(self._way.moved_with_us)

    def _not_hosted(self, reason: str) -> None:
        self._patience.end()
        self.lobby.set_hosting(Failed(reason))

    def _died(self, reason: str) -> None:
        if self.visit and self.visit.inside:
            self.visit.close(reason)
        else:
            self._abandon()
            self._not_hosted(reason)

    def _complained(self, address: str, tried: tuple[str, ...]) -> None:
        """Somebody nearby sees the room that we host, and does not get in."""
        if self.visit:
            self.visit.reach.complained(address, tried)

    # -- joining

    def join(self, pasted: str) -> None:
        """Join by whatever somebody pasted: a link, an address, a code."""
        self.lobby.set_invite(pasted.strip())
        try:
            invite = invites.read(pasted)
        except InviteError as error:
            self.lobby.set_joining(Failed(str(error)))
            return
        self.join_by(resolved(invite, self.lobby.nearby))

    def join_by(self, invite: Invite) -> None:
        """Join the room that an invite leads to. Asks for a name where there is none yet."""
        if self._own.room:  # on our way into a room of our own: a click too many
            return
        self.cancel()
        invite = self._around.known.recognise(invite)
        if not self.lobby.nick:
            self.doorstep.ask_nick(invite)
        elif self.doorstep.give_nick(self.lobby.called):
            room = self._room(invite.name or invite.addresses[0], invite.addresses[0], invite.port)
            complain = partial(self._complaints.make, invite.fingerprint, invite.port)
            self._patience.with_connecting(room.name, slow=complain)
            self._enter(room, invite, invite)

    def rejoin(self, recent: RecentRoom) -> None:
        """Go back to a room we have been in; one of our own is opened again."""
        if recent.hosted:
            self.host(recent.name)
        elif nearby := self.lobby.nearby_again(recent):  # its address may have changed
            self.join_nearby(nearby)
        else:
            self.join_by(invite_back(recent))

    def join_nearby(self, room: NearbyRoom) -> None:
        """Join a room that was found nearby. It has to prove that it is the one that was announced."""
        self.join_by(invite_to(room))

    @property
    def open_room(self) -> RecentRoom | None:
        """The room of others that we are in, to come back to when the program starts again."""
        if self.visit is None or not self.visit.inside or self._own.room:
            return None
        return self.recent.at(self.visit.room.address, self.visit.room.port)

    def cancel(self) -> None:
        """Stop joining, at once."""
        if self._own.room:  # nothing to be stopped: a room of our own takes no time to be joined
            return
        self._patience.end()
        self._abandon()
        self.lobby.set_joining(Idle())

    # -- in and out

    def _room(self, name: str, address: str, port: int) -> "Room":
        from app.models.room import Room  # here and below: the first screen is shown sooner without

        return Room(name, address, port, self.lobby.nick)

    def _enter(self, room: "Room", invite: Invite, shared: Invite, *, hosted: bool = False) -> None:
        self._way = way = Way(
            self._around,
            room,
            invite,
            shared,
            hosted=hosted,
            authority=self._own.authority if hosted else "",
            entered=lambda: self._entered(way),
            refused=lambda refusal: self._refused(way, refusal),
            waits=lambda: self._patience.with_waiting(room.name),
            leave_room=self.leave_room,
            wanted=lambda: self._way is way,
        )
        way.visit.start()

    def _entered(self, way: Way) -> None:
        self._patience.end()
        self.lobby.set_hosting(Idle())
        self.lobby.set_joining(Idle())
        self.lobby.set_invite("")
        way.greet()
        self._stage.show_chat(way.visit)

    def _refused(self, way: Way, refusal: Refusal) -> None:
        self._patience.end()
        self._way = None
        if way.visit.inside:  # shown from what is kept of it, before anybody was asked
            self._stage.show_welcome()
        if way.hosted:  # our own room does not let us in: there is nothing to keep open
            self._own.stop()
            self._not_hosted(why_not_ours(refusal))
        else:
            self.doorstep.refused(way.invite, refusal)

    def question(self) -> tuple[str, str, str] | None:
        """What to ask before leaving: title, text, and what the button says. None: nothing to ask."""
        if self._own.room is None or self.visit is None or self.visit.room.is_closed:
            return None
        return closing_question(self.visit.room)

    def leave_room(self) -> None:
        """Back to the welcome window; asks first where others would be disconnected."""
        if question := self.question():
            self._stage.ask(*question, self._leave)
        else:
            self._leave()

    def come_by(self, link: str) -> None:
        """Go where a link leads that was clicked elsewhere, from wherever we are."""
        if self.visit is not None and self.visit.inside:
            self.leave_for(link)
        else:
            self.join(link)

    def rename(self, nick: str) -> str:
        """Be called otherwise, in the room that we are in as well. Returns why not, or the empty text."""
        if self.visit and self.visit.inside and (refusal := self.visit.chat.change_nick(with_nick(nick.strip())[0])):
            return refusal
        return "" if self.doorstep.give_nick(nick) else self.lobby.nick_error

    def leave_for(self, pasted: str) -> None:
        """Go where a link leads while we are in a room: within it, or, after asking, to another one."""
        visit = self.visit
        try:
            invite = invites.read(pasted)
        except InviteError as error:
            if visit:
                visit.sync.remark(str(error), error=True)
            return
        if visit and self._way and invite.is_same_room(self._way.invite):
            visit.chat.open_channel(invite.channel)
            return
        title, text, _confirm = self.question() or (_("Leave this room?"), _("The link leads to another room."), "")
        self._stage.ask(title, text, _("Leave and join the other"), lambda: self._change_rooms(pasted))

    def _change_rooms(self, pasted: str) -> None:
        self._leave()
        self.join(pasted)

    def _leave(self) -> None:
        way, self._way = self._way, None
        if way:
            way.visit.abandon()
        self._own.stop()
        self._stage.show_welcome()

    def close(self) -> None:
        """The program ends: say goodbye and close what we host, in bounded time. Nothing is asked."""
        self._patience.end()
        if self.visit:
            self.visit.farewell()
        self._own.stop_and_wait()

    def _abandon(self) -> None:
        """Give up coming in."""
        if self.visit and not self.visit.inside:
            self.visit.abandon()
            self._way = None
