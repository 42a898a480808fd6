"""What people and channels may be called, and when two names are the same one.

Names are Unicode by PRECIS (RFC 8265, UsernameCaseMapped), so José, Zoë and 小明 are names and
JOSÉ is the same person as josé. What would break the protocol (spaces, commas, masks, the signs of
ranks and channels) is refused on top of that. Every refusal is a sentence for the person concerned.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator, MutableMapping
from functools import cache, lru_cache
from typing import Any, TypeVar

from server.protocol.sentences import Sentence, sentence

NICK_LENGTH = 32
CHANNEL_LENGTH = 64
CHANNEL_SIGN = "#"
RANK_SIGNS = "~&@%+"

_FALLBACK_NICK = "Guest"
_NOT_IN_NAMES = ",*?\a"
_NOT_IN_NICKS = _NOT_IN_NAMES + "!@./"
_NOT_FIRST_IN_NICKS = RANK_SIGNS + CHANNEL_SIGN + "$:=-"
_REASONS = {
    "DISALLOWED/spaces": (
        sentence("A name cannot have spaces."),
        sentence("A channel's name cannot have spaces."),
    ),
    "DISALLOWED/symbols": (
        sentence("A name cannot have emoji or symbols."),
        sentence("A channel's name cannot have emoji or symbols."),
    ),
    "DISALLOWED/controls": (
        sentence("A name cannot have invisible characters."),
        sentence("A channel's name cannot have invisible characters."),
    ),
    "DISALLOWED/has_compat": (
        sentence("A name cannot have ornamental letters."),
        sentence("A channel's name cannot have ornamental letters."),
    ),
    "DISALLOWED/bidi_rule": (
        sentence("A name cannot mix scripts of both directions."),
        sentence("A channel's name cannot mix scripts of both directions."),
    ),
}
"""What PRECIS finds wrong, said of a person's name and of a channel's: whole sentences, to be translated as such."""
_OTHERWISE = (
    sentence("A name can only have letters, digits and simple signs."),
    sentence("A channel's name can only have letters, digits and simple signs."),
)
_PLAIN = (
    sentence("A name can only have the letters A to Z here, digits and simple signs."),
    sentence("A channel's name can only have the letters A to Z here, digits and simple signs."),
)
_INVISIBLE = {
    "DISALLOWED/precis_ignorable_properties",
    "DISALLOWED/zero_width_joiner",
    "DISALLOWED/zero_width_nonjoiner",
}


def casefold(name: str) -> str:
    """What a name is compared by. Total: what is not a valid name is folded too, as well as can be."""
    if name.isascii():
        return name.lower()
    folded, reason = _enforce(name)
    return name.casefold() if reason else folded


def nick_problem(name: str, limit: int = NICK_LENGTH, *, plain: bool = False) -> Sentence | None:
    """Why a person cannot be called this, as a sentence for them; None when they can.

    In a room of ``plain`` letters only those of ASCII are allowed.
    """
    if not name:
        return sentence("A name needs at least one letter.")
    if len(name) > limit:
        return sentence("A name can have at most {limit} characters.", limit=limit)
    if name[0] in _NOT_FIRST_IN_NICKS:
        return sentence("A name cannot start with “{sign}”.", sign=name[0])
    return _problem(name, _NOT_IN_NICKS, plain=plain, channel=False)


def channel_problem(name: str, limit: int = CHANNEL_LENGTH, *, plain: bool = False) -> Sentence | None:
    """Why a channel cannot be called this, as a sentence; None when it can. ``plain`` as for nicknames."""
    if not name.startswith(CHANNEL_SIGN):
        return sentence("A channel's name starts with “#”.")
    if len(name) > limit:
        return sentence("A channel's name can have at most {limit} characters.", limit=limit)
    bare = name.lstrip(CHANNEL_SIGN)
    if not bare:
        return sentence("A channel needs a name after the “#”.")
    return _problem(bare, _NOT_IN_NAMES, plain=plain, channel=True)


def suggest_nick(wanted: str, taken: Container[str] = (), limit: int = NICK_LENGTH) -> str:
    """A valid name nobody has, as close as possible to what somebody would like to be called.

    ``taken`` is asked as it is: hand in a :class:`CaseInsensitive` where case matters.
    """
    base = _closest_valid(wanted, limit)
    if base not in taken:
        return base
    joint = "-" if base[-1].isdigit() else ""
    number = 2
    while True:
        tail = f"{joint}{number}"
        candidate = base[: limit - len(tail)] + tail
        if candidate not in taken:
            return candidate
        number += 1


V = TypeVar("V")


class CaseInsensitive(MutableMapping[str, V]):
    """A dict whose keys are names: found however they are written, kept as they were first written."""

    def __init__(self) -> None:
        self._items: dict[str, tuple[str, V]] = {}

    def __getitem__(self, name: str) -> V:
        return self._items[casefold(name)][1]

    def __setitem__(self, name: str, value: V) -> None:
        self._items[casefold(name)] = (name, value)

    def __delitem__(self, name: str) -> None:
        del self._items[casefold(name)]

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and casefold(name) in self._items

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self._items.values())

    def __len__(self) -> int:
        return len(self._items)


@lru_cache(maxsize=4096)  # 9 µs a name without it; the bound is for rooms where people try many
def _enforce(name: str) -> tuple[str, str]:
    """The folded name and "", or "" and PRECIS's reason against it."""
    try:
        return _profile().enforce(name), ""
    except UnicodeEncodeError as error:
        return "", error.reason


@cache
def _profile() -> Any:
    from precis_i18n import get_profile  # here: it brings all of Unicode along, and many names are ASCII

    return get_profile("UsernameCaseMapped")


def _problem(name: str, forbidden: str, *, plain: bool, channel: bool) -> Sentence | None:
    if plain and not name.isascii():
        return _PLAIN[channel]
    for character in name:
        if character.isspace():
            return _REASONS["DISALLOWED/spaces"][channel]
        if character in forbidden and character.isprintable():
            if channel:
                return sentence("A channel's name cannot have “{sign}” in it.", sign=character)
            return sentence("A name cannot have “{sign}” in it.", sign=character)
    if name.isascii() and name.isprintable():  # PRECIS allows all of these: RFC 8264, 9.11 (ASCII7)
        return None
    _, reason = _enforce(name)
    if not reason:
        return None
    if reason in _INVISIBLE:
        reason = "DISALLOWED/controls"
    return _REASONS.get(reason, _OTHERWISE)[channel]


def _closest_valid(wanted: str, limit: int) -> str:
    # NFKC turns ornamental letters into plain ones; the slice is for those who paste a book.
    plain = unicodedata.normalize("NFKC", wanted[: 8 * limit])
    words = "".join(character if _fits(character) else "" for character in "-".join(plain.split()))
    name = words.lstrip(_NOT_FIRST_IN_NICKS)[:limit].rstrip("-")
    return _FALLBACK_NICK if nick_problem(name, limit) else name


def _fits(character: str) -> bool:
    # A letter before it, since some characters (accents, for one) may not stand alone.
    # (Not so for letters written from right to left, which may not follow it.)
    if character in _NOT_IN_NICKS:
        return False
    if unicodedata.bidirectional(character) in ("R", "AL"):
        return character.isalpha()
    return not _enforce("a" + character)[1]
