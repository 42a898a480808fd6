"""Up to where everybody has read in every conversation. Engine thread.

Of who has an account it is kept, and only ever moves on. Who has none cannot come back as themselves: theirs is
remembered as long as they are here, and never written down.
"""

from __future__ import annotations

from server.person import is_visit
from server.store import Store

_MOST = 1000
"""Conversations of one visit in which it is known; of more, those that were read last."""


class Marks:
    """A time (in milliseconds) for each person and target."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._visits: dict[str, dict[str, int]] = {}

    def get(self, identity: str, target: str) -> int | None:
        if is_visit(identity):
            return self._visits.get(identity, {}).get(target)
        found = self._store.row("SELECT time FROM marks WHERE identity = ? AND target = ?", identity, target)
        return int(found[0]) if found else None

    def move(self, identity: str, target: str, time: int) -> bool:
        """Somebody has read further. Returns whether they have; nobody unreads."""
        known = self.get(identity, target)
        if known is not None and known >= time:
            return False
        if is_visit(identity):
            marks = self._visits.setdefault(identity, {})
            marks[target] = time
            if len(marks) > _MOST:
                del marks[min(marks, key=marks.__getitem__)]
        else:
            self._store.write("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", identity, target, time)
        return True

    def take_along(self, visit: str, identity: str) -> None:
        """Who came as a guest has logged in: what they have read, they have read."""
        for target, time in self._visits.pop(visit, {}).items():
            self.move(identity, target, time)

    def forget(self, visit: str) -> None:
        """A guest is gone."""
        self._visits.pop(visit, None)
