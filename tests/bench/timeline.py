"""Measures the log against the bars of the design: loading, appending, scrolling, resizing, memory.

Run it with a display: ``python tests/bench/timeline.py``. Medians, in milliseconds of real time with the
painting of the screen; ``bar`` is what the design asks for.
"""

from __future__ import annotations

import gc
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import customtkinter as ctk

from app.models.conversation import Conversation, Kind
from app.models.entries import Arrival, Entry, Quote, Reaction, Text
from ui import fonts, scaling
from ui.theme import theme
from ui.views.timeline import Timeline

AUTHORS = ("Ada", "Grace", "Linus", "Margaret", "Barbara", "Dennis")
WORDS = "the a of palette colour roof sunset brief lunch channel please look tomorrow paint very nice idea".split()  # noqa: SIM905
START = 1_790_000_000.0
SIZE = "928x646"


def entry(number: int, chance: random.Random) -> Entry:
    """A line as people write them: mostly short, some long, now and then a link, code, emoji, an answer, a newcomer."""
    when = START + 47.0 * number
    if number % 29 == 0:
        return Arrival(f"a{number}", when, chance.choice(AUTHORS))
    author = AUTHORS[(number // 3 + number // 7) % len(AUTHORS)]
    text = " ".join(chance.choices(WORDS, k=chance.choice((1, 2, 3, 4, 6, 9, 14, 40))))
    if number % 17 == 0:
        text += " https://studio.example/brief.pdf"
    if number % 11 == 0:
        text += " 👍"
    if number % 41 == 0:
        text += "\n```python\nfor colour in palette:\n    print(colour, 1)\n```"
    more: dict[str, Any] = {"own": author == "Ada"}
    if number % 31 == 0:
        more["reactions"] = tuple(Reaction(sign, who) for sign in "👍🎉" for who in AUTHORS[: 1 + number % 3])
    if number % 19 == 0:
        more["quote"] = Quote(f"m{number - 7}", author, "paint the roof tomorrow please")
    if number % 37 == 0:
        more["edits"] = (f"e{number}",)
    return Text(f"m{number}", when, author, text, **more)


def conversation(size: int) -> Conversation:
    chance = random.Random(7)
    made = Conversation("#general", Kind.CHANNEL)
    made.set_members(AUTHORS)
    made.append(*(entry(number, chance) for number in range(size)))
    return made


def window() -> tuple[ctk.CTk, Timeline]:
    scaling.prepare()
    fonts.load_private_fonts()
    theme.show(dark=False, reduced_motion=True)
    root = ctk.CTk()
    root.geometry(SIZE)
    timeline = Timeline(
        root, open_link=lambda _: None, retry=lambda _: None, discard=lambda _: None, now=lambda: START + 3e6
    )
    timeline.pack(fill="both", expand=True)
    root.update()
    return root, timeline


def milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        taken.append((time.perf_counter() - began) * 1000)
    return statistics.median(taken)


def row(what: str, measured: float, bar: str, unit: str = "ms") -> None:
    print(f"{what:<36}{measured:>9.1f} {unit:<3}{bar:>12}")


def loads(root: ctk.CTk, timeline: Timeline) -> None:
    for size, bar in ((1_000, "5"), (10_000, "55"), (100_000, "590")):
        loaded = conversation(size)

        def load(shown: Conversation = loaded) -> None:
            timeline.show(shown, me="Ada")
            root.update()

        def clear() -> None:
            timeline.show(None, me="Ada")
            timeline._kept.clear()
            root.update()

        load()  # fonts and images are there from now on, as they are in an open window
        taken = []
        for _ in range(5):
            clear()
            taken.append(milliseconds(load, 1))
        row(f"show {size:,} messages", statistics.median(taken), bar)
        clear()
        del loaded
        gc.collect()


def steps(root: ctk.CTk, timeline: Timeline, size: int) -> None:
    chance, number = random.Random(8), [size]
    shown = conversation(size)
    timeline.show(shown, me="Ada")
    root.update()
    scroller = timeline._scroller

    def new() -> Entry:
        number[0] += 1
        return entry(number[0], chance)

    made = [new() for _ in range(11_000)]

    def append() -> None:
        shown.append(made.pop())
        root.update()

    def burst() -> None:
        for _ in range(2_000):
            shown.append(made.pop())
        root.update()

    def scroll() -> None:
        scroller.scroll_by(-60)
        root.update()

    def jump() -> None:
        scroller.scroll_to(chance.randrange(scroller.extent()[1]))
        root.update()

    def resize() -> None:
        root.geometry(f"{chance.randrange(760, 1100)}x646")
        root.update()

    def look() -> None:
        theme.show(dark=not theme.dark)
        root.update()

    print(f"-- with {size:,} messages")
    row("append and show one", milliseconds(append, 200), "2-4")
    row("burst of 2,000, one paint", milliseconds(burst, 5), "16")
    row("scroll step", milliseconds(scroll, 300), "2-4")
    row("jump by the scroll thumb", milliseconds(jump, 100), "5-8")
    row("resize", milliseconds(resize, 60), "5-10")
    row("light to dark and back", milliseconds(look, 40), "9-15")


def resident() -> float:
    """Memory of this process in MB; 0 where the system does not say it this way."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def memory(size: int) -> None:
    """Print how much memory ``size`` messages take, shown and scrolled through a little."""
    root, timeline = window()
    before = resident()
    shown = conversation(size)
    timeline.show(shown, me="Ada")
    root.update()
    for _ in range(50):
        timeline.scroll_page(-1)
        root.update()
    print(resident() - before)


def main() -> None:
    if len(sys.argv) == 3 and sys.argv[1] == "--memory":
        memory(int(sys.argv[2]))
        return
    print(f"{'':<36}{'median':>12}{'bar':>13}")
    root, timeline = window()
    loads(root, timeline)
    steps(root, timeline, 1_000)
    steps(root, timeline, 100_000)
    root.destroy()
    for size, bar in ((1_000, "21"), (10_000, "24"), (100_000, "55")):
        answer = subprocess.run(
            [sys.executable, __file__, "--memory", str(size)], check=True, capture_output=True, text=True
        )
        row(f"memory of {size:,} messages", float(answer.stdout), bar, "MB")


if __name__ == "__main__":
    main()
