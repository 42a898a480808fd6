"""Addresses as people write them, one or several, with a port or without. Pure; knows no invites."""

import re
from ipaddress import IPv4Address, IPv6Address

from app.words import _
from server.protocol.vocabulary import DEFAULT_PORT

MAX_ADDRESSES = 16

_HOST_NAME = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))*\.?")


class AddressError(ValueError):
    """This is no address. The text is a sentence for the person who wrote it."""


def bracketed(address: str) -> str:
    """An address as it is written in front of a port."""
    return f"[{address}]" if ":" in address else address


def host_and_port(text: str) -> tuple[tuple[str, ...], int]:
    """``host``, ``host:port``, ``[v6]:port``, a bare IPv6 address, or several with commas and one port.

    Raises AddressError.
    """
    if _is_ipv6(text):
        return (text,), DEFAULT_PORT
    hosts, colon, port = text.rpartition(":")
    if not colon or "]" in port:
        hosts, port = text, str(DEFAULT_PORT)
    if not port:
        raise AddressError(_("The address ends with a “:”. Leave that out, or add the number that belongs there."))
    if not (port.isascii() and port.isdigit() and 0 < int(port[:6]) < 65536):
        raise AddressError(
            _("“{text}” cannot follow the address. It would be a number from 1 to 65535.").format(text=port[:20])
        )
    addresses = tuple(dict.fromkeys(_address(host) for host in hosts.split(",")))
    return addresses[:MAX_ADDRESSES], int(port)


def shared(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Those of a room's addresses that others can use; all, if there is none such.

    An address of IPv6 that holds for one network alone does not say which: to others it leads nowhere.
    """
    return tuple(each for each in addresses if not (_is_ipv6(each) and IPv6Address(each).is_link_local)) or addresses


def _address(host: str) -> str:
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
        if not _is_ipv6(host):
            raise AddressError(
                _("“{address}” is not an address. Check that all of it was copied.").format(address=host[:60])
            )
        return host
    if not host:
        raise AddressError(_("The address is missing. Check that all of the invite was copied."))
    looks_numeric = re.fullmatch(r"[\d.]+", host) is not None
    if len(host) > 253 or not (_is_ipv4(host) if looks_numeric else _HOST_NAME.fullmatch(host)):
        raise AddressError(
            _("“{address}” is not an address. Check the spelling, or ask for the invite again.").format(
                address=host[:60]
            )
        )
    return host


def _is_ipv4(text: str) -> bool:
    try:
        return bool(IPv4Address(text))
    except ValueError:
        return False


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text))
    except ValueError:
        return False
