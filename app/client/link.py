"""What a connection reports, and the half of it that we speak into. Knows no socket.

Apart from ``connection``, so that the window can be shown before encryption is loaded.
"""

import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from server.protocol.message import Message
from server.protocol.vocabulary import RPL_CHANNELMODEIS, RPL_ISUPPORT

log = logging.getLogger(__name__)

_SECRETIVE = ("PASS", "AUTHENTICATE", "OPER", "REGISTER", "JOIN", "MODE", RPL_CHANNELMODEIS, RPL_ISUPPORT)
"""What passwords, keys of channels, and the address for our own files are told by."""
_LOGGED = 200


def for_log(message: Message, line: str) -> str:
    """As much of a line as the log may know: its beginning, or of what could hold a secret the command alone."""
    return message.command if message.command in _SECRETIVE else line[:_LOGGED]


class Link:
    """The sending half of one connection. ``send`` never blocks and is safe from any thread."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self._waiting: deque[bytes] = deque()

    def send(self, message: Message) -> None:
        """Have a message sent. Raises LocalProtocolError for what cannot be one."""
        line = message.serialise()
        log.debug("< %s", for_log(message, line))
        self._waiting.append(line.encode() + b"\r\n")
        self._wake()

    def take(self) -> bytes:
        """All that waits. Network thread."""
        taken = []
        while self._waiting:
            taken.append(self._waiting.popleft())
        return b"".join(taken)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a room was reached, and how it proves itself and knows us: enough to connect to it once more."""

    address: str
    port: int
    fingerprint: str = ""
    in_clear: bool = False
    key_file: Path | None = None
    upload: str = ""
    """Where in the room files are sent to: path and query."""

    def sending_to(self, upload: str) -> "Place":
        return replace(self, upload=upload)


@dataclass(frozen=True, slots=True)
class Connected:
    """There is a connection; what is to be said on it goes into ``link``."""

    link: Link
    address: str
    showed_key: bool = False
    """Whether the room has seen our own key, and can know us by it."""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """Messages that came in together."""

    messages: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class Lost:
    """No connection, or no longer. ``again_at`` is when it is tried again, by the monotonic clock."""

    reason: str
    again_at: float | None


@dataclass(frozen=True, slots=True)
class Unknown:
    """There is a room, which has never been met: nothing was said to it. Its fingerprint, for people to judge."""

    fingerprint: str
    address: str


Report = Connected | Received | Lost | Unknown
