"""What the application costs: start, keystroke to screen, idling, closing, memory. Prints a table of medians.

    python tests/bench/window.py [--runs N]

Two real applications in processes of their own, Alice's hosting, Bob's in her room, on one screen each. Times of
different processes are compared by the monotonic clock, which they share on Linux.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tkinter as tk
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pyvirtualdisplay.display import Display

from app.models.entries import Entry, Text

ROOT = Path(__file__).parents[2]
LINES = 100
PAUSE = 0.05  # between two lines: faster than anybody types, slower than what a room takes for a flood
IDLE_SECONDS = 10.0


# -- the measured application


class Measured:
    """One of the two, from inside: does what comes in as lines of JSON, and says what happened when."""

    def __init__(self, folder: Path) -> None:
        from app.__main__ import window
        from server.discovery import interfaces

        interfaces.local_interfaces = lambda: ()  # before anybody looks: nothing leaves this computer
        self.desktop = window(folder)
        self.window: Any = self.desktop.window

    def run(self) -> int:
        threading.Thread(target=self._listen, daemon=True).start()
        self.window.bind("<Visibility>", self._note_visible)
        return self.desktop.run()

    def _note_visible(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.window:  # which hears of what is in it, too
            self.window.after_idle(lambda: self._say_when_painted("visible"))

    def _listen(self) -> None:
        for line in sys.stdin:
            order = json.loads(line)
            self.desktop.pump.post(partial(getattr(self, order.pop("do")), **order))

    @staticmethod
    def _say(what: str, **more: object) -> None:
        print(json.dumps({"what": what, "at": time.monotonic(), **more}), flush=True)

    def _say_when_painted(self, what: str, **more: object) -> None:
        """Say it when all that is to be drawn now has been drawn, and the screen has it."""
        self.window.update_idletasks()
        self.window.winfo_rgb("black")  # a question to the screen, which answers in order
        self._say(what, **more)

    def host(self) -> None:
        self.desktop.rooms.doorstep.give_nick("Alice")
        self.desktop.rooms.host("Bench")
        self._when_in()

    def join(self, port: int) -> None:
        self.desktop.rooms.doorstep.give_nick("Bob")
        self.desktop.rooms.join(f"127.0.0.1:{port}")
        self._when_in()

    def _when_in(self) -> None:
        visit = self.desktop.rooms.visit
        if visit is None or not visit.inside or visit.room.current is None:
            self.window.after(5, self._when_in)
            return
        conversation = visit.room.current
        conversation.entries_changed.connect(lambda _: self._note(conversation.entries[-1]))
        self._say("in", port=visit.room.port)

    def _note(self, entry: Entry) -> None:
        if isinstance(entry, Text):
            self.window.after_idle(lambda: self._say_when_painted("shown", text=entry.text))

    def type(self, text: str) -> None:
        composer = next(text for text in _descendants(self.window) if isinstance(text, tk.Text))
        composer.focus_force()
        composer.insert("1.0", text)
        self.window.update()
        self._say("typed", text=text)
        composer.event_generate("<Return>")

    def usage(self) -> None:
        self._say("usage", cpu=time.process_time(), rss=_resident())

    def close(self) -> None:
        self._say("closing")
        self.desktop.close()


def _descendants(widget: Any) -> Iterator[Any]:
    for child in widget.winfo_children():
        yield child
        yield from _descendants(child)


def _resident() -> float:
    """MiB of this process that are in memory now; where nobody tells, the most there ever were."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / 2**20
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10


# -- the measuring


class Application:
    """One of the two, from outside."""

    def __init__(self, folder: Path, screen: Display) -> None:
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--be", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=screen.env() | {"PYTHONPATH": str(ROOT)},
        )
        self.visible_after = self.wait_for("visible")["at"] - self.started

    def order(self, do: str, **more: object) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self._process.stdin.flush()

    def wait_for(self, what: str, **more: object) -> dict[str, Any]:
        assert self._process.stdout
        for line in self._process.stdout:
            said: dict[str, Any] = json.loads(line)
            if said["what"] == what and all(said[key] == value for key, value in more.items()):
                return said
        raise RuntimeError("the application ended unasked")

    def usage(self) -> dict[str, Any]:
        self.order("usage")
        return self.wait_for("usage")

    def close(self) -> float:
        """Close it; how many seconds that took, until the process was gone."""
        self.order("close")
        begun = self.wait_for("closing")["at"]
        self._process.wait(10)
        ended = time.monotonic()
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.stdout.close()
        return float(ended - begun)


def measure_start(folder: Path, screen: Display) -> tuple[float, float]:
    application = Application(folder, screen)
    return application.visible_after, application.close()


def measure_room(folder: Path, screens: Sequence[Display]) -> dict[str, list[float]]:
    alice, bob = Application(folder / "alice", screens[0]), Application(folder / "bob", screens[1])
    alice.order("host")
    port = alice.wait_for("in")["port"]
    bob.order("join", port=port)
    bob.wait_for("in")
    figures: dict[str, list[float]] = {"own": [], "other": [], "idle": [], "memory": [], "close": []}
    for number in range(LINES):
        text = f"line {number}"
        alice.order("type", text=text)
        typed = alice.wait_for("typed", text=text)["at"]
        figures["own"].append(alice.wait_for("shown", text=text)["at"] - typed)
        figures["other"].append(bob.wait_for("shown", text=text)["at"] - typed)
        time.sleep(PAUSE)  # noqa: TID251 - a pace is what is wanted
    before = {one: (time.monotonic(), one.usage()["cpu"]) for one in (alice, bob)}
    time.sleep(IDLE_SECONDS)  # noqa: TID251 - idling is what is measured
    for one, (then, cpu) in before.items():
        usage = one.usage()
        figures["idle"].append((usage["cpu"] - cpu) / (time.monotonic() - then))
        figures["memory"].append(usage["rss"])
    figures["close"] = [bob.close(), alice.close()]
    return figures


def report(title: str, seconds: Sequence[float]) -> None:
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
    print(f"{title:44} p50 {1000 * statistics.median(ordered):7.1f} ms   p95 {1000 * p95:7.1f} ms   n {len(ordered)}")


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--be", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.be:
        return Measured(options.be).run()
    with (
        Display(visible=False, size=(1400, 1000), manage_global_env=False) as one,
        Display(visible=False, size=(1400, 1000), manage_global_env=False) as other,
        tempfile.TemporaryDirectory() as scratch,
    ):
        starts = [measure_start(Path(scratch) / "start", one) for _ in range(options.runs + 1)][1:]
        report("start to first painted window, warm", [start for start, _ in starts])
        report("close of the welcome window", [close for _, close in starts])
        figures = measure_room(Path(scratch), (one, other))
    report("Enter to own log", figures["own"])
    report("Enter to the other person's log", figures["other"])
    report("close of a window in a room", figures["close"][:1])
    report("close of a window with the room it hosts", figures["close"][1:])
    for who, cpu, rss in zip(("host", "guest"), figures["idle"], figures["memory"], strict=True):
        print(f"{f'idle, {who}, in a room':44} {100 * cpu:.2f} % of a core, {rss:.0f} MiB resident")
    return 0


if __name__ == "__main__":
    sys.exit(main())
