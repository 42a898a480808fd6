"""What is true of a room as a whole, whatever its people do."""

import random

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
    ],
)
def test_a_room_has_a_name_that_servers_can_have(room_name, server_name):
    assert server_name_for(room_name) == server_name
