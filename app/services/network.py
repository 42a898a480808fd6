"""What this computer is called in its networks. Sends nothing."""

import ipaddress
import logging
import platform
import re

import ifaddr

log = logging.getLogger(__name__)


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
