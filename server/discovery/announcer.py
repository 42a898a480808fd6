"""Telling everybody nearby that a room is open, for as long as it is. Knows the room only as it describes itself."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from server.discovery.announcement import Announcement, Complaint, Farewell, Question, Word
from server.discovery.beacon import ASK_PORT, TELL_PORT, Wire
from server.discovery.dnssd import Announcements
from server.discovery.interfaces import Interface, Interfaces, is_near, local_interfaces

TICK = 0.5
"""Seconds between looks whether the room or the networks have changed."""
BEACON_TICKS = 5
"""The beacon comes every so many ticks."""
RUSH_TICKS = 3
"""At first, and after a change, it comes every tick so many times: one may be lost."""
ANSWERS, ANSWERS_EACH = 64, 8
"""How many questions are answered in a tick, and of one address: a flood gets few answers, and takes nobody's."""

DEAF_TICKS = 60
"""After a complaint no other is heard for so many ticks: whoever floods us with them is told nothing by it."""

Describe = Callable[[], Announcement]
"""The room as it is now. Called on the announcer's thread."""


@dataclass(slots=True)
class Announcer:
    """The host's end."""

    describe: Describe
    complained: Callable[[str, Complaint], object] = lambda _address, _complaint: None
    """Told from where somebody nearby does not get into the room. Called on the announcer's thread."""
    interfaces: Interfaces = local_interfaces
    ask_port: int = ASK_PORT
    tell_port: int = TELL_PORT
    dns_sd: bool = True

    _here: tuple[Interface, ...] = ()
    _wire: Wire | None = None
    _announcements: Announcements | None = None
    _said: Announcement | None = None
    _answered: Counter[str] = field(default_factory=Counter)
    _deaf_until: int = 0
    _rush: int = RUSH_TICKS
    _ticks: int = 0

    async def run(self, stopped: asyncio.Event) -> None:
        """Announce the room until stopped, then say goodbye for it."""
        try:
            while not stopped.is_set():
                await self._tick()
                try:
                    await asyncio.wait_for(stopped.wait(), TICK)
                except TimeoutError:
                    pass
        finally:
            await self._close()

    async def _tick(self) -> None:
        self._answered.clear()
        now = self.describe()
        networks = self.interfaces()
        another = _is_another(now, self._said)
        if another:
            self._say_goodbye()
        if another or networks != self._here:
            await self._move(now, networks)
        elif now != self._said:
            self._said, self._rush = now, RUSH_TICKS
            if self._announcements:
                await self._announcements.change(now)
        self._beat()

    async def _move(self, now: Announcement, networks: tuple[Interface, ...]) -> None:
        """Announce the room in these networks. No goodbye in others: where they are gone it reaches nobody."""
        if self._wire:
            self._wire.close()
        self._here, self._said, self._rush = networks, now, RUSH_TICKS
        self._wire = Wire(networks, self.ask_port, self._heard)
        self._wire.shout(now, self.tell_port)  # first: DNS-SD takes longer
        if self._announcements:
            await self._announcements.close()
            self._announcements = None
        if self.dns_sd:
            self._announcements = Announcements(networks)
            await self._announcements.open(now)

    def _beat(self) -> None:
        self._ticks += 1
        if self._wire and self._said and (self._rush or self._ticks % BEACON_TICKS == 0):
            self._wire.shout(self._said, self.tell_port)
            self._rush = max(0, self._rush - 1)

    def _heard(self, word: Word, address: str, port: int) -> None:
        if not self._wire or not self._said or not is_near(address, self._here):
            return
        match word:
            case Question() if self._answered[address] < ANSWERS_EACH and self._answered.total() < ANSWERS:
                self._answered[address] += 1
                self._wire.tell(self._said, address, port)
            case Complaint(room, at) if (room, at) == (self._said.room, self._said.port):
                if self._ticks >= self._deaf_until:
                    self._deaf_until = self._ticks + DEAF_TICKS
                    self.complained(address, word)

    def _say_goodbye(self) -> None:
        if self._wire and self._said:
            goodbye = Farewell(self._said.room, self._said.port)
            for _ in range(2):  # one may be lost
                self._wire.shout(goodbye, self.tell_port)

    async def _close(self) -> None:
        self._say_goodbye()
        if self._wire:
            self._wire.close()
        if self._announcements:
            await self._announcements.close()


def _is_another(now: Announcement, before: Announcement | None) -> bool:
    return before is None or (now.room, now.name, now.port) != (before.room, before.name, before.port)
