"""From bytes to lines, and from long texts to short ones. Knows the limits of a line, not what is in it."""

from __future__ import annotations

import unicodedata

MAX_BODY = 512
"""Bytes of a line after its tags, CR LF included."""

MAX_CLIENT_TAGS = 4096
"""Bytes of the tags a client may send, ``@`` and the space behind them included."""

MAX_LINE = 16 * 1024
"""Bytes without a line end after which nobody can be talking IRC.

Twice what the specifications allow in either direction (8191 of tags and 512), so a peer that is
merely generous is told so; only one that goes on and on is cut off.
"""

_NOT_IN_LINES = b"\r\0"
_LONGEST_CLUSTER = 32


class LineDecoder:
    """Cuts a stream into lines. One for each connection, used by the one thread that reads it.

    CR and NUL are dropped wherever they stand, so a line that is passed on can never look like two
    to somebody else's client. Lines end at LF; empty ones are dropped.
    """

    def __init__(self, limit: int = MAX_LINE) -> None:
        self._limit = limit
        self._tail = b""
        self.overflowed = False
        """True once a line grew past the limit. Nothing is decoded after that."""

    def feed(self, data: bytes) -> list[bytes]:
        """Take what was received, give back the lines that are complete now."""
        if self.overflowed:
            return []
        whole = self._tail + data.translate(None, _NOT_IN_LINES)
        lines = whole.split(b"\n")
        if len(whole) > self._limit:  # whether it ended or not must not depend on how it was cut on its way
            for number, line in enumerate(lines):
                if len(line) > self._limit:
                    self.overflowed = True
                    return list(filter(None, lines[:number]))
        self._tail = lines.pop()
        return list(filter(None, lines))


def is_oversized(line: bytes) -> bool:
    """Whether a client's line, given without its line end, is longer than a client may send."""
    if line[:1] != b"@":
        return len(line) > MAX_BODY - 2
    tags, _, body = line.partition(b" ")
    return len(tags) + 1 > MAX_CLIENT_TAGS or len(body) > MAX_BODY - 2


def clip(data: bytes, limit: int) -> bytes:
    """The first ``limit`` bytes of UTF-8 text, or a little less: a character is never cut in two."""
    if len(data) <= limit:
        return data
    while limit > 0 and data[limit] & 0xC0 == 0x80:
        limit -= 1
    return data[:limit]


def split_text(text: str, limit: int) -> list[str]:
    """Cut a text into pieces of at most ``limit`` bytes of UTF-8, which joined give the text again.

    Cuts behind a space where there is one in the second half of a piece, else between letters; never
    within a character, nor between a letter and the accents, joiners or skin tones that belong to it
    (unless more than a few dozen of those follow each other). Raises ValueError if ``limit`` is less than 4.
    """
    if limit < 4:
        raise ValueError("A piece must have room for one character: 4 bytes.")
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = _end_of_piece(text, start, limit)
        pieces.append(text[start:end])
        start = end
    return pieces


def _end_of_piece(text: str, start: int, limit: int) -> int:
    window = text[start : start + limit]
    fits = len(clip(window.encode(), limit).decode())
    end = start + fits
    if end == len(text):
        return end
    space = text.rfind(" ", start + fits // 2, end)
    if space >= 0:
        return space + 1
    for cut in range(end, max(start, end - _LONGEST_CLUSTER), -1):
        if not _belongs_together(text[cut - 1], text[cut]):
            return cut
    return end


def _belongs_together(before: str, after: str) -> bool:
    """Whether a reader sees two neighbouring characters as one: enough of UAX #29 for accents and emoji."""
    return (
        "\u200d" in (before, after)
        or unicodedata.category(after).startswith("M")
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or "\U000e0020" <= after <= "\U000e007f"
    )
