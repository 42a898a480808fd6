"""How far others have read in a conversation, as far as they let us know. Tk thread only; knows no protocol."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models.entries import Delivery, Entry, Text
from app.models.observable import Signal
from server.protocol.names import casefold

LOOKED_AT = 500
"""How many entries are gone through for a message of ours that somebody has read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A message of ours by its key, and who has read it."""

    key: str
    by: tuple[str, ...]


class Readers:
    """Those of one conversation. ``entries`` is its list, which they read and never change."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.to: Mapping[str, float] = {}
        """When the last message was said that somebody has read, by nickname."""
        self.seen: Seen | None = None
        """The last message of ours that anybody has read."""
        self.changed: Signal[[]] = Signal()
        self._entries = entries

    def note(self, nick: str, time: float) -> None:
        """Somebody has read everything up to this time."""
        known = self._called(nick)
        if time > self.to.get(known, 0.0):
            self._put({**self.to, known: time})

    def rename(self, old: str, new: str) -> None:
        """Somebody is called otherwise."""
        known = self._called(old)
        if known in self.to:
            self._put({new if nick == known else nick: time for nick, time in self.to.items()})

    def restore(self, to: Mapping[str, float]) -> None:
        """This is how far they had read when the program ended."""
        self._put(dict(to))

    def _put(self, to: Mapping[str, float]) -> None:
        self.to = to
        self.seen = self._last_seen()
        self.changed.emit()

    def _called(self, nick: str) -> str:
        """How somebody is written who is known in whatever case."""
        folded = casefold(nick)
        return next((known for known in self.to if casefold(known) == folded), nick)

    def _last_seen(self) -> Seen | None:
        furthest = max(self.to.values(), default=0.0)
        for entry in reversed(self._entries[-LOOKED_AT:]):
            if isinstance(entry, Text) and entry.own and entry.delivery is Delivery.SENT and entry.time <= furthest:
                return Seen(entry.key, tuple(nick for nick, time in self.to.items() if time >= entry.time))
        return None
