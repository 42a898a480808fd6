"""In which local networks this computer is, and what belongs to them. Sends nothing."""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import ifaddr

log = logging.getLogger(__name__)

_TUNNELS = ("tun", "ppp", "wg", "ipsec", "wireguard", "wintun", "openvpn", "tailscale")
"""Parts of the names of interfaces that lead elsewhere: nothing is shouted there, and nobody probed."""

_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Addresses within a provider's or a VPN's own network, Tailscale's among them (RFC 6598)."""

PROBED_BITS = 24
"""Of a larger network only the part around our own address is probed."""


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface with its addresses in this network."""

    name: str
    index: int
    ipv4: tuple[ipaddress.IPv4Interface, ...] = ()
    ipv6: tuple[ipaddress.IPv6Interface, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """All its addresses, those of IPv6 without the interface's name."""
        return (*(str(own.ip) for own in self.ipv4), *(str(own.ip) for own in self.ipv6))

    def holds(self, ip: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        """Whether this address is in one of its networks."""
        return any(ip in own.network for own in self.ipv4) or any(ip in own.network for own in self.ipv6)


Interfaces = Callable[[], tuple[Interface, ...]]


def local_interfaces() -> tuple[Interface, ...]:
    """The interfaces to a network around this computer: no loopback, no tunnels. Takes a millisecond."""
    try:
        adapters = list(ifaddr.get_adapters())
    except OSError as error:
        log.info("the network interfaces cannot be listed: %s", error)
        return ()
    made = (_interface(adapter) for adapter in adapters)
    return tuple(interface for interface in made if interface.addresses and not _leads_elsewhere(interface))


def _interface(adapter: ifaddr.Adapter) -> Interface:
    ipv4: list[ipaddress.IPv4Interface] = []
    ipv6: list[ipaddress.IPv6Interface] = []
    for ip in adapter.ips:
        if isinstance(ip.ip, str):
            ipv4.append(ipaddress.IPv4Interface(f"{ip.ip}/{ip.network_prefix}"))
        else:
            ipv6.append(ipaddress.IPv6Interface(f"{ip.ip[0]}/{ip.network_prefix}"))
    usable4 = tuple(a for a in ipv4 if not a.ip.is_loopback and not a.ip.is_unspecified and a.network.prefixlen < 31)
    usable6 = tuple(a for a in ipv6 if not a.ip.is_loopback and a.network.prefixlen < 127)
    return Interface(f"{adapter.name} {adapter.nice_name}", adapter.index or 0, usable4, usable6)


def _leads_elsewhere(interface: Interface) -> bool:
    return any(part in interface.name.lower() for part in _TUNNELS)


def is_near(address: str, interfaces: Iterable[Interface]) -> bool:
    """Whether a word sent to this address stays in the networks around us, those that a VPN adds included."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if ip.is_multicast or ip.is_unspecified or ip.is_reserved:
        return False
    if not ip.is_global:  # private, loopback, link-local, and what RFC 6598 shares
        return ip.is_private or ip.is_link_local or (ip.version == 4 and ip in _SHARED)
    return any(interface.holds(ip) for interface in interfaces)


def neighbours(interfaces: Iterable[Interface]) -> Iterator[str]:
    """Every other address that a room could have in our own small networks: a last resort, since each is asked."""
    for interface in interfaces:
        for own in interface.ipv4:
            if not own.ip.is_private or own.ip.is_link_local:
                continue
            bits = max(own.network.prefixlen, PROBED_BITS)
            around = ipaddress.IPv4Network((own.ip, bits), strict=False)
            yield from (str(ip) for ip in around.hosts() if ip != own.ip)
