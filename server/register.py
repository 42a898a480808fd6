"""Who has which name: however it is written, and whatever looks the same. Knows nothing else of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from server.protocol.lookalikes import skeleton
from server.protocol.names import casefold

if TYPE_CHECKING:
    from server.person import Person


class Register(Mapping[str, "Person"]):
    """People by their folded names, in the order in which they took them. Engine thread."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._looks: dict[str, Person] = {}

    def __getitem__(self, folded: str) -> Person:
        return self._people[folded]

    def __iter__(self) -> Iterator[str]:
        return iter(self._people)

    def __len__(self) -> int:
        return len(self._people)

    def find(self, nick: str) -> Person | None:
        """Who has this name, however it is written."""
        return self._people.get(casefold(nick))

    def holder(self, nick: str) -> Person | None:
        """Who has this name, or one that looks the same."""
        return self.find(nick) or self._looks.get(skeleton(nick))

    def write(self, nick: str, person: Person) -> None:
        """Enter somebody under a name, which must be free, in place of the one they have."""
        self.strike(person)
        self._people[casefold(nick)] = self._looks[skeleton(nick)] = person

    def strike(self, person: Person) -> None:
        """Strike somebody's name, which is free from then on. Nothing happens if they are under none."""
        if person.nick and self.find(person.nick) is person:
            del self._people[casefold(person.nick)]
            self._looks.pop(skeleton(person.nick), None)

    def clear(self) -> None:
        self._people.clear()
        self._looks.clear()
