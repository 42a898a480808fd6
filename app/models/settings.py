"""What a person may choose, with defaults and bounds. Knows nothing of files or widgets."""

from dataclasses import dataclass, fields, replace
from enum import Enum
from typing import Any

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


TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""The text sizes that can be chosen, in per cent."""


@dataclass(frozen=True, slots=True)
class Choices:
    """One set of choices. A value: the next one replaces it."""

    nick: str = ""
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

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises ValueError with a sentence that names the setting.
        """
        if self.text_size not in TEXT_SIZES:
            sizes = ", ".join(map(str, TEXT_SIZES))
            raise ValueError(f"text_size is {self.text_size}; it can be {sizes}")
        if self.language and self.language not in LANGUAGES:
            raise ValueError(f"language is {self.language}; it can be {', '.join(LANGUAGES)}")


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
