"""Which networks are around this computer, which addresses belong to them, and whom one may ask."""

from ipaddress import IPv4Interface, IPv6Interface

import ifaddr
import pytest

from server.discovery.interfaces import Interface, is_near, local_interfaces, neighbours

LAN = Interface("eth0", 2, (IPv4Interface("192.168.1.23/24"),), (IPv6Interface("fd00::2/64"),))
CAMPUS = Interface("eth1", 3, (IPv4Interface("129.13.7.4/16"),))


def adapter(name, *ips):
    made = [ifaddr.IP(ip if ":" not in ip else (ip, 0, 0), prefix, name) for ip, prefix in ips]
    return ifaddr.Adapter(name, name, made, index=7)


def test_loopback_tunnels_and_what_has_no_neighbours_are_no_networks(monkeypatch):
    adapters = [
        adapter("lo", ("127.0.0.1", 8), ("::1", 128)),
        adapter("tailscale0", ("100.101.1.1", 32), ("fd7a::1", 128)),
        adapter("tun0", ("10.8.0.2", 24)),
        adapter("link", ("10.9.0.2", 32)),
        adapter("wlan0", ("192.168.1.23", 24), ("fe80::1", 64)),
    ]
    monkeypatch.setattr(ifaddr, "get_adapters", lambda: adapters)
    (found,) = local_interfaces()
    assert found.addresses == ("192.168.1.23", "fe80::1")
    assert found.index == 7


def test_interfaces_that_cannot_be_listed_are_none(monkeypatch):
    def refuse():
        raise OSError("no")

    monkeypatch.setattr(ifaddr, "get_adapters", refuse)
    assert local_interfaces() == ()


@pytest.mark.parametrize(
    "address",
    ["192.168.9.9", "10.1.2.3", "172.16.0.1", "169.254.3.4", "100.101.2.3", "127.0.0.1", "fe80::1%eth0", "fd12::1"],
)
def test_private_addresses_are_near(address):
    assert is_near(address, ())


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1", "239.255.66.97", "0.0.0.0", "::", "255.255.255.255", "chat.example", ""]
)
def test_the_rest_of_the_world_is_not_and_neither_is_what_is_no_computer(address):
    assert not is_near(address, (LAN,))


def test_in_a_network_of_public_addresses_its_own_are_near():
    assert is_near("129.13.200.1", (LAN, CAMPUS))
    assert not is_near("129.14.200.1", (LAN, CAMPUS))


def test_the_neighbours_are_those_of_our_own_small_private_networks():
    found = list(neighbours([LAN]))
    assert len(found) == 253
    assert "192.168.1.23" not in found
    assert {"192.168.1.1", "192.168.1.254"} <= set(found)
    assert list(neighbours([CAMPUS])) == []
    wide = Interface("eth0", 2, (IPv4Interface("10.20.30.40/8"),))
    assert {ip.rsplit(".", 1)[0] for ip in neighbours([wide])} == {"10.20.30"}
    assert list(neighbours([Interface("eth0", 2, (IPv4Interface("169.254.7.7/16"),))])) == []
