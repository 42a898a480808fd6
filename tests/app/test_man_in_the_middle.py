"""Somebody between us and the room: they hear nothing of us, whatever they show, and we say so and stop.

They sit on the room's address, pass on what goes through or answer in its place; everything of ours is real, from
the welcome window's controllers down to the socket.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from app.client import wire
from app.client.connection import Connection
from app.controllers.rooms import Rooms
from app.models.lobby import Failed, Lobby
from app.models.room import Closed, Online, Retrying
from app.models.settings import Choices, Settings
from app.services.archive import Archive
from app.services.files import Files
from app.services.invites import Invite
from server.config import Config, ServerTable, TlsTable
from server.listener import RoomServer
from server.protocol.fingerprints import spoken
from server.trust import Identity, make_identity
from tests.app.controllers.world import Stage
from tests.conftest import wait_until

NAME = "Tea house"


class Mallory:
    """On the way to the room: ``mode`` says what they do with who comes next.

    ``passed`` is what they passed on, ``heard`` what was said to them, without the first steps of TLS.
    """

    def __init__(self, room: RoomServer, folder: Path) -> None:
        self.mode = "pass on"
        self.passed = self.heard = b""
        self.visitors = 0
        self._room = room
        self._folder = folder
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._open: list[socket.socket] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                visitor, _ = self._door.accept()
                self._open.append(visitor)
                threading.Thread(target=self._receive, args=(visitor, self.mode), daemon=True).start()

    def _receive(self, visitor: socket.socket, mode: str) -> None:
        with suppress(OSError, ssl.SSLError):
            if mode == "pass on":
                self._pass_on(visitor)
            else:
                self._answer(visitor, mode)
        self.visitors += 1
        visitor.close()

    def _pass_on(self, visitor: socket.socket) -> None:
        """They see every byte, which is of no use to them."""
        with socket.create_connection(("127.0.0.1", self._room.port)) as room:
            back = threading.Thread(target=self._copy, args=(room, visitor), daemon=True)
            back.start()
            self._copy(visitor, room)

    def _copy(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self.passed += data
                target.sendall(data)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def _answer(self, visitor: socket.socket, mode: str) -> None:
        visitor.settimeout(10)
        if mode == "in the clear":
            visitor.sendall(b":room NOTICE * :Looking up your hostname\r\n:room 464 * :This room has a password\r\n")
            hello = visitor.recv(65536)
            if not hello.startswith(b"\x16"):  # TLS asks to shake hands: it says nothing of us
                self.heard += hello
            return
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._papers(mode))
        with context.wrap_socket(visitor, server_side=True) as link:
            link.sendall(b":room NOTICE * :Looking up your hostname\r\n:room 464 * :This room has a password\r\n")
            while data := link.recv(65536):
                self.heard += data

    def _papers(self, mode: str) -> Path:
        """A key of their own, and what they show for it."""
        own, real = make_identity(NAME), self._room.identity
        assert real
        chains = {
            "another room of that name": [own.certificate, *own.issuers],
            "the room's authority behind their own": [own.certificate, *real.issuers],
            "the room's papers behind their own": [own.certificate, real.certificate, *real.issuers],
        }
        return written(own, chains[mode], self._folder)

    def cut(self) -> None:
        """Hang up on everybody."""
        while self._open:
            with suppress(OSError):
                self._open.pop().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        with suppress(OSError):
            self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        self.cut()


def written(identity: Identity, chain: list, folder: Path) -> Path:
    file = folder / "papers.pem"
    key = identity.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(key + b"".join(each.public_bytes(Encoding.PEM) for each in chain))
    return file


LIES = [
    "another room of that name",
    "the room's authority behind their own",
    "the room's papers behind their own",
    "in the clear",
]


class Traveller:
    """Who wants to come in: the controllers of a window, with a queue in the place of its event loop."""

    def __init__(self, folder: Path, clockwork: object) -> None:
        self.stage, self.lobby, self.files, self.archive = Stage(), Lobby(), Files(folder), Archive()
        self.posted: queue.SimpleQueue = queue.SimpleQueue()
        self.rooms = Rooms(
            self.lobby,
            Settings(Choices(nick="Ada")),
            self.files,
            self.stage,
            clockwork,  # type: ignore[arg-type]
            self.posted.put,
            self.archive,
            connect=self._connect,
        )

    def _connect(self, invite, report):
        return Connection(
            invite.addresses,
            invite.port,
            report,
            fingerprint=invite.fingerprint,
            in_clear=invite.in_clear,
            key_file=self.files.key_file,
            backoff=(0.05,),
        )

    @property
    def status(self):
        return self.rooms.visit.room.status if self.rooms.visit else None

    def until(self, condition, what=""):
        def pumped():
            while not self.posted.empty():
                self.posted.get()()
            return condition()

        wait_until(pumped, timeout=20, what=what or f"{self.lobby.joining} {self.stage.questions}")

    def close(self):
        self.rooms.close()
        self.archive.close()


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(wire, "is_here", lambda address: False)  # as if this computer were another one
    made = RoomServer(
        Config(
            ServerTable(host="127.0.0.1", port=0, network=NAME, password="sesame", data_dir=str(tmp_path / "room")),
            tls=TlsTable(allow_plaintext="none"),
        )
    )
    made.start()
    yield made
    made.stop()


@pytest.fixture
def mallory(room, tmp_path):
    made = Mallory(room, tmp_path)
    yield made
    made.close()


@pytest.fixture
def invite(room, mallory):
    return Invite(("127.0.0.1",), mallory.port, name=NAME, password="sesame", fingerprint=room.fingerprint)


@pytest.fixture
def ada(tmp_path, clockwork):
    made = Traveller(tmp_path / "ada", clockwork)
    yield made
    made.close()


def come_in(ada, invite):
    ada.rooms.join(invite.link())
    ada.until(lambda: isinstance(ada.status, Online))


def test_who_only_passes_on_reads_nothing(ada, mallory, invite):
    come_in(ada, invite)
    ada.rooms.visit.chat.submit("the cake is in the cellar")
    ada.until(lambda: "Ada: the cake is in the cellar" in said(ada))
    for secret in (b"sesame", b"cellar", b"Ada", b"NICK"):
        assert secret not in mallory.passed


@pytest.mark.parametrize("lie", LIES)
def test_an_invite_leads_to_no_other_room(ada, mallory, invite, lie):
    mallory.mode = lie
    ada.rooms.join(invite.link())
    ada.until(lambda: isinstance(ada.lobby.joining, Failed))
    ada.until(lambda: mallory.visitors)
    assert mallory.heard == b""
    assert ada.stage.questions == []  # in particular nobody asks for the password
    assert "127.0.0.1 is not" in ada.lobby.joining.text


@pytest.mark.parametrize("lie", LIES)
def test_a_room_that_is_known_cannot_be_replaced_by_typing_its_address(ada, mallory, invite, lie):
    """A room that was met before, or that an invite vouches for, is entered silently; at a bare address words are
    compared; a key that has changed is the end.
    """
    come_in(ada, invite)
    ada.rooms.leave_room()
    ada.until(lambda: mallory.visitors)
    mallory.mode = lie
    ada.rooms.join(f"127.0.0.1:{mallory.port}")
    ada.until(lambda: isinstance(ada.lobby.joining, Failed) or isinstance(ada.status, Closed | Retrying))
    ada.until(lambda: mallory.visitors > 1)
    assert mallory.heard == b""
    assert ada.stage.questions == []


def test_nobody_is_talked_into_speaking_to_a_known_room_in_the_clear(ada, mallory, invite):
    come_in(ada, invite)
    ada.rooms.leave_room()
    ada.until(lambda: mallory.visitors)
    mallory.mode = "in the clear"
    ada.rooms.join(f"irc://127.0.0.1:{mallory.port}/general")
    ada.until(lambda: mallory.visitors > 1)
    assert mallory.heard == b""


@pytest.mark.parametrize("lie", LIES[:3])
def test_at_a_bare_address_the_words_are_those_of_who_answers_and_nothing_is_said_before(ada, room, mallory, lie):
    mallory.mode = lie
    ada.rooms.join(f"127.0.0.1:{mallory.port}")
    ada.until(lambda: ada.stage.questions)
    title, text, _ = ada.stage.questions[0]
    assert title == "Is this the right room?"
    assert spoken(room.fingerprint) not in text
    ada.until(lambda: mallory.visitors)
    assert mallory.heard == b""


@pytest.mark.parametrize("lie", LIES)
def test_who_steps_in_while_the_connection_is_lost_gets_no_word_of_what_waits(ada, mallory, invite, lie):
    come_in(ada, invite)
    mallory.mode = lie
    mallory.cut()
    ada.until(lambda: isinstance(ada.status, Retrying | Closed))
    ada.rooms.visit.chat.submit("the cake is in the cellar")
    if lie == "in the clear":  # which is no room at all: it is tried again, as a room that is being opened would be
        ada.until(lambda: mallory.visitors > 1 and isinstance(ada.status, Retrying))
    else:
        ada.until(lambda: isinstance(ada.status, Closed))
        assert "is not the room that you know" in ada.status.reason
    assert mallory.heard == b""


def test_a_password_is_given_to_the_right_key_alone(ada, mallory, invite):
    """Asked for by the real room, and kept from who takes its place before it is given."""
    ada.rooms.join(replace(invite, password="").link())
    ada.until(lambda: ada.stage.questions)
    assert ada.stage.questions == [("Whoever hosts the room can tell you.",)]
    mallory.mode = LIES[0]
    ada.stage.answers[-1]("sesame")
    ada.until(lambda: isinstance(ada.lobby.joining, Failed))
    assert mallory.heard == b""


def said(ada):
    return [getattr(entry, "author", "") + ": " + getattr(entry, "text", "") for entry in conversation(ada).entries]


def conversation(ada):
    return ada.rooms.visit.room.conversations[0]
