"""The one writer, by what people on real sockets see of it."""

import logging
import queue
import socket
import threading
from functools import partial

import pytest

from server import speech
from server.engine import Engine
from server.protocol.message import Message


def test_an_answer_to_ping_comes_after_everything_said_before_is_out(open_server, connect):
    """The answer to a `PING` comes after all that its sender said before has gone out to the others."""
    server = open_server({"flood_protection": False})
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    bob.socket.setblocking(False)
    for turn in range(200):
        ada.send(f"PRIVMSG #general :{turn}", f"PING {turn}")
        ada.until(f":{turn}")
        assert f":{turn}\r\n".encode() in bob.socket.recv(65536)


def test_an_answer_to_ping_comes_after_what_others_have_said_by_then(open_server, connect):
    """Each is read by a thread of their own: what comes in the same turn counts as said before."""
    server = open_server({"flood_protection": False})
    ada, bob = connect(server.port).enter("ada"), connect(server.port).enter("bob")
    ada.sync(), bob.sync()
    links = {session.person.nick: (session, link) for session, link in server.engine._outgoing._links.items()}

    def speak():
        server.engine.read(*links["bob"], [b"PRIVMSG #general :first", b"PING now"], 0)
        server.engine.read(*links["ada"], [b"PRIVMSG #general :second"], 0)
        server.engine.read(*links["bob"], [b"NICK bobby"], 0)

    server.engine.post(speak)
    assert [Message.parse(line).command for line in bob.until(" NICK ")] == ["PRIVMSG", "PONG", "NICK"]
    assert [Message.parse(line).command for line in ada.until(" NICK ")] == ["PRIVMSG", "NICK"]


class Inbox:
    """Tasks that come one after the other, each when there is nothing left to do and the engine waits."""

    def __init__(self, *tasks):
        self._tasks = list(tasks)

    def get(self, timeout):
        if not self._tasks:
            raise queue.Empty
        return self._tasks.pop(0)

    def get_nowait(self):
        raise queue.Empty


@pytest.mark.parametrize(
    ("people", "turns_before", "together"), [(20, 1, True), (20, 0, False), (3, 1, False)],
    ids=["one turn after the other", "after silence", "few people"],
)  # fmt: skip
def test_what_many_say_at_once_goes_out_at_once_where_people_answer_each_other(
    room, enter, monkeypatch, people, turns_before, together
):
    sessions = [enter(f"p{number}").session for number in range(people)]
    engine = Engine(room)
    happened = []
    monkeypatch.setattr("server.engine._BUSY", 60.0)  # however slow this computer is
    monkeypatch.setattr("server.engine._LONGEST_MOMENT", 60.0)

    def flush(_):
        happened.append("out")
        room.dirty.clear()

    def say(session):
        happened.append(session.person.nick)
        speech.take(session, [b"PRIVMSG #general :hi"])

    for session in sessions:
        session.mailbox.clear()
    room.dirty.clear()
    monkeypatch.setattr(engine._outgoing, "flush", flush)
    tasks = [lambda: None] * turns_before + [partial(say, session) for session in sessions[:2]]
    monkeypatch.setattr(engine, "_inbox", Inbox(*tasks))
    for _ in range(turns_before + 1):
        for session in sessions:
            session.mailbox.clear()
        engine._take_turn()
    assert happened[turns_before:] == (["p0", "p1", "out"] if together else ["p0", "out"])


def test_everybody_sees_what_one_says_in_their_order(open_server, connect):
    """What somebody says is told to everybody in the order in which they said it."""
    server = open_server({"flood_protection": False})
    people = [connect(server.port).enter(f"p{number}") for number in range(5)]
    for person in people:
        person.sync()

    def talk(person, name):
        for number in range(200):
            person.send(f"PRIVMSG #general :{name} {number}", *(["TOPIC #general"] if number % 7 == 0 else []))
        heard[name] = person.sync()  # from here on all that this one said is out

    heard: dict[int, list[str]] = {}
    threads = [threading.Thread(target=talk, args=(person, name)) for name, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for me, person in enumerate(people):
        lines = heard[me] + person.sync()
        said = [Message.parse(line).params[1].split() for line in lines if " PRIVMSG " in line]
        for name in range(len(people)):
            numbers = [int(number) for who, number in said if int(who) == name]
            assert numbers == ([] if name == me else list(range(200)))


def test_a_name_is_free_before_its_socket_closes(open_server, connect):
    """Before the socket of who left is closed, their name is free, and counts and `WHOWAS` are right.

    "The server acknowledges this by replying with an ERROR message and closing the connection to the client."
    Whoever reads that may come back under the same name at once.
    """
    server = open_server({"flood_protection": False})
    bob = connect(server.port).enter("bob")
    for turn in range(1, 21):
        ada = connect(server.port).enter("ada")
        ada.send("QUIT")
        assert ada.to_end()[-1] == "ERROR :Closing link: Quit"
        bob.send("LUSERS", "WHOWAS ada")
        answers = bob.until(" 369 ")
        assert any(" 251 bob :There are 1 users and 0 invisible" in line for line in answers)
        assert sum(" 314 " in line for line in answers) == turn
        ada.socket.close()


def test_what_still_comes_after_the_goodbye_is_read_so_that_it_arrives(open_server, connect):
    """A connection ends with an `ERROR`; then nothing more is sent, what still comes is read, and only then it is
    closed.
    """
    ada = connect(open_server().port).enter("ada")
    ada.send("QUIT :bye", *["PRIVMSG #general :and another thing"] * 50_000)
    assert ada.to_end()[-1] == "ERROR :Closing link: Quit: bye"


def test_who_stops_reading_is_dropped_alone_and_told_why(open_server, connect, log):
    """For who reads slowly 4 MiB may wait, 96 KiB before they have a name; above that they alone are let go: `SendQ
    exceeded`.

    "If a client connection is closed without the client issuing a QUIT command to the server, the server MUST
    distribute a QUIT message to other clients informing them of this. Servers MUST fill <reason> with a message
    reflecting the nature of the event which caused it to happen."
    """
    server = open_server({"flood_protection": False}, sendq_bytes=64 * 1024)
    deaf, ada, bob = (connect(server.port).enter(name) for name in ("deaf", "ada", "bob"))
    text = "x" * 400
    rounds = 0
    while True:
        ada.send(*[f"PRIVMSG #general :{text}"] * 600)
        ada.sync()
        heard = bob.sync()
        rounds += 1
        if any("QUIT" in line for line in heard):
            break
    assert rounds > 1
    assert ":deaf!~u@127.0.0.1 QUIT :SendQ exceeded" in heard
    lines = deaf.to_end()
    assert lines[-1] == "ERROR :Closing link: SendQ exceeded"
    assert all(line.endswith(text) for line in lines if " PRIVMSG " in line)
    bob.send("PRIVMSG #general :after")
    assert ada.until("after")
    assert [line.text for line in log if "SendQ" in line.text] == ["deaf (127.0.0.1) is gone: SendQ exceeded."]


def test_for_who_has_no_name_yet_less_may_wait(open_server, connect):
    server = open_server({"flood_protection": False}, sendq_unregistered_bytes=16 * 1024)
    deaf = connect(server.port)
    deaf.send("CAP LS 302")
    deaf.line()
    while server.room.visitors:
        deaf.send(*["CAP LS 302"] * 200)
    assert deaf.to_end()[-1] == "ERROR :Closing link: SendQ exceeded"


def test_a_pause_in_reading_loses_nothing(open_server, connect):
    server = open_server({"flood_protection": False})
    slow, ada = connect(server.port).enter("slow"), connect(server.port).enter("ada")
    text = "x" * 400
    for _ in range(40):
        ada.send(*[f"PRIVMSG #general :{text}"] * 200)
        ada.sync()
    assert sum(" PRIVMSG " in line for line in slow.sync()) == 40 * 200


def test_who_closes_their_half_still_gets_what_is_theirs(open_server, connect):
    wire = connect(open_server().port)
    wire.send("NICK ada", "USER a 0 * :A", "JOIN #general", "PING last")
    wire.socket.shutdown(socket.SHUT_WR)
    lines = wire.to_end()
    assert lines[-2].endswith("PONG parlor.parlor :last")
    assert lines[-1] == "ERROR :Closing link: Connection closed"


def test_the_silent_are_let_go_on_time(open_server, connect):
    wire = connect(open_server(registration_timeout=1).port)
    assert wire.to_end() == ["ERROR :Closing link: No name within 1 seconds"]


@pytest.mark.logs_errors
def test_a_mistake_of_ours_is_logged_and_the_room_goes_on(open_server, connect, monkeypatch, caplog, log, until):
    server = open_server()
    ada = connect(server.port).enter("ada")

    def fail(person, lines):
        raise RuntimeError("planted")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(speech, "take", fail)
        server.engine.post(lambda: fail(None, None))
        ada.send("PING lost")
        until(lambda: [line.kind for line in log].count("problem") == 2)
    assert ada.sync() == []
    assert "planted" in caplog.text
