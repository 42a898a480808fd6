"""One computer with Parlor on it, but no window: run as a program in a network namespace it hosts a room, or joins one.

What happens comes out as lines of JSON with the time, which all namespaces share; what it is to do comes in as lines.
At the end of its input it closes properly.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.client import dial, trying
from app.controllers import witness
from app.controllers.hosting import OwnRoom
from app.controllers.nearby import Lookout, Sign
from app.controllers.rooms import Rooms
from app.controllers.visit import Visit
from app.loop import Loop
from app.models.entries import Remark, Text
from app.models.lobby import Failed, Lobby
from app.models.room import Room
from app.models.settings import Choices, Settings
from app.services import firewalls
from app.services.archive import Archive
from app.services.files import Files
from app.services.firewalls import linux
from server.config import Config, LimitsTable, ServerTable
from server.discovery.interfaces import local_interfaces
from server.hosting import open_room

NAME, PORT = "Tea house", 7000


def say(what: str, **more: object) -> None:
    print(json.dumps({"what": what, "at": time.monotonic(), **more}), flush=True)


def host(folder: Path, settings: dict[str, Any]) -> None:
    """Hold a room open in which something has been said, and tell of it."""
    table = ServerTable(network=NAME, port=PORT, data_dir=str(folder), flood_protection=False)
    room = open_room(Config(table, LimitsTable()))
    with socket.create_connection(("127.0.0.1", PORT)) as link:
        lines = [f"PRIVMSG #general :line {number}" for number in range(settings.get("lines", 300))]
        link.sendall("\r\n".join(["NICK Ada", "USER a 0 * :Ada", "JOIN #general", *lines, "PING done", ""]).encode())
        heard = b""
        while b"PONG" not in heard:
            heard += link.recv(65536)
        sign = Sign(Settings(Choices()))
        sign.put_up(room, lambda _address, _tried: None)
        say("open", fingerprint=room.fingerprint)
        for _line in sys.stdin:
            pass
    sign.take_down()
    sign.wait()
    room.stop()


class Guest:
    """Who looks for rooms and goes into one, with all that the window would have behind it."""

    def __init__(self, folder: Path, nick: str = "Ben") -> None:
        self.loop, self.lobby = Loop(), Lobby()
        lookout = Lookout(self.lobby, self.loop, self.loop.post)
        settings, files = Settings(Choices(nick=nick)), Files(folder)
        self.rooms = Rooms(
            self.lobby,
            settings,
            files,
            self,
            self.loop,
            self.loop.post,
            Archive(),
            own=OwnRoom(self.loop.post, folder=files.room_folder, sign=Sign(settings)),
            lookout=lookout,
        )
        self.lobby.nearby_changed.connect(self._tell_rooms)
        self.lobby.joining_changed.connect(self._tell_failure)
        lookout.look()

    def _tell_rooms(self) -> None:
        rooms = [{"name": room.name, "addresses": list(room.addresses)} for room in self.lobby.nearby]
        say("view", rooms=rooms)

    def _tell_failure(self) -> None:
        if isinstance(self.lobby.joining, Failed):
            say("failed", words=self.lobby.joining.text)

    def obey(self, order: dict[str, str]) -> None:
        match order:
            case {"join": pasted}:
                say("clicked")
                self.rooms.join(pasted)
                self._follow()
            case {"click": name}:
                say("clicked")
                self.rooms.join_nearby(next(room for room in self.lobby.nearby if room.name == name))
                self._follow()
            case {"check": _}:
                assert self.rooms.visit
                self.rooms.visit.check()
            case {"host": name}:
                self.rooms.host(name)
            case {"ask": _}:
                assert self.rooms.visit
                self.rooms.visit.reach.ask()
            case {"end": _}:
                self.loop.stop()

    def _follow(self) -> None:
        if self.rooms.visit:
            room = self.rooms.visit.room
            room.status_changed.connect(lambda: say("status", status=type(room.status).__name__))
            room.conversations_changed.connect(lambda: self._follow_history(room))

    def _follow_history(self, room: Room) -> None:
        first = room.conversations[0]
        stop: list[Callable[[], None]] = []

        def look(*_change: object) -> None:
            if any(isinstance(entry, Text) for entry in first.entries):
                say("history", address=self.rooms.visit.room.address if self.rooms.visit else "")
                stop.pop()()

        stop.append(first.entries_changed.connect(look))

    # -- the stage: nobody is there to be asked

    def show_welcome(self) -> None: ...

    def show_chat(self, visit: Visit) -> None:
        if visit.room.hosting:
            say("open", link=visit.room.invite)
            visit.room.reach.changed.connect(lambda: self._tell_verdict(visit.room))
            visit.room.conversations[0].entries_changed.connect(lambda *_change: self._tell_remark(visit.room))

    def _tell_remark(self, room: Room) -> None:
        if isinstance(last := room.conversations[0].entries[-1], Remark):
            say("remark", words=last.text)

    def _tell_verdict(self, room: Room) -> None:
        if (verdict := room.reach.verdict) and not room.reach.asking:
            ways = [[way.address, way.works, way.words] for way in verdict.ways]
            say("verdict", how=verdict.judgement.value, words=verdict.words, ways=ways, order=bool(verdict.order))

    def ask(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None: ...

    def ask_nick(self, text: str, suggestion: str, done: Callable[[str], None]) -> None: ...

    def ask_password(self, text: str, done: Callable[[str], None]) -> None: ...

    def ask_trust(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        say("asked", text=text)
        done()


def _look_into_this_namespace_only(folder: Path) -> None:
    """Whatever firewall there is around the laboratory is not meant: its settings and services are the computer's."""
    linux.UFW = folder / "none"
    ask = firewalls.ask
    firewalls.ask = lambda *command: ask(*command) if command[0] == "nft" else ""


def join(folder: Path, settings: dict[str, Any]) -> None:
    """Look for rooms, and do as one is told."""
    dial.TIMEOUT = settings.get("patience", dial.TIMEOUT)
    trying.PATIENCE = settings.get("patience", trying.PATIENCE)
    witness.PAUSE = 0.0  # a test asks more often than people do
    guest = Guest(folder, settings.get("nick", "Ben"))

    def listen() -> None:
        for line in sys.stdin:
            order = json.loads(line)
            guest.loop.post(lambda order=order: guest.obey(order))  # type: ignore[misc]
        guest.loop.post(lambda: guest.obey({"end": ""}))

    threading.Thread(target=listen, daemon=True).start()
    _look_into_this_namespace_only(folder)
    say("looking")
    guest.loop.run()
    guest.rooms.close()


if __name__ == "__main__":
    assert not any(own.ip.is_global for i in local_interfaces() for own in i.ipv4), "this is no laboratory"
    with tempfile.TemporaryDirectory() as place, contextlib.suppress(KeyboardInterrupt):
        {"host": host, "join": join}[sys.argv[1]](Path(place), json.loads(sys.argv[2]))
