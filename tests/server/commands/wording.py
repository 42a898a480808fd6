"""What somebody was told, compared with what a specification says of it. Knows no command."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.protocol.message import Message


def said(messages: Sequence[Message]) -> list[str]:
    """Commands and parameters, without tags, sources and colons."""
    return [" ".join((message.command, *message.params)) for message in messages]


def tagged(messages: Sequence[Message]) -> list[str]:
    """The same with the names of tags in front; of batches only whether they open or close: ``@time BATCH + type``."""
    marks = (f"@{','.join(sorted(message.tags))} " if message.tags else "" for message in messages)
    return [mark + re.sub(r"^(BATCH [+-])\w+", r"\1", line) for mark, line in zip(marks, said(messages), strict=True)]


def check(heard: Sequence[str], like: Sequence[str], sentence: str = "") -> None:
    """Fail unless there are so many lines, each of which begins with the words of the one in its place.

    The rest of a numeric is for people: "Clients SHOULD NOT rely" on it, and no test does.
    """
    fits = [f"{line} ".startswith(f"{start} ") for line, start in zip(heard, like, strict=False)]
    told = f"{sentence}\nwanted: {like}\nheard: {heard}"
    assert len(heard) == len(like), told
    assert all(fits), told
