"""A room's files as its visitors' threads have them, from the first bytes of a request on: joins the other modules.

The address of a file is passed on to others, so it must not be one that only its sender can reach: who is on the
host's own computer calls it by an address that loops back, and is given another one of its instead. Nor may it name a
port that browsers refuse.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from server.direct import Direct
from server.discovery.interfaces import local_interfaces
from server.engine import Engine
from server.files.conversation import Conversation
from server.files.depot import Depot
from server.files.messages import Body, Request, Response, authority
from server.files.permission import Credentials, Sender, sender
from server.files.refusal import RefusedError
from server.files.requests import Caller, Requests, application_link, ticket_in
from server.protocol.ports import page_port


@dataclass(frozen=True, slots=True)
class Visit:
    """How somebody came: what their thread knows of them before they say anything."""

    host: str
    """Their address."""
    reached: str
    """The address and port by which they reached the room, as a link has it."""
    certificate: str | None
    secure: bool
    everywhere: bool
    """Whether the room can be reached by every address of its computer."""
    refusal: RefusedError | None = None
    """Why they get nothing, whatever they ask for."""


class Service:
    """The files of one room."""

    def __init__(self, engine: Engine, addresses: Callable[[], Iterator[str]] | None = None) -> None:
        self._engine = engine
        self._addresses = addresses or _own_addresses
        folder = engine.room.config.server.data_dir
        room = engine.room
        self.depot = Depot(Path(folder, "files") if folder else None, lambda: room.config.files, room.clock)
        self._requests = Requests(self.depot, room.log)

    @property
    def application(self) -> str:
        """Where a browser finds Parlor itself; empty where the host does not offer it."""
        path = self.depot.application
        return application_link(path) if path else ""

    def serve(self, wire: Direct, data: bytes, visit: Visit) -> None:
        """Answer a visitor's requests until they have no more. Visitor's thread, which waits meanwhile."""
        Conversation(wire, partial(self._answer, visit)).run(data)

    def _answer(self, visit: Visit, request: Request, body: Body) -> Response:
        if visit.refusal is not None:
            raise visit.refusal
        scheme, called = "https" if visit.secure else "http", authority(request, visit.reached)
        caller = Caller(
            base=f"{scheme}://{for_browsers(self._known_by_others(called, visit))}",
            origin=f"{scheme}://{called}".lower(),
            authorize=partial(self._sender, visit),
        )
        return self._requests.answer(request, body, caller)

    def _sender(self, visit: Visit, request: Request) -> Sender:
        ticket = ticket_in(request.path)
        shown = Credentials(visit.host, ticket, request.headers.get("authorization", ""), visit.certificate)
        return sender(self._engine, shown)

    def _known_by_others(self, called: str, visit: Visit) -> str:
        if not visit.secure or not visit.everywhere or not _loops_back(urlsplit(f"//{called}").hostname or ""):
            return called  # in the clear nobody else may come anyway
        other = next(self._addresses(), "")
        return f"{in_link(other)}:{visit.reached.rpartition(':')[2]}" if other else called


def in_link(address: str) -> str:
    """An address as links have it."""
    return f"[{address.partition('%')[0]}]" if ":" in address else address


def for_browsers(called: str) -> str:
    """What the room is called, at a port that browsers go to."""
    host, colon, port = called.rpartition(":")
    return f"{host}:{page_port(int(port))}" if colon and port.isdigit() else called


def _loops_back(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _own_addresses() -> Iterator[str]:
    for interface in local_interfaces():
        yield from (address for address in interface.addresses if not ipaddress.ip_address(address).is_link_local)
