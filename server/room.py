"""The room: who is here, which channels there are, and what everybody is told.

Lives on the engine thread and knows neither sockets nor threads. It writes mailboxes (``dirty``
lists whose) and says whom to let go (``parting``); the engine does both. Time is handed in.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from server import modes, presence, records
from server.channel import Channel
from server.config import Config
from server.log import Kind, Log, LogLine, no_log
from server.memory import Memory
from server.past import Past
from server.protocol.names import casefold
from server.protocol.vocabulary import (
    DEFAULT_CHANNEL,
    DRAFT_EXTENDED_MONITOR,
    EXTENDED_MONITOR,
    ROOM_CLOSED,
    RPL_MONOFFLINE,
    RPL_MONONLINE,
    STANDARD_REPLIES,
    Capability,
)
from server.register import Register
from server.relay import Relay
from server.session import Session
from server.stamps import Clock, Ids, Stamp, Stamps, render_time
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
        self.strangers: set[Session] = set()
        """Visitors without a name."""
        self.bearers: dict[str, set[Session]] = {modes.INVISIBLE: set(), modes.SERVER_OPERATOR: set()}
        """Who has these modes. Every newcomer is told how many: counted each time, a thousand took a second of it."""
        self.channels: dict[str, Channel] = {}
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
            records.restore(self._add_channel(state["name"]), state)
        general = self.channel(DEFAULT_CHANNEL) or self._add_channel(DEFAULT_CHANNEL)
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
            if person.registered:
                person.send(f":{self.server_name} NOTICE {person.nick} :{text}")

    # People

    @engine_only
    def arrive(self, person: Session) -> None:
        """Somebody connected. They have no name yet."""
        self.visitors.add(person)
        self.strangers.add(person)
        self.log("connected", f"Somebody connected from {person.host}.")

    def find(self, nick: str) -> Session | None:
        return self.people.find(nick)

    def is_taken(self, nick: str, by_other_than: Session) -> bool:
        """Whether somebody has a name, or one that looks the same."""
        holder = self.people.holder(nick)
        return holder is not None and holder is not by_other_than

    def claim(self, person: Session, nick: str) -> None:
        """Write somebody into the register under a new name, which must be free."""
        old = person.nick
        is_new = person.registered and casefold(old) != casefold(nick)
        if is_new:
            self.past.add(person, self.clock())
        self.people.write(nick, person)
        person.name(nick)
        self.records.note_person(person)
        if is_new:
            self._tell_watchers(RPL_MONOFFLINE, old, old)
            self._tell_watchers(RPL_MONONLINE, nick, person.prefix.decode().removeprefix(":"))

    def release(self, person: Session) -> None:
        """Strike somebody's name, which is free from then on."""
        self.people.strike(person)

    def admit(self, person: Session) -> None:
        """Somebody has said who they are: others can see and reach them from now on."""
        person.registered = True
        self.strangers.discard(person)
        self.records.note_person(person)
        self.count += 1
        self.most_people = max(self.most_people, self.count)
        self._tell_watchers(RPL_MONONLINE, person.nick, person.prefix.decode().removeprefix(":"))
        self.log("named", f"{person.nick} is here, from {person.host}.")

    def registered(self) -> list[Session]:
        return [person for person in self.people.values() if person.registered]

    def neighbours(self, person: Session) -> set[Session]:
        """Everybody who sees somebody in a channel, without them."""
        found = {other for channel in person.channels.values() for other in channel.audience_of(person)}
        found.discard(person)
        return found

    def announce(self, person: Session, line: str, needs: Capability | None = None, *, to_self: bool = False) -> None:
        """Tell a person's neighbours what they do, once each: those whose clients understand it."""
        relay = person.relay(line, Stamp(self.time()))
        readers = self.neighbours(person)
        if to_self:
            readers.add(person)
        if needs is not None:  # https://ircv3.net/specs/extensions/extended-monitor
            readers |= {one for one in self.watch.watchers_of(person.nick) if one.capabilities & _TELLS_MORE}
        for reader in readers:
            if needs is None or reader.can(needs):
                reader.deliver(relay)

    def _tell_watchers(self, numeric: str, nick: str, text: str) -> None:
        for watcher in self.watch.watchers_of(nick):
            watcher.reply(numeric, text)

    def keep_event(self, person: Session, words: str) -> None:
        """Remember what a person does in all their channels at once."""
        for channel in person.channels.values():
            channel.keep(person.relay(words, channel.stamps.next()), by=person)

    def keep_private(self, person: Session, target: Session, relay: Relay) -> None:
        """Remember what somebody said to somebody else alone."""
        if self.history is not None:
            self.history.keep(self.history.conversation(person.identity, target.identity), relay)
            for one in (person, target):
                self.history.call(one.identity, one.nick)

    @engine_only
    def dismiss(self, person: Session, reason: str, farewell: str | None = None, *, for_good: bool = False) -> None:
        """Somebody leaves, or is made to. Their name is free and the others know before the socket closes.

        ``reason`` is what others are told; ``farewell`` what the person is told, when that differs.
        Who wishes to be always there stays, but for being sent away ``for_good``.
        """
        if person.closing and not (person.detached and for_good):
            return
        if person.registered and not for_good and presence.stays(person):
            presence.detach(person, farewell or reason)
            return
        person.closing, person.detached = True, False
        self.records.note_person(person)
        if person.registered:
            self.count -= 1
            self.announce(person, f"QUIT :{reason}")
            self.keep_event(person, f"QUIT :{reason}")
            self.past.add(person, self.clock())
            self._tell_watchers(RPL_MONOFFLINE, person.nick, person.nick)
        self.watch.clear(person)
        if not person.account:
            self.metadata.forget(person.identity)
            self.marks.forget(person.identity)
        for channel in list(person.channels.values()):
            self.leave(person, channel)
        self.release(person)
        self.visitors.discard(person)
        self.strangers.discard(person)
        for bearers in self.bearers.values():
            bearers.discard(person)
        person.send(f"ERROR :Closing link: {farewell or reason}")
        self.parting.append(person)
        who = f"{person.nick} ({person.host})" if person.registered else f"Somebody from {person.host}"
        self.log("disconnected", f"{who} is gone: {reason}.")

    # Channels

    def channel(self, name: str) -> Channel | None:
        return self.channels.get(casefold(name))

    def enter(self, person: Session, name: str) -> Channel:
        """Put somebody into a channel, which is made if there is none. Says nothing to anybody."""
        channel = self.channel(name) or self._add_channel(name)
        self.put_into(person, channel)
        self.log("joined", f"{person.nick} joined {channel.name}.")
        return channel

    def put_into(self, person: Session, channel: Channel) -> None:
        """As ``enter``, for a channel that there is, and without a word in the log."""
        channel.add(person, self.records.ranks(channel, person))
        person.channels[casefold(channel.name)] = channel
        self.records.note(channel)
        self.records.note_person(person)

    def leave(self, person: Session, channel: Channel) -> None:
        """Take somebody out of a channel, which is gone with its last member. Says nothing to anybody."""
        if person.account:
            self.records.write()  # while the ranks are known to which they may come back
        channel.remove(person)
        del person.channels[casefold(channel.name)]
        self.records.note_person(person)
        if not channel.size and not channel.permanent and not self.records.is_owned(channel):
            self._remove_channel(channel)

    def rename(self, channel: Channel, name: str) -> None:
        """Call a channel otherwise; all that is in it stays. Says nothing to anybody."""
        old, new = casefold(channel.name), casefold(name)
        self.memory.rename(channel, name)
        members = list(channel)
        for person in members:
            del person.channels[old]
        del self.channels[old]
        channel.rename(name)
        self.channels[new] = channel
        for person in members:
            person.channels[new] = channel

    def _add_channel(self, name: str) -> Channel:
        channel = Channel(name, self.clock, self._ids)
        self.memory.begin(channel)
        self.channels[casefold(name)] = channel
        return channel

    def _remove_channel(self, channel: Channel) -> None:
        del self.channels[casefold(channel.name)]
        self.memory.end(channel)

    # Once a second, and at the end

    @engine_only
    def tick(self) -> None:
        """Ask the silent for a sign of life, let go of those who give none, and keep the history in order."""
        now = self.monotonic()
        self.memory.tick(self.config.history, now=now, clock=self.clock())
        limits = self.config.limits
        for person in list(self.visitors):
            silence = now - person.heard_at
            if not person.registered:
                if now - person.since > limits.registration_timeout:
                    self.dismiss(person, f"No name within {limits.registration_timeout} seconds")
            elif silence > limits.ping_timeout:
                self.dismiss(person, f"Ping timeout: {int(silence)} seconds")
            elif silence > limits.ping_interval and not person.pinged:
                person.pinged = True
                person.send(f"PING :{self.server_name}")

    @engine_only
    def close(self) -> None:
        """Say goodbye to everybody."""
        for person in list(self.visitors):
            person.closing = True
            if person.can(STANDARD_REPLIES):
                person.send(f":{self.server_name} NOTE * {ROOM_CLOSED} :The host closed the room.")
            person.send("ERROR :Closing link: The room was closed")
            self.parting.append(person)
        self.count = 0
        self.visitors.clear()
        self.people.clear()
        self.channels.clear()


def server_name_for(room: str) -> str:
    """A name as servers have one, from what people call the room. The dot tells it from a nickname."""
    bare = room.lower().replace("'", "").replace("’", "")
    letters = "".join(character if character.isascii() and character.isalnum() else " " for character in bare)
    return f"{'-'.join(letters.split())[:50] or 'room'}.parlor"
