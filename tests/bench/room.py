"""Measures the room beside its peers: who delivers how much, how soon, to how many.

    python tests/bench/room.py                       the short round
    python tests/bench/room.py --full                every cell five times, and the curve
    python tests/bench/room.py --cells t10,t100 --reps 5 --out build/room.json

Servers take turns within a cell, in an order that moves on with every repetition, each freshly started: on a
machine that does other things too only ratios of medians mean anything. ngIRCd and InspIRCd are measured where
they are installed (Debian's packages; stop the services they start). Needs Linux and a C compiler.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))  # started as a script, from anywhere

from tests.bench import crowds, report
from tests.bench.cells import CELLS, CURVE, Cell
from tests.bench.servers import KINDS, ROOT, running

_PICTURE = ROOT / "docs" / "room-curve.png"


def measure(program: Path, name: str, server: str, seconds: float) -> crowds.Run:
    cell = CELLS[name]
    options = {"seconds": seconds, "at_once": KINDS[server].at_once, **cell.options, **cell.only_at.get(server, {})}
    with running(server) as started:
        return crowds.visit(program, started, cell.people, cell.caps, **options)


def servers_of(cell: Cell) -> list[str]:
    return [server for server in cell.servers if KINDS[server].installed]


def measure_cells(program: Path, names: list[str], reps: int, seconds: float) -> dict[str, dict[str, list[Any]]]:
    results: dict[str, dict[str, list[Any]]] = {name: {} for name in names}
    for rep in range(reps):
        for name in names:
            servers = servers_of(CELLS[name])
            for turn in range(len(servers)):
                server = servers[(turn + rep) % len(servers)]
                run = measure(program, name, server, seconds)
                results[name].setdefault(server, []).append(dataclasses.asdict(run))
                print(f"{rep + 1}/{reps} {name:9} {server:9} {'' if run.ok else run.trouble}", file=sys.stderr)
    return {name: {server: runs[server] for server in servers_of(CELLS[name])} for name, runs in results.items()}


def measure_curve(program: Path, reps: int, seconds: float) -> dict[int, dict[str, float]]:
    """How much a room of each size takes, and how late lines are where it is not busy: medians."""
    points: dict[int, dict[str, float]] = {}
    for people in CURVE:
        busy, calm = [], []
        for _ in range(reps):
            with running("on") as server:
                busy.append(crowds.visit(program, server, people, seconds=seconds).deliveries)
            with running("on") as server:
                calm.append(crowds.visit(program, server, people, talkers=1, rate=2, seconds=3))
        points[people] = point = {
            "deliveries": statistics.median(busy),
            "p50": statistics.median(run.p50 for run in calm),
            "p99": statistics.median(run.p99 for run in calm),
        }
        print(f"{people:6,} people:{point['deliveries']:12,.0f} a second; a line takes {point['p50']:.2f} ms, "
              f"{point['p99']:.2f} ms to the last hundredth")  # fmt: skip
    return points


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="every cell, five times, and the curve")
    parser.add_argument("--cells", help=f"some of {', '.join(CELLS)}; or none")
    parser.add_argument("--reps", type=int)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long the crowd talks")
    parser.add_argument("--curve", action="store_true", help="draw the curve")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "bench" / "room.json")
    options = parser.parse_args()
    program = crowds.build()
    if program is None:
        print("A room is measured by a crowd written in C, and there is no C compiler (cc) here: nothing was measured.")
        return 0
    names = [name for name, cell in CELLS.items() if options.full or cell.short]
    if options.cells is not None:
        names = [name for name in options.cells.split(",") if name in CELLS]
    reps = options.reps or (5 if options.full else 1)
    results = measure_cells(program, names, reps, options.seconds)
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    print(f"{when}, {crowds.machine()}, Python {sys.version.partition(' ')[0]}")
    for name, servers in results.items():
        report.print_cell(name, CELLS[name], servers)
    curve = measure_curve(program, reps, options.seconds) if options.full or options.curve else {}
    if curve:
        report.draw_curve(curve, _PICTURE)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    found = {"when": when, "machine": crowds.machine(), "cells": results, "curve": curve}
    options.out.write_text(json.dumps(found, indent=1) + "\n")
    print(f"\nAll runs are in {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
