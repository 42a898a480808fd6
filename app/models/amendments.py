"""What may become of a message after it was said: signs on it, other words, or nothing at all. Pure.

Whoever tells of it may tell it twice: nothing comes of the second time.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from app.models.entries import Entry, Reaction, Retraction, Text
from server.protocol.names import casefold

MOST_SIGNS = 20
"""Different signs that a message can have; who comes with another one is too late."""

MOST_EDITS = 100
"""Corrections of a message that are known by their keys."""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put a sign on the message with this key, or took it away again."""

    key: str
    time: float
    who: str
    sign: str
    own: bool = False
    withdrawn: bool = False
    account: str = ""


@dataclass(frozen=True, slots=True)
class Retracted:
    """Somebody took the message with this key back."""

    key: str
    time: float
    by: str
    reason: str = ""


Amendment = Reacted | Retracted


def amended(entry: Entry, change: Amendment) -> Entry:
    """What becomes of an entry; itself where nothing does."""
    if not isinstance(entry, Text):
        return entry
    match change:
        case Reacted():
            return _reacted(entry, change)
        case Retracted(time=_, by=by, reason=reason):
            return Retraction(entry.key, entry.time, entry.author, by, reason)
        case _:
            assert_never(change)


def corrected(entry: Text, correction: Text) -> Text | None:
    """A message in the words of its correction; None if whoever corrects it did not say it."""
    if not _is_same((entry.author, entry.account), (correction.author, correction.account)):
        return None
    if correction.key in entry.edits:
        return entry
    edits = (*entry.edits, correction.key)[-MOST_EDITS:]
    if correction.time < entry.edited:  # one that was missed, told after the one that followed it
        return replace(entry, edits=edits)
    return replace(entry, text=correction.text, mention=correction.mention, edits=edits, edited=correction.time)


def _reacted(entry: Text, change: Reacted) -> Text:
    others = tuple(r for r in entry.reactions if not _is_from(r, change))
    if change.withdrawn:
        return replace(entry, reactions=others) if len(others) < len(entry.reactions) else entry
    signs = {reaction.sign for reaction in others}
    if len(others) < len(entry.reactions) or (change.sign not in signs and len(signs) >= MOST_SIGNS):
        return entry
    return replace(entry, reactions=(*others, Reaction(change.sign, change.who, change.own, change.account)))


def _is_from(reaction: Reaction, change: Reacted) -> bool:
    same_sign = reaction.sign == change.sign
    return same_sign and _is_same((reaction.who, reaction.account), (change.who, change.account))


def _is_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two names with their accounts are one person's, as everybody sees it, also where it is us.

    By the account, if there is one: who has a name now need not be who had it then.
    """
    (name, account), (other_name, other_account) = one, other
    return account == other_account if account or other_account else casefold(name) == casefold(other_name)
