"""A room with files, and who asks it for them."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from server.config import AccountsTable, Config, FilesTable, LimitsTable, ServerTable, TlsTable
from server.listener import RoomServer
from server.log import LogLine
from server.scram import derive
from tests.server.files.asking import Client


def _opened(folder: str, log: list[LogLine], limits: LimitsTable, files: FilesTable) -> RoomServer:
    config = Config(
        ServerTable(host="127.0.0.1", port=0, data_dir=folder),
        limits,
        TlsTable(enabled=False),
        accounts=AccountsTable(kdf_iterations=4096),
        files=files,
    )
    made = RoomServer(config, log.append)
    made.start()
    return made


@pytest.fixture
def open_room(log: list[LogLine], tmp_path: Path) -> Iterator[Callable[..., RoomServer]]:
    with ExitStack() as stack:

        def make(limits: LimitsTable | None = None, *, forgets: bool = False, **files: Any) -> RoomServer:
            folder = "" if forgets else str(tmp_path / "room")
            made = _opened(folder, log, limits or LimitsTable(), FilesTable(**files))
            stack.callback(made.stop)
            return made

        yield make


@pytest.fixture(scope="module")
def one_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomServer]:
    """A room for all tests that leave it as it was."""
    made = _opened(str(tmp_path_factory.mktemp("room")), [], LimitsTable(), FilesTable())
    yield made
    made.stop()


@pytest.fixture
def anybody() -> Iterator[Callable[[RoomServer], Client]]:
    """Who is not known to the room."""
    with ExitStack() as stack:

        def make(room: RoomServer) -> Client:
            connection = http.client.HTTPConnection("127.0.0.1", room.port, timeout=20)
            stack.callback(connection.close)
            return Client(connection)

        yield make


@pytest.fixture
def ada(anybody: Callable[[RoomServer], Client]) -> Callable[[RoomServer], Client]:
    """Who has an account, and gives its password with each request."""

    def make(room: RoomServer) -> Client:
        accounts = room.room.accounts
        room.engine.ask(lambda: accounts.find("ada") or accounts.add("ada", derive("lovelace", 4096)))
        client = anybody(room)
        client.headers["Authorization"] = "Basic YWRhOmxvdmVsYWNl"
        return client

    return make
