"""Messages of several lines: how a client's are gathered, and how each kind of reader gets them.

https://ircv3.net/specs/extensions/multiline. Knows the limits and the form, not who may say what to whom.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.batch import new_reference
from server.protocol.message import Message
from server.protocol.names import casefold
from server.relay import LONG, Relay, write_tags
from server.stamps import Stamp

CONCAT = "draft/multiline-concat"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message, and whether it goes on where the one before it ended."""

    text: str
    joined: bool = False


class MultilineError(ValueError):
    """A batch that does not follow the rules. Carries the code and parameters of the FAIL that says so."""

    def __init__(self, code: str, *params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(slots=True)
class ClientBatch:
    """A message of several lines that a client is about to say.

    ``label`` is what the answer to the whole carries. A batch that is ``broken`` has been complained
    of, and is taken to its end without another word.
    """

    reference: str
    target: str
    tags: Mapping[str, str]
    label: str = ""
    command: str = ""
    """Of its lines: PRIVMSG or NOTICE; empty until there is one."""
    lines: list[Line] = field(default_factory=list)
    size: int = 0
    broken: bool = False

    def add(self, message: Message, *, max_bytes: int, max_lines: int) -> None:
        """Take the next line. Raises MultilineError."""
        joined = CONCAT in message.tags
        if message.tags["batch"] != self.reference:
            raise MultilineError("MULTILINE_INVALID", "That is not the batch that is open")
        self.command = self.command or message.command
        if self.command not in ("PRIVMSG", "NOTICE") or message.command != self.command or len(message.params) < 2:
            raise MultilineError("MULTILINE_INVALID", "All of it has to be PRIVMSG, or all of it NOTICE")
        target, text = message.params[:2]
        if casefold(target) != casefold(self.target):
            raise MultilineError("MULTILINE_INVALID_TARGET", self.target, target, "All of it goes to one target")
        if joined and not text:
            raise MultilineError("MULTILINE_INVALID", "There is nothing to be joined to the line before")
        # A line feed stands between lines: "each line feed … contributes one byte towards the max-bytes limit".
        self.size += len(text.encode()) + (0 if joined or not self.lines else 1)
        self.lines.append(Line(text, joined))
        if self.size > max_bytes:
            raise MultilineError("MULTILINE_MAX_BYTES", str(max_bytes), "The message is too long")
        if len(self.lines) > max_lines:
            raise MultilineError("MULTILINE_MAX_LINES", str(max_lines), "The message has too many lines")

    def finish(self) -> tuple[Line, ...]:
        """The message, at its end. Raises MultilineError."""
        if not any(line.text for line in self.lines):
            raise MultilineError("MULTILINE_INVALID", "There is nothing in it")
        return tuple(self.lines)


class LongRelay(Relay):
    """A message of several lines on its way: a batch for those who take it, else line by line."""

    __slots__ = ("_start", "command", "lines", "source", "target")

    def __init__(
        self, source: bytes, command: str, target: str, lines: tuple[Line, ...], stamp: Stamp,
        tags: bytes = b"", account: str = "",
    ) -> None:  # fmt: skip
        super().__init__(b"", stamp, tags, account)
        self._start = source + f" {command} {target} :".encode()
        self.source = source.decode().removeprefix(":")
        self.command = command
        self.target = target
        self.lines = lines

    def render(self, kind: int) -> bytes:
        return self._as_batch(kind) if kind & LONG else self._line_by_line(kind)

    def _as_batch(self, kind: int) -> bytes:
        source, name = f":{self.source}".encode(), new_reference().encode()
        opening = source + b" BATCH +%s draft/multiline %s" % (name, self.target.encode())
        tags = {False: b"@batch=%s " % name, True: b"@batch=%s;%s " % (name, CONCAT.encode())}
        rows = [self.write_tags(kind) + opening]
        rows += [tags[line.joined] + self._clipped(line) for line in self.lines]
        rows.append(source + b" BATCH -" + name)
        return b"\r\n".join(rows) + b"\r\n"

    def _line_by_line(self, kind: int) -> bytes:
        """Without blank lines, and the msgid on the first line alone: the whole is one message."""
        first = self.write_tags(kind)
        further = write_tags(kind, self.stamp._replace(msgid=b""), self.tags, self.account)
        said = [line for line in self.lines if line.text]
        rows = [(further if number else first) + self._clipped(line) for number, line in enumerate(said)]
        return b"\r\n".join(rows) + b"\r\n"

    def _clipped(self, line: Line) -> bytes:
        return self.fit(self._start + line.text.encode())
