"""What people and channels say about themselves: names to be shown, pictures, colours. Engine thread.

https://ircv3.net/specs/extensions/metadata. Kept in the store, by channel or by account; what a guest says is
remembered as long as they are here. Knows not who may read or change what.
"""

from __future__ import annotations

import re

from server.person import is_visit
from server.store import Store

LONGEST_VALUE = 300
MOST_KEYS = 25
MOST_SUBSCRIPTIONS = 50

_KEY = re.compile(r"[a-z0-9_./-][a-z0-9_.:/-]{0,63}", re.ASCII)


class Metadata:
    """Keys and values of every target there is."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._visits: dict[str, dict[str, str]] = {}

    def of(self, target: str) -> dict[str, str]:
        """All that a target says about itself."""
        if is_visit(target):
            return dict(sorted(self._visits.get(target, {}).items()))
        return dict(self._store.rows("SELECT key, value FROM metadata WHERE target = ? ORDER BY key", target))

    def set(self, target: str, key: str, value: str) -> None:
        if is_visit(target):
            self._visits.setdefault(target, {})[key] = value
        else:
            self._store.write("INSERT OR REPLACE INTO metadata VALUES (?, ?, ?)", target, key, value)

    def unset(self, target: str, key: str) -> None:
        if is_visit(target):
            self._visits.get(target, {}).pop(key, None)
        else:
            self._store.write("DELETE FROM metadata WHERE target = ? AND key = ?", target, key)

    def move(self, target: str, new: str) -> None:
        """A target is called otherwise from now on. What the new name has already, it keeps."""
        for key, value in (self.of(target) | self.of(new)).items():
            self.set(new, key, value)
        self.forget(target)

    def forget(self, target: str) -> None:
        """A guest or a channel is gone."""
        if is_visit(target):
            self._visits.pop(target, None)
        else:
            self._store.write("DELETE FROM metadata WHERE target = ?", target)


def is_key(written: str) -> bool:
    """Whether it can be the name of something. Case does not matter: fold it first."""
    return bool(_KEY.fullmatch(written))
