"""One IRC message as a value. Knows the grammar of a line, not what any command means.

https://modern.ircdocs.horse/#message-format and
https://ircv3.net/specs/extensions/message-tags
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_ESCAPES = {";": r"\:", " ": r"\s", "\\": r"\\", "\r": r"\r", "\n": r"\n"}
_UNESCAPES = {written[1]: meant for meant, written in _ESCAPES.items()}
_TO_ESCAPE = re.compile(r"[; \\\r\n]")
_ESCAPED = re.compile(r"\\(.?)", re.DOTALL)

_FORBIDDEN = re.compile(r"[\r\n\0]")
_COMMAND = re.compile(r"[A-Za-z]+|[0-9]{3}")
_TAG_KEY = re.compile(r"[^;= \r\n\0]+")


class ProtocolError(ValueError):
    """The peer sent something that is not a message."""


class LocalProtocolError(ProtocolError):
    """We tried to send something that is not a message: our mistake, not the peer's."""


@dataclass(frozen=True, slots=True)
class Message:
    """A command with its parameters, who it comes from, and its tags.

    ``source`` is the raw ``nick!user@host``, or the name of a server, or empty. A tag without a
    value has the value ``""``: the specification makes no difference between the two.
    """

    command: str
    params: tuple[str, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)
    source: str = ""

    @property
    def nick(self) -> str:
        """The name in front of ``!user@host``; for a server, its name."""
        return self.source.partition("!")[0]

    @classmethod
    def parse(cls, line: str) -> Message:
        """Read one line, given without its line end. Raises ProtocolError."""
        if _FORBIDDEN.search(line):
            raise ProtocolError("A message cannot hold line ends or NUL.")
        tags: Mapping[str, str] = {}
        source = ""
        rest = line.lstrip(" ")
        if rest.startswith("@"):
            written, _, rest = rest[1:].partition(" ")
            tags = parse_tags(written)
            rest = rest.lstrip(" ")
        if rest.startswith(":"):
            source, _, rest = rest[1:].partition(" ")
            rest = rest.lstrip(" ")
        words, colon, trailing = rest.partition(" :")
        params = words.split(" ")
        command = params[0]
        if not _COMMAND.fullmatch(command):
            raise ProtocolError("A message needs a command: a word, or three digits.")
        middles = [word for word in params[1:] if word]
        if colon:
            middles.append(trailing)
        return cls(command.upper(), tuple(middles), tags, source)

    def serialise(self) -> str:
        """The line without its line end. Raises LocalProtocolError when it would not be read back the same."""
        parts: list[str] = []
        if self.tags:
            parts.append("@" + serialise_tags(self.tags))
        if self.source:
            if " " in self.source:
                raise LocalProtocolError("A source cannot have spaces.")
            parts.append(":" + self.source)
        if not _COMMAND.fullmatch(self.command):
            raise LocalProtocolError(f"{self.command!r} is not a command.")
        parts.append(self.command)
        if self.params:
            for middle in self.params[:-1]:
                if not is_middle(middle):
                    raise LocalProtocolError(f"Only the last parameter may be {middle!r}.")
                parts.append(middle)
            last = self.params[-1]
            parts.append(last if is_middle(last) else ":" + last)
        line = " ".join(parts)
        if _FORBIDDEN.search(line):
            raise LocalProtocolError("A message cannot hold line ends or NUL.")
        return line

    def __str__(self) -> str:
        return self.serialise()


def is_middle(param: str) -> bool:
    """Whether a parameter can stand anywhere, without the colon that only the last may have."""
    return bool(param) and " " not in param and param[0] != ":"


def parse_tags(written: str) -> dict[str, str]:
    """Read ``a=1;b;+c=2``, without the ``@``. Of a key given twice the last one counts."""
    tags: dict[str, str] = {}
    for item in written.split(";"):
        key, _, value = item.partition("=")
        if key:
            tags[key] = unescape_tag(value) if "\\" in value else value
    return tags


def serialise_tags(tags: Mapping[str, str]) -> str:
    """Write tags, without the ``@``. Raises LocalProtocolError for a key that is none."""
    for key in tags:
        if not _TAG_KEY.fullmatch(key):
            raise LocalProtocolError(f"{key!r} is not the name of a tag.")
    return ";".join(f"{key}={escape_tag(value)}" if value else key for key, value in tags.items())


def escape_tag(value: str) -> str:
    """Write a tag's value so that it survives between ``=`` and ``;``."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], value)


def unescape_tag(value: str) -> str:
    """The opposite of :func:`escape_tag`. A backslash before any other character, or the end, is dropped."""
    return _ESCAPED.sub(lambda found: _UNESCAPES.get(found[1], found[1]), value)
