"""Into a room and out of it: hosting, joining, the rooms we have been in.

Tk thread only. Writes the lobby; makes the visit; asks the stage to show things.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from app.client.link import Report
from app.controllers.hosting import OwnRoom, Post
from app.controllers.visit import NameRefused, PasswordWanted, Refusal, Unmet, Unreachable, Visit
from app.models.entries import Remark
from app.models.lobby import Busy, Failed, Idle, Lobby, NearbyRoom, RecentRoom
from app.models.room import Closed, Online, Room
from app.models.settings import Settings
from app.pump import Clockwork
from app.services import invites, network
from app.services.archive import Archive
from app.services.files import Files
from app.services.invites import Invite, InviteError
from app.services.known_rooms import KnownRooms
from app.services.shelf import Shelf
from server.protocol.fingerprints import spoken
from server.protocol.names import nick_problem, suggest_nick
from server.protocol.vocabulary import DEFAULT_CHANNEL

if TYPE_CHECKING:
    from app.client.connection import Connection

log = logging.getLogger(__name__)

BUSY_AFTER_MS = 300
"""Opening a room is shown as work only when it takes longer than this."""

HINT_AFTER_MS = 5000
"""When nobody has answered for so long, say what to look at."""

FIREWALL_HINT = "Nobody answers yet. Is the room still open? A firewall there may be in the way."
LOOPBACK = "127.0.0.1"
MAX_ROOM_NAME = 60


class Stage(Protocol):
    """What the windows do for us. ``done`` is called with the answer, on the Tk thread, or never."""

    def show_welcome(self) -> None: ...

    def show_chat(self, visit: Visit) -> None: ...

    def ask(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        """Ask whether to do something that cannot be undone; ``done`` if so."""

    def ask_nick(self, text: str, suggestion: str, done: Callable[[str], None]) -> None:
        """Ask for a name, saying why."""

    def ask_password(self, text: str, done: Callable[[str], None]) -> None:
        """Ask for the room's password."""

    def ask_trust(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        """Ask whether a room is the right one; ``done`` if so."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was tried to join, so that it can be tried again with another name or password."""

    invite: Invite
    hosted: bool = False


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
        connect: Callable[[Invite, Callable[[Report], object]], "Connection"] | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.lobby = lobby
        self.visit: Visit | None = None
        self._settings = settings
        self._files = files
        self._stage = stage
        self._clockwork = clockwork
        self._post = post
        self._archive = archive
        self._known = KnownRooms(files)
        self._own = own or OwnRoom(post, folder=files.room_folder)
        self._connect = connect or self._connection
        self._now = now
        self._attempt: Attempt | None = None
        self._timer: str | None = None
        self._offered = ""  # a name that the room that refused ours may take
        lobby.set_nick(settings.choices.nick)
        lobby.set_recent(files.load_recent())
        lobby.set_network(next(iter(network.own_addresses()), ""))

    # -- our name

    def give_nick(self, nick: str) -> bool:
        """Take the name typed in the welcome window; whether it can be one."""
        nick = nick.strip()
        if problem := nick_problem(nick):
            problem = problem if nick else "Give a name first: it is how others see you."
            self.lobby.set_nick(nick, error=problem, offer=suggest_nick(nick) if nick else "")
            return False
        self.lobby.set_nick(nick)
        self._settings.choose(nick=nick)
        return True

    # -- hosting

    def host(self, name: str) -> None:
        """Open a room on this computer and go in."""
        if self._own.room or not self.give_nick(self.lobby.nick):
            return
        self.cancel()
        name = " ".join("".join(mark if mark.isprintable() else " " for mark in name).split())[:MAX_ROOM_NAME]
        room = Room(name or f"{self.lobby.nick}'s room", LOOPBACK, 0, self.lobby.nick)
        self.lobby.set_hosting(Idle())
        self._later(BUSY_AFTER_MS, lambda: self.lobby.set_hosting(Busy("Starting…")))
        self._own.open(
            room,
            isolated=self._settings.choices.isolated_hosting,
            opened=lambda: self._opened(room),
            failed=self._not_hosted,
            died=self._died,
        )

    def _opened(self, room: Room) -> None:
        addresses = room.hosting.addresses if room.hosting else ()
        fingerprint = room.hosting.fingerprint if room.hosting else ""
        shared = Invite(addresses[:1] or (LOOPBACK,), room.port, DEFAULT_CHANNEL, room.name, fingerprint=fingerprint)
        room.set_about(host_name=room.nick, invite=shared.link())
        self._enter(room, Attempt(replace(shared, addresses=(LOOPBACK,)), hosted=True))

    def _not_hosted(self, reason: str) -> None:
        self._cancel_timer()
        self.lobby.set_hosting(Failed(reason))

    def _died(self, reason: str) -> None:
        if self.visit and self.visit.inside:
            self.visit.close(reason)
        else:
            self._abandon()
            self._not_hosted(reason)

    # -- joining

    def join(self, pasted: str) -> None:
        """Join by whatever somebody pasted: a link, an address."""
        try:
            invite = invites.read(pasted)
        except InviteError as error:
            self.lobby.set_joining(Failed(str(error)))
            return
        self.join_by(invite)

    def join_by(self, invite: Invite) -> None:
        """Join the room that an invite leads to. Asks for a name where there is none yet."""
        if self._own.room:  # on our way into a room of our own: a click too many
            return
        self.cancel()
        invite = self._known.recognise(invite)
        if not self.lobby.nick:
            text = f"What should the people in {invite.name or 'the room'} call you?"
            self._stage.ask_nick(text, "", lambda nick: self._join_as(nick, invite))
        elif self.give_nick(self.lobby.nick):
            room = Room(invite.name or invite.addresses[0], invite.addresses[0], invite.port, self.lobby.nick)
            room.set_about(invite=invite.link())
            self._show_connecting(invite)
            self._enter(room, Attempt(invite))

    def rejoin(self, recent: RecentRoom) -> None:
        """Go back to a room we have been in; one of our own is opened again."""
        if recent.hosted:
            self.host(recent.name)
        elif nearby := self.lobby.nearby_again(recent):  # its address may have changed
            self.join_nearby(nearby)
        else:
            invite = Invite(
                (recent.address,),
                recent.port,
                name=recent.name,
                fingerprint=recent.fingerprint,
                in_clear=recent.in_clear,
            )
            self.join_by(invite)

    def join_nearby(self, room: NearbyRoom) -> None:
        """Join a room that was found nearby. It has to prove that it is the one that was announced."""
        self.join_by(Invite(room.addresses, room.port, room.channel, room.name, fingerprint=room.fingerprint))

    @property
    def open_room(self) -> RecentRoom | None:
        """The room of others that we are in, to come back to when the program starts again."""
        if self.visit is None or not self.visit.inside or self._own.room:
            return None
        room = self.visit.room
        return next((r for r in self.lobby.recent if (r.address, r.port) == (room.address, room.port)), None)

    def forget(self, recent: RecentRoom) -> None:
        self._keep_recent(tuple(room for room in self.lobby.recent if room != recent))

    def cancel(self) -> None:
        """Stop joining, at once."""
        if self._own.room:  # nothing to be stopped: a room of our own takes no time to be joined
            return
        self._cancel_timer()
        self._abandon()
        self.lobby.set_joining(Idle())

    def accept_offer(self) -> None:
        """Join again under the name that was offered."""
        if self._attempt and self._offered:
            self._join_as(self._offered, self._attempt.invite)

    def _join_as(self, nick: str, invite: Invite) -> None:
        if self.give_nick(nick):
            self.join_by(invite)
        else:
            text, offer = self.lobby.nick_error, self.lobby.nick_offer
            self._stage.ask_nick(text, offer, lambda other: self._join_as(other, invite))

    def _show_connecting(self, invite: Invite) -> None:
        text = f"Connecting to {invite.name or invite.addresses[0]}…"
        self.lobby.set_joining(Busy(text))
        self._later(HINT_AFTER_MS, lambda: self.lobby.set_joining(Busy(text, FIREWALL_HINT)))

    # -- in and out

    def _enter(self, room: Room, attempt: Attempt) -> None:
        self._attempt = attempt
        invite = attempt.invite

        self.visit = Visit(
            room,
            self._settings,
            self._clockwork,
            Shelf(self._archive, _identity(attempt)),
            connect=lambda report: self._connect(invite, lambda told: self._post(lambda: report(told))),
            channel=invite.channel,
            password=invite.password,
            entered=lambda: self._entered(attempt),
            refused=lambda refusal: self._refused(attempt, refusal),
            leave_room=self.leave_room,
            now=self._now,
        )
        room.status_changed.connect(lambda: self._met(room, attempt))
        self.visit.start()

    def _met(self, room: Room, attempt: Attempt) -> None:
        """The room has proved itself, and let us in."""
        if isinstance(room.status, Online):
            self._remember(room, attempt)
            if not attempt.hosted:
                self._known.remember(attempt.invite)

    def _entered(self, attempt: Attempt) -> None:
        self._cancel_timer()
        visit = self.visit
        if visit is None:
            return
        self.lobby.set_hosting(Idle())
        self.lobby.set_joining(Idle())
        room = visit.room
        text = "You opened the room" if attempt.hosted else f"Welcome to {room.name}, {room.nick}"
        if room.current and not visit.is_known:
            key = f"welcome-{self._now()}"
            room.current.append(Remark(key, self._now(), text, "door-open"))
        self._stage.show_chat(visit)

    def _refused(self, attempt: Attempt, refusal: Refusal) -> None:
        self._cancel_timer()
        visit, self.visit = self.visit, None
        if visit and visit.inside:  # shown from what is kept of it, before anybody was asked
            self._stage.show_welcome()
        if attempt.hosted:  # our own room does not let us in: there is nothing to keep open
            self._own.stop()
            self._not_hosted(_why_not_ours(refusal))
            return
        match refusal:
            case Unreachable(reason):
                self.lobby.set_joining(Failed(reason))
            case NameRefused(reason, suggestion):
                self._offered = suggestion
                self.lobby.set_joining(Failed(reason, offer=f"Use “{suggestion}”"))
                self._stage.ask_nick(reason, suggestion, lambda nick: self._join_as(nick, attempt.invite))
            case PasswordWanted(given):
                self.lobby.set_joining(Idle())
                text = "Whoever hosts the room can tell you."
                text = f"That is not this room's password. {text}" if given else text
                self._stage.ask_password(text, lambda word: self.join_by(_with_password(attempt.invite, word)))
            case Unmet(fingerprint):
                self.lobby.set_joining(Idle())
                title, text = _first_meeting(attempt.invite, fingerprint)
                known = replace(attempt.invite, fingerprint=fingerprint)
                self._stage.ask_trust(title, text, "They are the same", lambda: self.join_by(known))

    def question(self) -> tuple[str, str, str] | None:
        """What to ask before leaving: title, text, and what the button says. None: nothing to ask."""
        if self._own.room is None or self.visit is None or isinstance(self.visit.room.status, Closed):
            return None
        room = self.visit.room
        others = [person.nick for person in room.people if not room.is_me(person.nick)]
        if others:
            text = f"{_listed(others)} will be disconnected, and nobody can join until you open it again."
        else:
            text = "Nobody else is here now. Nobody can join until you open it again."
        return f"Close “{room.name}”?", text, "Close the room"

    def leave_room(self) -> None:
        """Back to the welcome window; asks first where others would be disconnected."""
        if question := self.question():
            self._stage.ask(*question, self._leave)
        else:
            self._leave()

    def leave_for(self, pasted: str) -> None:
        """Go to the room that a link in this one leads to; asks first."""
        title, text, _ = self.question() or ("Leave this room?", "The link leads to another room.", "")
        self._stage.ask(title, text, "Leave and join the other", lambda: self._change_rooms(pasted))

    def _change_rooms(self, pasted: str) -> None:
        self._leave()
        self.join(pasted)

    def _leave(self) -> None:
        visit, self.visit = self.visit, None
        if visit:
            visit.abandon()
        self._own.stop()
        self._stage.show_welcome()

    def close(self) -> None:
        """The program ends: say goodbye and close what we host, in bounded time. Nothing is asked."""
        self._cancel_timer()
        if self.visit:
            self.visit.farewell()
        self._own.stop_and_wait()

    def _abandon(self) -> None:
        """Give up coming in."""
        if self.visit and not self.visit.inside:
            self.visit.abandon()
            self.visit = None

    # -- the rooms we have been in

    def _remember(self, room: Room, attempt: Attempt) -> None:
        address = room.address
        invite, now = attempt.invite, self._now()
        new = RecentRoom(room.name, address, room.port, now, attempt.hosted, invite.in_clear, invite.fingerprint)
        rest = (known for known in self.lobby.recent if not _same_room(known, new))
        self._keep_recent((new, *rest))

    def _keep_recent(self, rooms: tuple[RecentRoom, ...]) -> None:
        self.lobby.set_recent(rooms)
        try:
            self._files.save_recent(rooms)
        except OSError as error:
            log.warning("the list of rooms cannot be stored: %s", error)

    # -- the network

    def _connection(self, invite: Invite, report: Callable[[Report], object]) -> "Connection":
        from app.client.connection import Connection  # here: the window is shown sooner without

        return Connection(
            invite.addresses,
            invite.port,
            report,
            fingerprint=invite.fingerprint,
            in_clear=invite.in_clear,
            key_file=self._files.key_file,
        )

    # -- time

    def _later(self, ms: int, work: Callable[[], object]) -> None:
        self._cancel_timer()

        def due() -> None:
            self._timer = None
            work()

        self._timer = self._clockwork.after(ms, due)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None


def _identity(attempt: Attempt) -> str:
    """By what a room's conversations are kept: it may be at another address tomorrow, and another one at this."""
    invite = attempt.invite
    if invite.fingerprint:
        return invite.fingerprint
    return f"own {invite.name}" if attempt.hosted else f"{invite.addresses[0].lower()} {invite.port}"


def _first_meeting(invite: Invite, fingerprint: str) -> tuple[str, str]:
    """What to ask before a room is entered that nobody has vouched for: a title and a text."""
    return "Is this the right room?", (
        f"You have not been in the room at {invite.addresses[0]} before, and came without an invite. "
        f"Ask its host to read out the words of the room. They should be: {spoken(fingerprint)}."
    )


def _why_not_ours(refusal: Refusal) -> str:
    """Why we cannot enter a room that we have opened ourselves."""
    match refusal:
        case PasswordWanted():
            return "It has a password."
        case Unmet():
            return "Another program has taken its place."
        case Unreachable(reason) | NameRefused(reason):
            return reason


def _with_password(invite: Invite, password: str) -> Invite:
    return replace(invite, password="".join(filter(str.isprintable, password)))


def _same_room(one: RecentRoom, other: RecentRoom) -> bool:
    if one.hosted or other.hosted:
        return one.hosted and other.hosted and one.name == other.name
    if one.fingerprint and other.fingerprint:
        return one.fingerprint == other.fingerprint
    return (one.address, one.port) == (other.address, other.port)


def _listed(names: list[str]) -> str:
    """Ben. Ben and Cleo. Ben, Cleo and 3 others."""
    shown = names[:3] if len(names) <= 3 else names[:2]
    more = len(names) - len(shown)
    parts = [*shown, *([f"{more} others"] if more else [])]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
