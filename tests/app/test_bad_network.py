"""Real rooms, real sockets, real programs but for their windows, and a network that fails all the time.

The room is a process that is killed again and again; members' programs end in the middle of everything.
"""

import queue
import random
import re
import subprocess
import sys
import threading
import time
from functools import partial
from typing import Any

import pytest

from app.client import silence
from app.client.connection import Connection
from app.controllers.visit import Visit
from app.loop import Loop
from app.models.conversation import Kind, is_told
from app.models.entries import Text
from app.models.room import Online, Room
from app.models.settings import Choices, Settings
from app.services.archive import FILE, Archive
from app.services.shelf import Shelf
from server.history import History
from server.store import Store
from tests.app.bad_network import BadNetwork
from tests.conftest import wait_until

SECONDS = 3.0  # of bad network; with --lossy-runs as many minutes
CONFIG = """
[server]
flood_protection = false
[limits]
ping_interval = 1
ping_timeout = 2
"""


class RoomProcess:
    """``python -m server``, killed and started again."""

    def __init__(self, folder):
        self._folder = folder
        folder.mkdir()
        (folder / "config.toml").write_text(CONFIG)
        self.port = 0
        self.start()

    def start(self):
        command = [sys.executable, "-m", "server", "--config", str(self._folder / "config.toml"), "--no-tls"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--data-dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        found = re.search(r":(\d+)", self._process.stdout.readline())
        assert found
        self.port = int(found[1])

    def kill(self):
        self._process.kill()
        self._process.communicate()

    @property
    def log(self):
        """What was said in #general, as the room has it."""
        store = Store(self._folder / "room.sqlite")
        history = History(store)
        entries = history.select(history.channel("#general") or 0, 1_000_000)
        store.close()
        return [(entry.msgid, entry.text) for entry in entries]


class Member:
    """Somebody's program without its window; everything of it lives on a thread of its own."""

    def __init__(self, nick, room, folder):
        self.nick = nick
        self.network = BadNetwork(room.port)
        self._folder = folder
        self.start()

    def start(self):
        self._loop = Loop()
        self._thread = threading.Thread(target=self._loop.run, name=self.nick)
        self._thread.start()
        self._archive = Archive(self._folder / FILE, pytest.fail)
        self._ask(self._build)

    def _build(self):
        room = Room("Tea house", "127.0.0.1", self.network.port, self.nick)
        self.visit = Visit(
            room,
            Settings(Choices(nick=self.nick)),
            self._loop,
            Shelf(self._archive, "tea"),
            connect=self._connection,
            channel="#general",
            entered=lambda: None,
            refused=lambda _: self._build(),
            leave_room=lambda: None,
        )
        self.visit.start()

    def _connection(self, report):
        return Connection(
            ("127.0.0.1",),
            self.network.port,
            lambda told: self._loop.post(lambda: report(told)),
            backoff=(0.05, 0.1, 0.2),
            in_clear=True,
        )

    def _ask(self, question):
        """Have something done on the member's thread; what came of it."""
        answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._loop.post(lambda: answers.put(question()))
        return answers.get(timeout=20)

    def say(self, text):
        """Say it, if there is anything to say it in; whether there was."""
        return self._ask(lambda: self.visit.room.current is not None and self.visit.chat.submit(text))

    def end(self):
        """The program ends without a word."""
        self.network.cut()
        connection = self.visit._connection
        self._ask(connection.close)
        assert connection.join(5)
        self._ask(self._loop.stop)
        self._thread.join()
        self._archive.close()

    def restart(self):
        self.end()
        self.start()

    def is_settled(self):
        def look():
            room = self.visit.room
            return isinstance(room.status, Online) and not self.visit._staff._catch_up._asked

        return self._ask(look) and not self.waiting

    @property
    def waiting(self):
        return self._ask(lambda: [e.text for e in self._texts() if not is_told(e)])

    def _texts(self):
        general = self.visit.room.find("#general")
        return [e for e in (general.entries if general else ()) if isinstance(e, Text)]

    def scroll_up(self):
        """Show more of what was said; whether there was more."""
        general = self._ask(lambda: self.visit.room.find("#general"))
        before = self._ask(lambda: len(general.entries))
        self._ask(lambda: self.visit.chat.load_older(general))
        return self._ask(lambda: len(general.entries)) > before

    def has_seen(self, log):
        """Whether all of it is shown; if not, there is something above."""
        self.scroll_up()
        return len(self.shown) >= len(log)

    @property
    def shown(self):
        return self._ask(lambda: [(e.key, e.text) for e in self._texts() if is_told(e)])

    @property
    def kept(self):
        def read():
            shelf = Shelf(self._archive, "tea")
            number = shelf.open("#general", Kind.CHANNEL, 1).number
            return [(e.key, e.text) for e in shelf.latest(number, 1_000_000) if isinstance(e, Text)]

        return self._ask(read)


@pytest.fixture
def impatient(monkeypatch):
    """Nobody waits long for an answer."""
    for name, seconds in {"PROBE_AFTER": 0.8, "QUIET": 0.2, "PATIENCE": 0.8, "HASTE": 0.5}.items():
        monkeypatch.setattr(silence, name, seconds)


def mishap(chance, room, members):
    member = chance.choice(members)
    match chance.choices(["cut", "forget", "stall", "go on", "restart", "kill"], [10, 10, 6, 12, 2, 1])[0]:
        case "cut":
            member.network.cut()
        case "forget":
            member.network.forget_near()
        case "stall" | "go on" as what:
            member.network.stall(what == "stall")
        case "restart":
            member.restart()
        case "kill":
            room.kill()
            room.start()


def test_everybody_has_the_same_log_as_the_room(tmp_path, impatient, request):
    seconds = 60.0 * request.config.getoption("--lossy-runs") or SECONDS
    chance = random.Random(1)
    room = RoomProcess(tmp_path / "room")
    members = [Member(nick, room, tmp_path / nick) for nick in ("Ada", "Ben", "Cleo")]
    said: list[str] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for member in members:
            text = f"{member.nick} {len(said)}"
            if member.say(text):
                said.append(text)
        if chance.random() < 0.3:
            mishap(chance, room, members)
        threading.Event().wait(0.01)
    for member in members:
        member.network.stall(False)
    for member in members:
        wait_until(partial(Member.is_settled, member), timeout=20, what=f"{member.nick} is back, and all is sent")
    log = room.log
    assert sorted(text for _, text in log) == sorted(said)
    for member in members:
        wait_until(partial(member.has_seen, log), what=f"{member.nick} has everything")
        assert member.kept == member.shown == log
        member.end()
        member.network.close()
    room.kill()
