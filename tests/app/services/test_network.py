"""Which of this computer's addresses others may use."""

import platform
import socket

import ifaddr
import pytest

from app.services.network import computer_name, in_tunnels, is_near, is_own, own_addresses


def adapter(*addresses):
    return ifaddr.Adapter("eth0", "eth0", [ifaddr.IP(address, 24, "eth0") for address in addresses])


@pytest.fixture
def adapters(monkeypatch):
    listed: list[ifaddr.Adapter] = []
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: listed)
    return listed


def test_those_of_the_own_network_come_first_and_each_once(adapters):
    adapters += [
        adapter("127.0.0.1", ("::1", 0, 0)),
        adapter("93.184.216.34", "192.168.1.5", ("2001:db8::1", 0, 0), ("fd00::1", 0, 0)),
        adapter("192.168.1.5", "10.0.0.2"),
    ]
    found = own_addresses()
    assert found[:2] == ("192.168.1.5", "10.0.0.2")
    assert sorted(found) == sorted(set(found))
    assert "127.0.0.1" not in found
    assert "::1" not in found


def test_addresses_that_lead_nowhere_are_left_out(adapters):
    adapters += [adapter("169.254.17.4", ("fe80::1", 0, 2), "0.0.0.0")]
    assert own_addresses() == ()


def test_a_system_that_tells_nothing_is_no_mistake_of_ours(monkeypatch):
    def refuse():
        raise OSError("not permitted")

    monkeypatch.setattr(ifaddr, "get_adapters", refuse)
    assert own_addresses() == ()


@pytest.mark.parametrize(("node", "name"), [("lab-pc-07", "lab-pc-07"), ("Graces-Mac.local", "Graces-Mac"), ("", "")])
def test_this_computer_is_called_what_its_owner_calls_it(monkeypatch, node, name):
    monkeypatch.setattr(platform, "node", lambda: node)
    assert computer_name() == name


def test_this_computer_itself_can_be_asked():
    assert all("." in address or ":" in address for address in own_addresses())


@pytest.mark.parametrize(
    ("address", "own"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("LOCALHOST", True),
        ("192.168.1.5", True),
        ("192.168.1.6", False),
        ("tea.example", False),
    ],
)
def test_an_address_of_this_computer_is_known_as_such(adapters, address, own):
    adapters += [adapter("192.168.1.5")]
    assert is_own(address) is own


def test_near_is_what_the_system_reaches_straight_by_a_network_of_ours(adapters):
    adapters += [adapter("127.0.0.1"), adapter("192.0.2.5")]
    assert is_near("127.0.0.77")
    assert not is_near("192.0.2.9")  # no such interface is there by which the system would send it


def test_an_address_to_which_no_way_leads_is_not_near(monkeypatch):
    monkeypatch.setattr(socket, "socket", _unable)
    assert not is_near("192.0.2.9")


def _unable(*_kind):
    raise OSError(101, "Network is unreachable")


def test_addresses_in_a_vpn_are_known_by_their_interface_or_by_their_number(adapters):
    adapters += [
        adapter("192.168.1.5"),
        ifaddr.Adapter("wg0", "wg0", [ifaddr.IP("10.8.0.2", 24, "wg0")]),
        ifaddr.Adapter("{77}", "{77}", [ifaddr.IP("100.101.2.3", 32, "Tailscale")]),
    ]
    assert in_tunnels(own_addresses()) == {"10.8.0.2", "100.101.2.3"}
