"""Measures what hosting costs the window, what the window costs the room, and how much a client takes in.

    python tests/bench/hosting.py

The window is stood in for by a Tk loop that wants to be called every ten milliseconds, and in some of the cells
draws (that is, works) for a share of the time. Lateness is how much later than wished it is called. Where the app
itself is measured it runs as it is. Needs Linux, a display and a C compiler.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import threading
import time
import tkinter as tk
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # started as a script, from anywhere

from app.__main__ import window
from app.client.connection import Connection
from app.client.events import Entered, Event, Happened, Registered
from app.client.link import Connected, Received, Report
from app.client.session import Session
from app.desktop import SWITCH_INTERVAL
from server.config import Config, LimitsTable, ServerTable, TlsTable
from server.hosting import open_room
from tests.bench.crowds import Run, build, machine, visit
from tests.bench.servers import Server, running

_TICK = 10
_SECONDS = 4.0


@dataclass(slots=True)
class Ticker:
    """Wants to be called every ten milliseconds, and notes how late it is, in milliseconds."""

    root: tk.Misc
    share: float = 0.0
    """Of the time it works."""
    late: list[float] = field(default_factory=list)
    _due: float = 0.0
    _timer: str = ""

    def start(self) -> None:
        self._due = time.perf_counter() + _TICK / 1000
        self._timer = self.root.after(_TICK, self._tick)

    def stop(self) -> None:
        self.root.after_cancel(self._timer)

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, now - self._due) * 1000)
        end = now + self.share * _TICK / 1000
        while time.perf_counter() < end:
            sum(range(100))
        self._due = time.perf_counter() + _TICK / 1000 * (1 - self.share)
        self._timer = self.root.after(max(0, round(_TICK * (1 - self.share))), self._tick)

    def quantile(self, share: float) -> float:
        ordered = sorted(self.late)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def during(root: tk.Misc, work: Callable[[], Run]) -> Run:
    """Run the main loop while something else is done by a thread; what that comes to."""
    done: list[Run] = []
    thread = threading.Thread(target=lambda: done.append(work()))
    thread.start()

    def look() -> None:
        if thread.is_alive():
            root.after(50, look)
        else:
            root.quit()

    look()
    root.mainloop()
    return done[0]


def host(program: Path, root: tk.Tk, *, isolated: bool, people: int, rate: float, share: float) -> tuple[Ticker, Run]:
    """A window that hosts a room in which so much is said, and works for a share of the time."""
    config = Config(
        ServerTable(host="127.0.0.1", port=0, flood_protection=False),
        limits=LimitsTable(max_per_address=0),
        tls=TlsTable(enabled=False),
    )
    room = open_room(config, isolated=isolated)
    ticker = Ticker(root, share)
    ticker.start()
    try:
        crowd = Server(room.port, os.getpid())
        return ticker, during(root, lambda: visit(program, crowd, people, rate=rate, seconds=_SECONDS))
    finally:
        room.stop()
        ticker.stop()


def measure_hosting(program: Path, root: tk.Tk) -> None:
    print(f"\n{'hosting, 50 people':34}{'lateness of the window: p50':>28}{'p99':>8}{'longest':>9} ms{'aim':>8}")
    for isolated in (False, True):
        for rate in (300, 1000):
            ticker, _ = host(program, root, isolated=isolated, people=50, rate=rate, share=0.0)
            what = f"{'child' if isolated else 'in-process'}, {rate} lines a second"
            most = 8 if isolated else 16 if rate == 300 else 33
            print(f"{what:34}{ticker.quantile(0.5):28.1f}{ticker.quantile(0.99):8.1f}{max(ticker.late):9.1f}{most:>11}")
    print(f"\n{'a window that draws, 100 people':34}{'delay of lines: p50':>28}{'p99':>8}{'longest':>9} ms{'aim':>8}")
    for isolated in (False, True):
        for share in (0.0, 0.3, 1.0):
            _, run = host(program, root, isolated=isolated, people=100, rate=100, share=share)
            what = f"{'child' if isolated else 'in-process'}, drawing {share:.0%} of a core"
            aim = "" if isolated else "20" if share == 0.3 else "60" if share else ""
            print(f"{what:34}{run.p50:28.1f}{run.p99:8.1f}{run.longest:9.1f}{aim:>11}")


class Listener:
    """A client without a window: how much it takes in, and from when to when."""

    def __init__(self, port: int) -> None:
        self.lines = 0
        self.first = self.last = 0.0
        self.inside = threading.Event()
        self._session: Session | None = None
        self.connection = Connection(["127.0.0.1"], port, self._take, in_clear=True, persist=False)

    def _take(self, report: Report) -> None:
        """Network thread."""
        match report:
            case Connected(link):
                self._session = Session("listener", send=link.send, emit=self._happened)
                self._session.start()
            case Received(messages):
                assert self._session
                for message in messages:
                    self._session.receive(message)
            case _:
                pass

    def _happened(self, event: Event) -> None:
        match event:
            case Registered():
                assert self._session
                self._session.join("#crowd")
            case Entered():
                self.inside.set()
            case Happened():
                self.last = time.perf_counter()
                self.first = self.first or self.last
                self.lines += 1
            case _:
                pass


def measure_headless(program: Path) -> None:
    with running("on") as server:
        listener = Listener(server.port)
        listener.connection.start()
        listener.inside.wait(10)
        run = visit(program, server, 2, talkers=1, seconds=2)
        before = -1
        while listener.lines != before:  # until it has caught up
            before = listener.lines
            time.sleep(0.5)  # noqa: TID251 - nothing else tells that nothing more comes
        listener.connection.close()
    rate = listener.lines / (listener.last - listener.first)
    print(f"\nheadless client: {rate:,.0f} lines a second taken in of {run.deliveries:,.0f} said; aim 20,000")


def measure_app(program: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, running("on") as server:
        desktop = window(Path(folder))
        runs: list[Run] = []
        ticker = Ticker(desktop.window)

        def crowd() -> None:
            runs.append(visit(program, server, 20, rate=5000, seconds=_SECONDS))
            desktop.pump.post(look)

        def enter() -> None:
            here = desktop.rooms.visit
            if here is None or not here.inside or here.room.current is None:
                desktop.window.after(50, enter)
                return
            here.chat.open_channel("#crowd")
            ticker.start()
            threading.Thread(target=crowd, daemon=True).start()

        def look() -> None:
            here = desktop.rooms.visit
            shown = here and here.room.find("#crowd")
            lines = len(shown.entries) if shown else 0
            print(f"\nthe app, 5,000 lines a second: {lines:,} lines shown; frames late by p50 "
                  f"{ticker.quantile(0.5):.1f}, p99 {ticker.quantile(0.99):.1f}, at most {max(ticker.late):.1f} ms; aim 50")  # fmt: skip  # noqa: E501
            ticker.stop()
            desktop.close()

        desktop.rooms.doorstep.give_nick("Ada")
        desktop.rooms.join(f"127.0.0.1:{server.port}")
        desktop.window.after(50, enter)
        desktop.run()


def main() -> int:
    program = build()
    if program is None:
        print("This takes a crowd written in C, and there is no C compiler (cc) here: nothing was measured.")
        return 0
    print(machine())
    sys.setswitchinterval(SWITCH_INTERVAL)  # as the app has it
    root = tk.Tk()
    measure_hosting(program, root)
    root.destroy()
    del root
    gc.collect()  # or another thread does it, which Tcl does not survive
    measure_headless(program)
    measure_app(program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
