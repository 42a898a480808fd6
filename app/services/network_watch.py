"""Notices that this computer has slept, or has other addresses than before. Knows nothing of rooms."""

import threading
import time
from collections.abc import Callable

from app.services.network import own_addresses

INTERVAL = 3.0
"""Seconds between looks: 0.05 % of a core, and nobody waits longer than that for a dead connection to be noticed."""

GAP = 10.0
"""Seconds more than that which only a computer that slept lets pass."""


class NetworkWatch:
    """Calls ``changed`` on a thread of its own whenever a connection may be dead without a sign of it."""

    def __init__(
        self,
        changed: Callable[[], None],
        *,
        interval: float = INTERVAL,
        addresses: Callable[[], tuple[str, ...]] = own_addresses,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._changed = changed
        self._interval = interval
        self._addresses = addresses
        self._clock = clock
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="network-watch", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Call nobody any more."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        # The clock on the wall: on most systems the monotonic one stands still while the computer sleeps.
        addresses, looked_at = self._addresses(), self._clock()
        while not self._stopped.wait(self._interval):
            now, present = self._clock(), self._addresses()
            slept = abs(now - looked_at) > self._interval + GAP
            if slept or set(present) != set(addresses):
                self._changed()
            addresses, looked_at = present, now
