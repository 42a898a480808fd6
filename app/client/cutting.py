"""How a text becomes messages that a room takes: whole where it may be, else cut where a reader minds least. Pure."""

from collections.abc import Iterator, Mapping

from server.protocol.framing import MAX_BODY, split_text
from server.protocol.message import Message

MULTILINE = "draft/multiline"
"""https://ircv3.net/specs/extensions/multiline."""


def left_for_text(source: str, target: str, *, acted: bool) -> int:
    """Bytes of text that fit into one line as the room will relay it from this source."""
    action = "\x01ACTION \x01" if acted else ""
    return MAX_BODY - len(f":{source} PRIVMSG {target} :{action}\r\n".encode())


def lines_of(text: str, most: int) -> list[str]:
    """The lines of a text, none longer than ``most`` bytes. Blank ones cannot be sent and are left out."""
    return [piece for line in text.split("\n") if line.strip() for piece in split_text(line, most)]


def is_one_line(text: str, most: int) -> bool:
    """Whether a text fits into one line as it is."""
    return "\n" not in text and len(text.encode()) <= most


def fits_batch(text: str, most: int, limits: str) -> bool:
    """Whether a room that offers ``max-bytes=…,max-lines=…`` takes a text as one message of several lines."""
    items = (item.partition("=") for item in limits.split(","))
    known = {key: _number(value) for key, _, value in items}
    if len(text.encode()) > known.get("max-bytes", 0):
        return False
    lines = sum(len(split_text(line, most)) or 1 for line in text.split("\n"))
    return "max-lines" not in known or lines <= known["max-lines"]


def batch(target: str, text: str, reference: str, tags: Mapping[str, str], most: int) -> Iterator[Message]:
    """A text as one message of several lines."""
    yield Message("BATCH", (f"+{reference}", MULTILINE, target), dict(tags))
    for line in text.split("\n"):
        for number, piece in enumerate(split_text(line, most) or [""]):
            concat = {"draft/multiline-concat": ""} if number else {}
            yield Message("PRIVMSG", (target, piece), {"batch": reference, **concat})
    yield Message("BATCH", (f"-{reference}",))


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() else 0
