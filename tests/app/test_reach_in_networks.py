"""“Can others join?” in networks as they are: firewalls, several subnets, other computers at the same address.

Ada hosts in two networks, Ben is in her room by the second one, and what is between them in the first one changes.
Each computer is a network namespace, each network a bridge. Where namespaces are not permitted these tests are skipped.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from app.services import invites
from tests.server.discovery.laboratory import Computer, Laboratory, Station, promised, why_not

REASON = why_not()
pytestmark = pytest.mark.skipif(bool(REASON), reason=REASON)

PROGRAM = Path(__file__).with_name("traveller.py")
FIRST, SECOND, PORT = "10.77.1.1", "10.77.2.1", 6697
WALL = """
table inet strict {
    chain door {
        type filter hook input priority 0; policy drop;
        ct state established accept
        iifname { "lo", "eth1" } accept
    }
}
"""


class Town:
    """Two people in one room. Ben's computer has a third plug, in a network that only looks like the first one."""

    def __init__(self, lab: Laboratory) -> None:
        self.ada = lab.computer("ada").plug(f"{FIRST}/24", "wifi").plug(f"{SECOND}/24", "cable")
        self.ben = lab.computer("ben").plug("10.77.1.2/24", "wifi").plug("10.77.2.2/24", "cable")
        self.cleo = lab.computer("cleo").plug(f"{FIRST}/24", "elsewhere")
        self.ben.plug("10.77.1.3/24", "elsewhere").ip("link", "set", "eth2", "down")
        self.host = start(self.ada, nick="Ada")
        self.guest = start(self.ben, patience=3.0)
        self.host.tell({"host": "Tea house"})
        self.host.wait(lambda: any(line["what"] == "open" for line in self.host.log), what="opened a room")
        invite = invites.read(next(line["link"] for line in self.host.log if line["what"] == "open"))
        self.guest.tell({"join": replace(invite, addresses=(SECOND,)).link()})
        self.guest.wait(lambda: any(line.get("status") == "Online" for line in self.guest.log), what="came in")

    def ask(self) -> tuple[str, str, dict[str, str]]:
        """How it is found to be, the words, and what is said of each address."""
        told = len(self._verdicts())
        self.host.tell({"ask": ""})
        self.host.wait(lambda: len(self._verdicts()) > told, what="came to a verdict")
        verdict = self._verdicts()[-1]
        return verdict["how"], verdict["words"], {address: words for address, _works, words in verdict["ways"]}

    def _verdicts(self) -> list[dict]:
        return [line for line in self.host.log if line["what"] == "verdict"]


def start(computer: Computer, **settings: object) -> Station:
    return computer.start("join", program=PROGRAM, **settings)


@contextmanager
def dropped(computer: Computer, port: int) -> Iterator[None]:
    """What the computer answers at a port in the first network never leaves it."""
    rule = ("blackhole", "from", FIRST, "ipproto", "tcp", "sport", str(port), "priority", "1")
    computer.ip("rule", "add", *rule)
    try:
        yield
    finally:
        computer.ip("rule", "del", *rule)


@pytest.fixture(scope="module")
def lab():
    made = Laboratory()
    yield made
    made.close()


@pytest.fixture(scope="module")
def town(lab):
    return Town(lab)


@pytest.fixture
def moved(town):
    """Ben is in the network that only looks like the first one."""
    town.ben.ip("link", "set", "eth0", "down")
    town.ben.ip("link", "set", "eth2", "up")
    town.ben.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/neigh/eth2/mcast_solicit")  # one second, not three
    yield town
    town.ben.ip("link", "set", "eth2", "down")
    town.ben.ip("link", "set", "eth0", "up")


def test_where_nothing_is_in_the_way_every_address_works(town):
    assert town.ask() == ("open", "Others can join.", {FIRST: "Works for Ben", SECOND: "Works for Ben"})


@pytest.mark.skipif(not shutil.which("nft"), reason="nftables is not installed")
def test_a_firewall_of_this_computer_is_found_and_opened_by_its_command(town, tmp_path):
    (tmp_path / "wall").write_text(WALL)
    town.ada.run("nft", "-f", str(tmp_path / "wall"))
    try:
        how, words, ways = town.ask()
        assert (how, ways) == ("partly", {FIRST: "Nobody gets through", SECOND: "Works for Ben"})
        assert "The firewall of this computer (nftables) keeps others out." in words
        town.ada.run(*f"nft insert rule inet strict door tcp dport {PORT} accept".split())
        how, words, ways = town.ask()
        assert (how, ways[FIRST]) == ("partly", "Works for Ben, but not for browsers")
        assert "(nftables) lets Parlor in, but not browsers" in words
        town.ada.run(*f"nft insert rule inet strict door tcp dport {PORT}-{PORT + 1} accept".split())
        assert town.ask()[0] == "open"
    finally:
        town.ada.run("nft", "flush", "ruleset")


def test_what_is_dropped_by_nobody_knows_whom_is_said_to_be(town):
    with dropped(town.ada, PORT):
        how, words, ways = town.ask()
    assert (how, ways) == ("partly", {FIRST: "Nobody gets through", SECOND: "Works for Ben"})
    assert f"What Ben sends to {FIRST} is dropped" in words


def test_who_is_shut_out_but_sees_the_room_is_heard_within_seconds(lab, town):
    """The firewall drops what comes to the room itself, and lets the word through on which rooms are announced."""
    dora = start(lab.computer("dora").plug("10.77.1.4/24", "wifi"), nick="Dora", patience=1.0)
    with dropped(town.ada, PORT):
        dora.wait(lambda: bool(dora.rooms), what="saw the room")
        dora.tell({"click": "Tea house"})
        town.host.wait(lambda: any(line["what"] == "remark" for line in town.host.log), what="was told")
    dora.close()
    clicked = next(line["at"] for line in dora.log if line["what"] == "clicked")
    remark = next(line for line in town.host.log if line["what"] == "remark")
    assert remark["at"] - clicked < promised(6.0)  # Dora gives up after one; then Ben tries for three
    assert "Somebody at 10.77.1.4 sees this room but cannot get in." in remark["words"]
    assert f"What somebody at 10.77.1.4 sends to {FIRST} is dropped" in remark["words"]


def test_browsers_whose_port_alone_is_closed_are_told_of_as_such(town):
    with dropped(town.ada, PORT + 1):
        how, words, ways = town.ask()
    assert (how, ways) == ("partly", {FIRST: "Works for Ben, but not for browsers", SECOND: "Works for Ben"})
    assert f"Browsers, which come by the QR code, are kept from {FIRST}" in words


def test_who_is_in_one_of_two_networks_is_told_to_be_and_nothing_is_wrong(town):
    town.ben.ip("link", "set", "eth0", "down")
    try:
        how, _words, ways = town.ask()
    finally:
        town.ben.ip("link", "set", "eth0", "up")
    assert (how, ways) == ("open", {FIRST: "Ben is in another network", SECOND: "Works for Ben"})


def test_another_computer_at_the_address_turns_people_away_or_has_a_room_of_its_own(moved):
    how, words, ways = moved.ask()
    assert (how, ways[FIRST]) == ("partly", "Turns people away")
    assert f"another computer with the address {FIRST}, turns Ben away" in words
    other = start(moved.cleo, nick="Cleo")
    other.tell({"host": "Bakery"})
    other.wait(lambda: any(line["what"] == "open" for line in other.log), what="opened a room")
    how, words, ways = moved.ask()
    assert (how, ways[FIRST]) == ("partly", "Something else answers")
    other.close()


def test_a_network_that_keeps_its_computers_apart_is_known_by_its_silence(moved):
    moved.cleo.ip("link", "set", "eth0", "down")
    moved.ben.ip("neigh", "flush", "dev", "eth2")  # or what Cleo was heard from is believed for a while
    try:
        how, words, ways = moved.ask()
    finally:
        moved.cleo.ip("link", "set", "eth0", "up")
    assert (how, ways[FIRST]) == ("partly", "No way leads there")
    assert "The network keeps its computers apart" in words
