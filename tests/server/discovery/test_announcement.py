"""What a room says about itself survives the way there, and nothing that anybody else says does any harm."""

import ipaddress
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.discovery.announcement import (
    MAX_DATAGRAM,
    MAX_PEOPLE,
    MAX_TEXT,
    MAX_TRIED,
    Announcement,
    AnnouncementError,
    Complaint,
    Farewell,
    Question,
    announce,
    complain,
    decode,
    encode,
    from_pairs,
    to_pairs,
)

ROOM = "0a" * 32
TEA = announce(ROOM, "Tea house", 6697, host="grace-pc", locked=True, people=12, version="0.1.0")

rooms = st.text("0123456789abcdef", min_size=64, max_size=64)
texts = st.text(max_size=300)
names = texts.filter(lambda text: any(mark.isalnum() for mark in text))
ports = st.integers(1, 65535)


@given(rooms, names, ports, texts, st.booleans(), st.integers(-5, 10**9))
def test_every_announcement_arrives_as_it_was_sent(room, name, port, host, locked, people):
    sent = announce(room, name, port, host=host, locked=locked, people=people)
    assert len(encode(sent)) <= MAX_DATAGRAM
    assert decode(encode(sent)) == sent
    assert from_pairs(to_pairs(sent), port) == sent


@given(rooms, ports)
def test_farewells_and_questions_arrive_as_they_were_sent(room, port):
    assert decode(encode(Farewell(room, port))) == Farewell(room, port)
    assert decode(encode(Question())) == Question()


addresses = st.ip_addresses().map(str)


@given(rooms, ports, st.lists(addresses, max_size=40))
def test_a_complaint_arrives_as_it_was_sent(room, port, tried):
    sent = complain(room, port, tried)
    assert len(encode(sent)) <= MAX_DATAGRAM
    assert decode(encode(sent)) == sent
    check(sent)


def test_a_complaint_says_no_more_of_an_address_than_others_can_use():
    assert complain(ROOM, 6697, ("fe80::5%eth0",)) == Complaint(ROOM, 6697, ("fe80::5",))


def check(word):
    """Whatever was understood can be shown, and is bounded."""
    if isinstance(word, Complaint):
        assert len(word.addresses) <= MAX_TRIED
        assert all(ipaddress.ip_address(address) for address in word.addresses)
    if isinstance(word, Announcement):
        for text in (word.name, word.host):
            assert len(text.encode()) <= MAX_TEXT
            assert all(mark.isprintable() or mark == "\u200d" for mark in text)
            assert text == " ".join(text.split())
        assert word.name
        assert 0 <= word.people <= MAX_PEOPLE
        assert 0 < word.port < 65536
        assert len(word.room) == 64
        assert word.channel.startswith("#")


@given(st.binary(max_size=2000))
def test_any_bytes_are_understood_or_refused(data):
    try:
        check(decode(data))
    except AnnouncementError:
        pass


lines = st.lists(
    st.tuples(st.sampled_from([*to_pairs(TEA), "port", "tried", "", "=", "x"]), st.text(max_size=80)),
    max_size=40,
)


@given(st.sampled_from(["HERE", "BYE", "WHO", "STUCK", "", "HERE\0"]), lines)
def test_any_lines_are_understood_or_refused(kind, pairs):
    text = "\n".join([f"PARLOR/1 {kind}", *(f"{key}={value}" for key, value in pairs)])
    try:
        check(decode(text.encode()))
    except AnnouncementError:
        pass


@given(st.dictionaries(st.sampled_from([*to_pairs(TEA)]), st.text(max_size=400)), st.integers(-1, 70000))
def test_any_dns_text_is_understood_or_refused(pairs, port):
    try:
        check(from_pairs(to_pairs(TEA) | pairs, port))
    except AnnouncementError:
        pass


@given(st.data())
def test_a_mutilated_announcement_is_understood_or_refused(data):
    sent = bytearray(encode(TEA))
    for _ in range(data.draw(st.integers(1, 5))):
        sent[data.draw(st.integers(0, len(sent) - 1))] = data.draw(st.integers(0, 255))
    try:
        check(decode(bytes(sent)))
    except AnnouncementError:
        pass


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("  Tea \t house\n", "Tea house"),
        ("Tea\u202ehouse\u0007\x1b[31m", "Teahouse[31m"),
        ("Zoe\u0308's", "Zoë's"),
        ("👩‍💻 only", "👩‍💻 only"),
        ("x" * 1000, "x" * MAX_TEXT),
        ("é" * 200, "é" * (MAX_TEXT // 2)),
        ("小明的房间", "小明的房间"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(given_name, shown):
    assert announce(ROOM, given_name, 7000).name == shown


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PARLOR/1",
        b"PARLOR/2 WHO",
        b"PARLOR/1 WHAT",
        b"\xff\xfe",
        b"PARLOR/1 HERE\n",
        b"PARLOR/1 BYE\nroom=" + ROOM.encode(),
        b"PARLOR/1 STUCK\nroom=here\nport=6697\ntried=192.0.2.7",
        b"PARLOR/1 STUCK\nroom=" + ROOM.encode() + b"\nport=6697\ntried=evil.example",
        encode(TEA).replace(b"port=6697", b"port=0"),
        encode(TEA).replace(b"port=6697", b"port=99999"),
        encode(TEA).replace(b"port=6697", "port=٦٦٩٧".encode()),
        encode(TEA).replace(b"channel=#general", b"channel=general"),
        encode(TEA).replace(b"people=12", b"people=-1"),
        encode(TEA).replace(ROOM.encode(), b"../../etc"),
        encode(TEA).replace(b"name=Tea house", b"name=\x07\x1b"),
        encode(TEA) + b"\nmore=" + b"x" * MAX_DATAGRAM,
    ],
)
def test_what_is_no_announcement_is_refused_with_a_reason(data):
    with pytest.raises(AnnouncementError) as caught:
        decode(data)
    assert str(caught.value)


def test_names_that_are_not_known_are_passed_over():
    assert decode(encode(TEA) + b"\nfuture=yes\nnonsense") == TEA


def test_of_a_name_given_twice_the_first_one_holds():
    assert decode(encode(TEA) + b"\nlocked=0\nname=Other") == TEA


def test_what_it_says_of_itself_is_fit_for_dns():
    long = announce(ROOM, "é" * 200, 1, host="x" * 500, version="9.9.9")
    assert all(len(f"{key}={value}".encode()) <= 255 for key, value in to_pairs(long).items())
    assert all(set(key) <= set(string.ascii_lowercase) for key in to_pairs(long))
