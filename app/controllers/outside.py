"""What finding out who reaches whom does outside of this program, as one value: a test has its own. Knows no room."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic

from app.models.reach import Tried
from app.services.elevation import run_as_administrator
from app.services.reachability import Facts
from app.services.surroundings import as_seen_here, look_round


def try_addresses(addresses: tuple[str, ...], port: int, fingerprint: str) -> tuple[Tried, ...]:
    """``app.client.trying.try_addresses``, loaded when it is wanted: the window is shown sooner without."""
    from app.client import trying

    return trying.try_addresses(addresses, port, fingerprint)


def on_a_thread(work: Callable[[], None]) -> None:
    """Have work done that would keep the window waiting. A daemon: the program's end does not wait for it either."""
    threading.Thread(target=work, name="reach", daemon=True).start()


@dataclass(frozen=True, slots=True)
class Outside:
    """All but ``background`` and ``clock`` take their time, and are called on a thread of their own."""

    try_addresses: Callable[[tuple[str, ...], int, str], tuple[Tried, ...]] = try_addresses
    look_round: Callable[[tuple[str, ...], int, tuple[Tried, ...]], Facts] = look_round
    as_seen_here: Callable[[tuple[Tried, ...]], tuple[Tried, ...]] = as_seen_here
    give_order: Callable[[tuple[str, ...]], str] = run_as_administrator
    background: Callable[[Callable[[], None]], None] = on_a_thread
    clock: Callable[[], float] = monotonic
