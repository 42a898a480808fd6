"""Rooms to come into, a keyboard to type at, and somebody else who is there."""

import os
import socket
import sys
import threading
from typing import Any

import pytest

from app.services.files import Files, data_folder
from app.services.known_rooms import KnownRooms
from app.terminal import visits
from server.config import Config, ServerTable
from server.hosting import open_room
from server.protocol.message import Message


@pytest.fixture
def make_room():
    """Open rooms; they are closed after the test."""
    opened = []

    def make(**table):
        config = Config(ServerTable(**{"network": "Tea house", "host": "127.0.0.1", "port": 0, **table}))
        opened.append(open_room(config))
        return opened[-1]

    yield make
    for room in opened:
        room.stop()


class Talk:
    """``parlor chat``, ``send`` or ``tail`` with pipes for a keyboard."""

    def __init__(self, monkeypatch, capsys, command, arguments, options):
        reading, self._writing = os.pipe()
        self._stdin = os.fdopen(reading)
        monkeypatch.setattr(sys, "stdin", self._stdin)
        self._capsys = capsys
        self.out = self.err = ""
        self.status = -1
        self._thread = threading.Thread(target=self._run, args=(command, arguments, options))
        self._thread.start()

    def _run(self, command, arguments, options):
        self.status = command(*arguments, known=KnownRooms(Files(data_folder())), **options)

    def type(self, text):
        os.write(self._writing, text.encode())

    def end_input(self):
        os.close(self._writing)
        self._writing = -1

    def shows(self, text):
        """Whether it has been shown by now."""
        out, err = self._capsys.readouterr()
        self.out += out
        self.err += err
        return text in self.out

    def finish(self):
        """Wait for the end, and give back the exit status."""
        self._thread.join(10)
        assert not self._thread.is_alive()
        self.shows("")
        return self.status

    def close(self):
        if self._writing >= 0:
            self.end_input()
        self._thread.join(10)
        for thread in threading.enumerate():
            if thread.name == "input":  # it may just be about to find the end of its input
                thread.join(10)
        self._stdin.close()


@pytest.fixture
def talk(monkeypatch, capsys):
    started = []

    def talk(address, typed=None, *arguments, command=visits.chat, **options):
        one = Talk(monkeypatch, capsys, command, (address, *arguments), options)
        started.append(one)
        if typed is not None:
            one.type(typed)
            one.end_input()
        return one

    yield talk
    for one in started:
        one.close()


@pytest.fixture
def come():
    """Somebody else in the room, with a bare socket."""
    sockets: list[Any] = []

    def come(port, nick):
        sock = socket.create_connection(("127.0.0.1", port), timeout=10)
        file = sock.makefile("rw", encoding="utf-8", newline="\r\n")
        sockets.extend([file, sock])
        file.write(f"NICK {nick}\r\nUSER {nick} 0 * :{nick}\r\nJOIN #general\r\n")
        file.flush()
        _hear(file, " 366 ")
        return file

    yield come
    for sock in sockets:
        sock.close()


@pytest.fixture
def hear():
    """Wait for the next line that has something in it."""
    return _hear


def _hear(file, part):
    for line in file:
        if part in line:
            return Message.parse(line.rstrip("\r\n"))
    pytest.fail(f"the room hung up before it said {part}")
