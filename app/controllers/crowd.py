"""Tells who hosts a large room inside this program, once, that it could have a process of its own. Tk thread only."""

from collections.abc import Callable

from app.models.room import Room
from app.models.settings import Settings
from app.words import N_, _

LARGE = 100
"""People. With so many, a window that draws delays the room's lines, and not those of a room in its own process:
``tests/bench/hosting.py``."""

HINT = N_(
    "Many people are here. The next time you host, Parlor and the room keep out of each other's way "
    "if you choose “Run hosted rooms in a process of their own” in the settings."
)


class Crowd:
    """Watches how many people are in a room of ours. In somebody else's it has nothing to say."""

    def __init__(self, room: Room, settings: Settings, *, remark: Callable[[str], object]) -> None:
        self._room, self._settings, self._remark = room, settings, remark
        self._said = False
        room.people_changed.connect(self._look)

    def _look(self) -> None:
        hosting = self._room.hosting
        if self._said or hosting is None or hosting.isolated or self._settings.choices.isolated_hosting:
            return
        if len(self._room.people) >= LARGE:
            self._said = True
            self._remark(_(HINT))
