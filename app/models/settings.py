"""What a person may choose, with defaults and bounds. Knows nothing of files or widgets."""

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

from app.models.colours import COLOURS
from app.models.observable import Signal
from app.words import LANGUAGES


class Appearance(Enum):
    """Which of the two looks is shown."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Density(Enum):
    """How closely messages are set."""

    COSY = "cosy"
    COMPACT = "compact"


class Notify(Enum):
    """What the desktop tells of while the window is not looked at."""

    EVERYTHING = "everything"
    MENTIONS = "mentions"  # and direct messages
    NOTHING = "nothing"


TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The text sizes that can be chosen, in per cent."""
AWAY_MINUTES = (0, 5, 10, 30)
"""After how long without a key or a click somebody can be shown as away; 0: never."""
KEPT_DAYS = (0, 7, 30, 365)
"""How long conversations can be kept on this computer; 0: for good."""


ALLOWED: dict[str, tuple[Any, ...]] = {
    "text_size": TEXT_SIZES,
    "away_minutes": AWAY_MINUTES,
    "kept_days": KEPT_DAYS,
    "colour": tuple(range(len(COLOURS) + 1)),
    "language": ("", *LANGUAGES),
}
"""Settings that have few values of a type with many."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One set of choices. A value: the next one replaces it."""

    nick: str = ""
    display_name: str = ""
    """What we are called where that cannot be a nickname; empty: the nickname says it all."""
    colour: int = 0
    """The colour of our name, counted from 1; 0 for the one that goes with it."""
    appearance: Appearance = Appearance.SYSTEM
    density: Density = Density.COSY
    text_size: int = 100
    isolated_hosting: bool = False
    show_nearby: bool = True
    """Whether a room that we host is shown to those near us."""
    send_typing: bool = True
    reduced_motion: bool = False
    language: str = ""
    """One of ``LANGUAGES``, or "" for the system's."""
    notify: Notify = Notify.MENTIONS
    sounds: bool = True
    do_not_disturb: bool = False
    read_aloud: bool = False
    away_minutes: int = 10
    send_read: bool = True
    """Whether the room is told how far we have read, for our other devices."""
    show_read: bool = True
    """Whether those we talk with are told what we have read of theirs."""
    kept_days: int = 0

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises ValueError with a sentence that names the setting.
        """
        for name, allowed in ALLOWED.items():
            if (chosen := getattr(self, name)) not in allowed:
                raise ValueError(f"{name} is {chosen}; it can be {', '.join(map(str, allowed))}")


class Settings:
    """The choices in force, and word when they change. Tk thread only."""

    def __init__(self, choices: Choices | None = None) -> None:
        self.choices = choices or Choices()
        self.changed: Signal[[Choices, Choices]] = Signal()  # before, after

    def choose(self, **chosen: Any) -> None:
        """Change some of the choices. Raises ValueError for what cannot be chosen."""
        before, after = self.choices, replace(self.choices, **chosen)
        if after != before:
            self.choices = after
            self.changed.emit(before, after)


NAMES = tuple(field.name for field in fields(Choices))
"""The names of all settings, in the order in which they are shown and stored."""
