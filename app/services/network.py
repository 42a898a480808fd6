"""What this computer is called in its networks, and which those are. Sends nothing."""

import ipaddress
import logging
import platform
import re
import socket
from collections.abc import Iterable, Iterator

import ifaddr

log = logging.getLogger(__name__)

_SHARED = ipaddress.ip_network("100.64.0.0/10")
"""Addresses within a provider's or a VPN's own network, Tailscale's among them (RFC 6598)."""
_TUNNELS = ("tun", "ppp", "wg", "ipsec", "wireguard", "wintun", "openvpn", "tailscale")
"""Parts of the names of interfaces that lead to a network elsewhere."""


def own_addresses() -> tuple[str, ...]:
    """The addresses at which others may reach this computer, the likeliest first. May take milliseconds.

    Without loopback and addresses that an interface gave itself for want of a network (169.254.x.x,
    which disconnected adapters keep on Windows; fe80::, which needs an interface's name to be used).
    """
    try:
        listed = [ip.ip for adapter in ifaddr.get_adapters() for ip in adapter.ips]
    except OSError as error:
        log.info("the network interfaces cannot be listed: %s", error)
        return ()
    found = [ipaddress.ip_address(ip if isinstance(ip, str) else ip[0]) for ip in listed]
    usable = [a for a in dict.fromkeys(found) if not (a.is_loopback or a.is_link_local or a.is_unspecified)]
    return tuple(str(a) for a in sorted(usable, key=lambda a: (a.version, not a.is_private)))


def is_own(address: str) -> bool:
    """Whether what is sent to an address stays on this computer. May take milliseconds."""
    try:
        return ipaddress.ip_address(address).is_loopback or address in own_addresses()
    except ValueError:
        return address.lower() == "localhost"


def computer_name() -> str:
    """What this computer is called, as its owner would say it; empty where it is called nothing."""
    return platform.node().partition(".")[0]


def local_name() -> str:
    """The name by which others find this computer in its networks (RFC 6762); empty where it cannot have one."""
    name = computer_name()
    return f"{name}.local" if re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?", name) else ""


def is_near(address: str) -> bool:
    """Whether what is sent to an address goes straight there, by one of our own networks. May take milliseconds.

    Interfaces that are switched off keep their addresses, so the system is asked by which it would go.
    """
    ip = ipaddress.ip_address(address)
    try:
        with socket.socket(socket.AF_INET if ip.version == 4 else socket.AF_INET6, socket.SOCK_DGRAM) as trial:
            trial.connect((address, 9))  # no datagram is sent by that
            source = ipaddress.ip_address(trial.getsockname()[0])
    except OSError:
        return False
    return any(own.ip == source and ip in own.network for _name, own in _own_interfaces())


def in_tunnels(addresses: Iterable[str]) -> frozenset[str]:
    """Those of our own addresses that are of use only to people in the same VPN. May take milliseconds."""
    names = {str(own.ip): name for name, own in _own_interfaces()}
    return frozenset(
        address
        for address in addresses
        if any(part in names.get(address, "") for part in _TUNNELS) or ipaddress.ip_address(address) in _SHARED
    )


def _own_interfaces() -> Iterator[tuple[str, ipaddress.IPv4Interface | ipaddress.IPv6Interface]]:
    """Each of our addresses with its network and the name of its interface."""
    try:
        adapters = list(ifaddr.get_adapters())
    except OSError as error:
        log.info("the network interfaces cannot be listed: %s", error)
        return
    for adapter in adapters:
        for ip in adapter.ips:
            written = ip.ip if isinstance(ip.ip, str) else ip.ip[0]
            yield f"{adapter.name} {ip.nice_name}".lower(), ipaddress.ip_interface(f"{written}/{ip.network_prefix}")
