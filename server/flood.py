"""How fast one visitor may talk. Knows lines and seconds, not what the lines say."""

from __future__ import annotations

from server.stamps import Clock


class Bucket:
    """Tokens, one a line: full to begin with, refilled at a steady rate, never above what it holds.

    So a pasted page goes through at once, and who never stops is slowed down to the rate.
    """

    def __init__(self, burst: int, rate: float, clock: Clock) -> None:
        self._burst = float(burst)
        self._rate = rate
        self._clock = clock
        self._tokens = float(burst)
        self._filled_at = clock()

    def take(self, wanted: int) -> int:
        """How many of so many lines may pass now."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        granted = min(wanted, int(self._tokens))
        self._tokens -= granted
        return granted
