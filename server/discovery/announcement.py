"""What rooms and those nearby say to each other: as values, as DNS-SD text, and as datagrams. Pure.

Laws:
1. Whatever comes from the network goes through ``decode`` or ``from_pairs``, which either return a
   value in which everything is bounded and can be shown, or raise AnnouncementError.
2. Where a room is, it does not say: the address is the one from which it was heard, so that nobody can
   send people to a third party.
3. Names that are not known are passed over: a later version may say more.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.protocol.framing import clip
from server.protocol.names import channel_problem
from server.protocol.vocabulary import DEFAULT_CHANNEL

MAX_DATAGRAM = 1200
"""Bytes: fits into one packet in every network, VPNs included."""

MAX_TEXT = 180
"""Bytes of a name: with its key it fits into one string of DNS-SD, which ends at 255."""

MAX_PEOPLE = 99_999
MAX_LINES = 32
MAX_TRIED = 16
VERSION = "1"

_MAGIC = "PARLOR/" + VERSION
_HERE, _BYE, _WHO, _STUCK = "HERE", "BYE", "WHO", "STUCK"
_ROOM = re.compile(r"[0-9a-f]{64}")
_NUMBER = re.compile(r"[0-9]{1,6}")
_PLAIN = re.compile(r"[\w.+-]{0,20}", re.ASCII)
_JOINER = "\u200d"  # between the parts of an emoji; of all marks that cannot be seen the only one with a use


class AnnouncementError(ValueError):
    """This is no announcement. The text says what is wrong with it, for the log."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A room that is open: which one, what it is called, and what one wants to know before joining."""

    room: str
    """The room's id: the fingerprint of its key, in hexadecimal."""
    name: str
    port: int
    channel: str = DEFAULT_CHANNEL
    host: str = ""
    """What the computer is called that holds the room open."""
    locked: bool = False
    people: int = 0
    version: str = ""


@dataclass(frozen=True, slots=True)
class Farewell:
    """A room that has just been closed."""

    room: str
    port: int


@dataclass(frozen=True, slots=True)
class Question:
    """Somebody wants to know which rooms are open."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """Somebody sees a room, but does not get in. Anybody may say so: a hint to its host to have a look.

    They do not say who they are: nothing has proved itself to them.
    """

    room: str
    port: int
    addresses: tuple[str, ...]
    """Where they have tried."""


Word = Announcement | Farewell | Question | Complaint


def announce(
    room: str,
    name: str,
    port: int,
    *,
    channel: str = DEFAULT_CHANNEL,
    host: str = "",
    locked: bool = False,
    people: int = 0,
    version: str = "",
) -> Announcement:
    """An announcement as others will read it: what is too long is cut. Raises AnnouncementError for what cannot be."""
    given = Announcement(room, name, port, channel, host, locked, min(max(people, 0), MAX_PEOPLE), version)
    return from_pairs(to_pairs(given), port)


def complain(room: str, port: int, addresses: Sequence[str]) -> Complaint:
    """A complaint about a room that was announced, after these were tried. Of more than others will read some are."""
    return Complaint(room, port, tuple(address.partition("%")[0] for address in addresses[:MAX_TRIED]))


def to_pairs(announcement: Announcement) -> dict[str, str]:
    """The announcement as names and values, the port apart: what DNS-SD calls TXT."""
    return {
        "txtvers": VERSION,
        "room": announcement.room,
        "name": announcement.name,
        "channel": announcement.channel,
        "host": announcement.host,
        "locked": str(int(announcement.locked)),
        "people": str(announcement.people),
        "version": announcement.version,
    }


def from_pairs(pairs: Mapping[str, str], port: int) -> Announcement:
    """The announcement in names and values that anybody may have written. Raises AnnouncementError."""
    if pairs.get("txtvers") != VERSION:
        raise AnnouncementError("another version")
    if not (name := _words(pairs.get("name", ""))):
        raise AnnouncementError("the room has no name")
    channel = pairs.get("channel", DEFAULT_CHANNEL)
    if channel_problem(channel) or len(channel.encode()) > MAX_TEXT:
        raise AnnouncementError("there is no such channel")
    if not 0 < port < 65536:
        raise AnnouncementError("there is no such port")
    version = pairs.get("version", "")
    return Announcement(
        room=_room(pairs),
        name=name,
        port=port,
        channel=channel,
        host=_words(pairs.get("host", "")),
        locked=pairs.get("locked") == "1",
        people=min(_number(pairs.get("people", "0")), MAX_PEOPLE),
        version=version if _PLAIN.fullmatch(version) else "",
    )


def encode(word: Word) -> bytes:
    """The datagram that says this."""
    match word:
        case Announcement():
            kind, pairs = _HERE, to_pairs(word) | {"port": str(word.port)}
        case Farewell(room, port):
            kind, pairs = _BYE, {"room": room, "port": str(port)}
        case Question():
            kind, pairs = _WHO, {}
        case Complaint(room, port, addresses):
            kind, pairs = _STUCK, {"room": room, "port": str(port), "tried": " ".join(addresses)}
    return "\n".join([f"{_MAGIC} {kind}", *(f"{key}={value}" for key, value in pairs.items())]).encode()


def decode(datagram: bytes) -> Word:
    """What a datagram says. Raises AnnouncementError for whatever else anybody may send."""
    if len(datagram) > MAX_DATAGRAM:
        raise AnnouncementError("too long")
    try:
        first, *lines = datagram.decode().split("\n", MAX_LINES)
    except UnicodeDecodeError as error:
        raise AnnouncementError("not text") from error
    magic, _, kind = first.partition(" ")
    if magic != _MAGIC:
        raise AnnouncementError("not ours")
    pairs = dict(line.split("=", 1) for line in reversed(lines) if "=" in line)  # of two the first one holds
    if kind == _WHO:
        return Question()
    port = _number(pairs.get("port", ""))
    if kind == _HERE:
        return from_pairs(pairs, port)
    if kind == _BYE:
        return Farewell(_room(pairs), port)
    if kind == _STUCK:
        return Complaint(_room(pairs), port, _tried(pairs))
    raise AnnouncementError("an unknown kind")


def _room(pairs: Mapping[str, str]) -> str:
    if not _ROOM.fullmatch(room := pairs.get("room", "")):
        raise AnnouncementError("there is no such room")
    return room


def _tried(pairs: Mapping[str, str]) -> tuple[str, ...]:
    written = pairs.get("tried", "").split()
    try:
        return tuple(str(ipaddress.ip_address(address)) for address in written[:MAX_TRIED])
    except ValueError as error:
        raise AnnouncementError("there is no such address") from error


def _number(text: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise AnnouncementError("not a number")
    return int(text)


def _words(text: str) -> str:
    """Text that can be shown in a line: no controls, nothing that turns the direction, no runs of spaces, not long."""
    spaced = (" " if mark.isspace() else mark for mark in text)
    seen = "".join(mark for mark in spaced if mark.isprintable() or mark == _JOINER)
    composed = unicodedata.normalize("NFC", " ".join(seen.split()))
    # What decoded cannot hold half a character; what a computer calls itself may.
    whole = composed.encode(errors="ignore")
    return clip(whole, MAX_TEXT).decode().strip(f" {_JOINER}")
