"""Folds it into one line when somebody leaves and is back at once, perhaps again and again. Tk thread only.

Only where nothing else happened between: what was said meanwhile may be about it.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.controllers.memory import Memory
from app.models.conversation import Conversation
from app.models.entries import Arrival, Departure, Parting, Return
from server.protocol.names import casefold

SOON = 5 * 60
"""Seconds: who is back so soon was hardly gone."""
LOOKED_AT = 30
"""How many lines are gone through, of a crowd that comes and goes."""

Coming = Arrival | Departure | Return


def fold(conversation: Conversation, arrival: Arrival, memory: Memory) -> bool:
    """Let somebody's return take the place of their departure. False if they have not just left."""
    lines = _of(arrival.who, conversation)
    left = next(lines, None)
    if not isinstance(left, Departure) or left.parting is Parting.REMOVED or arrival.time - left.time > SOON:
        return False
    before = next(lines, None)
    if isinstance(before, Return) and left.time - before.last <= SOON:
        memory.drop(conversation, left.key)
        memory.amend(conversation, replace(before, times=before.times + 1, last=arrival.time))
    else:
        memory.amend(conversation, Return(left.key, left.time, left.who, last=arrival.time))
    return True


def _of(who: str, conversation: Conversation) -> Iterator[Coming]:
    """The lines about somebody's coming and going, the last one first, up to where anything else stands."""
    folded = casefold(who)
    for entry in reversed(conversation.entries[-LOOKED_AT:]):
        if not isinstance(entry, Coming):
            return
        if casefold(entry.who) == folded:
            yield entry
