"""Hearing which rooms are open nearby, for as long as somebody looks. Knows no window: ``show`` gets what was found."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from server.discovery.announcement import Announcement, Farewell, Question, Word
from server.discovery.beacon import ASK_PORT, TELL_PORT, Wire
from server.discovery.dnssd import Browsing
from server.discovery.interfaces import Interface, Interfaces, is_near, local_interfaces, neighbours
from server.discovery.roster import Found, Roster, Source, Way

TICK = 0.25
"""Seconds between looks at what has changed: what is shown changes no faster, however much is heard."""
NETWORK_TICKS = 4
"""This computer's networks are looked at every so many ticks."""
ASK_TICKS = 10
"""Everybody is asked every so many ticks."""
RUSH = (1, 3)
"""And in these first ones, since a question may be lost."""
PROBES = (8, 40, 120)
"""Ticks without any room after which each of our neighbours is asked by itself."""
PROBE_AGAIN = 240
"""Every so many ticks that is done again, as long as there is none."""
SETTLED_AFTER = 24
"""Ticks after which all have had the time to answer, probed neighbours too."""
PROBED_AT_ONCE = 50
PROBE_TICKS = 2
"""Ticks from one lot of neighbours to the next."""
MAX_ASKED = 256
"""Addresses that are asked directly."""


@dataclass(frozen=True, slots=True)
class View:
    """What is to be seen nearby. ``able`` is false where this computer has no way of looking."""

    rooms: tuple[Found, ...] = ()
    able: bool = True
    settled: bool = False
    """Whether one has looked for so long that a room which is not among these is hardly there."""


@dataclass(slots=True)
class Browser:
    """The end of who looks. ``known`` are addresses of rooms from before, which are asked directly."""

    show: Callable[[View], object]
    known: tuple[str, ...] = ()
    interfaces: Interfaces = local_interfaces
    ask_port: int = ASK_PORT
    tell_port: int = TELL_PORT
    dns_sd: bool = True
    clock: Callable[[], float] = time.monotonic
    tick: float = TICK

    _here: tuple[Interface, ...] | None = None
    _ear: Wire | None = None  # hears what is said unasked
    _voice: Wire | None = None  # asks, and hears the answers
    _browsing: Browsing | None = None
    _roster: Roster = field(default_factory=Roster)
    _shown: View | None = None
    _ticks: int = 0
    _probe: Iterator[str] = field(default_factory=lambda: iter(()))

    async def run(self, stopped: asyncio.Event) -> None:
        """Look until stopped."""
        try:
            while not stopped.is_set():
                await self._tick()
                try:
                    await asyncio.wait_for(stopped.wait(), self.tick)
                except TimeoutError:
                    pass
        finally:
            await self._close()

    async def _tick(self) -> None:
        networks = self._here if self._ticks % NETWORK_TICKS and self._here is not None else self.interfaces()
        if networks != self._here:
            await self._close()
            self._here, self._ticks = networks, 0
            self._open(networks)
        if self._ticks % ASK_TICKS == 0 or self._ticks in RUSH:
            self._ask()
        view = View(self._roster.found(self.clock()), self._able, self._ticks > SETTLED_AFTER)
        self._probe_gently(lonely=not view.rooms)
        if view != self._shown:
            self._shown = view
            self.show(view)
        self._ticks += 1

    def _open(self, networks: tuple[Interface, ...]) -> None:
        self._ear = Wire(networks, self.tell_port, self._heard)
        self._voice = Wire(networks, 0, self._heard)
        if self.dns_sd:
            self._browsing = Browsing(networks, self._read, self._gone)

    @property
    def _able(self) -> bool:
        return any(way and way.works for way in (self._ear, self._voice, self._browsing))

    def _ask(self) -> None:
        if self._voice:
            self._voice.shout(Question(), self.ask_port)
            self._ask_directly((*self.known, *self._roster.addresses()))
        if self._browsing:
            self._browsing.ask()

    def _ask_directly(self, addresses: Iterable[str]) -> None:
        """Ask each of these, as long as the question stays in the networks around us."""
        for address in islice(dict.fromkeys(addresses), MAX_ASKED):
            if self._voice and is_near(address, self._here or ()):
                self._voice.tell(Question(), address, self.ask_port)

    def _probe_gently(self, *, lonely: bool) -> None:
        """Where nothing else has found a room, ask the neighbours one by one, a lot at a time."""
        if not lonely:
            self._probe = iter(())
        elif self._ticks in PROBES or (self._ticks and self._ticks % PROBE_AGAIN == 0):
            self._probe = neighbours(self._here or ())
        if self._ticks % PROBE_TICKS == 0:
            self._ask_directly(islice(self._probe, PROBED_AT_ONCE))

    # -- what is heard

    def _heard(self, word: Word, address: str, _port: int) -> None:
        source = Source(Way.BEACON, address)
        match word:
            case Announcement() if is_near(address, self._here or ()):
                self._roster.hear(word, source, self.clock())
            case Farewell():
                self._roster.part(word, source, self.clock())

    def _read(self, announcement: Announcement, addresses: tuple[str, ...], when: float) -> None:
        for address in addresses:
            if is_near(address, self._here or ()):
                self._roster.hear(announcement, Source(Way.DNS_SD, address), when)

    def _gone(self, farewell: Farewell, addresses: tuple[str, ...]) -> None:
        for address in addresses:
            self._roster.part(farewell, Source(Way.DNS_SD, address), self.clock())

    async def _close(self) -> None:
        for wire in (self._ear, self._voice):
            if wire:
                wire.close()
        browsing, self._ear, self._voice, self._browsing = self._browsing, None, None, None
        if browsing:
            await browsing.close()
