"""How changes of modes are written: ``+o-t Zoë``. Knows no mode."""

from __future__ import annotations

from collections.abc import Iterator


class Changes:
    """Modes that were really changed, as they are announced: ``+o-t Zoë``."""

    def __init__(self) -> None:
        self._letters = ""
        self._sign = ""
        self._params: list[str] = []

    def add(self, sign: str, letter: str, param: str = "") -> None:
        self._letters += letter if sign == self._sign else sign + letter
        self._sign = sign
        if param:
            self._params.append(param)

    def __bool__(self) -> bool:
        return bool(self._letters)

    def __str__(self) -> str:
        return " ".join([self._letters, *self._params])


def signed(letters: str) -> Iterator[tuple[str, str]]:
    """``+a-bc`` as (+, a), (-, b), (-, c)."""
    sign = "+"
    for letter in letters:
        if letter in "+-":
            sign = letter
        else:
            yield sign, letter
