"""What is sent and fetched, and what is told of it: values that cross threads. Know no socket and no disk."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of so many bytes are there."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Sent:
    """The room has the file, at this address."""

    link: str
    digest: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """The file is here."""

    path: Path


@dataclass(frozen=True, slots=True)
class Broken:
    """It did not work; a sentence that says why."""

    reason: str


Report = Progress | Sent | Fetched | Broken
Post = Callable[[Report], object]


@dataclass(frozen=True, slots=True)
class Parcel:
    """A file to be sent."""

    file: Path
    name: str
    copies: Path | None = None
    """The folder where a copy of it is to be kept under its SHA-256; None for none."""
