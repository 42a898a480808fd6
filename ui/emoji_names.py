"""What emoji are called, how they are grouped, and how one is found by a few letters. Knows no pictures.

The short names are those that chats have in common (``:tada:``); people here may call them otherwise, and look for them
so. Read when first needed: most people type words.
"""

import json
import unicodedata
from collections.abc import Iterable
from functools import cache

import assets
from app.words import N_, language

GROUPS = {
    "Smileys & Emotion": (N_("Smileys"), "smile"),
    "People & Body": (N_("People"), "hand"),
    "Animals & Nature": (N_("Nature"), "leaf"),
    "Food & Drink": (N_("Food"), "coffee"),
    "Activities": (N_("Activities"), "volleyball"),
    "Travel & Places": (N_("Travel"), "plane"),
    "Objects": (N_("Things"), "lightbulb"),
    "Symbols": (N_("Signs"), "heart"),
    "Flags": (N_("Flags"), "flag"),
}
"""The groups, by their names in ``assets``: what people call them, and an icon."""

_USUAL = ("+1", "heart", "joy", "tada", "open_mouth", "cry", "pray", "fire", "eyes")
"""What is offered first until somebody has chosen others."""


@cache
def by_name() -> dict[str, str]:
    """Every short name with the emoji that it stands for."""
    with assets.path("emoji-names.json").open(encoding="utf-8") as file:
        names: dict[str, str] = json.load(file)
    return names


@cache
def groups() -> dict[str, list[str]]:
    """The emoji of each group, in the order of ``GROUPS``."""
    with assets.path("emoji-groups.json").open(encoding="utf-8") as file:
        found: dict[str, list[str]] = json.load(file)
    return {group: found[group] for group in GROUPS}


@cache
def _words(language: str) -> dict[str, str]:
    """What each emoji is called in a language and what else it is found by, with bars between; in English nothing."""
    if language == "en":
        return {}
    with assets.path(f"emoji-words.{language}.json").open(encoding="utf-8") as file:
        words: dict[str, str] = json.load(file)
    return words


@cache
def _names() -> dict[str, str]:
    """The first name of each emoji."""
    names: dict[str, str] = {}
    for name, emoji in by_name().items():
        known = names.get(emoji)
        if known is None or len(name) > len(known):  # the longest says most: thumbsup rather than +1
            names[emoji] = name
    return names


def name_of(emoji: str) -> str:
    """What an emoji is called; empty for one without a name."""
    return _names().get(emoji, "")


def title_of(emoji: str) -> str:
    """What people here call an emoji; empty where that is English, which has the short names."""
    return _words(language()).get(emoji, "").partition("|")[0]


def found(words: str, limit: int = 200) -> list[tuple[str, str]]:
    """Short names and emoji, each once, with these letters in what they are called: in short, or by people here.

    What begins so is first, then what is its name rather than what it is also found by, and what is short.
    """
    begun = _letters(words)
    if not begun:
        return []
    every = _plain(language())
    hits = [(not plain.startswith(begun), *call) for plain, call in every if begun in plain]
    seen: dict[str, str] = {}
    for _later, _also, _length, name, emoji in sorted(hits):
        seen.setdefault(emoji, name)
    return [(name, emoji) for emoji, name in seen.items()][:limit]


def load() -> None:
    """Read all there is in the language that is spoken, which takes a moment. Any thread."""
    groups()
    _plain(language())


_Call = tuple[bool, int, str, str]
"""Whether it is no name, but what an emoji is also found by; how long it is; the short name; the emoji."""


@cache
def _plain(language: str) -> list[tuple[str, _Call]]:
    """All that emoji are called, in bare letters."""
    called = [(_letters(name), (False, len(name), name, emoji)) for name, emoji in by_name().items()]
    for emoji, said in _words(language).items():
        if name := name_of(emoji):
            words = said.split("|")
            called += ((_letters(word), (word != words[0], len(word), name, emoji)) for word in words)
    return called


def _letters(name: str) -> str:
    """The letters of a name without the marks on them: not everybody types those."""
    bare = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in bare if letter.isalnum() or letter == "+")


class Favourites:
    """What was chosen last, to be offered first."""

    MOST = 18

    def __init__(self, usual: Iterable[str] = _USUAL) -> None:
        self._usual = tuple(usual)
        self.chosen: tuple[str, ...] = ()

    def recall(self, chosen: Iterable[str]) -> None:
        """These were chosen before the program started."""
        self.chosen = tuple(chosen)[: self.MOST]

    def note(self, emoji: str) -> None:
        """Somebody chose this one."""
        self.recall((emoji, *(known for known in self.chosen if known != emoji)))

    @property
    def all(self) -> list[str]:
        """What to offer, the last one chosen in front."""
        usual = [by_name()[name] for name in self._usual]
        return [*self.chosen, *(emoji for emoji in usual if emoji not in self.chosen)][: self.MOST]


favourites = Favourites()
