"""Masks: whom they fit, and lists of them. Knows what somebody is called, not what follows from a fit.

A mask is ``nick!user@host`` with ``*`` and ``?``, or an *extended* one: ``a:name`` fits who is logged in
to that account, ``m:…`` in front of either means that who fits may be here, but may not speak.
https://modern.ircdocs.horse/#extban-parameter, https://ircv3.net/specs/extensions/account-extban
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase, translate
from typing import TYPE_CHECKING

from server.protocol.names import casefold

if TYPE_CHECKING:
    from server.person import Person

ACCOUNT = "a"
MUTE = "m"
EXTENDED = ACCOUNT + MUTE
LONGEST_MASK = 200


def fits(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern with ``*`` and ``?`` describes. Both have to be folded."""
    return fnmatchcase(text, _escaped(pattern))


def _escaped(pattern: str) -> str:
    return pattern.replace("[", "[[]")  # a bracket is a letter in names, and a class to fnmatch


def complete(mask: str) -> str:
    """A mask as it is kept, from what somebody typed: a name or an address alone will do."""
    if mask.startswith(f"{MUTE}:"):
        return mask[:2] + complete(mask[2:])
    if mask.startswith(f"{ACCOUNT}:"):
        return mask
    nick, has_nick, rest = mask.partition("!")
    if not has_nick and "@" in mask:
        nick, rest = "*", mask
    elif not has_nick and ("." in mask or ":" in mask):  # which no nickname has
        nick, rest = "*", f"*@{mask}"
    user, _, host = rest.partition("@")
    return f"{nick or '*'}!{user or '*'}@{host or '*'}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mask on a list, as it was written, who put it there, and when (seconds since 1970)."""

    mask: str
    by: str
    at: int


class MaskList:
    """Masks, each once however it is written. All are asked about in one go: there may be many, and many people."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}
        self._bars = self._mutes = _Fit()

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries.values())

    def __len__(self) -> int:
        return len(self._entries)

    def add(self, entry: Entry) -> bool:
        """Put a mask on the list; False if it is there already."""
        folded = _fold(entry.mask)
        if folded in self._entries:
            return False
        self._entries[folded] = entry
        self._prepare()
        return True

    def remove(self, mask: str) -> Entry | None:
        """Strike a mask from the list, however it is written; None if it is not there."""
        entry = self._entries.pop(_fold(mask), None)
        self._prepare()
        return entry

    def bars(self, person: Person) -> bool:
        """Whether any mask fits that is not for speaking alone."""
        return self._bars.covers(person)

    def mutes(self, person: Person) -> bool:
        """Whether any mask fits that is for speaking alone."""
        return self._mutes.covers(person)

    def _prepare(self) -> None:
        mark = f"{MUTE}:"
        self._bars = _Fit(folded for folded in self._entries if not folded.startswith(mark))
        self._mutes = _Fit(folded.removeprefix(mark) for folded in self._entries if folded.startswith(mark))


class _Fit:
    """Whether any of some folded masks, without ``m:``, fits somebody."""

    def __init__(self, masks: Iterable[str] = ()) -> None:
        masks, mark = list(masks), f"{ACCOUNT}:"
        self._hosts = _any_of([mask for mask in masks if not mask.startswith(mark)])
        self._accounts = _any_of([mask.removeprefix(mark) for mask in masks if mask.startswith(mark)])

    def covers(self, person: Person) -> bool:
        if self._hosts and self._hosts.match(f"{casefold(person.nick)}!{person.user}@{person.host}".lower()):
            return True
        return bool(self._accounts and person.account and self._accounts.match(casefold(person.account)))


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(translate(_escaped(pattern)) for pattern in patterns)) if patterns else None


def _fold(mask: str) -> str:
    head, mark, tail = mask.partition("!")
    return f"{casefold(head)}{mark}{tail.lower()}"
