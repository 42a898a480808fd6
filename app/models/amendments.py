"""What may become of a message after it was said: signs on it, other words, or nothing at all. Pure.

Whoever tells of it may tell it twice: nothing comes of the second time.
"""

from dataclasses import dataclass, replace
from typing import assert_never

from app.models.entries import Entry, Reaction, Retraction, Text
from server.protocol.names import casefold


@dataclass(frozen=True, slots=True)
class Reacted:
    """Somebody put a sign on the message with this key, or took it away again."""

    key: str
    time: float
    who: str
    sign: str
    own: bool = False
    withdrawn: bool = False


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
    if not _is_same_person(entry, correction):
        return None
    if correction.key in entry.edits:
        return entry
    edits = (*entry.edits, correction.key)
    return replace(entry, text=correction.text, mention=correction.mention, edits=edits)


def _reacted(entry: Text, change: Reacted) -> Text:
    others = tuple(r for r in entry.reactions if not _is_from(r, change))
    if change.withdrawn:
        return replace(entry, reactions=others) if len(others) < len(entry.reactions) else entry
    if len(others) < len(entry.reactions):
        return entry
    return replace(entry, reactions=(*others, Reaction(change.sign, change.who, change.own)))


def _is_from(reaction: Reaction, change: Reacted) -> bool:
    if reaction.sign != change.sign:
        return False
    return (reaction.own and change.own) or casefold(reaction.who) == casefold(change.who)


def _is_same_person(one: Text, other: Text) -> bool:
    """By the account, if there is one: who has a name now need not be who had it then."""
    if one.own and other.own:
        return True
    if one.account or other.account:
        return one.account == other.account
    return casefold(one.author) == casefold(other.author)
