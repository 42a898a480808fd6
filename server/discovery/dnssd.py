"""Rooms by DNS-SD (RFC 6763), the way that other programs and routers know. Knows ``zeroconf``, and no beacon.

Lives on its event loop's thread. Where multicast DNS is not to be had, both ends stay silent.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from zeroconf import DNSOutgoing, DNSQuestion, Error, ServiceStateChange, Zeroconf  # type: ignore[attr-defined]
from zeroconf.asyncio import AsyncServiceBrowser, AsyncServiceInfo, AsyncZeroconf

from server.discovery.announcement import Announcement, AnnouncementError, Farewell, from_pairs, to_pairs
from server.discovery.interfaces import Interface
from server.protocol.framing import clip

log = logging.getLogger(__name__)

SERVICE = "_ircs._tcp.local."
MAX_NAMES = 128
"""Services that are followed; a network with more has somebody in it who makes them up."""
RESOLVE_MS = 1500
GOODBYE = 0.6
"""Seconds that saying goodbye may take."""

_MAX_LABEL = 63
_QUERY, _IN, _SRV, _TXT = 0, 1, 33, 16  # RFC 1035, 2782
_FAULTS = (Error, OSError, RuntimeError, ValueError)  # what zeroconf raises where it cannot do its work


class Announcements:
    """A room in DNS-SD. In each network it is announced with the addresses of that network alone."""

    def __init__(self, interfaces: Iterable[Interface]) -> None:
        self._responders = [(made, i) for i in interfaces if (made := _responder([i]))]

    async def open(self, announcement: Announcement) -> None:
        """Announce the room. Raises nothing where that cannot be done."""
        for responder, interface in self._responders:
            # The name is ours alone (it has the id in it), so nobody need be asked for it first.
            info = _info(announcement, interface)
            await _quietly(responder.async_register_service(info, cooperating_responders=True))

    async def change(self, announcement: Announcement) -> None:
        """Announce what is new about the room: not its name, id or port."""
        for responder, interface in self._responders:
            await _quietly(responder.async_update_service(_info(announcement, interface)))

    async def close(self) -> None:
        """Say goodbye, in bounded time."""
        goodbyes = [responder.async_unregister_all_services() for responder, _ in self._responders]
        await _quietly(asyncio.wait_for(asyncio.gather(*goodbyes), GOODBYE))
        for responder, _ in self._responders:
            await _quietly(responder.async_close())


class Browsing:
    """Whoever announces a room in DNS-SD. Each is asked again and again whether it is still there.

    ``heard(announcement, addresses, when)`` is called with what was said when (monotonic clock), again
    each time; ``parted(farewell, addresses)`` when it said goodbye.
    """

    def __init__(
        self,
        interfaces: Iterable[Interface],
        heard: Callable[[Announcement, tuple[str, ...], float], None],
        parted: Callable[[Farewell, tuple[str, ...]], None],
    ) -> None:
        self._heard, self._parted = heard, parted
        self._known: dict[str, tuple[Farewell, tuple[str, ...]] | None] = {}  # by name; None: no answer yet
        self._tasks: set[asyncio.Task[None]] = set()
        self._zeroconf = _responder(interfaces)
        self._browser: AsyncServiceBrowser | None = None
        if self._zeroconf:
            self._browser = AsyncServiceBrowser(self._zeroconf.zeroconf, SERVICE, handlers=[self._changed])

    @property
    def works(self) -> bool:
        """Whether there is anything to listen with."""
        return self._zeroconf is not None

    def ask(self) -> None:
        """Report what is known, and ask those who are known whether it still holds."""
        if not (self._zeroconf and self._known):
            return
        question = DNSOutgoing(_QUERY)
        for name in self._known:
            self._look(self._zeroconf.zeroconf, name)
            for kind in (_SRV, _TXT):
                question.add_question(DNSQuestion(name, kind, _IN))
        self._zeroconf.zeroconf.async_send(question)

    async def close(self) -> None:
        """Listen no more."""
        for task in self._tasks:
            task.cancel()
        if self._browser:
            await _quietly(self._browser.async_cancel())
        if self._zeroconf:
            await _quietly(self._zeroconf.async_close())

    def _changed(
        self,
        zeroconf: Zeroconf,
        service_type: str,  # noqa: ARG002 - zeroconf hands things over by name
        name: str,
        state_change: ServiceStateChange,
    ) -> None:
        if state_change is ServiceStateChange.Removed:
            if known := self._known.pop(name, None):
                self._parted(*known)
        elif name in self._known:
            self._look(zeroconf, name)
        elif len(self._known) < MAX_NAMES and (info := _service(name)):
            self._known[name] = None
            task = asyncio.ensure_future(self._resolve(zeroconf, info))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _resolve(self, zeroconf: Zeroconf, info: AsyncServiceInfo) -> None:
        await _quietly(info.async_request(zeroconf, RESOLVE_MS))
        self._look(zeroconf, info.name)

    def _look(self, zeroconf: Zeroconf, name: str) -> None:
        """Report what the answers so far say, and when they came."""
        records = zeroconf.cache.async_all_by_details(name, _SRV, _IN)
        info = _service(name)
        if not records or not info or not info.load_from_cache(zeroconf) or not info.port:
            return
        addresses = tuple(info.parsed_scoped_addresses())
        pairs = {key: value for key, value in info.decoded_properties.items() if value is not None}
        try:
            announcement = from_pairs(pairs, info.port)
        except AnnouncementError as error:
            log.debug("not understood, by DNS-SD: %s", error)
            return
        self._known[name] = (Farewell(announcement.room, announcement.port), addresses)
        self._heard(announcement, addresses, max(record.created for record in records) / 1000)


def _info(announcement: Announcement, interface: Interface) -> AsyncServiceInfo:
    # The id's beginning keeps two rooms of one name apart without their having to notice each other first.
    mark = announcement.room[:8]
    instance = clip(announcement.name.encode(), _MAX_LABEL - len(mark) - 3).decode()
    return AsyncServiceInfo(
        SERVICE,
        f"{instance} ({mark}).{SERVICE}",
        port=announcement.port,
        properties=dict(to_pairs(announcement)),
        server=f"parlor-{mark}.local.",  # the computer's own name is for the system to announce
        parsed_addresses=list(interface.addresses),
    )


def _service(name: str) -> AsyncServiceInfo | None:
    """A service by its full name; None where somebody says that it is one of ours, and it is not."""
    try:
        return AsyncServiceInfo(SERVICE, name)
    except Error:
        return None


def _responder(interfaces: Iterable[Interface]) -> AsyncZeroconf | None:
    """Multicast DNS in these networks; None where the system does not let us."""
    choice: list[str | int] = [str(own.ip) for i in interfaces for own in i.ipv4]
    choice += [i.index for i in interfaces if i.ipv6]
    if not choice:
        return None
    try:
        return AsyncZeroconf(interfaces=choice)
    except _FAULTS as error:
        log.info("no multicast DNS: %s", error)
        return None


async def _quietly(work: Awaitable[Any]) -> None:
    """Have it done if it can be done; that it cannot is for the log alone, as the beacon goes on."""
    try:
        await work
    except (KeyError, TimeoutError, *_FAULTS) as error:
        log.info("DNS-SD: %s", error or type(error).__name__)
