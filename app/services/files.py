"""Where things live on this computer's disk, and how they get there whole.

Each profile is a folder of its own: ``settings.json``, ``recent.json``, ``known.json`` and ``left.json``, readable
and safe to edit, and ``rooms``, where the rooms are kept that are hosted here.
What cannot be read is kept aside under another name and reported, never overwritten.
"""

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import platformdirs

from app.models.lobby import RecentRoom
from app.models.settings import NAMES, Choices
from app.services.built import portable_folder
from app.words import _
from server.protocol.fingerprints import restored

log = logging.getLogger(__name__)

T = TypeVar("T")

RECENT_ROOMS = 20
"""How many rooms are remembered."""


def data_folder(profile: str = "") -> Path:
    """Where this system keeps what a program remembers, or a folder beside it; each profile beside the others."""
    base = portable_folder() or Path(platformdirs.user_data_dir("Parlor", appauthor=False))
    return base / "profiles" / profile if profile else base


@dataclass(frozen=True, slots=True)
class Left:
    """How the application was left: its window's place, the room of others that it was in, the emoji used last."""

    window: str = ""
    room: RecentRoom | None = None
    emoji: tuple[str, ...] = ()


class Files:
    """One profile's files. ``trouble`` collects sentences about what could not be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.trouble: list[str] = []

    def load_choices(self) -> Choices:
        """The settings, or the defaults where there are none or they are damaged."""
        return self._load("settings.json", _choices, Choices(), _("Your settings"))

    def save_choices(self, choices: Choices) -> None:
        """Raises OSError when the disk does not take them."""
        values = {name: getattr(choices, name) for name in NAMES}
        self._save("settings.json", {k: v.value if isinstance(v, Enum) else v for k, v in values.items()})

    def load_recent(self) -> tuple[RecentRoom, ...]:
        """The rooms we have been in, the latest first."""
        return self._load("recent.json", _recent, (), _("The list of your rooms"))

    def save_recent(self, rooms: tuple[RecentRoom, ...]) -> None:
        """Raises OSError when the disk does not take them. Passwords are not among what is kept."""
        self._save("recent.json", [_written(room) for room in rooms[:RECENT_ROOMS]])

    def load_known(self) -> dict[str, str]:
        """The fingerprints of rooms by where they are, the latest last."""
        return self._load("known.json", _known, {}, _("What is known of rooms"))

    def save_known(self, fingerprints: dict[str, str]) -> None:
        """Raises OSError when the disk does not take them."""
        self._save("known.json", fingerprints)

    def load_left(self) -> Left:
        """How the application was left."""
        return self._load("left.json", _left, Left(), _("How you left Parlor"))

    def save_left(self, left: Left) -> None:
        """Raises OSError when the disk does not take it."""
        room = _written(left.room) if left.room else None
        self._save("left.json", {"window": left.window, "room": room, "emoji": left.emoji})

    @property
    def shared_folder(self) -> Path:
        """Where files are kept that were fetched from rooms, each under its SHA-256."""
        return self.folder / "shared"

    @property
    def key_file(self) -> Path:
        """Where this installation's own key is kept."""
        return self.folder / "key.pem"

    @property
    def running_file(self) -> Path:
        """Where a window of this profile says that it is open."""
        return self.folder / "running.json"

    def room_folder(self, name: str) -> Path:
        """Where a room of this name is kept that is hosted here. Other names have other folders."""
        readable = "".join(mark if mark.isalnum() else "-" for mark in name)[:40].strip("-")
        return self.folder / "rooms" / f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"

    def _load(self, name: str, read: Callable[[Any], T], default: T, what: str) -> T:
        path = self.folder / name
        try:
            return read(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return default
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError, OSError) as error:
            log.warning("%s cannot be read: %s", path, error)
            self.trouble.append(
                _("{what} could not be read and start afresh. The old file is kept as {path}.").format(
                    what=what, path=_put_aside(path)
                )
            )
            return default

    def _save(self, name: str, content: object) -> None:
        """Write beside the file, then put it in its place: it is there whole or as it was."""
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=self.folder, prefix=name, suffix=".new")
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, indent=2)
            Path(temporary).replace(self.folder / name)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _put_aside(path: Path) -> Path:
    """Give a file another name, which none had before, and return it."""
    aside = next(other for n in count(1) if not (other := path.with_suffix(f".broken-{n}.json")).exists())
    try:
        return path.replace(aside)
    except OSError:
        return path


def _choices(loaded: Any) -> Choices:
    """Settings from another version may have names that we do not know; those are left out."""
    if not isinstance(loaded, dict):
        raise TypeError("these are no settings")
    defaults = Choices()
    chosen: dict[str, Any] = {}
    for name in NAMES:
        if name not in loaded:
            continue
        kind = type(getattr(defaults, name))
        value = kind(loaded[name]) if issubclass(kind, Enum) else loaded[name]
        if type(value) is not kind:
            raise ValueError(f"{name} is {loaded[name]!r}; it should be a {kind.__name__}")
        chosen[name] = value
    return Choices(**chosen)


def _known(loaded: Any) -> dict[str, str]:
    if not isinstance(loaded, dict):
        raise TypeError("these are no fingerprints")
    return {str(place): restored(fingerprint) for place, fingerprint in loaded.items()}


def _recent(loaded: Any) -> tuple[RecentRoom, ...]:
    if not isinstance(loaded, list):
        raise TypeError("this is no list of rooms")
    return tuple(_room(r) for r in loaded[:RECENT_ROOMS])


def _left(loaded: Any) -> Left:
    room = loaded["room"]
    emoji = tuple(str(each) for each in loaded.get("emoji", ()))
    return Left(str(loaded["window"]), _room(room) if room is not None else None, emoji)


def _written(room: RecentRoom) -> dict[str, object]:
    return {name: getattr(room, name) for name in RecentRoom.__dataclass_fields__}


def _room(loaded: Any) -> RecentRoom:
    room = RecentRoom(
        str(loaded["name"]),
        str(loaded["address"]),
        int(loaded["port"]),
        float(loaded["last"]),
        bool(loaded.get("hosted", False)),
        bool(loaded.get("in_clear", False)),
        str(loaded.get("fingerprint", "")),
    )
    if not 0 < room.port < 65536:
        raise ValueError("there is no such port")
    return room
