"""Going back and forth through what was sent, with Up and Down. Knows neither Tk nor the conversation."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recalled:
    """The sent text that stands in the box again."""

    place: int
    text: str


def step(sent: Sequence[str], now: Recalled | None, by: int, *, empty: bool, at_end: bool) -> Recalled | None:
    """What is to stand in the box after this step, ``by`` -1 for Up and 1 for Down.

    ``now`` is what was recalled and stands there unchanged. Going on beyond the last sent one leads to an empty text.
    None where the arrow is to move the caret: where something new is written, or the caret is within the text.
    """
    if now is None:
        return Recalled(len(sent) - 1, sent[-1]) if by < 0 and empty and sent else None
    if not at_end:
        return None
    place = max(0, now.place + by)
    return Recalled(place, sent[place] if place < len(sent) else "")
