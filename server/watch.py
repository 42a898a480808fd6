"""Who wants to know when who comes and goes: the lists of MONITOR. Knows names, and who asked; tells nobody.

https://ircv3.net/specs/extensions/monitor
"""

from __future__ import annotations

from collections.abc import Iterator

from server.protocol.names import casefold
from server.session import Session


class Watch:
    """For everybody the names they watch for, and for every name who watches for it."""

    def __init__(self) -> None:
        self._wanted: dict[Session, dict[str, str]] = {}
        self._watchers: dict[str, dict[Session, None]] = {}

    def add(self, person: Session, nick: str) -> None:
        folded = casefold(nick)
        self._wanted.setdefault(person, {}).setdefault(folded, nick)
        self._watchers.setdefault(folded, {})[person] = None

    def remove(self, person: Session, nick: str) -> None:
        folded = casefold(nick)
        if self._wanted.get(person, {}).pop(folded, None) is not None:
            self._drop(person, folded)

    def clear(self, person: Session) -> None:
        """Forget what somebody watches for."""
        for folded in self._wanted.pop(person, {}):
            self._drop(person, folded)

    def wanted_by(self, person: Session) -> list[str]:
        """The names somebody watches for, as they were given."""
        return list(self._wanted.get(person, {}).values())

    def watchers_of(self, nick: str) -> Iterator[Session]:
        return iter(self._watchers.get(casefold(nick), {}))

    def _drop(self, person: Session, folded: str) -> None:
        del self._watchers[folded][person]
        if not self._watchers[folded]:
            del self._watchers[folded]
