"""The IRC clients of others in a real room: with and without TLS, kicked, back again, and after a restart.

They are driven as people drive them, by what is typed, and watched by the logs they keep.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from server.other_clients import proof_of, ready_lines
from server.trust import keep_identity
from tests.conftest import wait_until

pty = pytest.importorskip("pty", reason="these clients need a terminal as there are none on Windows")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).parents[2]
PATIENCE = 20.0


class Program:
    """A program of ours and what it has said so far. Read by a thread, or it would stand still once nobody listens."""

    def __init__(self, *arguments: str | Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.said = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.said += line.decode()

    def says(self, text: str, times: int = 1) -> None:
        """Wait until it has said a text so many times."""
        wait_until(lambda: self.said.count(text) >= times, timeout=PATIENCE, what=f"{text!r} in {self.said!r}")

    def type(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line.encode() + b"\n")
        self._process.stdin.flush()

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()


class Client:
    """Somebody's IRC client on a terminal of its own, which nobody looks at, and the log of the channel it keeps."""

    def __init__(self, log: Path, *command: str | Path, **environment: str) -> None:
        self._log = log
        ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 150))
        self._terminal = os.fdopen(ours, "r+b", buffering=0)
        self._process = subprocess.Popen(
            [str(word) for word in command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"TERM": "xterm"} | environment,
            start_new_session=True,
        )
        os.close(theirs)
        self._screen = b""
        self._watcher = threading.Thread(target=self._watch)
        self._watcher.start()

    def _watch(self) -> None:
        try:
            while data := self._terminal.read(65536):
                self._screen += data
        except OSError:
            pass  # the terminal is gone with the program

    def is_ready(self, text: str) -> None:
        """Wait until the screen has a text on it."""
        wait_until(lambda: text.encode() in self._screen, timeout=PATIENCE, what=f"{text!r} in {self._screen!r}")

    def connect(self, address: str, port: int, lines: dict[str, str]) -> None:
        """Go to a room, by the line that was made ready for this client, or in plain text without one."""
        raise NotImplementedError

    def type(self, line: str) -> None:
        self._terminal.write(line.encode() + b"\r")

    def sees(self, text: str, times: int = 1) -> None:
        """Wait until the channel's log has a text in it so many times."""

        def read() -> str:
            return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

        wait_until(lambda: read().count(text) >= times, timeout=PATIENCE, what=f"{text!r} in {read()!r}")

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._watcher.join(PATIENCE)
        self._terminal.close()


class Irssi(Client):
    def __init__(self, home: Path) -> None:
        home.mkdir()
        super().__init__(home / "general.log", "irssi", f"--home={home}", HOME=str(home))
        self.is_ready("[(status)]")
        # It waits two seconds between commands, for servers less patient than ours.
        pace = ("/set cmd_queue_speed 10msec", "/set cmds_max_at_once 50")
        for line in (*pace, f"/set autolog_path {home}/general.log", "/set autolog on", "/set nick Ben"):
            self.type(line)

    def connect(self, address: str, port: int, lines: dict[str, str]) -> None:
        self.type(lines["irssi"] if lines else f"/connect -notls {address} {port}")


class WeeChat(Client):
    def __init__(self, home: Path) -> None:
        settings = [
            "weechat.look.paste_max_lines -1",  # it takes what comes fast for something pasted, and would ask
            "logger.file.flush_delay 0",  # and writes its logs every two minutes
            # and waits two seconds between commands, as irssi does; the second name is that since 4.0
            *(f"irc.server_default.anti_flood{kind} 0" for kind in ("_prio_high", "_prio_low", "")),
        ]
        options = [word for setting in settings for word in ("-r", f"/set {setting}")]
        super().__init__(home / "logs" / "irc.parlor.#general.weechatlog", "weechat", "-d", home, *options)
        self.is_ready("WeeChat")
        version = subprocess.run(["weechat", "--version"], capture_output=True, text=True, check=True).stdout
        self._tls = "-ssl" if int(version.partition(".")[0]) < 4 else "-tls"

    def connect(self, address: str, port: int, lines: dict[str, str]) -> None:
        line = lines["WeeChat"] if lines else f"/server add parlor {address}/{port} -notls"
        self.type("/disconnect parlor")
        self.type("/server del parlor")
        self.type(
            line.replace("-tls", self._tls).replace("-notls", f"-no{self._tls[1:]}") + " -nicks=Ben -autojoin=#general"
        )
        self.type("/connect parlor")


CLIENTS: dict[str, Callable[[Path], Client]] = {"irssi": Irssi, "weechat": WeeChat}


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Client]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed here")
    made = CLIENTS[request.param](tmp_path / "client")
    yield made
    made.end()


@pytest.fixture
def start() -> Iterator[Callable[..., Program]]:
    programs: list[Program] = []

    def start(*arguments: str | Path) -> Program:
        programs.append(Program(*arguments))
        return programs[-1]

    yield start
    for program in reversed(programs):
        program.end()


@pytest.mark.parametrize("encrypted", [True, False], ids=["TLS", "plain text"])
def test_somebody_comes_with_a_client_of_their_own(client, start, tmp_path, encrypted):
    folder = tmp_path / "room"

    def open_room(port: int = 0) -> tuple[Program, int]:
        room = start("server", "--host", "127.0.0.1", "--port", str(port), "--data-dir", folder, "--name", "Tea")
        room.says(" is open at ")
        return room, int(re.search(r"127\.0\.0\.1:(\d+)", room.said)[1])  # type: ignore[index]

    def come(room: Program, port: int) -> None:
        lines = ready_lines("127.0.0.1", port, proof_of(keep_identity(folder, "Tea"))) if encrypted else {}
        client.connect("127.0.0.1", port, lines)
        room.says("Ben is here")
        client.type("/join #general")

    room, port = open_room()
    ada = start("app", "--data-dir", tmp_path / "ada", "chat", f"127.0.0.1:{port}", "--nick", "Ada")
    ada.says("You are in Tea as Ada")

    come(room, port)
    ada.says("Ben joined")
    ada.type("hello Ben")
    client.sees("hello Ben")
    client.type("hello Ada")
    ada.says("<Ben> hello Ada")

    ada.type("/kick Ben Enough for today")
    ada.says("* Ben was removed by Ada (Enough for today)")
    client.sees("Enough for today")
    client.type("/join #general")
    ada.says("* Ben joined", times=2)
    ada.type("welcome back")
    client.sees("welcome back")  # or it might not know yet that it is in, and has nothing to leave
    client.type("/part #general")
    ada.says("* Ben left")
    ada.type("Ben is not here")
    ada.says("<Ada> Ben is not here")
    client.type("/join #general")
    client.sees("Ben is not here")

    ada.type("/topic the last thing before the end")
    client.sees("the last thing before the end")
    room.end()
    ada.says("closed the room")
    room, _ = open_room(port)
    come(room, port)
    client.sees("hello Ben", times=2)
