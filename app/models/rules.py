"""What holds in a channel by the will of those who look after it: its modes, and who is barred. Tk thread only.

https://modern.ircdocs.horse/#channel-modes. Knows what the letters mean, not how they are asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.models.observable import Signal

BAR, OTHER_LISTS, RANKS = "b", "eI", "qaohv"
INVITE_ONLY, QUIET, LOCKED, SLOW, TOPIC_LOCKED = "i", "m", "k", "S", "t"
MUTE = "m:"
"""In front of a mask: who fits may be here, but may not speak."""


@dataclass(frozen=True, slots=True)
class Barred:
    """Somebody who may not come, or (``muted``) may not speak; ``mask`` is how the room has written it."""

    mask: str

    @property
    def muted(self) -> bool:
        return self.mask.startswith(MUTE)

    @property
    def who(self) -> str:
        """The mask as people read it: the bare name where it is about no more than that."""
        mask = self.mask.removeprefix(MUTE)
        if mask.startswith("a:"):
            return mask[2:]
        return mask.removesuffix("!*@*").removeprefix("*!*@")


class Rules:
    """The rules of one channel, as far as the room has told them."""

    def __init__(self) -> None:
        self.modes: Mapping[str, str] = {}
        """Each mode that is on, with its value where it has one."""
        self.barred: tuple[Barred, ...] = ()
        self.changed: Signal[[]] = Signal()

    @property
    def quiet(self) -> bool:
        """Whether only those speak who were given a voice."""
        return QUIET in self.modes

    @property
    def invite_only(self) -> bool:
        return INVITE_ONLY in self.modes

    @property
    def password(self) -> str:
        """What one has to know to come in; empty: nothing."""
        return self.modes.get(LOCKED, "")

    @property
    def pause(self) -> int:
        """Seconds that everybody has to wait between two messages; 0: none."""
        written = self.modes.get(SLOW, "")
        return int(written) if written.isdecimal() else 0

    def put_modes(self, modes: Mapping[str, str]) -> None:
        """Note which modes are on."""
        if modes != self.modes:
            self.modes = dict(modes)
            self.changed.emit()

    def apply(self, change: str, value: str) -> None:
        """Note one change of a mode, as the room announces it: ``+m``, or ``+b`` with a mask."""
        sign, letter = change[:1], change[1:]
        if letter == BAR:
            masks = [barred.mask for barred in self.barred if barred.mask != value]
            self.put_barred([*masks, value] if sign == "+" else masks)
        elif letter not in OTHER_LISTS and letter not in RANKS:
            rest = {mode: given for mode, given in self.modes.items() if mode != letter}
            self.put_modes({**rest, letter: value} if sign == "+" else rest)

    def put_barred(self, masks: Iterable[str]) -> None:
        """Note who is barred."""
        barred = tuple(map(Barred, masks))
        if barred != self.barred:
            self.barred = barred
            self.changed.emit()
