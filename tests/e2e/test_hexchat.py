"""HexChat in a real room, on a screen of its own: by the line that is made ready for it, typed as people type it."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from pathlib import Path

import pytest

from server.config import Config, ServerTable
from server.hosting import open_room
from server.other_clients import ready_lines
from tests.conftest import wait_until

sys.path.insert(0, str(Path(__file__).parents[2] / "installer"))  # scripts for developers, in no package

LACKING = [program for program in ("hexchat", "Xvfb", "openbox", "xdotool") if not shutil.which(program)]
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"not installed here: {', '.join(LACKING)}")

PATIENCE = 20.0
SETTINGS = {
    "irc_nick1": "Ben",
    "irc_user_name": "ben",
    "irc_real_name": "Ben",
    "gui_slist_skip": 1,  # no list of networks first
    "gui_join_dialog": 0,
}


class Ada:
    """Who is in the room already, by a bare connection."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self._file = self._socket.makefile("rw", encoding="utf-8", newline="\r\n")

    def says(self, *lines: str) -> None:
        self._file.write("".join(f"{line}\r\n" for line in lines))
        self._file.flush()

    def hears(self, part: str) -> None:
        for line in self._file:
            if part in line:
                return
        pytest.fail(f"the room hung up before it said {part}")

    def close(self) -> None:
        self._file.close()
        self._socket.close()


def test_somebody_comes_with_hexchat_talks_and_is_told_what_was_said_before(tmp_path):
    from desk import Desk

    (tmp_path / "hexchat.conf").write_text("".join(f"{name} = {value}\n" for name, value in SETTINGS.items()))
    room = open_room(Config(ServerTable(host="127.0.0.1", port=0, network="Tea")))
    ada = Ada(room.port)
    try:
        ada.says("NICK Ada", "USER ada 0 * :Ada", "JOIN #general", "PRIVMSG #general :said before")
        with Desk("Ben", tmp_path) as desk:
            desk.start(["hexchat", "-d", str(tmp_path), "-n", "-a"])
            if os.geteuid() == 0:  # it disapproves, and says so in a box of its own
                desk.press("Return")
            desk.wait_for_title("HexChat")
            assert room.proof
            for line in (ready_lines("127.0.0.1", room.port, room.proof)["HexChat"], "/join #general", "hello Ada"):
                desk.type(line)
                desk.press("Return")
                if line.startswith("/server"):
                    wait_until(lambda: room.people() == 2, timeout=PATIENCE, what="Ben was in the room")
                elif line.startswith("/join"):
                    ada.hears("JOIN #general")  # her own
                    ada.hears("JOIN #general")
            ada.hears(":hello Ada")
            log = tmp_path / "logs" / "tea" / "#general.log"
            wait_until(lambda: log.exists() and "said before" in log.read_text(), timeout=PATIENCE)
    finally:
        ada.close()
        room.stop()
