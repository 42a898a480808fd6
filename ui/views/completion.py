"""Finishing a name that was begun in the composer. Knows neither Tk nor the room."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Completion:
    """What Tab offers in one place, and which of it stands there now."""

    start: int
    """Where in the line the word begins that is replaced."""
    choices: tuple[str, ...]
    """What may stand there, ending included."""
    chosen: int = 0

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.choices[self.chosen]

    def next(self) -> "Completion":
        """The same place with the next choice; after the last comes the first."""
        return Completion(self.start, self.choices, (self.chosen + 1) % len(self.choices))


def complete(before: str, nicks: Iterable[str]) -> Completion | None:
    """What the word at the end of ``before`` (the line up to the caret) may become.

    A name at the beginning of a line addresses somebody and gets a colon; an @ stays
    and makes the colon needless. None when there is no word, or nobody is called so.
    """
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    word = before[start:]
    sign = "@" if word.startswith("@") else ""
    begun = word[len(sign) :].casefold()
    if not begun and not sign:
        return None
    ending = ": " if start == 0 and not sign else " "
    found = sorted((nick for nick in nicks if nick.casefold().startswith(begun)), key=str.casefold)
    if not found:
        return None
    return Completion(start, tuple(sign + nick + ending for nick in found))
