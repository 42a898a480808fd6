"""The room: who is here, which channels there are, and what everybody is told.

Lives on the engine thread and knows neither sockets nor threads. It writes mailboxes (``dirty``
lists whose) and says whom to let go (``parting``); the engine does both. Time is handed in.
"""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from typing import Any

from server import modes, news, patience, presence, records
from server.channels import Channels
from server.config import Config
from server.log import Kind, Log, LogLine, no_log
from server.memory import Memory
from server.past import Past
from server.person import Person
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    DEFAULT_CHANNEL,
    DRAFT_EXTENDED_MONITOR,
    EXTENDED_MONITOR,
    ROOM_CLOSED,
    RPL_MONOFFLINE,
    RPL_MONONLINE,
    STANDARD_REPLIES,
)
from server.register import Register
from server.session import Session
from server.stamps import Clock, Ids, Stamps, render_time
from server.threads import engine_only
from server.watch import Watch

_TELLS_MORE = {EXTENDED_MONITOR.name, DRAFT_EXTENDED_MONITOR.name}

Work = Callable[[Session, Callable[[], Any], Callable[[Any], None]], None]


def _work_at_once(_: Session, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
    then(job())


class Room:
    """Everything that is true of one room."""

    def __init__(
        self, config: Config, log: Log = no_log, *, clock: Clock = time.time, monotonic: Clock = time.monotonic
    ) -> None:
        self.config = config
        self.name = config.server.network
        self.server_name = config.server.name or server_name_for(self.name)
        self.clock = clock
        self.monotonic = monotonic
        self.created_at = clock()
        self.people = Register()
        self.visitors: set[Session] = set()
        """Every connection."""
        self.strangers: set[Session] = set()
        """Those of people who have not come in yet."""
        self.waiting: set[Person] = set()
        """Who is here without any connection. See ``presence``."""
        self.bearers: dict[str, set[Person]] = {modes.INVISIBLE: set(), modes.SERVER_OPERATOR: set()}
        """Who has these modes. Every newcomer is told how many: counted each time, a thousand took a second of it."""
        self.count = 0
        """How many people are here. May be read from any thread, where it may be a moment old."""
        self.most_people = 0
        self.watch = Watch()
        self.past = Past()
        self.dirty: list[Session] = []
        self.parting: list[Session] = []
        self.last_to_flush: list[Session] = []
        self.read_config: Callable[[], Config] | None = None
        """How to read the configuration again, if it came from a file."""
        self._log = log
        self._ids = Ids()
        self.private_stamps = Stamps(clock, self._ids)
        self.memory = Memory(config, self.warn)
        self.accounts, self.history = self.memory.accounts, self.memory.history
        self.records, self.marks, self.metadata = self.memory.records, self.memory.marks, self.memory.metadata
        self.channels = Channels(self.memory, clock, self._ids)
        self.work: Work = _work_at_once
        """Has something done that takes a moment (by another thread, if there is one), and then what follows."""
        if self.history is not None:
            self.private_stamps.go_on_after(self.history.last_time())
        self.engine_thread: int | None = None
        """The thread that everything here happens on, once there is one. See ``threads``."""
        self._restore()

    def _restore(self) -> None:
        """Go on where the room was when it closed."""
        for state in self.records.channels():
            records.restore(self.channels.add(state["name"]), state)
        general = self.channels.find(DEFAULT_CHANNEL) or self.channels.add(DEFAULT_CHANNEL)
        general.permanent = True
        for state in self.records.people():
            presence.restore(self, state)

    # Time and log

    def time(self) -> bytes:
        """Now, as ``server-time`` writes it."""
        return render_time(int(self.clock() * 1000))

    def log(self, kind: Kind, text: str) -> None:
        self._log(LogLine(self.clock(), kind, text))

    def warn(self, text: str) -> None:
        """Something is wrong that the host has to know of: it is logged, and operators are told."""
        self.log("problem", text)
        for person in self.bearers[modes.SERVER_OPERATOR]:
            person.send(f":{self.server_name} NOTICE {person.nick} :{text}")

    # People

    def find(self, nick: str) -> Person | None:
        return self.people.find(nick)

    def registered(self) -> list[Person]:
        return [person for person in self.people.values() if person.registered]

    def is_taken(self, nick: str, by_other_than: Person) -> bool:
        """Whether somebody has a name, or one that looks the same."""
        holder = self.people.holder(nick)
        return holder is not None and holder is not by_other_than

    def claim(self, person: Person, nick: str) -> None:
        """Write somebody into the register under a new name, which must be free."""
        old = person.nick
        is_new = person.registered and casefold(old) != casefold(nick)
        if is_new:
            self.past.add(person, self.clock())
        self.people.write(nick, person)
        person.name(nick)
        self.records.note_person(person)
        if is_new:
            news.tell_watchers(self, RPL_MONOFFLINE, old, old)
            news.tell_watchers(self, RPL_MONONLINE, nick, person.source)

    def release(self, person: Person) -> None:
        """Strike somebody's name, which is free from then on."""
        self.people.strike(person)

    # Coming and going

    @engine_only
    def arrive(self, session: Session) -> None:
        """Somebody connected. They have no name yet."""
        self.visitors.add(session)
        self.strangers.add(session)

    def admit(self, session: Session) -> None:
        """Somebody has said who they are: others can see and reach them from now on."""
        person = session.person
        person.registered = True
        self.strangers.discard(session)
        self.records.note_person(person)
        self.count += 1
        self.most_people = max(self.most_people, self.count)
        news.tell_watchers(self, RPL_MONONLINE, person.nick, person.source)
        self.log("named", f"{person.nick} is here, from {person.host}.")

    @engine_only
    def dismiss(self, session: Session, reason: str, farewell: str | None = None) -> None:
        """A connection ends, or is made to; with their last one somebody leaves, unless they are always there.

        Their name is free and the others know before the socket closes. ``reason`` is what others are
        told; ``farewell`` what the person is told, when that differs.
        """
        if session.closing:
            return
        person = session.person
        self._end(session, reason, farewell or reason)
        if person.sessions:
            presence.settle_away(person)
        elif person.registered and presence.stays(person):
            presence.detach(person)
        else:
            self._part_from(person, reason)

    @engine_only
    def turn_away(self, session: Session, reason: str) -> None:
        """As ``dismiss``, for what somebody does who may not come in like that: the host is told."""
        if not session.closing and not session.person.registered:
            self.log("refused", f"Somebody from {session.host} was turned away: {reason}.")
        self.dismiss(session, reason)

    @engine_only
    def remove(self, person: Person, reason: str) -> None:
        """Have somebody leave by all their connections, even if they are always there."""
        for session in list(person.sessions):
            self._end(session, reason, reason)
        self._part_from(person, reason)

    def _end(self, session: Session, reason: str, farewell: str) -> None:
        """Say goodbye to a connection, which is nobody's from then on."""
        person = session.person
        session.closing = True
        session.part()
        self.watch.clear(session)
        self.visitors.discard(session)
        self.strangers.discard(session)
        session.send(f"ERROR :Closing link: {farewell}")
        self.parting.append(session)
        if person.registered:
            left = "is still here" if person.sessions else "is gone"
            self.log("disconnected", f"{person.nick} ({session.host}) {left}: {reason.removesuffix(': ')}.")

    def _part_from(self, person: Person, reason: str) -> None:
        """Somebody is not here any more: the others are told, and their name and place are free."""
        if person.registered:
            self.count -= 1
            news.announce(person, f"QUIT :{reason}")
            news.keep_event(person, f"QUIT :{reason}")
            self.past.add(person, self.clock())
            news.tell_watchers(self, RPL_MONOFFLINE, person.nick, person.nick)
            self.records.note_person(person)
        person.registered = False
        self.waiting.discard(person)
        if not person.account:
            self.metadata.forget(person.identity)
            self.marks.forget(person.identity)
        for channel in list(person.channels.values()):
            self.channels.leave(person, channel)
        self.release(person)
        for bearers in self.bearers.values():
            bearers.discard(person)

    # Once a second, and at the end

    @engine_only
    def tick(self) -> None:
        """Ask the silent for a sign of life, let go of those who give none, and keep the history in order."""
        self.memory.tick(self.config.history, now=self.monotonic(), clock=self.clock())
        patience.look_round(self)

    @engine_only
    def close(self) -> None:
        """Say goodbye to everybody."""
        for session in list(self.visitors):
            session.closing = True
            if session.can(STANDARD_REPLIES):
                session.send(f":{self.server_name} NOTE * {ROOM_CLOSED} :The host closed the room.")
            session.send("ERROR :Closing link: The room was closed")
            self.parting.append(session)
        self.count = 0
        self.visitors.clear()
        self.people.clear()
        self.channels.clear()


def server_name_for(room: str) -> str:
    """A name as servers have one, from what people call the room. The dot tells it from a nickname."""
    bare = unicodedata.normalize("NFKD", room.lower())
    spoken = (character for character in bare if character not in "'’" and not unicodedata.combining(character))
    letters = "".join(character if character.isascii() and character.isalnum() else " " for character in spoken)
    return f"{'-'.join(letters.split())[:50] or 'room'}.parlor"
