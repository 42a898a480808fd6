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

    def add(self, session: Session, nick: str) -> None:
        folded = casefold(nick)
        self._wanted.setdefault(session, {}).setdefault(folded, nick)
        self._watchers.setdefault(folded, {})[session] = None

    def remove(self, session: Session, nick: str) -> None:
        folded = casefold(nick)
        if self._wanted.get(session, {}).pop(folded, None) is not None:
            self._drop(session, folded)

    def clear(self, session: Session) -> None:
        """Forget what somebody watches for."""
        for folded in self._wanted.pop(session, {}):
            self._drop(session, folded)

    def wanted_by(self, session: Session) -> list[str]:
        """The names somebody watches for, as they were given."""
        return list(self._wanted.get(session, {}).values())

    def watchers_of(self, nick: str) -> Iterator[Session]:
        return iter(self._watchers.get(casefold(nick), {}))

    def _drop(self, session: Session, folded: str) -> None:
        del self._watchers[folded][session]
        if not self._watchers[folded]:
            del self._watchers[folded]
