"""Which messages stand in the place of which others: an index over the entries of a conversation. Pure."""

from collections.abc import Iterable

from app.models.entries import Entry, Text


class Corrections:
    """By keys alone, so that nobody has to look through the entries."""

    def __init__(self) -> None:
        self._targets: dict[str, str] = {}  # key of a correction → key of the message that it stands in
        self._waiting: dict[str, list[str]] = {}  # key of what is not here → keys of what wants to stand in it

    def note(self, entries: Iterable[Entry]) -> None:
        """These are in the conversation now."""
        for entry in entries:
            if isinstance(entry, Text) and (entry.edits or entry.corrects):
                self._targets.update(dict.fromkeys(entry.edits, entry.key))
                if entry.corrects:
                    self._waiting.setdefault(entry.corrects, []).append(entry.key)

    def target(self, key: str) -> str:
        """The key of the message that one with this key stands in: its own, if it corrects none."""
        return self._targets.get(key, key)

    def waiting_for(self, key: str) -> list[str]:
        """The keys of what came to correct a message before that was here."""
        return self._waiting.get(key, [])

    def clear(self) -> None:
        """Nothing is in the conversation any more."""
        self._targets.clear()
        self._waiting.clear()
