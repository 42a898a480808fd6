"""Makes figures of many runs readable: medians, ratios, what meets its aim, and the curve. Knows no server."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from tests.bench.cells import Aim, Cell
from tests.bench.servers import ROOT

Results = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]
"""By cell and server, the runs."""

_HEADINGS = f"{'':10}{'runs':>5}{'a second':>13}{'min … max':>25}{'µs each':>9}{'p50 ms':>8}{'p99 ms':>9}{'KiB each':>9}{'MiB':>6}"  # noqa: E501
_SIZE, _LEFT, _RIGHT, _TOP, _BOTTOM = (1200, 640), 90, 90, 60, 70
_RATE, _DELAY, _LINE, _TEXT = "#2563eb", "#d97706", "#e5e7eb", "#374151"


def median(runs: Sequence[Mapping[str, Any]], figure: str) -> float:
    return float(statistics.median(run[figure] for run in runs))


def print_cell(name: str, cell: Cell, servers: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
    print(f"\n{name}\n{_HEADINGS}")
    rate = "connections" if cell.options.get("only") else "deliveries"
    for server, runs in servers.items():
        span = f"{min(run[rate] for run in runs):,.0f} … {max(run[rate] for run in runs):,.0f}"
        wrong = "; ".join(sorted({run["trouble"] or "something was lost" for run in runs if not run["ok"]}))
        print(
            f"{server:10}{len(runs):5}{median(runs, rate):13,.0f}{span:>25}{median(runs, 'cost'):9.3f}"
            f"{median(runs, 'p50'):8.2f}{median(runs, 'p99'):9.2f}{median(runs, 'each'):9.1f}"
            f"{median(runs, 'peak') / 1024:6.0f}  {wrong}"
        )
    for line in verdicts(cell, servers):
        print(f"          {line}")


def verdicts(cell: Cell, servers: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """For every aim of a cell: what was reached, beside what has to be."""
    return [
        _verdict(server, aim, servers)
        for server, aims in cell.aims.items()
        for aim in aims
        if servers.get(server) and all(run["ok"] for run in servers[server])
    ]


def _verdict(server: str, aim: Aim, servers: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    reached = median(servers[server], aim.figure)
    beside = ""
    if aim.than:
        rivals = {name: median(servers[name], aim.figure) for name in aim.than if servers.get(name)}
        rivals = {name: figure for name, figure in rivals.items() if figure}
        if not rivals:
            return f"{server}: {aim.figure}: nobody to compare with"
        best = max(rivals, key=lambda name: rivals[name] if aim.least is not None else -rivals[name])
        reached, beside = reached / rivals[best], f" × {best}"
    held = (aim.least is None or reached >= aim.least) and (aim.most is None or reached <= aim.most)
    wanted = f"at least {aim.least:g}" if aim.least is not None else f"at most {aim.most:g}"
    return f"{server}: {aim.figure} {reached:.2f}{beside}, {wanted}: {'met' if held else 'SHORT'}"


def draw_curve(points: Mapping[int, Mapping[str, Any]], to: Path) -> None:
    """Deliveries a second, and delay, over the number of people. Both axes of numbers are logarithmic."""
    image = Image.new("RGB", _SIZE, "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(ROOT / "assets" / "fonts" / "Inter-Regular.ttf", 20)
    sizes = sorted(points)
    across = {size: _LEFT + _share(size, sizes[0], sizes[-1]) * (_SIZE[0] - _LEFT - _RIGHT) for size in sizes}
    for size, x in across.items():
        draw.line((x, _TOP, x, _SIZE[1] - _BOTTOM), _LINE)
        draw.text((x, _SIZE[1] - _BOTTOM + 12), f"{size:,}", _TEXT, font, anchor="ma")
    draw.text((_SIZE[0] / 2, _SIZE[1] - 8), "people in the room", _TEXT, font, anchor="md")
    for figure, colour, x, anchor, title in (
        ("deliveries", _RATE, _LEFT - 12, "rm", "deliveries a second"),
        ("p50", _DELAY, _SIZE[0] - _RIGHT + 12, "lm", "median delay of a line, two a second, ms"),
    ):
        values = [float(points[size][figure]) for size in sizes]
        low, high = _decade(min(values)), _decade(max(values)) * 10
        spots = [(across[size], _height(value, low, high)) for size, value in zip(sizes, values, strict=True)]
        draw.line(spots, colour, 4, joint="curve")
        for spot in spots:
            draw.ellipse((spot[0] - 6, spot[1] - 6, spot[0] + 6, spot[1] + 6), colour)
        mark = low
        while mark <= high:
            draw.text((x, _height(mark, low, high)), _short(mark), colour, font, anchor=anchor)
            mark *= 10
        draw.text((x, 20), title, colour, font, anchor="lm" if anchor == "rm" else "rm")
    to.parent.mkdir(parents=True, exist_ok=True)
    image.save(to, optimize=True)


def _share(value: float, low: float, high: float) -> float:
    return math.log(value / low) / math.log(high / low)


def _height(value: float, low: float, high: float) -> float:
    return _SIZE[1] - _BOTTOM - _share(value, low, high) * (_SIZE[1] - _TOP - _BOTTOM)


def _decade(value: float) -> float:
    return float(10 ** math.floor(math.log10(max(value, 1e-3))))


def _short(value: float) -> str:
    return f"{value / 1e6:g} M" if value >= 1e6 else f"{value / 1e3:g} k" if value >= 1e3 else f"{value:g}"
