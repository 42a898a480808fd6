"""How lines are marked as belonging together. Bytes in, bytes out; knows nobody who reads them.

https://ircv3.net/specs/extensions/batch
"""

from __future__ import annotations

import itertools

_numbers = itertools.count(1)


def new_reference() -> str:
    """A name for a batch, which no other batch of this process has: "ASCII letters, numbers, and/or hyphen"."""
    return f"b{next(_numbers)}"


def with_tag(line: bytes, tag: bytes) -> bytes:
    """A line with one tag more, in front of the others."""
    return b"@" + tag + (b";" + line[1:] if line.startswith(b"@") else b" " + line)


def within(data: bytes, reference: str) -> bytes:
    """Mark lines (each with its end) as part of a batch. What is part of another batch among them stays that.

    "Start and end messages of one batch MAY refer to another batch. If they do, they both MUST have batch tag".
    """
    tag = b"batch=" + reference.encode()
    lines = data.split(b"\r\n")[:-1]
    return b"".join((line if line.startswith(b"@batch=") else with_tag(line, tag)) + b"\r\n" for line in lines)
