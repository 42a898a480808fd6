"""Why a room did not let us in, or could not be reached: values only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unreachable:
    """There was no way to the room. ``silent`` when nothing answered at all."""

    reason: str
    silent: bool = False


@dataclass(frozen=True, slots=True)
class NameRefused:
    """The room does not take our name; ``suggestion`` is one that it may take."""

    reason: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class PasswordWanted:
    """The room has a password; ``given`` whether we gave one, which then was wrong."""

    given: bool


@dataclass(frozen=True, slots=True)
class Unmet:
    """The room has never been met, so only people can tell whether it is the right one. Nothing was said to it."""

    fingerprint: str


Refusal = Unreachable | NameRefused | PasswordWanted | Unmet
