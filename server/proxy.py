"""The line that a proxy puts in front of a visitor's bytes to say where the visitor really comes from.

https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, versions 1 and 2. Does no input or output.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

_SIGN_1 = b"PROXY "
_SIGN_2 = b"\r\n\r\n\0\r\nQUIT\n"
_LONGEST_1 = 107
_HEAD_2 = 16
_LOCAL, _PROXIED = 0x20, 0x21
_ADDRESS_LENGTHS = {0x1: 4, 0x2: 16}
"""Bytes of an address by family: IPv4, IPv6."""


class ProxyError(ValueError):
    """What should be a proxy's header is none."""


@dataclass(frozen=True, slots=True)
class Header:
    """Where the visitor comes from (empty: from the proxy itself, or it does not know) and the header's length."""

    address: str
    length: int


def read_header(data: bytes) -> Header | None:
    """The header at the beginning of what came in; None while it is incomplete. Raises ProxyError."""
    if data.startswith(_SIGN_1):
        return _read_1(data)
    if data.startswith(_SIGN_2):
        return _read_2(data)
    if _SIGN_1.startswith(data) or _SIGN_2.startswith(data):
        return None
    raise ProxyError("No PROXY header")


def _read_1(data: bytes) -> Header | None:
    line, end, _ = data[:_LONGEST_1].partition(b"\r\n")
    if not end:
        if len(data) >= _LONGEST_1:
            raise ProxyError("A PROXY header without an end")
        return None
    words = line.decode("ascii", errors="replace").split(" ")
    length = len(line) + len(end)
    if words[1] == "UNKNOWN":
        return Header("", length)
    if len(words) != 6 or words[1] not in ("TCP4", "TCP6"):
        raise ProxyError("A PROXY header of an unknown form")
    try:
        address = ipaddress.ip_address(words[2])
    except ValueError as error:
        raise ProxyError("A PROXY header without an address") from error
    if f"TCP{address.version}" != words[1]:
        raise ProxyError("A PROXY header that contradicts itself")
    return Header(str(address), length)


def _read_2(data: bytes) -> Header | None:
    if len(data) < _HEAD_2:
        return None
    command, family = data[12], data[13] >> 4
    length = _HEAD_2 + int.from_bytes(data[14:16], "big")
    if command not in (_LOCAL, _PROXIED):
        raise ProxyError("A PROXY header of an unknown version")
    if len(data) < length:
        return None
    size = _ADDRESS_LENGTHS.get(family)
    if command == _LOCAL or size is None:
        return Header("", length)
    if length < _HEAD_2 + 2 * size + 4:
        raise ProxyError("A PROXY header without an address")
    return Header(str(ipaddress.ip_address(data[_HEAD_2 : _HEAD_2 + size])), length)
