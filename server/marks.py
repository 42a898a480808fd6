"""Up to where everybody has read in every conversation. Engine thread."""

from __future__ import annotations

from server.store import Store

_MOST = 1000
"""Conversations of one person in which it is known; of more, those that were read last."""


class Marks:
    """A time (in milliseconds) for each person and target."""

    def __init__(self, store: Store) -> None:
        self._store = store
        store.write("DELETE FROM marks WHERE identity LIKE '~%'")  # of visits that are over

    def get(self, identity: str, target: str) -> int | None:
        found = self._store.row("SELECT time FROM marks WHERE identity = ? AND target = ?", identity, target)
        return int(found[0]) if found else None

    def move(self, identity: str, target: str, time: int) -> bool:
        """Somebody has read further. Returns whether they have; nobody unreads."""
        known = self.get(identity, target)
        if known is not None and known >= time:
            return False
        self._store.write("INSERT OR REPLACE INTO marks VALUES (?, ?, ?)", identity, target, time)
        if known is None:
            self._store.write(
                "DELETE FROM marks WHERE identity = ?1 AND target NOT IN"
                " (SELECT target FROM marks WHERE identity = ?1 ORDER BY time DESC LIMIT ?2)",
                identity, _MOST,
            )  # fmt: skip
        return True

    def forget(self, identity: str) -> None:
        self._store.write("DELETE FROM marks WHERE identity = ?", identity)
