"""Files that are chosen, on their way, or here: what is shown of them. Tk thread only; knows no disk and no network."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.models.observable import Signal

if TYPE_CHECKING:  # a picture is handed on from who decodes it to who draws it
    from PIL.Image import Image

_PICTURES_KEPT = 100
"""Decoded pictures that are remembered; each takes a megabyte at most."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """It is to be sent with the next message."""


@dataclass(frozen=True, slots=True)
class Moving:
    """It is on its way: so many bytes of so many; ``total`` is 0 while that is not known."""

    done: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.done / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Failed:
    """It did not arrive; a sentence that says why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """It is with the room, and not here."""


@dataclass(frozen=True, slots=True)
class Here:
    """It is on this computer."""

    path: Path


Sending = Chosen | Moving | Failed
State = Elsewhere | Moving | Here | Failed


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A file of ours that is to be sent, or is being sent."""

    key: str
    name: str
    size: int
    path: Path
    state: Sending = Chosen()


class Tray:
    """The files of ours that lie above the text of one conversation, in the order in which they were put there."""

    def __init__(self) -> None:
        self.items: tuple[Outgoing, ...] = ()
        self.changed: Signal[[]] = Signal()

    def put(self, item: Outgoing) -> None:
        """Add a file, or what is new of one."""
        known = any(other.key == item.key for other in self.items)
        self.items = tuple(item if other.key == item.key else other for other in self.items)
        if not known:
            self.items += (item,)
        self.changed.emit()

    def drop(self, key: str) -> None:
        """Take a file away."""
        self.items = tuple(item for item in self.items if item.key != key)
        self.changed.emit()

    def find(self, key: str) -> Outgoing | None:
        return next((item for item in self.items if item.key == key), None)

    @property
    def chosen(self) -> Iterable[Outgoing]:
        """What waits to be sent."""
        return [item for item in self.items if isinstance(item.state, Chosen)]


class Files:
    """What is known of files by their SHA-256 (or the key of an outgoing one): where they are, and how they look.

    ``takes_files`` says whether files can be sent to the room. ``changed`` names the file of which something is new.
    """

    def __init__(self) -> None:
        self.takes_files = False
        self.changed: Signal[[str]] = Signal()
        self.takes_files_changed: Signal[[]] = Signal()
        self._states: dict[str, State] = {}
        self.without_picture: set[str] = set()
        """Files that are called pictures, and cannot be shown."""
        self._pictures: OrderedDict[str, Image] = OrderedDict()

    def state(self, digest: str) -> State:
        return self._states.get(digest, Elsewhere())

    def set_state(self, digest: str, state: State) -> None:
        if state != self.state(digest):
            self._states[digest] = state
            self.changed.emit(digest)

    def picture(self, key: str) -> "Image | None":
        """A picture as it is shown in a conversation: small."""
        found = self._pictures.get(key)
        if found is not None:
            self._pictures.move_to_end(key)
        return found

    def put_picture(self, key: str, picture: "Image") -> None:
        self._pictures[key] = picture
        while len(self._pictures) > _PICTURES_KEPT:
            self._pictures.popitem(last=False)
        self.changed.emit(key)

    def note_no_picture(self, key: str) -> None:
        """What is called a picture cannot be shown as one."""
        if key not in self.without_picture:
            self.without_picture.add(key)
            self.changed.emit(key)

    def set_takes_files(self, takes_files: bool) -> None:
        if takes_files is not self.takes_files:
            self.takes_files = takes_files
            self.takes_files_changed.emit()
