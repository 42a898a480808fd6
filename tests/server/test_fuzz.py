"""Words that mean something here, in every order, and lines that nobody would think of: nothing brings the room down.

``PARLOR_FUZZ_LINES=1000000 pytest tests/server/test_fuzz.py`` says a million and more: some minutes instead of seconds.
"""

import os
import random
import socket
import sqlite3
import struct
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.commands.registry import COMMANDS
from server.protocol.framing import clip
from server.protocol.message import Message, escape_tag
from server.protocol.vocabulary import CAPABILITIES

LINES = int(os.environ.get("PARLOR_FUZZ_LINES", "16000"))
SEEDS = 4

NICKS = ["ada", "bob", "eve", "José", "小明"]
TARGETS = ["#general", "#a", "#b", "#C", "#ä", "@#a", "+#b", "~&#a", "#"]
LETTERS = [
    "+b", "-b", "+beI", "+k", "+l", "+f", "+S", "+imnstuCMRU", "-imnstuCMRU", "+o", "-o", "+v", "+q", "+a", "+h",
    "-qaohv", "+BRTw", "-BRTwo", "b", "e", "I",
]  # fmt: skip
MASKS = ["*", "!", "*!*@*", "m:bob", "a:x", "m:a:x", "bob!*", "*@192.0.2.1", "[a*"]
WORDS = [
    *NICKS, *TARGETS, *LETTERS, *MASKS, *sorted(COMMANDS),
    "root", "pw", "key", "0", "1", "-1", "5", "::a:b", ":", "::", "+", "-", "=", "LS", "302", "REQ", "END", "LIST",
    "+1", "-1", "draft/multiline", "C", "L", "S", "%tcuihsnfdlaor,12", "o%n", "%n", "<3", ">1", "C>2", "T<9", "!#a",
    "LATEST", "BEFORE", "AROUND", "BETWEEN", "TARGETS", "msgid=x", "timestamp=2023-11-14T22:13:20.000Z", "text=x",
    "GET", "SET", "SUB", "CLEAR", "SYNC", "display-name", "PLAIN", "SCRAM-SHA-256", "EXTERNAL", "AAAA",
    ":\x01VERSION\x01", ":\x01ACTION x\x01", ":two words", ":" + "ü" * 300,
]  # fmt: skip
DEVICES = ["+", "QGRlc2s="]  # none, and "@desk" in base64
TAGS = ["label=1", "batch=1", "+typing=active", "+draft/react=x", "+reply=y", "draft/multiline-concat", "x", "label="]


def some_line(chance, msgids):
    """A command with whatever behind it."""
    words = [chance.choice(sorted(COMMANDS)), *chance.choices([*WORDS, msgids[-1]], k=chance.randrange(5))]
    if words[0] == "QUIT" and chance.random() < 0.9:
        words[0] = "PRIVMSG"
    if chance.random() < 0.2:
        words.insert(0, "@" + ";".join(chance.choices(TAGS, k=2)))
    return " ".join(words).encode() + (b"\xff" if chance.random() < 0.01 else b"")


class Crowd:
    """A few people who say such words, and what they have been told."""

    def __init__(self, chance, room, visit):
        self._chance, self._room, self._visit = chance, room, visit
        self._people = []
        self._msgids = ["x"]

    def somebody(self):
        self._people = [person for person in self._people if not person.session.closing]
        while len(self._people) < 6:
            self._people.append(self._newcomer())
        return self._chance.choice(self._people)

    def _newcomer(self):
        person = self._visit(to=self._room, host=f"192.0.2.{self._chance.randrange(3)}")
        wanted = self._chance.sample(list(CAPABILITIES), self._chance.randrange(len(CAPABILITIES)))
        person.send("CAP LS 302", f"CAP REQ :{' '.join(wanted)}", f"NICK {self._chance.choice(NICKS)}", "USER u 0 * :r")
        if self._chance.random() < 0.6:  # as somebody who may be here already
            person.session.come_by_tls(self._chance.choice(["one key", "another key"]))
            person.send("AUTHENTICATE EXTERNAL", f"AUTHENTICATE {self._chance.choice(DEVICES)}")
        person.send("CAP END")
        if self._chance.random() < 0.8:
            person.send("JOIN #general,#a,#b")
        return person

    def line(self):
        return some_line(self._chance, self._msgids)

    def read(self):
        """Look at everything everybody was told."""
        for person in self._people:
            for line in person.lines():
                body = line.partition(" ")[2] if line.startswith("@") else line
                assert len(body.encode()) <= 510
                message = Message.parse(line)
                if "msgid" in message.tags:
                    self._msgids = [*self._msgids[-20:], message.tags["msgid"]]
        self._room.dirty.clear(), self._room.parting.clear(), self._room.last_to_flush.clear()

    def leave(self):
        for person in self._people:
            self._room.dismiss(person.session, "done")
        for one in self._room.registered():  # those who are always there
            assert one.detached
            self._room.remove(one, "done")


def end_a_channel(room, zoe):
    """Have a channel kept, and then no more, whatever the others have said."""
    zoe.send("NICK zoe", "USER u 0 * :z", "OPER root pw", "REGISTER * * secret", "JOIN #gone")
    room.memory.write()
    zoe.send("MODE #gone -o zoe", "PART #gone")
    room.dismiss(zoe.session, "done")


def check_who_is_here(room):
    """Everybody has their connections, every connection is somebody's, and all counts are right."""
    registered = room.registered()
    assert room.count == len(registered)
    assert all(session.person is one for one in registered for session in one.sessions)
    connected = {session for one in registered for session in one.sessions}
    assert connected == room.visitors - room.strangers
    assert not any(session.closing for session in room.visitors)
    for channel in room.channels.values():
        readers = [session for _, sessions in channel.audience() for session in sessions]
        assert len(readers) == len(set(readers))
        assert set(readers) == {session for member in channel for session in member.sessions}


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_words_in_any_order_bring_the_room_down(make_room, visit, clock, seed):
    chance = random.Random(seed)
    always_on = "opt-out" if seed % 2 else "opt-in"
    room = make_room(operators={"root": "pw"}, accounts={"always_on": always_on}, max_channels=20)
    crowd = Crowd(chance, room, visit)
    for number in range(LINES // SEEDS):
        crowd.somebody().send(*[crowd.line()] * chance.choice([1, 1, 1, 4]))
        clock.now += chance.choice([0, 0, 0.001, 1])
        if number % 50 == 0:
            room.tick()
            room.memory.write()
            crowd.read()
            check_who_is_here(room)
    registered = room.registered()
    assert all(set(one.speaks.values()) <= set(one.channels.values()) for one in registered)
    assert all(one in channel for one in registered for channel in one.channels.values())
    crowd.leave()
    assert (room.count, room.people, room.visitors) == (0, {}, set())
    assert all(channel.permanent or room.records.is_owned(channel) for channel in room.channels.values())


def test_nothing_that_people_do_takes_anything_from_the_file(make_room, visit, clock, tmp_path):
    """What happened is only ever added to the store; retention alone takes messages away.

    Whatever becomes of its channel and its author; and what is taken back is only not told any more.
    """
    room = make_room({"data_dir": str(tmp_path)}, operators={"root": "pw"}, max_channels=20)
    crowd = Crowd(random.Random(7), room, visit)
    logs = (
        ("messages", "id, msgid, body"),
        ("redactions", "msgid"),
        ("accounts", "name"),
        ("certificates", "fingerprint"),
        ("metadata_changes", "id, value"),
    )
    known: dict[str, set[object]] = {table: set() for table, _ in logs}
    touched = set()

    def note(action, table, *_):
        if action in (sqlite3.SQLITE_DELETE, sqlite3.SQLITE_UPDATE):
            touched.add((action, table))
        return sqlite3.SQLITE_OK

    room.memory.store._connection.set_authorizer(note)
    for number in range(LINES // 8):
        crowd.somebody().send(crowd.line())
        clock.now += 0.001
        if number % 200 == 0:
            room.tick()
            room.memory.write()
            crowd.read()
            for table, columns in logs:
                there = set(room.memory.store.rows(f"SELECT {columns} FROM {table}"))
                assert known[table] <= there
                known[table] = there
    end_a_channel(room, visit(to=room))
    crowd.leave()
    room.close()
    room.memory.close()
    assert known["messages"]
    assert not {(sqlite3.SQLITE_DELETE, table) for table, _ in logs} & touched
    assert not {(sqlite3.SQLITE_UPDATE, table) for table in ("messages", "redactions", "metadata_changes")} & touched
    assert (sqlite3.SQLITE_DELETE, "channels") in touched, "which says only how things are"
    again = sqlite3.connect(tmp_path / "room.sqlite")
    assert known["messages"] <= set(again.execute("SELECT id, msgid, body FROM messages"))
    again.close()


def test_the_room_does_not_grow_with_what_is_asked_of_it(make_room, visit, clock):
    """What is said is kept, elsewhere; what is only asked leaves nothing behind."""
    room = make_room(history={"enabled": False})
    crowd = Crowd(random.Random(1), room, visit)

    def ask(count):
        for _ in range(count):
            crowd.somebody().send(
                "WHO *", "LIST", "WHOIS ada", "MONITOR + x", "MODE #a +b x", "MODE #a -b x", "NICK zoe"
            )
            crowd.read()

    ask(300)
    tracemalloc.start()
    ask(1)
    before = tracemalloc.get_traced_memory()[0]
    ask(max(300, LINES // 100))
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert after - before < 200_000


class Wires:
    """A few connections on which such words are said, in pieces, and which end in every way there is."""

    BEGINNINGS = (b"", b"", b"", b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"\x16\r\n")

    def __init__(self, chance, connect, port):
        self._chance, self._connect, self._port = chance, connect, port
        self._open = []

    def say(self):
        chance = self._chance
        while len(self._open) < 5:
            link = self._connect(self._port).socket
            self._open.append(link)
            link.sendall(
                chance.choice(self.BEGINNINGS) + b"NICK %s\r\nUSER u 0 * :r\r\n" % chance.choice(NICKS).encode()
            )
        link = chance.choice(self._open)
        data = b"".join(some_line(chance, ["x"]) + b"\r\n" for _ in range(chance.choice([1, 1, 20])))
        cut = chance.randrange(len(data))
        try:
            for piece in (data[:cut], data[cut:]):
                link.sendall(piece)
            self._read(link)
            if chance.random() < 0.05:
                self._end(link)
        except OSError:
            self._open.remove(link)
            link.close()

    def _read(self, link):
        """Take what there is, now and then: who never reads is let go."""
        link.setblocking(False)
        try:
            while self._chance.random() < 0.9:
                if not link.recv(65536):
                    raise ConnectionError("it has ended")
        except BlockingIOError:
            pass
        finally:
            link.settimeout(10)

    def _end(self, link):
        match self._chance.randrange(3):
            case 0:
                link.shutdown(socket.SHUT_WR)
            case 1:
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                raise ConnectionError("it is reset")
            case 2:
                raise ConnectionError("it is closed")

    def leave(self):
        for link in self._open:
            link.close()


def test_the_same_words_on_real_connections_leave_no_thread_stuck_and_nothing_behind(open_server, connect, until):
    server = open_server({"flood_protection": False}, sendq_bytes=64 * 1024, sendq_unregistered_bytes=16 * 1024)
    witness = connect(server.port).enter("witness", "#quiet")
    wires = Wires(random.Random(5), connect, server.port)
    for number in range(LINES // 10):
        wires.say()
        if number % 50 == 0:
            witness.sync()
    wires.leave()
    until(lambda: server.guests.count == 1, what="everybody but the witness is gone")
    witness.sync()
    assert server.engine.ask(lambda: (server.room.count, len(server.room.visitors))) == (1, 1)


TEXT = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=60)
KEYS = st.sampled_from(["label", "batch", "msgid", "time", "account", "+typing", "+draft/react", "+x", "x", ""])
TAG_LISTS = st.lists(st.builds("{}={}".format, KEYS, TEXT.map(escape_tag)), max_size=3).map(";".join)
COMMAND_WORDS = st.sampled_from(sorted(set(COMMANDS) - {"QUIT"})) | TEXT
PARAMS = st.lists(st.sampled_from(WORDS) | TEXT, max_size=5).map(" ".join)
LINE = st.builds("@{} {} {}".format, TAG_LISTS, COMMAND_WORDS, PARAMS) | st.builds(
    "{} {}".format, COMMAND_WORDS, PARAMS
)
LINES_OF_BYTES = st.lists(
    (LINE.map(str.encode) | st.binary(max_size=80).map(lambda b: b.translate(None, b"\r\n\0"))).filter(bool),
    min_size=1,
    max_size=20,
)
LIBERAL = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
EVERYTHING = sorted(set(CAPABILITIES) - {"sasl"})
EXAMPLES = max(60, LINES // 400)


def variations(lines, chance, count):
    """So many lines: those that were thought of, in another order, and their beginnings with others' ends."""
    for _ in range(count):
        one, other = chance.choices(lines, k=2)
        end = chance.randrange(len(other) + 1) if chance.random() < 0.5 else 0
        yield (one[: chance.randrange(len(one) + 1)] + other[end:] if end else one) or b"PING x"


@settings(LIBERAL, max_examples=EXAMPLES)
@given(lines=LINES_OF_BYTES, chance=st.randoms(use_true_random=True))
def test_whatever_is_said_what_others_hear_is_irc(make_room, enter, lines, chance):
    """Every line that anybody is told can be read, is no longer than allowed, and ends where it should."""
    room = make_room()
    ada, bob, old = enter("ada", *EVERYTHING, to=room), enter("bob", *EVERYTHING, to=room), enter("old", to=room)
    for line in [*lines, *variations(lines, chance, LINES // EXAMPLES)]:
        ada.send(line)
        if ada.session.closing:
            check_heard(ada)
            ada = enter("ada", *EVERYTHING, to=room)
    check_heard(ada), check_heard(bob)
    assert not any(line.startswith("@") for line in check_heard(old))


def check_heard(person):
    lines = person.lines()
    for line in lines:
        Message.parse(line)
        tags, _, body = line.partition(" ") if line.startswith("@") else ("", "", line)
        assert len(body.encode()) <= 510
        assert len(tags.encode()) <= 8191
    return lines


@settings(LIBERAL, max_examples=100)
@given(text=TEXT.filter(bool))
def test_any_text_arrives_as_it_was_said(make_room, enter, text):
    room = make_room(history={"enabled": False})
    ada, bob = enter("ada", to=room), enter("bob", to=room)
    bob.lines()
    ada.send(f"PRIVMSG #general :{text}")
    start = ":ada!~u@192.0.2.1 PRIVMSG #general :"
    assert [line.removeprefix(start).encode() for line in bob.lines()] == [clip(text.encode(), 510 - len(start))]
