"""Somebody closes the window, or is thrown out of it, and finds everything again."""

import re
import subprocess
import sys

import pytest

from tests.e2e.test_two_people import join


class Room:
    """A room in a process of its own, which a test may kill and open again."""

    def __init__(self, folder):
        self._folder = folder
        self.port = 0
        self.open()

    def open(self):
        command = [sys.executable, "-m", "server", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--name", "Tea house", "--data-dir", str(self._folder)]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout
        found = re.search(r":(\d+)", self._process.stdout.readline())
        assert found
        self.port = int(found[1])

    def kill(self):
        self._process.kill()
        self._process.communicate()


@pytest.fixture
def room(tmp_path):
    room = Room(tmp_path / "room")
    yield room
    room.kill()


def test_conversation_draft_and_waiting_line_are_there_again_before_the_room_is(sit_down, come_plain, room):
    bob = sit_down("Bob")
    join(bob, room.port)
    bob.sees("Welcome to Tea house, Bob")
    come_plain(room.port, "Carol").says("PRIVMSG #general :hello Bob")
    bob.sees("hello Bob")
    room.kill()
    bob.sees("Connection lost")
    bob.types("wait for me")
    bob.presses("Return")
    bob.types("half a thought")
    bob.sees("wait for me", "half a thought")
    bob.asks_to_close()
    assert bob.ends() == 0

    bob = sit_down("Bob")
    bob.sees("hello Bob", "wait for me", "half a thought")
    room.open()
    carol = come_plain(room.port, "Carol")
    carol.hears(":Bob!", "PRIVMSG #general :wait for me")
    bob.sees_no("Connection lost")
    carol.says("PRIVMSG #general :there you are")
    bob.sees("there you are", "half a thought")


def test_who_left_the_room_begins_at_the_start(sit_down, room):
    bob = sit_down("Bob")
    join(bob, room.port)
    bob.sees("Welcome to Tea house, Bob")
    bob.types("/quit")
    bob.presses("Return")
    bob.sees("Host a room", "Tea house")
    bob.kill()
    sit_down("Bob").sees("Host a room", "Tea house")


def test_an_application_that_was_killed_comes_back_to_its_room(sit_down, come_plain, room):
    bob = sit_down("Bob")
    join(bob, room.port)
    bob.sees("Welcome to Tea house, Bob")
    carol = come_plain(room.port, "Carol")
    bob.types("hi")
    bob.presses("Return")
    carol.hears(":Bob!", "PRIVMSG #general :hi")
    bob.kill()
    carol.hears(":Bob!", "QUIT")
    carol.says("PRIVMSG #general :what happened?")
    bob = sit_down("Bob")
    bob.sees("hi", "what happened?")
