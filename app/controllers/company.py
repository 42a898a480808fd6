"""Whether anybody comes into a room of ours, and what is to be done when somebody does, or nobody. Tk thread only."""

from collections.abc import Callable

from app.models.room import Room
from app.pump import Clockwork

ALONE_MS = 4 * 60_000
"""When nobody has come for so long, it is worth a word."""
SETTLED_MS = 5_000
"""So long after somebody has come, they have everything that they came for."""


class Company:
    """Waits for the first one to come: calls ``came`` soon after that, or ``alone`` when it takes long."""

    def __init__(
        self, room: Room, clockwork: Clockwork, *, came: Callable[[], object], alone: Callable[[], object]
    ) -> None:
        self._room, self._clockwork, self._came, self._alone = room, clockwork, came, alone
        self._timer: str | None = None
        self._waits = False
        self._begun = False

    def expect(self) -> None:
        """Somebody may come from now on. A second time does nothing."""
        if not self._begun:
            self._begun = self._waits = True
            self._later(ALONE_MS, self._alone)
            self._room.people_changed.connect(self._look)

    def stop(self) -> None:
        """Wait for nobody any more."""
        self._waits = False
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None

    def _look(self) -> None:
        if self._waits and any(not self._room.is_me(person.nick) for person in self._room.people):
            self.stop()
            self._later(SETTLED_MS, self._came)

    def _later(self, ms: int, work: Callable[[], object]) -> None:
        def due() -> None:
            self._timer = None
            work()

        self._timer = self._clockwork.after(ms, due)
