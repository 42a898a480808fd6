"""A visitor's own thread: finds out what they speak, cuts it into lines, and hands those to the engine.

One port speaks everything. The first bytes tell: a proxy's header where one is expected, TLS or not,
and under that a browser or IRC. Who comes for files has this thread for themselves. Beyond that it
decides nothing, except how fast somebody may talk: a flooder is held back by not being read.
"""

from __future__ import annotations

import ipaddress
import socketserver
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from OpenSSL import SSL

from server.direct import Direct
from server.files.refusal import RefusedError
from server.files.requests import PATH as FILES
from server.files.service import Service, Visit, in_link
from server.flood import Bucket
from server.gateway.http import Gateway, is_http, wants
from server.protocol.framing import LineDecoder
from server.proxy import ProxyError, read_header
from server.session import Session
from server.tls import Tls, certificate_fingerprint
from server.transport import Link

if TYPE_CHECKING:
    from server.door import Door

_FLOOD_PAUSE = 0.2
_TLS_HANDSHAKE = b"\x16"
"""What a TLS connection begins with, and no line of IRC or HTTP: RFC 8446, 5.1."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How one may come in by a door."""

    tls: SSL.Context | None = None
    plaintext: Callable[[], str] = lambda: "all"
    """Who may speak without TLS now: ``all``, ``loopback`` or ``none``."""
    proxy: str = "off"
    """Whether a proxy announces visitors: ``off``, ``optional`` or ``required``."""
    browsers_only: bool = False
    """Whether only browsers come here, from whatever page."""


class Visitor(socketserver.BaseRequestHandler):
    """Reads one visitor's socket."""

    server: Door

    def setup(self) -> None:
        door = self.server
        self._host = plain_address(self.client_address[0])
        self._engine = door.engine
        self._person = Session(door.engine.room, self._host)
        self._certificate: str | None = None
        self._has_left = False
        self._link = Link(self.request)
        self._link.on_answers = partial(self._engine.nudge, self._person)
        self._manners = door.manners
        self._tls: Tls | None = None
        self._beginning = b""
        self._take: Callable[[bytes], None] = self._listen_to_proxy if door.manners.proxy != "off" else self._meet
        self._decoder = LineDecoder()
        limits, self._bucket = door.engine.room.config.limits, None
        self._backlog = limits.flood_backlog
        if door.engine.room.config.server.flood_protection:
            self._bucket = Bucket(limits.flood_burst, limits.flood_rate, time.monotonic)

    def handle(self) -> None:
        reason = "Connection closed"
        begun = self._link.glance()  # most have spoken by now: so the engine is woken once for both
        self._engine.arrive(self._person, self._link)
        try:
            while data := begun or self._link.receive():
                begun = b""
                if not self._link.ending.is_set():  # else the goodbye is said, and what comes is read to let it arrive
                    self._take(data)
        except OSError:
            reason = "Connection lost"
        if not self._has_left:
            self._engine.leave(self._person, self._link, reason)
            self._link.wait_until_released()

    def finish(self) -> None:
        self.server.guests.leave(self._host)

    # What is spoken: each step takes what comes until it knows, and then names the next

    def _listen_to_proxy(self, data: bytes) -> None:
        """Learn from a proxy where the visitor really comes from."""
        self._beginning += data
        try:
            header = read_header(self._beginning)
        except ProxyError:
            if self._manners.proxy == "required":
                self._dismiss("This door is for a proxy")
            else:
                self._go_on(self._meet, self._beginning)
            return
        if header is None:
            return
        if header.address:
            self._come_from(header.address)
        self._go_on(self._meet, self._beginning[header.length :])

    def _come_from(self, address: str) -> None:
        old, self._host = self._host, plain_address(address)
        self._engine.post(partial(self._person.come_from, self._host))
        if reason := self.server.guests.move(old, self._host):
            self._dismiss(reason)

    def _meet(self, data: bytes) -> None:
        """Tell TLS from plain text, by the first byte."""
        if self._manners.tls is not None and data.startswith(_TLS_HANDSHAKE):
            self._tls = Tls(self._manners.tls, server_side=True)
            self._go_on(self._meet_encrypted, self._link.put_on(self._tls, data))
        else:
            self._go_on(self._tell_language, data)

    def _meet_encrypted(self, data: bytes) -> None:
        """Take note of who it is, once hands are shaken and something is said."""
        assert self._tls is not None
        certificates = self._tls.peer_certificates()
        self._certificate = certificate_fingerprint(certificates[0]) if certificates else None
        self._engine.post(partial(self._person.come_by_tls, self._certificate))
        self._go_on(self._tell_language, data)

    def _tell_language(self, data: bytes) -> None:
        """Tell browsers from IRC clients."""
        self._beginning += data
        browser = is_http(self._beginning)
        if browser is None:
            return
        if browser:
            self._go_on(self._hear_browser, self._beginning)
        elif self._manners.browsers_only:
            self._dismiss("This door is for browsers")
        elif self._may_speak_plainly():
            self._offer_files()
            self._go_on(self._listen, self._beginning)
        else:
            self._dismiss("This room is encrypted: connect with TLS")

    def _hear_browser(self, data: bytes) -> None:
        """Tell requests for files, which this thread answers itself, from all others."""
        self._beginning += data
        for_files = wants(self._beginning, FILES)
        if for_files is None:
            return
        data, self._beginning = self._beginning, b""
        if for_files and self.server.files is not None:
            self._serve_files(self.server.files, data)
        else:
            self._offer_files()
            self._welcome_browser(data)

    def _serve_files(self, files: Service, data: bytes) -> None:
        """Keep the engine out of it: it would have to wait for the disk."""
        self._has_left = not self._engine.lend(self._person, self._link)
        if self._has_left:
            self._link.cut()
            return
        plain = RefusedError(HTTPStatus.FORBIDDEN, "This room is encrypted: its files are at https, not http.")
        visit = Visit(
            host=self._host,
            reached=self._reached(),
            certificate=self._certificate,
            secure=self._tls is not None,
            everywhere=self.server.is_everywhere,
            refusal=None if self._may_speak_plainly() else plain,
        )
        files.serve(Direct(self._link), data, visit)

    def _offer_files(self) -> None:
        """Let the person know where they can send files: where they came themselves."""
        if self.server.files is not None:
            scheme = "http" if self._tls is None else "https"
            self._engine.post(partial(self._person.come_to_files, f"{scheme}://{self._reached()}{FILES}"))

    def _reached(self) -> str:
        everywhere = self.server.is_everywhere
        host = plain_address(self.request.getsockname()[0]) if everywhere else self.server.host
        return f"{in_link(host)}:{self.server.port}"

    def _welcome_browser(self, data: bytes) -> None:
        gateway = Gateway(
            self._engine.room.name,
            may_upgrade=self._may_speak_plainly(),
            any_origin=self._manners.browsers_only,
            application=self.server.files.application if self.server.files else "",
            looked=lambda: self._engine.post(partial(self._note_look, self._host)),
        )
        self._go_on(self._listen, self._link.put_on(gateway, data))

    def _note_look(self, host: str) -> None:
        """Let the host know that somebody is at the room's page. Engine thread."""
        self._engine.room.log("looked", f"A browser at {host} looks at the room's page.")

    def _may_speak_plainly(self) -> bool:
        """Whether nobody minds who could be listening."""
        if self._tls is not None or (allowed := self._manners.plaintext()) == "all":
            return True
        return allowed == "loopback" and ipaddress.ip_address(self._host).is_loopback

    def _go_on(self, step: Callable[[bytes], None], data: bytes) -> None:
        self._beginning = b""
        self._take = step
        if data and not self._link.ending.is_set():
            step(data)

    # What is said

    def _listen(self, data: bytes) -> None:
        if lines := self._decoder.feed(data):
            self._hand_over(lines, len(data))
        if self._decoder.overflowed:
            self._dismiss("A line without an end")

    def _hand_over(self, lines: list[bytes], size: int) -> None:
        if self._bucket is None:
            self._engine.read(self._person, self._link, lines, size)
            return
        while lines:
            if granted := self._bucket.take(lines):
                self._engine.read(self._person, self._link, lines[:granted], size)
                lines, size = lines[granted:], 0
            if len(lines) > self._backlog:
                self._dismiss("Excess flood")
                return
            if lines:
                if self._link.ending.wait(_FLOOD_PAUSE):
                    return
                self._link.check()

    def _dismiss(self, reason: str) -> None:
        self._link.ending.set()
        self._engine.post(partial(self._engine.room.turn_away, self._person, reason))


@lru_cache(maxsize=4096)  # asked some times for each visitor, and 8 µs without it
def plain_address(host: str) -> str:
    """An address as people know it: what comes by IPv4 through a socket for both is written as IPv4."""
    address = ipaddress.ip_address(host.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return str(mapped or address)
