"""Finishing a word that was begun in the composer: a name, a channel, a command, an emoji. Knows no Tk and no room.

What begins with ``@``, ``#``, ``/`` or ``:`` is offered while it is typed; a bare name is finished by Tab alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ui.emoji_names import by_name, found, title_of

MOST = 40
"""How many choices are gone through at most."""
LEAST_LETTERS = 2
"""Of an emoji's name: ``:D`` and ``:p`` are faces by themselves."""


@dataclass(frozen=True, slots=True)
class Words:
    """What can be finished in one place. ``commands`` are usages with what they do: ``("/topic [text]", "Show…")``."""

    nicks: Sequence[str] = ()
    channels: Sequence[str] = ()
    commands: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that may stand there: ``text``, ending included. The rest is how it is offered."""

    text: str
    label: str
    hint: str = ""
    nick: str = ""
    emoji: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What Tab offers in one place, and which of it stands there now."""

    start: int
    """Where in the line the word begins that is replaced."""
    choices: tuple[Choice, ...]
    offered: bool = False
    """Whether it is shown unasked."""
    exact: bool = False
    """Whether the word is whole already."""
    chosen: int = 0

    @property
    def text(self) -> str:
        """What stands there now."""
        return self.choices[self.chosen].text

    def next(self, by: int = 1) -> "Completion":
        """The same place with the next choice; after the last comes the first."""
        chosen = (self.chosen + by) % len(self.choices)
        return Completion(self.start, self.choices, self.offered, self.exact, chosen)


def complete(before: str, words: Words, *, first_line: bool = True) -> Completion | None:
    """What the word at the end of ``before`` (the line up to the caret) may become.

    A name at the beginning of a line addresses somebody and gets a colon; an @ stays and makes the colon
    needless. None when there is no word, or nothing begins so.
    """
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    word = before[start:]
    sign, begun = (word[:1], word[1:].casefold()) if word[:1] in "@#/:" else ("", word.casefold())
    choices = tuple(_choices(sign, begun, words, at_start=start == 0, first_line=first_line))[:MOST]
    if not choices:
        return None
    exact = any(choice.text.strip().rstrip(":").casefold() == word.casefold() for choice in choices)
    return Completion(start, choices, offered=bool(sign), exact=exact)


def emoji_written(before: str) -> tuple[str, str] | None:
    """The name of an emoji that was just written out (``:tada:``) at the end of a line, and that emoji."""
    start = max(before.rfind(" "), before.rfind("\n")) + 1
    word = before[start:]
    if len(word) > 2 and word[0] == word[-1] == ":" and (emoji := by_name().get(word[1:-1].lower())):
        return word, emoji
    return None


def _choices(sign: str, begun: str, words: Words, *, at_start: bool, first_line: bool) -> Iterator[Choice]:
    match sign:
        case "@":
            yield from (Choice(f"@{nick} ", nick, nick=nick) for nick in _beginning(words.nicks, begun))
        case "#":
            channels = (name.lstrip("#&") for name in words.channels)
            yield from (Choice(f"#{name} ", f"#{name}") for name in _beginning(channels, begun))
        case "/" if at_start and first_line:
            helps = {usage.split()[0].removeprefix("/"): (usage, hint) for usage, hint in words.commands}
            yield from (Choice(f"/{name} ", helps[name][0], helps[name][1]) for name in _beginning(helps, begun))
        case ":" if len(begun) >= LEAST_LETTERS and begun.replace("_", "").replace("+", "").replace("-", "").isalnum():
            hits = found(begun, MOST)
            yield from (Choice(f"{emoji} ", f":{name}:", title_of(emoji), emoji=emoji) for name, emoji in hits)
        case "" if begun:
            ending = ": " if at_start else " "
            yield from (Choice(nick + ending, nick, nick=nick) for nick in _beginning(words.nicks, begun))


def _beginning(names: Iterable[str], begun: str) -> list[str]:
    return sorted((name for name in names if name.casefold().startswith(begun)), key=str.casefold)
