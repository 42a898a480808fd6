"""What is looked for in what was said, and what was found so far. Tk thread only; knows no disk."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.models.conversation import Kind
from app.models.entries import Text
from app.models.observable import Signal


@dataclass(frozen=True, slots=True)
class Found:
    """One message that holds what was looked for, and in which conversation."""

    place: str
    kind: Kind
    entry: Text


class Search:
    """One room's search. ``results`` stand newest first, in whatever order they are found."""

    def __init__(self) -> None:
        self.text = ""
        self.everywhere = False
        """Whether all conversations are looked through, or the current one alone."""
        self.results: tuple[Found, ...] = ()
        self.busy = False
        self.is_cut = False
        """Whether there is more than is shown."""
        self.changed: Signal[[]] = Signal()
        self.wanted: Signal[[]] = Signal()
        """Somebody asked to see the search."""
        self.arrived: Signal[[str]] = Signal()
        """The message with this key, which somebody wanted to go to, has come from the room."""

    def begin(self, text: str, *, everywhere: bool) -> None:
        """Look for something else; what was found before is forgotten."""
        self.text, self.everywhere = text, everywhere
        self.results, self.busy, self.is_cut = (), bool(text.strip()), False
        self.changed.emit()

    def add(self, found: Iterable[Found]) -> None:
        """Note more that was found; what is known already comes twice, from here and from the room."""
        known = {(one.place.casefold(), one.entry.key) for one in self.results}
        found = (one for one in found if (one.place.casefold(), one.entry.key) not in known)
        self.results = tuple(sorted((*self.results, *found), key=lambda one: one.entry.time, reverse=True))
        self.changed.emit()

    def end(self, *, is_cut: bool) -> None:
        """Note that there is no more, or (``is_cut``) that no more is shown."""
        self.busy, self.is_cut = False, is_cut
        self.changed.emit()

    def show(self) -> bool:
        """Ask whoever has a window to show the search. False if nobody has."""
        self.wanted.emit()
        return bool(len(self.wanted))
