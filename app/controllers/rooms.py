"""Into a room and out of it: hosting, joining, the rooms we have been in.

Tk thread only; what takes time (opening and stopping a room) runs on a worker thread and
comes back through ``post``. Writes the lobby; makes the visit; asks the stage to show things.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from app.client.connection import Connection, Report
from app.controllers.visit import NameRefused, PasswordWanted, Refusal, Unreachable, Visit
from app.models.entries import Remark
from app.models.lobby import Busy, Failed, Idle, Lobby, RecentRoom
from app.models.room import Closed, Hosting, LogEntry, Room
from app.models.settings import Settings
from app.pump import Clockwork
from app.services import invites, network
from app.services.files import Files
from app.services.invites import Invite, InviteError
from server.config import Config, ServerTable
from server.hosting import HostedRoom, HostingError, open_room
from server.log import LogLine
from server.protocol.names import nick_problem, suggest_nick
from server.protocol.vocabulary import DEFAULT_CHANNEL

log = logging.getLogger(__name__)

BUSY_AFTER_MS = 300
"""Opening a room is shown as work only when it takes longer than this."""

HINT_AFTER_MS = 5000
"""When nobody has answered for so long, say what to look at."""

FIREWALL_HINT = "Nobody has answered yet. Is the room still open? A firewall on that computer may be in the way."
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
        post: Callable[[Callable[[], object]], None],
        *,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.lobby = lobby
        self.visit: Visit | None = None
        self.hosted: HostedRoom | None = None
        self._settings = settings
        self._files = files
        self._stage = stage
        self._clockwork = clockwork
        self._post = post
        self._now = now
        self._attempt: Attempt | None = None
        self._timer: str | None = None
        self._opening: Room | None = None
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
        if isinstance(self.lobby.hosting, Busy) or self._opening or not self.give_nick(self.lobby.nick):
            return
        name = " ".join(name.split())[:MAX_ROOM_NAME] or f"{self.lobby.nick}'s room"
        isolated = self._settings.choices.isolated_hosting
        self._opening = room = Room(name, LOOPBACK, 0, self.lobby.nick)
        self._later(BUSY_AFTER_MS, lambda: self.lobby.set_hosting(Busy("Starting…")))
        self._background(lambda: self._open(room, isolated))

    def _open(self, room: Room, isolated: bool) -> None:
        """Worker thread."""
        try:
            hosted = open_room(
                Config(ServerTable(network=room.name)),
                isolated=isolated,
                on_log=lambda line: self._post(lambda: _put_log(room, line)),
                on_death=lambda reason: self._post(lambda: self._died(room, reason)),
            )
        except HostingError as error:
            words = str(error)
            self._post(lambda: self._not_opened(words))
        else:
            addresses = network.own_addresses()
            self._post(lambda: self._opened(room, hosted, addresses))

    def _not_opened(self, reason: str) -> None:
        self._cancel_timer()
        self._opening = None
        self.lobby.set_hosting(Failed(reason))

    def _opened(self, room: Room, hosted: HostedRoom, addresses: Sequence[str]) -> None:
        self._cancel_timer()
        self._opening = None
        self.hosted = hosted
        room.port = hosted.port
        room.hosting = Hosting(tuple(addresses), hosted.port, hosted.isolated)
        shared = Invite(tuple(addresses[:1]) or (LOOPBACK,), hosted.port, DEFAULT_CHANNEL, room.name)
        room.set_about(host_name=room.nick, invite=shared.link())
        self._enter(room, Attempt(replace(shared, addresses=(LOOPBACK,)), hosted=True))

    def _died(self, room: Room, reason: str) -> None:
        self.hosted = None
        if self.visit and self.visit.room is room:
            self.visit.abandon()
            room.set_status(Closed(reason))

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
        self.cancel()
        if not self.lobby.nick:
            text = f"What should the people in {invite.name or 'the room'} call you?"
            self._stage.ask_nick(text, "", lambda nick: self._join_as(nick, Attempt(invite)))
        elif self.give_nick(self.lobby.nick):
            room = Room(invite.name or invite.addresses[0], invite.addresses[0], invite.port, self.lobby.nick)
            room.set_about(invite=invite.link())
            self._show_connecting(invite)
            self._enter(room, Attempt(invite))

    def rejoin(self, recent: RecentRoom) -> None:
        """Go back to a room we have been in; one of our own is opened again."""
        if recent.hosted:
            self.host(recent.name)
        else:
            self.join_by(Invite((recent.address,), recent.port, name=recent.name))

    def forget(self, recent: RecentRoom) -> None:
        self._keep_recent(tuple(room for room in self.lobby.recent if room != recent))

    def cancel(self) -> None:
        """Stop joining, at once."""
        self._cancel_timer()
        if self.visit and not self.visit.inside:
            self.visit.abandon()
            self.visit = None
        self.lobby.set_joining(Idle())

    def accept_offer(self) -> None:
        """Join again under the name that was offered."""
        if self._attempt and self.lobby.nick_offer:
            self._join_as(self.lobby.nick_offer, self._attempt)

    def _join_as(self, nick: str, attempt: Attempt) -> None:
        if self.give_nick(nick):
            self.join_by(attempt.invite)

    def _show_connecting(self, invite: Invite) -> None:
        text = f"Connecting to {invite.name or invite.addresses[0]}…"
        self.lobby.set_joining(Busy(text))
        self._later(HINT_AFTER_MS, lambda: self.lobby.set_joining(Busy(text, FIREWALL_HINT)))

    # -- in and out

    def _enter(self, room: Room, attempt: Attempt) -> None:
        self._attempt = attempt
        invite = attempt.invite

        def connect(report: Callable[[Report], object]) -> Connection:
            return Connection(invite.addresses, invite.port, lambda r: self._post(lambda: report(r)))

        self.visit = Visit(
            room,
            self._settings,
            self._clockwork,
            connect=connect,
            channel=invite.channel,
            password=invite.password,
            entered=lambda: self._entered(attempt),
            refused=lambda refusal: self._refused(attempt, refusal),
            leave_room=self.leave_room,
            now=self._now,
        )
        self.visit.start()

    def _entered(self, attempt: Attempt) -> None:
        self._cancel_timer()
        visit = self.visit
        if visit is None:
            return
        self.lobby.set_hosting(Idle())
        self.lobby.set_joining(Idle())
        room = visit.room
        text = "You opened the room" if attempt.hosted else f"Welcome to {room.name}, {room.nick}"
        if room.current:
            key = f"welcome-{self._now()}"
            room.current.append(Remark(key, self._now(), text, "door-open"))
        self._remember(room, attempt)
        self._stage.show_chat(visit)

    def _refused(self, attempt: Attempt, refusal: Refusal) -> None:
        self._cancel_timer()
        self.visit = None
        if attempt.hosted:  # our own room does not let us in: there is nothing to keep open
            self._background(self._stop_hosting)
            reason = refusal.reason if isinstance(refusal, Unreachable | NameRefused) else "It has a password."
            self.lobby.set_hosting(Failed(reason))
            return
        match refusal:
            case Unreachable(reason):
                self.lobby.set_joining(Failed(reason))
            case NameRefused(reason, suggestion):
                self.lobby.set_nick(self.lobby.nick, error=reason, offer=suggestion)
                self.lobby.set_joining(Failed(reason, offer=f"Use “{suggestion}”"))
            case PasswordWanted(given):
                self.lobby.set_joining(Idle())
                text = "That is not this room's password." if given else "This room has a password."
                invite = attempt.invite
                self._stage.ask_password(text, lambda word: self.join_by(replace(invite, password=word)))

    def question(self) -> tuple[str, str, str] | None:
        """What to ask before leaving: title, text, and what the button says. None: nothing to ask."""
        if self.hosted is None or self.visit is None or isinstance(self.visit.room.status, Closed):
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
        hosted, self.hosted = self.hosted, None
        if visit:
            visit.abandon()
        if hosted:
            self._background(hosted.stop)
        self._stage.show_welcome()

    def close(self) -> None:
        """The program ends: say goodbye and close what we host, in bounded time. Nothing is asked."""
        self._cancel_timer()
        if self.visit:
            self.visit.farewell()
        self._stop_hosting()

    def _stop_hosting(self) -> None:
        hosted, self.hosted = self.hosted, None
        if hosted:
            hosted.stop()

    # -- the rooms we have been in

    def _remember(self, room: Room, attempt: Attempt) -> None:
        address = room.address
        new = RecentRoom(room.name, address, room.port, self._now(), attempt.hosted)
        rest = (known for known in self.lobby.recent if not _same_room(known, new))
        self._keep_recent((new, *rest))

    def _keep_recent(self, rooms: tuple[RecentRoom, ...]) -> None:
        self.lobby.set_recent(rooms)
        try:
            self._files.save_recent(rooms)
        except OSError as error:
            log.warning("the list of rooms cannot be stored: %s", error)

    # -- time and threads

    def _later(self, ms: int, work: Callable[[], object]) -> None:
        self._cancel_timer()
        self._timer = self._clockwork.after(ms, work)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None

    @staticmethod
    def _background(work: Callable[[], object]) -> None:
        threading.Thread(target=work, name="opening", daemon=True).start()


def _put_log(room: Room, line: LogLine) -> None:
    room.put_log(LogEntry(line.time, line.kind, line.text))


def _same_room(one: RecentRoom, other: RecentRoom) -> bool:
    if one.hosted or other.hosted:
        return one.hosted and other.hosted and one.name == other.name
    return (one.address, one.port) == (other.address, other.port)


def _listed(names: list[str]) -> str:
    """Ben. Ben and Cleo. Ben, Cleo and 3 others."""
    shown = names[:3] if len(names) <= 3 else names[:2]
    more = len(names) - len(shown)
    parts = [*shown, *([f"{more} others"] if more else [])]
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
