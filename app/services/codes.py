"""Codes that are short enough to be read out: where a room is in its own network, and a little of what proves it. Pure.

A code is a number, written in digits that nobody takes for one another, with a last digit that gives away every
single mistake and every two digits that have changed places. Of an address it holds only what differs within the
networks that people have at home and at work; a room on a port of its own, or at an address that is none of these,
has a longer one. What it holds of the fingerprint tells rooms apart, but proves nothing: that is for more words.
"""

import ipaddress
from dataclasses import dataclass

from app.words import N_, _
from server.protocol.vocabulary import DEFAULT_PORT

ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
"""Without 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V. Their number is prime, for the last digit."""

GROUP = 4
_BASE = len(ALPHABET)
_HINTS = 128
_PORTS = 65536
_NETWORKS = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "192.168.0.0/16",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "100.64.0.0/10",  # Tailscale, and providers that have too few addresses
        "169.254.0.0/16",  # computers that are joined by a cable alone
        "127.0.0.0/16",
    )
)
_PLACES = sum(network.num_addresses for network in _NETWORKS)
_SPANS = {2: _PLACES, 3: _PLACES * _PORTS, 4: 2**32 * _PORTS}
"""How many places a code of so many groups can tell apart."""
_MISTAKE = N_("There is a mistake in this code. Compare it with the host’s, letter by letter.")


class CodeError(ValueError):
    """This is no code. The text is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a code says: where a room is, and the hint of its fingerprint."""

    address: str
    port: int
    hint: int


def hint(fingerprint: str) -> int:
    """What a code holds of a fingerprint."""
    return int(fingerprint[:2], 16) % _HINTS


def written(address: str, port: int, fingerprint: str) -> str:
    """The code of the room that proves itself by this, as short as it can be; empty where there is none.

    There is none for names and for addresses of IPv6, which would take longer to type than a link takes to send.
    """
    try:
        where = ipaddress.IPv4Address(address)
    except ValueError:
        return ""
    if not fingerprint:
        return ""
    index = _index(where)
    if index is None:
        place, groups = int(where) * _PORTS + port, 4
    elif port != DEFAULT_PORT:
        place, groups = index * _PORTS + port, 3
    else:
        place, groups = index, 2
    return _spelled(hint(fingerprint) * _SPANS[groups] + place, groups * GROUP)


def read(typed: str) -> Place:
    """What a code says, in large letters or small, in groups or not. Raises CodeError."""
    digits = [_digit(mark) for mark in typed.upper() if mark not in "- "]
    groups, rest = divmod(len(digits), GROUP)
    if groups not in _SPANS or rest:
        raise CodeError(_("Part of this code is missing, or there is too much of it."))
    if _weighed(digits):
        raise CodeError(_(_MISTAKE))
    number = 0
    for digit in digits[:-1]:
        number = number * _BASE + digit
    found, place = divmod(number, _SPANS[groups])
    place, port = (place, DEFAULT_PORT) if groups == 2 else divmod(place, _PORTS)
    if found >= _HINTS or not port:
        raise CodeError(_(_MISTAKE))
    return Place(str(ipaddress.IPv4Address(place) if groups == 4 else _address(place)), port, found)


def _spelled(number: int, length: int) -> str:
    digits: list[int] = []
    for _place in range(length - 1):
        number, digit = divmod(number, _BASE)
        digits.insert(0, digit)
    digits.append(-_weighed(digits) * pow(length, -1, _BASE) % _BASE)
    letters = "".join(ALPHABET[digit] for digit in digits)
    return "-".join(letters[start : start + GROUP] for start in range(0, length, GROUP))


def _weighed(digits: list[int]) -> int:
    """The digits times their places, modulo a prime.

    With the last digit it comes to nothing, until one of them is another, or two have changed places.
    """
    return sum(place * digit for place, digit in enumerate(digits, 1)) % _BASE


def _digit(mark: str) -> int:
    if mark not in ALPHABET:
        words = _("There is no “{letter}” in any code. Compare it with the host’s, letter by letter.")
        raise CodeError(words.format(letter=mark))
    return ALPHABET.index(mark)


def _index(where: ipaddress.IPv4Address) -> int | None:
    """Which of the usual addresses it is; None if it is none of them."""
    before = 0
    for network in _NETWORKS:
        if where in network:
            return before + int(where) - int(network.network_address)
        before += network.num_addresses
    return None


def _address(index: int) -> ipaddress.IPv4Address:
    for network in _NETWORKS:
        if index < network.num_addresses:
            return network[index]
        index -= network.num_addresses
    raise AssertionError("there are no more places than that")
