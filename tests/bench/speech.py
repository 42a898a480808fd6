"""Measures what the hot path costs, step by step, in microseconds; the best of many.

python tests/bench/speech.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # started as a script, from anywhere

import server.commands  # noqa: F401 - fills the table of commands
from server import speech
from server.config import Config, HistoryTable
from server.protocol.framing import LineDecoder
from server.protocol.vocabulary import MESSAGE_TAGS, SERVER_TIME
from server.room import Room
from server.session import Session

_LINE = b"PRIVMSG #bench :" + b"x" * 80
_TIMES, _ROUNDS = 50, 12


def best(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        for _ in range(_TIMES):
            work()
        taken.append((time.perf_counter() - begun) / _TIMES * 1e6)
    return min(taken)


def speaking(people: int, lines: int, *, tags: bool = False, history: bool = False) -> float:
    """What it takes when one of so many people says so many lines at once."""
    room = Room(Config(history=HistoryTable(enabled=history)))
    crowd = [Session(room, "127.0.0.1") for _ in range(people)]
    for number, person in enumerate(crowd):
        room.arrive(person)
        speech.take(person, [b"NICK p%d" % number, b"USER bench 0 * :bench", b"JOIN #bench"])
        if tags:
            person.set_capabilities({SERVER_TIME.name, MESSAGE_TAGS.name})

    def say() -> None:
        speech.take(crowd[0], [_LINE] * lines)
        for person in crowd:
            person.mailbox.clear()
        room.dirty.clear()

    def clear() -> None:
        for person in crowd:
            person.mailbox.clear()
        room.dirty.clear()

    return best(say) - best(clear)


def main() -> int:
    decoder, received = LineDecoder(), (_LINE + b"\r\n") * 64
    one, many = speaking(10, 1), speaking(10, 64)
    line = (many - one) / 63
    print(f"{'to cut what was received, a line':52}{best(lambda: decoder.feed(received)) / 64:6.2f} µs")
    print(f"{'to check and join a line':52}{line:6.2f}")
    print(f"{'and what lines for the same people have in common':52}{one - line:6.2f}")
    print(f"{'a further reader of all of them':52}{(speaking(1000, 1) - one) / 990:6.2f}")
    print(f"{'tags for a kind of reader, a line':52}{(speaking(10, 64, tags=True) - many) / 64:6.2f}")
    print(f"{'to have it remembered, all of them':52}{max(0.0, speaking(10, 64, history=True) - many):6.2f}")
    print(f"{'in all, a line of 64 to ten people; budget 2.2':52}{many / 64:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
