"""Measures the search: first results in a million messages, by what is looked for.

``python tests/bench/search.py`` makes the archive first, which takes a minute or two; ``--messages`` makes a smaller
one. Milliseconds until the first results are told, of several runs the median, and until all are; the design asks for
100 to the first. A word of one or two letters is in no index: where it stands nowhere, all is read to say so, and there
are no first results to be told.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice, product
from pathlib import Path

from app.models.conversation import Kind
from app.services.archive import FILE, Archive
from app.services.entry_rows import ROW
from app.services.finder import FIRST, MOST, found
from app.services.shelf import Shelf

BAR_MS = 100.0
RUNS = 5
CHANNELS = 20
LETTERS = "etaoinshrdlucmfwypvbgkjqxz"
NEEDLE = "needle in a haystack"


def vocabulary(chance: random.Random) -> list[str]:
    return ["".join(chance.choices(LETTERS, k=chance.randint(2, 9))) for _ in range(20_000)]


def texts(number: int, words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """What people say: few words often, many seldom, as in every language."""
    pool = chance.choices(words, weights=[1 / (place + 1) for place in range(len(words))], k=200_000)
    for place in range(number):
        start, length = chance.randrange(len(pool) - 20), chance.randint(3, 14)
        text = " ".join(pool[start : start + length])
        yield f"{text} {NEEDLE}" if place == number // 1000 else text


def fill(archive: Archive, number: int) -> tuple[int, list[int], list[str]]:
    """Make an archive of so many messages; the room, its conversations, and its words, the usual ones first."""
    chance = random.Random(7)
    shelf = Shelf(archive, "bench")
    conversations = [shelf.open(f"#channel-{place}", Kind.CHANNEL, place + 1).number for place in range(CHANNELS)]
    words = vocabulary(chance)
    rows = [
        (conversations[0] if place % 3 else chance.choice(conversations), f"m{place}", 1.7e9 + place, text)
        for place, text in enumerate(texts(number, words, chance))
    ]
    archive.write_rows(f"INSERT INTO entries (conversation, {ROW}) VALUES (?, ?, ?, 'Text', 'Ada', ?, '')", rows)
    archive.read("SELECT 1")
    return shelf.number, conversations, words


def timed(archive: Archive, room: int, text: str, conversation: int | None) -> tuple[float, float, int]:
    """Milliseconds to the first results and to all that are shown, and how many these are."""
    connection = archive.another()
    assert connection is not None
    start = time.perf_counter()
    results = found(connection, room, text.split(), conversation)
    first = list(islice(results, FIRST))
    told = time.perf_counter()
    rest = list(islice(results, MOST - len(first)))
    end = time.perf_counter()
    connection.close()
    return (told - start) * 1000, (end - start) * 1000, len(first) + len(rest)


def measure(archive: Archive, number: int) -> bool:
    room, conversations, words = fill(archive, number)
    usual = [word for word in words[:50] if len(word) > 3]
    queries = [
        ("a usual word", usual[0]),
        ("two usual words", " ".join(usual[1:3])),
        ("a seldom word", "needle"),
        ("two seldom words", "needle haystack"),
        ("a word that is nowhere", "qqzzqq"),
        ("two letters", "th"),
        ("two that are nowhere", "07"),
        ("two of other scripts", "学校"),
        ("two with an accent", "é7"),
    ]
    print(f"{number:,} messages{'first':>26}{'all':>10}{'found':>8}")
    good = True
    places = [("everywhere", None), ("in the large one", conversations[0]), ("in a small one", conversations[7])]
    for (name, text), (where, conversation) in product(queries, places):
        runs = [timed(archive, room, text, conversation) for _ in range(RUNS)]
        first, everything = (statistics.median(run[place] for run in runs) for place in (0, 1))
        good = good and (first <= BAR_MS or not runs[0][2])
        print(f"{name:23} {where:17}{first:8.1f}{everything:10.1f}{runs[0][2]:8,}")
    print("bar:", f"{BAR_MS:g} ms to the first results:", "met" if good else "MISSED")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1_000_000)
    number = parser.parse_args().messages
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder) / FILE)
        try:
            return 0 if measure(archive, number) else 1
        finally:
            archive.close()


if __name__ == "__main__":
    sys.exit(main())
