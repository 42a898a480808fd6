"""Rooms are found in networks as they are: with multicast or broadcast dead, with several interfaces, on the move.

Each computer is a network namespace, each network a bridge. Where namespaces are not permitted these tests are
skipped; test_nearby.py tries the same logic over loopback.
"""

from __future__ import annotations

import pytest

from server.discovery.roster import MAX_ROOMS
from tests.server.discovery.laboratory import Laboratory, promised, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)

HERE, THERE = "10.77.1.1", "10.77.1.2"
SOON = 2.0
"""Seconds within which a room appears on a healthy network."""


@pytest.fixture
def lab():
    made = Laboratory()
    yield made
    made.close()


@pytest.fixture
def ada(lab):
    return lab.computer("ada").plug(f"{HERE}/24")


@pytest.fixture
def ben(lab):
    return lab.computer("ben").plug(f"{THERE}/24")


def test_a_room_appears_at_once_is_kept_current_and_goes_with_a_goodbye(ada, ben):
    browser = ben.start("look")
    room = ada.start("open")
    assert browser.sees("Tea house", people=1, locked=False, addresses=[HERE]) - room.began < promised(SOON)
    room.tell({"people": 12, "locked": True})
    browser.sees("Tea house", people=12, locked=True, timeout=promised(2))
    room.close()
    assert browser.sees() - room.log[-1]["at"] < promised(1)


def test_a_room_that_is_open_already_is_found_at_once(ada, ben):
    ada.start("open")
    browser = ben.start("look")
    assert browser.sees("Tea house") - browser.began < promised(SOON)


def test_a_room_goes_grey_within_ten_seconds_after_its_host_has_gone_without_a_word(ada, ben):
    browser = ben.start("look")
    room = ada.start("open")
    browser.sees("Tea house", fresh=True)
    gone = room.kill()
    assert 4 < browser.sees("Tea house", fresh=False) - gone < promised(10)


@pytest.mark.parametrize("blocked", [{"multicast": True}, {"broadcast": True}], ids="".join)
@pytest.mark.parametrize("dns_sd", [True, False])
def test_one_of_multicast_and_broadcast_suffices(lab, ada, ben, blocked, dns_sd):
    lab.block(ada, ben, **blocked)
    if "broadcast" in blocked:
        lab.introduce(ada, HERE, ben, THERE)
    browser = ben.start("look", dns_sd=dns_sd)
    room = ada.start("open", dns_sd=dns_sd)
    assert browser.sees("Tea house") - room.began < promised(SOON)
    room.close()
    browser.sees(timeout=promised(3))


def test_dns_sd_alone_suffices_and_tells_when_a_room_goes_quiet(ada, ben):
    """As where a firewall lets multicast DNS through, and nothing else."""
    browser = ben.start("look", ask_port=1026, tell_port=1027, grey_after=3.5)
    room = ada.start("open", ask_port=1028, tell_port=1029)
    assert browser.sees("Tea house", people=1, addresses=[HERE]) - room.began < promised(SOON)
    room.tell({"people": 3})
    browser.sees("Tea house", people=3, timeout=promised(4))
    gone = room.kill()
    assert browser.sees("Tea house", fresh=False) - gone < promised(10)


def test_a_room_known_from_before_is_found_where_nothing_else_comes_through(lab, ada, ben):
    lab.introduce(ada, HERE, ben, THERE)
    lab.block(ada, ben, multicast=True, broadcast=True)
    ada.start("open")
    browser = ben.start("look", known=[HERE])
    assert browser.sees("Tea house") - browser.began < promised(SOON)


def test_as_a_last_resort_the_neighbours_are_asked_one_by_one(lab, ada, ben):
    lab.introduce(ada, HERE, ben, THERE)
    lab.block(ada, ben, multicast=True, broadcast=True)
    ada.start("open")
    browser = ben.start("look")
    assert browser.sees("Tea house") - browser.began < promised(6)


def test_a_host_with_three_interfaces_is_one_row(lab, ada, ben):
    ada.plug("10.77.2.1/24", "wifi").plug("10.77.3.1/24", "cable")
    ben.plug("10.77.2.2/24", "wifi").plug("10.77.3.2/24", "cable")
    browser = ben.start("look")
    ada.start("open")
    browser.sees("Tea house", addresses=["10.77.1.1", "10.77.2.1", "10.77.3.1"])


def test_who_is_in_one_of_its_networks_is_told_the_address_in_that_one(lab, ada):
    ada.plug("10.77.2.1/24", "wifi")
    cleo = lab.computer("cleo").plug("10.77.2.3/24", "wifi")
    browser = cleo.start("look")
    room = ada.start("open")
    assert browser.sees("Tea house", addresses=["10.77.2.1"]) - room.began < promised(SOON)


def test_by_ipv6_alone(lab):
    host = lab.computer("host").plug("fd77::1/64")
    guest = lab.computer("guest").plug("fd77::2/64")
    browser = guest.start("look")
    room = host.start("open")
    assert browser.sees("Tea house") - room.began < promised(SOON)
    assert browser.rooms[0]["addresses"] == ["fd77::1"]


def test_a_room_whose_address_changes_stays_the_same_row_at_its_new_address(ada, ben):
    browser = ben.start("look", grey_after=3.5)  # soon, since nothing here is about how long that takes
    ada.start("open")
    browser.sees("Tea house")
    ada.ip("addr", "del", f"{HERE}/24", "dev", "eth0")
    ada.ip("addr", "add", "10.77.1.9/24", "brd", "+", "dev", "eth0")
    browser.sees("Tea house", fresh=True, addresses=["10.77.1.9"])
    assert all(len(line["rooms"]) <= 1 for line in browser.log if line["what"] == "view")


def test_who_comes_into_a_network_sees_what_is_in_it(lab, ada):
    guest = lab.computer("guest")
    browser = guest.start("look")
    browser.wait(lambda: browser.log[-1].get("able") is False, what="said that it cannot look")
    ada.start("open")
    guest.plug("10.77.1.3/24")
    browser.sees("Tea house", timeout=promised(4))


def test_in_another_subnet_a_room_known_from_before_is_found(lab, ada):
    """A router between the two lets neither broadcast nor multicast through."""
    router = lab.computer("router").plug("10.77.1.254/24").plug("10.77.5.254/24", "upstairs")
    router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")
    guest = lab.computer("guest").plug("10.77.5.5/24", "upstairs")
    guest.ip("route", "add", "default", "via", "10.77.5.254")
    ada.ip("route", "add", "default", "via", "10.77.1.254")
    ada.start("open")
    stranger = guest.start("look")
    friend = guest.start("look", known=[HERE])
    assert friend.sees("Tea house", addresses=[HERE]) - friend.began < promised(SOON)
    assert stranger.rooms == []


def test_two_rooms_of_one_name_are_two_rows(lab, ada, ben):
    cleo = lab.computer("cleo").plug("10.77.1.3/24")
    browser = ben.start("look")
    ada.start("open")
    cleo.start("open", facts={"room": "77" * 32})
    browser.sees("Tea house", "Tea house")


def test_somebody_who_says_everything_that_should_not_be_said_does_no_harm(lab, ada, ben):
    """Floods, nonsense, made-up rooms and somebody else's, by beacon and by DNS-SD, for some seconds."""
    room = ada.start("open")
    browser = ben.start("look")
    browser.sees("Tea house")
    memory = browser.log[-1]["memory"]
    mallory = lab.computer("mallory").plug("10.77.1.66/24").start("attack", address="10.77.1.66", victim=HERE)
    browser.wait(lambda: len(browser.rooms) > 10, what="saw what was made up")
    room.tell({"people": 7})
    browser.wait(lambda: browser.rooms[0]["people"] == 7, what="saw the real room change")
    mallory.close()
    first = browser.rooms[0]
    assert (first["name"], first["addresses"][0], first["fresh"], first["locked"]) == ("Tea house", HERE, True, False)
    assert all("8.8.8.8" not in shown["addresses"] for shown in browser.rooms)
    assert len(browser.rooms) <= MAX_ROOMS
    assert browser.log[-1]["memory"] - memory < 40_000  # KiB
    room.close()
    browser.wait(lambda: all(r["addresses"][0] != HERE for r in browser.rooms), what="saw the room close")
