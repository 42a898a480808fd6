"""What is true of a room as a whole, whatever its people do."""

import json
import random
import sqlite3

import pytest

from server.room import server_name_for

WORDS = (
    "NICK USER JOIN PART QUIT PRIVMSG NOTICE TAGMSG TOPIC NAMES LIST WHO WHOIS MODE KICK AWAY SETNAME PING PONG CAP LS "
    "REQ END 302 :batch :labeled-response :message-tags :-message-tags #general #a #b,#a #A 0 ada bob eve "
    "小明 * , : :: :words here\x01 +o -o +q +n-t +i b @label=1 @+a=\\:;b @ @; :src +ooo ~ ü \x02 # ## #, 001 GET x"
    + " x"
    * 9
).split(" ")


@pytest.mark.parametrize("seed", range(4))
def test_no_words_in_any_order_bring_the_room_down(visit, room, seed):
    chance = random.Random(seed)
    people = [visit() for _ in range(6)]
    for _ in range(4000):
        index = chance.randrange(len(people))
        if people[index].session.closing:
            people[index] = visit()
        line = " ".join(chance.choices(WORDS, k=chance.randrange(1, 7))).encode()
        if chance.random() < 0.02:
            line = chance.randbytes(chance.randrange(1, 600)).translate(None, b"\r\n\0") or b"x"
        people[index].send(line)
        answer = people[index].session.mailbox
        assert all(data.endswith(b"\r\n") and data.count(b"\r\n") == data.count(b"\n") for data in answer)
        assert all(len(part.rpartition(b" :")[0]) < 5200 for part in answer)
    registered = [one for one in room.people.values() if one.registered]
    assert room.count == len(registered)
    assert {one for channel in room.channels.values() for one in channel} <= set(registered)
    assert all(channel.size for channel in room.channels.values() if not channel.permanent)
    assert all(one in channel for one in registered for channel in one.channels.values())
    assert all(set(one.speaks.values()) <= set(one.channels.values()) for one in registered)
    for person in people:
        room.dismiss(person.session, "done")
    assert (room.count, room.people, room.visitors, list(room.channels)) == (0, {}, set(), ["#general"])


def test_closing_says_goodbye_to_everybody(visit, room, enter):
    ada, stranger = enter("ada"), visit()
    ada.lines()
    room.close()
    assert ada.lines() == stranger.lines() == ["ERROR :Closing link: The room was closed"]
    assert set(room.parting) == {ada.session, stranger.session}


def test_every_common_acquaintance_hears_of_a_departure_once(enter, room):
    ada, bob = enter("ada"), enter("bob")
    for person in (ada, bob):
        person.ask("JOIN #a,#b")
    bob.lines()
    room.dismiss(ada.session, "Connection closed")
    assert [(m.command, m.params) for m in bob.heard()] == [("QUIT", ("Connection closed",))]


@pytest.mark.parametrize(
    ("room_name", "server_name"),
    [
        ("Ada's room", "adas-room.parlor"),
        ("小明", "room.parlor"),
        ("Tea & Talk!", "tea-talk.parlor"),
        ("R2-D2", "r2-d2.parlor"),
        ("José’s Café", "joses-cafe.parlor"),
    ],
)
def test_a_room_has_a_name_that_servers_can_have(room_name, server_name):
    assert server_name_for(room_name) == server_name


def test_a_full_disk_is_said_to_operators_and_the_room_goes_on(make_room, enter, log, tmp_path):
    room = make_room({"data_dir": str(tmp_path)}, operators={"root": "pw"})
    root, ada, bob = (enter(name, "echo-message", to=room) for name in ("root", "ada", "bob"))
    root.send("OPER root pw")
    ada.ask("PRIVMSG #general :before")
    room.memory.write()
    for person in (root, ada, bob):
        person.lines()
    store = room.memory.store
    pages = next(store.rows("PRAGMA page_count"))[0]
    store.row(f"PRAGMA max_page_count = {pages}")
    for number in range(200):
        ada.send(f"PRIVMSG #general :{number} " + "x" * 400)
        room.memory.write()
    ada.send("TOPIC #general :as it was meanwhile", *["PRIVMSG #general :" + "x" * 400] * 200)
    room.memory.write()
    told = [line for line in root.lines() if " NOTICE " in line]
    assert [line.rpartition(" (")[0] for line in told] == [
        ":room.test NOTICE root :What is said is not being kept: the room's file cannot be used"
    ]
    assert [line.text for line in log if line.kind == "problem"] == [told[0].partition(" :")[2]]
    assert sum(" PRIVMSG " in line for line in bob.lines()) == 400
    store.row(f"PRAGMA max_page_count = {pages + 1000}")
    ada.send("PRIVMSG #general :after")
    room.memory.write()
    assert "can be written again" in root.lines()[-1]
    room.memory.write()  # and with it what changed meanwhile
    room.memory.close()
    file = sqlite3.connect(tmp_path / "room.sqlite")
    said = [body for (body,) in file.execute("SELECT body FROM messages WHERE command = 'PRIVMSG' ORDER BY time")]
    assert (said[0], said[-1]) == ("before", "after")
    assert [json.loads(state)["topic"]["text"] for (state,) in file.execute("SELECT state FROM channels")] == [
        "as it was meanwhile"
    ]
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    file.close()
