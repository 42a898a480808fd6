"""People at their windows and others in the room, all gone again after the test."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from server.protocol.vocabulary import DEFAULT_PORT
from tests.e2e.person import NEIGHBOURHOOD, Person


class Plain:
    """Somebody in the room with nothing but a socket."""

    def __init__(self, port: int, nick: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=10)
        self._lines = self._socket.makefile("r", encoding="utf-8", newline="\r\n")
        self.says(f"NICK {nick}", f"USER {nick} 0 * :{nick}", "JOIN #general")
        self.hears(" 366 ")

    def says(self, *lines: str) -> None:
        self._socket.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def hears(self, *parts: str) -> str:
        """Read on until a line has all these parts in it; that line."""
        for line in self._lines:
            if line.startswith("PING"):
                self.says(line.replace("PING", "PONG", 1).strip())
            if all(part in line for part in parts):
                return line.strip()
        raise AssertionError(f"the room hung up before it said {parts}")

    def close(self) -> None:
        self._lines.close()
        self._socket.close()


@pytest.fixture(scope="session", autouse=True)
def usual_port_taken() -> Iterator[None]:
    """Rooms open on any free port then, and nobody strays into another room on this computer."""
    with socket.socket() as holder:
        with suppress(OSError):  # it is taken already
            holder.bind(("", DEFAULT_PORT))
        yield


@pytest.fixture
def sit_down(tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Start the application for somebody."""
    seated: list[Person] = []

    def sit_down(name: str, *arguments: str) -> Person:
        seated.append(Person(name, tmp_path / name, *arguments))
        return seated[-1]

    yield sit_down
    for person in seated:
        person.kill()


@pytest.fixture
def come_plain() -> Iterator[Callable[[int, str], Plain]]:
    """Join a room with a bare socket."""
    people: list[Plain] = []

    def come_plain(port: int, nick: str) -> Plain:
        people.append(Plain(port, nick))
        return people[-1]

    yield come_plain
    for person in people:
        person.close()


@pytest.fixture
def neighbourhood(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the people of this test find each other's rooms, and nobody else's."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("", 0))
        monkeypatch.setenv(NEIGHBOURHOOD, str(one.getsockname()[1] - 1))
