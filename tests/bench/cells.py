"""What is measured of a room, and how good it has to be: one cell for each promise.

The aims are ratios to the faster of the peers in the same runs, or plain limits where a cell says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

PEERS = ("ngircd", "inspircd")
OURS = ("off", "on")
TAGS = "server-time,message-tags,echo-message"


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure of a run, and the least or most it may be: beside a peer's (``than``), or by itself."""

    figure: str
    least: float | None = None
    most: float | None = None
    than: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A crowd, the servers it visits, and what has to come of it, by server."""

    people: int
    options: Mapping[str, float] = field(default_factory=dict)
    aims: Mapping[str, tuple[Aim, ...]] = field(default_factory=dict)
    servers: tuple[str, ...] = (*OURS, *PEERS)
    only_at: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """Further options of the crowd at some of the servers."""
    caps: str = ""
    short: bool = True
    """Whether it belongs to the short round."""


def _faster(off: float, on: float, than: tuple[str, ...] = PEERS) -> dict[str, tuple[Aim, ...]]:
    return {"off": (Aim("deliveries", off, than=than),), "on": (Aim("deliveries", on, than=than),)}


def _both(*aims: Aim) -> dict[str, tuple[Aim, ...]]:
    return {"off": aims, "on": aims}


_SMALL = Aim("each", most=40)

CELLS: dict[str, Cell] = {
    "t10": Cell(10, {}, _faster(0.9, 0.7)),
    "t100": Cell(100, {}, _faster(2.0, 1.6)),
    "t1000": Cell(1000, {}, _faster(4.0, 3.5)),
    "w1": Cell(100, {"window": 1}, _faster(0.9, 0.7)),
    "talk100": Cell(100, {"talkers": 100, "window": 1}, _faster(3.0, 2.5)),
    "talk1000": Cell(1000, {"talkers": 1000, "window": 1}, _faster(2.0, 1.8), short=False),
    "tags100": Cell(100, {}, _faster(2.0, 1.6, ("inspircd",)), (*OURS, "inspircd"), caps=TAGS),
    "delay": Cell(
        100,
        {"rate": 100, "talkers": 1, "seconds": 5},
        _both(Aim("p50", most=1.1, than=("inspircd",)), Aim("p99", most=1.2, than=("inspircd",))),
    ),
    "c1000": Cell(
        1000,
        {"only": 1, "at_once": 1000},
        _both(Aim("connections", 5.0, than=("inspircd",)), _SMALL),
        (*OURS, "inspircd"),
    ),
    "c8": Cell(
        1000,
        {"only": 1, "at_once": 8},
        _both(Aim("connections", 0.4, than=("ngircd",)), _SMALL),
        (*OURS, "ngircd"),
    ),
    "deaf": Cell(20, {"deaf": 2}, {"limited": (Aim("lost", most=0), Aim("dropped", least=2))}, ("limited",)),
    "idle": Cell(
        5000,
        {"idle": 5000, "talkers": 1, "rate": 2, "seconds": 4, "at_once": 100},
        _both(Aim("peak", most=400 * 1024), Aim("p99", most=150)),
        OURS,
        short=False,
    ),
    "tls100": Cell(100, {}, {"tls": (Aim("deliveries", 0.4, than=("off",)),)}, ("off", "tls"), {"tls": {"tls": 1}}),
    "hostile": Cell(
        100,
        {"rate": 100, "seconds": 5},
        {"guarded": (Aim("lost", most=0), Aim("p99", most=1.3, than=("quiet",)))},
        ("guarded", "quiet"),
        {"guarded": {"deaf": 1, "flood": 1}},
    ),
}

CURVE = (10, 30, 100, 300, 1000, 2000, 5000)
"""Sizes of a room, for the curve."""
