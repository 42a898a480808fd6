"""The standings there are in a channel, and who may do what to whom. Data and comparisons only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rank:
    """A standing in a channel: its mode letter and the sign in front of a name. See PREFIX in ISUPPORT."""

    letter: str
    sign: str
    power: int
    given_by: int
    """The power it takes to give this rank to somebody, or to take it away."""


VOICE = Rank("v", "+", power=1, given_by=2)
HALF_OPERATOR = Rank("h", "%", power=2, given_by=3)
OPERATOR = Rank("o", "@", power=3, given_by=3)
ADMIN = Rank("a", "&", power=4, given_by=5)
FOUNDER = Rank("q", "~", power=5, given_by=5)

RANKS = (FOUNDER, ADMIN, OPERATOR, HALF_OPERATOR, VOICE)
"""From high to low. A new rank is a line above and a word here."""

_EQUALS = (OPERATOR.power, FOUNDER.power)

RANK_OF = {rank.letter: rank for rank in RANKS}
POWER_OF_SIGN = {rank.sign: rank.power for rank in RANKS}


def may_act_on(actor: int, target: int) -> bool:
    """Whether a power is enough to put somebody with another power out.

    Founders, and operators, are each other's equals; who is protected (``a``) is so from their equals too:
    https://modern.ircdocs.horse/#protected-prefix
    """
    return actor >= HALF_OPERATOR.power and (actor > target or actor == target in _EQUALS)
