"""How fast one visitor may talk. Knows lines and seconds, and that some lines are parts of one message."""

from __future__ import annotations

from server.stamps import Clock

_PART = b"@batch="
_COST_OF_PART = 0.1
"""A long message comes in many lines, all at once, and is one message."""


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

    def take(self, lines: list[bytes]) -> int:
        """How many of some lines may pass now."""
        now = self._clock()
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._rate)
        self._filled_at = now
        granted = 0
        for line in lines:
            cost = _COST_OF_PART if line.startswith(_PART) else 1.0
            if self._tokens < cost:
                break
            self._tokens -= cost
            granted += 1
        return granted
