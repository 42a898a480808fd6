"""The rules about threads: they hold with everything switched on, and whoever breaks them is told."""

import os
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from server import threads
from server.threads import CheckedLock, WrongThreadError, check_nothing_is_held, checked_for_engine


def elsewhere(function):
    """Run something on another thread, and give back what it raised."""
    raised = []

    def run():
        try:
            function()
        except WrongThreadError as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return raised


def test_what_belongs_to_the_engine_runs_there_alone():
    room = SimpleNamespace(engine_thread=threading.get_ident())
    somebody = SimpleNamespace(room=room)
    told = checked_for_engine(lambda whom, word: (whom, word))
    assert told(room, "hi") == (room, "hi")
    assert told(somebody, "hi") == (somebody, "hi")
    assert len(elsewhere(lambda: told(room, "hi"))) == len(elsewhere(lambda: told(somebody, "hi"))) == 1


def test_before_there_is_an_engine_anybody_may():
    told = checked_for_engine(lambda whom: whom)
    assert not elsewhere(lambda: told(SimpleNamespace(engine_thread=None)))


def test_who_holds_a_lock_may_not_wait():
    lock, inner = CheckedLock(), CheckedLock()
    with lock:
        with inner, pytest.raises(WrongThreadError):
            check_nothing_is_held()
        with pytest.raises(WrongThreadError):
            check_nothing_is_held()
        assert not elsewhere(check_nothing_is_held)
    check_nothing_is_held()


def test_outside_the_development_mode_nothing_is_checked():
    if sys.flags.dev_mode:
        pytest.skip("these tests run in the development mode")
    assert type(threads.Lock()) is type(threading.Lock())
    function = elsewhere
    assert threads.engine_only(function) is function


TALK = """
import socket, ssl, sys
from server.config import Config, ServerTable
from server.listener import RoomServer
from server.session import Session
from server.threads import CHECKED, WrongThreadError

assert CHECKED
problems = []
server = RoomServer(Config(ServerTable(host="127.0.0.1", port=0)), lambda line: problems.append(line))
server.start()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.check_hostname, context.verify_mode = False, ssl.CERT_NONE

def come(nick, encrypted, words):
    link = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    if encrypted:
        link = context.wrap_socket(link)
    link.sendall(f"NICK {nick}\\r\\nUSER u 0 * :r\\r\\nJOIN #general\\r\\n{words}PING end\\r\\n".encode())
    heard = b""
    while b"PONG" not in heard:
        heard += link.recv(65536)
    return link

people = [come("ada", False, ""), come("bob", True, "PRIVMSG #general :hi\\r\\n" * 50)]
page = socket.create_connection(("127.0.0.1", server.port), timeout=30)
page.sendall(b"GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n")
assert page.recv(65536).startswith(b"HTTP/1.1 200")
assert b"hi" in people[0].recv(65536)
try:
    Session(server.room, "192.0.2.1").send("NOTICE x :from a wrong thread")
    sys.exit("nobody minded")
except WrongThreadError as error:
    assert "MainThread" in str(error)
server.stop(10)
sys.exit([line.text for line in problems if line.kind == "problem"] or 0)
"""


def test_people_talk_by_every_way_and_no_rule_is_broken():
    """In the development mode, with every check in place; and what comes from a wrong thread is noticed."""
    run = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "ignore", "-c", TALK],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert (run.returncode, run.stderr) == (0, "")
