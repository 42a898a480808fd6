"""Reads a conversation with a room from a script, and says at which line it went otherwise.

    >> :room 001 Ada :Welcome       a line from the room
    << JOIN #general                a line that we send
    == Registered("Ada")            an event that we tell the rest of the app
    ** join("#general")             something that the session is asked to do

Whatever a ``>>`` or ``**`` brings about must stand below it, in order and complete. Empty lines
and what follows ``--`` at the start of a line are for the reader. Labels and keys are counted from
t-1, the time is always 0.
"""

import textwrap
from dataclasses import dataclass

import pytest

from app.client import events
from app.client.session import Session
from app.models import amendments, entries
from app.models.people import Role
from server.protocol.message import Message

WORDS = {
    **{
        name: value
        for module in (events, amendments, entries)
        for name, value in vars(module).items()
        if not name.startswith("_")
    },
    "Role": Role,
}


@dataclass(frozen=True)
class Sent:
    """A line of ours, as the script has it."""

    message: Message

    def __str__(self) -> str:
        return f"<< {self.message}"


@dataclass(frozen=True)
class Told:
    """An event, as the script has it."""

    event: object

    def __str__(self) -> str:
        return f"== {self.event}"


class Playbook:
    """A session, and all it has done that no script has mentioned yet."""

    def __init__(self, nick: str = "Ada", *, password: str = "") -> None:
        self.done: list[Sent | Told] = []
        self.session = Session(
            nick,
            send=lambda message: self.done.append(Sent(message)),
            emit=lambda event: self.done.append(Told(event)),
            password=password,
            clock=lambda: 0.0,
            label_prefix="t",
        )

    @property
    def sent(self) -> list[Message]:
        """The lines among what no script has mentioned yet."""
        return [done.message for done in self.done if isinstance(done, Sent)]

    def play(self, script: str) -> Session:
        """Act the script out; fail the test at the first line that went otherwise."""
        lines = textwrap.dedent(script).strip("\n").split("\n")
        for number, line in enumerate(lines):
            wrong = self._play_line(line)
            if wrong is None and (number + 1 == len(lines) or lines[number + 1][:2] in (">>", "**")):
                wrong = "too much: " + " / ".join(map(str, self.done)) if self.done else None
            if wrong is not None:
                shown = [f"  {known}" for known in lines[:number]]
                pytest.fail("\n".join([*shown, f"→ {line}", f"  {wrong}"]), pytrace=False)
        return self.session

    def _play_line(self, line: str) -> str | None:
        mark, _, rest = line.partition(" ")
        match mark:
            case ">>":
                self.session.receive(Message.parse(rest))
            case "**":
                eval(f"session.{rest}", {**WORDS, "session": self.session})
            case "<<":
                return self._compare(Sent(Message.parse(rest)))
            case "==":
                return self._compare(Told(eval(rest, dict(WORDS))))
            case "" | "--":
                pass
            case _:
                pytest.fail(f"not a line of a playbook: {line}", pytrace=False)
        return None

    def _compare(self, wanted: Sent | Told) -> str | None:
        if not self.done:
            return "nothing came"
        came = self.done.pop(0)
        return None if came == wanted else f"came: {came}"
