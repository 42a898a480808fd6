"""People whose mailbox is a list, for the rules of the room; and a room with a real door, for the rest."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from server import listener, speech
from server.config import AccountsTable, Config, HistoryTable, LimitsTable, OperatorTable, ServerTable
from server.log import LogLine
from server.protocol.message import Message
from server.room import Room
from server.session import Session


class HandClock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


class Person:
    """A session and what it was told, without any socket."""

    def __init__(self, room: Room, host: str = "192.0.2.1") -> None:
        self.session = Session(room, host)
        room.arrive(self.session)

    def send(self, *lines: str | bytes) -> None:
        speech.take(self.session, [line.encode() if isinstance(line, str) else line for line in lines])

    def lines(self) -> list[str]:
        """What came since one last looked."""
        data = b"".join(self.session.mailbox)
        self.session.mailbox.clear()
        return data.decode().split("\r\n")[:-1]

    def heard(self) -> list[Message]:
        return [Message.parse(line) for line in self.lines()]

    def ask(self, *lines: str | bytes) -> list[Message]:
        """Send something, and give back what came of it."""
        self.lines()
        self.send(*lines)
        return self.heard()

    def enter(self, nick: str, *capabilities: str, user: str = "u") -> Person:
        if capabilities:
            self.send(f"CAP REQ :{' '.join(capabilities)}")
        self.send(f"NICK {nick}", f"USER {user} 0 * :{nick} Realname", "CAP END")
        self.lines()
        return self


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def log() -> list[LogLine]:
    return []


@pytest.fixture
def make_room(clock: HandClock, log: list[LogLine]) -> Callable[..., Room]:
    """A room of one's own, with settings given table by table; those without a table are limits."""

    def make(
        server: dict[str, Any] | None = None,
        *,
        history: dict[str, Any] | None = None,
        accounts: dict[str, Any] | None = None,
        operators: dict[str, str] | None = None,
        **limits: int,
    ) -> Room:
        config = Config(
            ServerTable(**({"name": "room.test", "network": "Ada's room"} | (server or {}))),
            LimitsTable(**limits),
            history=HistoryTable(**(history or {})),
            accounts=AccountsTable(**({"kdf_iterations": 4096} | (accounts or {}))),
            operators=tuple(OperatorTable(name, password) for name, password in (operators or {}).items()),
        )
        return Room(config, log.append, clock=clock, monotonic=clock)

    return make


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    return make_room()


@pytest.fixture
def visit(room: Room) -> Callable[..., Person]:
    """Somebody who has connected, and not yet said who they are."""

    def visit(to: Room | None = None, host: str = "192.0.2.1") -> Person:
        return Person(to or room, host)

    return visit


@pytest.fixture
def enter(room: Room) -> Callable[..., Person]:
    """Somebody in the room, and in #general unless told otherwise."""

    def enter(nick: str, *capabilities: str, channel: str = "#general", to: Room | None = None) -> Person:
        person = Person(to or room).enter(nick, *capabilities)
        if channel:
            person.ask(f"JOIN {channel}")
        return person

    return enter


class Wire:
    """A bare client on a real socket, which waits for what it is told rather than for time to pass."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._rest = b""

    def send(self, *lines: str) -> None:
        self.socket.sendall("".join(line + "\r\n" for line in lines).encode())

    def line(self) -> str:
        """The next line; empty at the end of the link."""
        while b"\n" not in self._rest:
            data = self.socket.recv(65536)
            if not data:
                return ""
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\n")
        return line.rstrip(b"\r").decode()

    def until(self, text: str) -> list[str]:
        """All lines up to the first that has a text in it."""
        lines: list[str] = []
        while not lines or text not in lines[-1]:
            line = self.line()
            assert line, f"The link ended before “{text}” came, after {lines[-3:]}."
            lines.append(line)
        return lines

    def to_end(self) -> list[str]:
        """All lines up to the end of the link."""
        return list(iter(self.line, ""))

    def sync(self) -> list[str]:
        """All that came before the answer to a PING."""
        self.send("PING sync")
        return self.until(":sync")[:-1]

    def enter(self, nick: str, channel: str = "#general") -> Wire:
        self.send(f"NICK {nick}", "USER u 0 * :Real", f"JOIN {channel}")
        self.until(" 366 ")
        return self


@pytest.fixture
def connect() -> Iterator[Callable[[int], Wire]]:
    with ExitStack() as stack:

        def connect(port: int) -> Wire:
            wire = Wire(port)
            stack.callback(wire.socket.close)
            return wire

        yield connect


@pytest.fixture
def open_server(log: list[LogLine]) -> Iterator[Callable[..., listener.RoomServer]]:
    with ExitStack() as stack:

        def make(server: dict[str, object] | None = None, **limits: int) -> listener.RoomServer:
            table = ServerTable(**({"host": "127.0.0.1", "port": 0} | (server or {})))  # type: ignore[arg-type]
            made = listener.RoomServer(Config(table, LimitsTable(**limits)), log.append)
            made.start()
            stack.callback(made.stop)
            return made

        yield make
