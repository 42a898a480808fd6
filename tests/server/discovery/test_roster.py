"""Rows of rooms, made of what was heard: by time handed in, with everybody trying to deceive."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from server.discovery.announcement import Announcement, Farewell
from server.discovery.roster import (
    GONE_AFTER,
    GREY_AFTER,
    MAX_ADDRESSES,
    MAX_ROOMS,
    MAX_ROOMS_OF_SOURCE,
    Roster,
    Source,
    Way,
)

TEA = Announcement("aa" * 32, "Tea house", 6697, people=3)
CLUB = Announcement("bb" * 32, "Chess club", 6697)
ADA, BEN = (Source(Way.BEACON, f"192.168.1.{n}") for n in (5, 6))
ADA_BY_DNS = ADA._replace(way=Way.DNS_SD)


def names(roster, now):
    return [found.announcement.name for found in roster.found(now)]


def numbered(number):
    return replace(TEA, room=f"{number:064x}", name=f"Room {number}")


def test_a_room_is_one_row_however_many_addresses_it_has():
    roster = Roster()
    for address in ("fe80::1%eth0", "fd00::5", "192.168.1.5", "10.0.0.5"):
        roster.hear(TEA, Source(Way.BEACON, address), 1.0)
    (found,) = roster.found(1.0)
    assert found.addresses == ("10.0.0.5", "192.168.1.5", "fd00::5", "fe80::1%eth0")
    assert found.announcement == TEA


def test_an_address_heard_of_both_ways_is_given_once_and_before_those_of_hearsay():
    roster = Roster()
    roster.hear(TEA, Source(Way.DNS_SD, "10.0.0.9"), 1.0)
    roster.hear(TEA, ADA_BY_DNS, 1.0)
    roster.hear(TEA, ADA, 1.0)
    assert roster.found(1.0)[0].addresses == (ADA.address, "10.0.0.9")


def test_what_is_new_about_a_room_is_shown():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(replace(TEA, people=4, locked=True), ADA, 2.0)
    (found,) = roster.found(2.0)
    assert (found.announcement.people, found.announcement.locked) == (4, True)


def test_an_older_word_that_comes_late_changes_nothing():
    roster = Roster()
    roster.hear(replace(TEA, people=4), ADA, 2.0)
    roster.hear(TEA, ADA, 1.0)
    assert roster.found(2.0)[0].announcement.people == 4


def test_rows_keep_the_order_in_which_they_came():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(CLUB, BEN, 2.0)
    roster.hear(TEA, ADA, 3.0)
    assert names(roster, 3.0) == ["Tea house", "Chess club"]


def test_silence_makes_a_room_grey_then_it_goes():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    assert roster.found(1.0 + GREY_AFTER - 0.1)[0].fresh
    assert not roster.found(1.0 + GREY_AFTER)[0].fresh
    assert roster.found(1.0 + GONE_AFTER) == ()


def test_an_address_gone_silent_is_not_given_while_another_speaks():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(TEA, BEN, 5.0)
    assert roster.found(1.0 + GREY_AFTER)[0].addresses == (BEN.address,)


def test_a_goodbye_takes_a_room_away_at_once_and_it_may_come_back_to_its_place():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(CLUB, BEN, 1.0)
    roster.part(Farewell(TEA.room, TEA.port), ADA, 2.0)
    assert names(roster, 2.0) == ["Chess club"]
    assert list(roster.addresses()) == [BEN.address]
    roster.hear(TEA, ADA, 1.5)  # said before the goodbye, heard after it
    assert names(roster, 2.0) == ["Chess club"]
    roster.hear(TEA, ADA, 3.0)
    assert names(roster, 3.0) == ["Tea house", "Chess club"]


def test_nobody_closes_the_room_of_another():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.part(Farewell(TEA.room, TEA.port), BEN, 2.0)
    roster.part(Farewell(TEA.room, TEA.port), ADA_BY_DNS, 2.0)
    assert names(roster, 2.0) == ["Tea house"]


def test_nobody_repaints_the_room_of_another():
    roster = Roster()
    roster.hear(replace(TEA, people=999), ADA_BY_DNS, 0.5)  # hearsay gives way to the room's own words
    roster.hear(TEA, ADA, 1.0)
    roster.hear(replace(TEA, people=0, locked=True), BEN, 2.0)
    (found,) = roster.found(2.0)
    assert found.announcement == TEA


def test_who_claims_an_id_under_another_name_is_a_row_beside_it():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(replace(TEA, name="Evil twin"), BEN, 2.0)
    assert [(f.announcement.name, f.addresses) for f in roster.found(2.0)] == [
        ("Tea house", (ADA.address,)),
        ("Evil twin", (BEN.address,)),
    ]


def test_two_rooms_of_one_name_are_two_rows():
    roster = Roster()
    roster.hear(TEA, ADA, 1.0)
    roster.hear(replace(CLUB, name=TEA.name), BEN, 1.0)
    assert names(roster, 1.0) == ["Tea house", "Tea house"]


def test_a_flood_of_rooms_is_bounded_and_takes_nobodys_place():
    roster = Roster()
    roster.hear(TEA, ADA, 0.0)
    for number in range(5 * MAX_ROOMS):
        roster.hear(numbered(number), Source(Way.BEACON, f"10.0.{number // 250}.{number % 250}"), 1.0)
    assert len(roster.found(1.0)) == MAX_ROOMS
    assert names(roster, 1.0)[0] == "Tea house"
    late = 1.0 + GREY_AFTER  # the flood is over: a real room finds a place
    roster.hear(CLUB, BEN, late)
    assert "Chess club" in names(roster, late)


def test_a_million_announcements_cost_no_more_memory_than_a_few_hundred():
    roster = Roster()
    roster.hear(TEA, ADA, 0.0)
    made_up = [(numbered(n), Source(Way.BEACON, f"10.{n % 7}.{n // 250}.{n % 250}")) for n in range(5 * MAX_ROOMS)]
    for number in range(1_000_000):
        room, source = made_up[number % len(made_up)]
        roster.hear(room, source, 1.0)
    assert len(roster.found(1.0)) == MAX_ROOMS
    assert names(roster, 1.0)[0] == "Tea house"


def test_one_computer_cannot_claim_hundreds_of_rooms():
    roster = Roster()
    for number in range(100):
        roster.hear(numbered(number), BEN, 1.0)
    assert len(roster.found(1.0)) == MAX_ROOMS_OF_SOURCE


def test_the_addresses_of_a_room_are_bounded_and_new_ones_replace_silent_ones():
    roster = Roster()
    for number in range(100):
        roster.hear(TEA, Source(Way.DNS_SD, f"10.0.0.{number}"), 1.0)
    assert len(roster.found(1.0)[0].addresses) == MAX_ADDRESSES
    roster.hear(TEA, Source(Way.DNS_SD, "10.1.0.1"), 1.0 + GREY_AFTER)
    assert roster.found(1.0 + GREY_AFTER)[0].addresses == ("10.1.0.1",)


events = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 300), st.sampled_from(Way), st.booleans(), st.floats(0, 3)),
    max_size=200,
)


@given(events)
def test_whatever_is_heard_its_books_stay_in_order(heard):
    roster, now = Roster(), 0.0
    for room, address, way, closes, pause in heard:
        now += pause
        source = Source(way, f"10.0.{address // 250}.{address % 250}")
        if closes:
            roster.part(Farewell(numbered(room).room, 6697), source, now)
        else:
            roster.hear(numbered(room), source, now)
        shown = roster.found(now)
        assert len({found.announcement.room for found in shown}) == len(shown)
        assert all(found.addresses for found in shown)
    assert sum(roster._claims.values()) == sum(len(row.sightings) for row in roster._rows.values())
    roster.found(now + GONE_AFTER + 1)
    assert (roster._rows, roster._claims) == ({}, {})
