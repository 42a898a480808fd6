"""Rooms are joined in networks as they are: by a click and by a link, behind a firewall, with addresses that change.

Each computer is a network namespace, each network a bridge. Where namespaces are not permitted these tests are skipped.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.services.invites import Invite
from tests.server.discovery.laboratory import Computer, Laboratory, Station, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)

PROGRAM = Path(__file__).with_name("traveller.py")
HERE, THERE, PORT = "10.77.1.1", "10.77.1.2", 7000


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


def start(computer: Computer, what: str, **settings: object) -> Station:
    return computer.start(what, program=PROGRAM, **settings)


def happens(station: Station, what: str, times: int = 1, **facts: object) -> None:
    def happened() -> bool:
        lines = [line for line in station.log if line["what"] == what]
        return len([line for line in lines if all(line[key] == value for key, value in facts.items())]) >= times

    station.wait(happened, what=f"{what} {facts}")


def test_a_room_is_joined_by_a_click_and_followed_when_its_computer_gets_another_address(ada, ben):
    guest = start(ben, "join")
    start(ada, "host", lines=5)
    happens(guest, "view", rooms=[{"name": "Tea house", "addresses": [HERE]}])
    guest.tell({"click": "Tea house"})
    happens(guest, "status", status="Online")
    happens(guest, "history")
    ada.ip("addr", "del", f"{HERE}/24", "dev", "eth0")
    ada.ip("addr", "add", "10.77.1.9/24", "brd", "+", "dev", "eth0")
    guest.tell({"check": ""})  # as when somebody says something, or the computer has slept
    happens(guest, "status", status="Retrying")
    happens(guest, "status", times=2, status="Online")


def test_a_room_behind_a_firewall_is_seen_and_whoever_clicks_is_told_what_to_look_at(lab, ada, ben):
    lab.drop(ada, PORT)
    guest = start(ben, "join", patience=1.0)
    start(ada, "host", lines=1)
    happens(guest, "view", rooms=[{"name": "Tea house", "addresses": [HERE]}])
    guest.tell({"click": "Tea house"})
    happens(guest, "failed")
    words = next(line["words"] for line in guest.log if line["what"] == "failed")
    assert words.startswith(f"Nobody answers at {HERE}.")
    assert "The room can be seen from here, so a firewall there lets nobody in" in words


def test_of_all_addresses_in_a_link_the_one_is_taken_that_leads_there(ada, ben):
    """The others are in networks that this computer cannot reach, and do not answer."""
    room = start(ada, "host", lines=1)
    ben.ip("route", "add", "10.99.0.0/16", "dev", "eth0")
    guest = start(ben, "join")
    addresses = ("10.99.1.1", "10.99.2.1", HERE, "adas-computer.invalid")
    guest.tell({"join": Invite(addresses, PORT, fingerprint=room.log[0]["fingerprint"]).link()})
    happens(guest, "status", status="Online")
    clicked = next(line["at"] for line in guest.log if line["what"] == "clicked")
    online = next(line["at"] for line in guest.log if line.get("status") == "Online")
    assert online - clicked < 5
