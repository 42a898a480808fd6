"""The whole room on its ports: starts it, ends it, and knows where it is reached and how it proves itself."""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
import time
from pathlib import Path

from OpenSSL import SSL

import server.commands  # noqa: F401 - for its effect: the table of commands is full from here on
from server import tls
from server.config import Config
from server.door import Door, Guests
from server.engine import Engine
from server.files.service import Service
from server.log import Log, no_log
from server.other_clients import Proof, proof_of
from server.protocol.fingerprints import spoken
from server.protocol.ports import page_port
from server.room import Room
from server.stamps import adjusted
from server.tls import certificate_fingerprint
from server.trust import Identity, keep_identity, load_identity, make_identity
from server.visitor import Manners

_DESCRIPTORS = 10_240
"""Sockets and files that a process asks for: the most that macOS gives, and twice as many as a room takes at first."""
_SMALL_STACK = 256 * 1024
_GARBAGE = 20_000
"""Objects more than before at which Python looks for circles among them, instead of 700.

A room has next to none, and everybody who comes brings objects that stay: nearly a tenth of their coming went into it.
"""


class RoomServer:
    """A room on a port. Listens once it is made; raises OSError if it cannot, and TrustError without a usable key.

    ``start`` and ``stop`` belong to its owner's thread.
    """

    def __init__(self, config: Config, log_to: Log = no_log, *, port: int | None = None) -> None:
        self.room = Room(
            config, log_to, clock=adjusted(time.time, offset=config.debug.clock_offset, rate=config.debug.clock_rate)
        )
        self.engine = Engine(self.room)
        self.guests = Guests(lambda: self.room.config.limits)
        self._stopped = threading.Event()
        self._doors: list[Door] = []
        self._files: Service | None = None
        try:
            self._files = Service(self.engine) if config.files.enabled else None
            self.identity = _identity(config)
            self._doors.append(self._front_door(config, config.server.port if port is None else port))
            if self.page_port != self.port:
                with contextlib.suppress(OSError):  # said when the room opens: all but browsers can do without
                    self._doors.append(self._front_door(config, self.page_port))
            if config.websocket.port:
                self._doors.append(self._browsers_door(config))
        except BaseException:
            for door in self._doors:
                door.server_close()
            if self._files is not None:
                self._files.depot.close()
            self.room.memory.close()  # or its file would be locked for the next one
            raise

    @property
    def port(self) -> int:
        return self._doors[0].port

    @property
    def page_port(self) -> int:
        """Where browsers find the room, unless another program is there."""
        return page_port(self.port)

    @property
    def has_page(self) -> bool:
        """Whether browsers find it there."""
        return any(door.port == self.page_port for door in self._doors)

    @property
    def host(self) -> str:
        return self._doors[0].host

    @property
    def fingerprint(self) -> str:
        """What the room is known by; empty without TLS."""
        return self.identity.fingerprint if self.identity else ""

    @property
    def proof(self) -> Proof | None:
        """What the programs of others know it by; None without TLS."""
        return proof_of(self.identity) if self.identity else None

    def start(self) -> None:
        self.engine.start()
        if self._files is not None:
            self._files.depot.start()
        for door in self._doors:
            door.open()
        text = f"“{self.room.name}” is open on port {self.port}."
        if self.identity:
            text += f" Who joins without an invite may be shown the words: {spoken(self.identity.fingerprint)}."
            certificate = certificate_fingerprint(self.identity.certificate)
            text += f" For other IRC clients, the SHA-256 of its certificate is {certificate}."
        self.room.log("opened", text)
        if not self.has_page:
            taken = f"Browsers do not go to port {self.port}, and {self.page_port}, where they would find the room"
            self.room.log("problem", f"{taken}, is in use by another program. All others can join.")

    def stop(self, timeout: float = 1.0) -> None:
        """Close the doors, say goodbye to everybody, end all threads: within ``timeout`` seconds, twice is fine."""
        if self._stopped.is_set():
            return
        self._stopped.set()
        if self.engine.started:
            for door in self._doors:
                door.shut()
            self.engine.stop(timeout * 0.6)
            self.room.log("closed", f"“{self.room.name}” is closed.")
        for door in self._doors:
            door.server_close()
        if self._files is not None:
            self._files.depot.close()

    def _front_door(self, config: Config, port: int) -> Door:
        manners = Manners(
            tls=_tls_context(self.identity) if self.identity else None,
            plaintext=lambda: self.room.config.tls.allow_plaintext if self.identity else "all",
            proxy=config.server.proxy_protocol,
        )
        return Door(self.engine, self.guests, manners, host=config.server.host, port=port, files=self._files)

    def _browsers_door(self, config: Config) -> Door:
        manners = Manners(proxy=config.server.proxy_protocol, browsers_only=True)
        table = config.websocket
        return Door(self.engine, self.guests, manners, host=table.host, port=table.port, files=self._files)


def _identity(config: Config) -> Identity | None:
    if not config.tls.enabled:
        return None
    if config.tls.cert:
        return load_identity(Path(config.tls.cert), Path(config.tls.key or config.tls.cert))
    if config.server.data_dir:
        return keep_identity(Path(config.server.data_dir), config.server.network)
    return make_identity(config.server.network)


def _tls_context(identity: Identity) -> SSL.Context:
    made = tls.context(server=True)
    made.use_privatekey(identity.key)
    made.use_certificate(identity.certificate)
    for issuer in identity.issuers:
        made.add_extra_chain_cert(issuer)
    return made


def allow_many_visitors() -> None:
    """Let this process have as many sockets as it may: many systems give 1024 or fewer to who does not ask."""
    if sys.platform == "win32":  # which has no such limit
        return
    import resource

    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS if most == resource.RLIM_INFINITY else min(_DESCRIPTORS, most)
    if now != resource.RLIM_INFINITY and now < wanted:
        with contextlib.suppress(OSError, ValueError):  # some systems allow less than they say
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))


def prepare_process() -> None:
    """Make a process fit for a room. For those that are nothing else, before the room is made."""
    allow_many_visitors()
    threading.stack_size(_SMALL_STACK)  # ten thousand visitors' threads fit into a 32-bit address space
    gc.set_threshold(_GARBAGE)
