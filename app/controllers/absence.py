"""Shows us as away while nobody touches the computer, and as here again afterwards. Tk thread only."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.models.settings import Settings
from app.pump import Clockwork
from app.words import _

if TYPE_CHECKING:  # whoever has a visit has loaded it
    from app.controllers.visit import Visit

LOOK_EVERY_MS = 5000


class Absence:
    """Looks at how long nobody was here: ``window_idle`` in our window, ``system_idle`` anywhere, where that is known.

    Who said themselves that they are away is left alone.
    """

    def __init__(
        self,
        settings: Settings,
        clockwork: Clockwork,
        *,
        window_idle: Callable[[], float],
        system_idle: Callable[[], float | None],
        visit: "Callable[[], Visit | None]",
    ) -> None:
        self._settings, self._clockwork = settings, clockwork
        self._window_idle, self._system_idle, self._visit = window_idle, system_idle, visit
        self._timer = ""
        self._by_us: Visit | None = None  # where it was us who said that they are away

    def watch(self) -> None:
        """Look from now on, every few seconds."""
        self._timer = self._clockwork.after(LOOK_EVERY_MS, self._look)

    def stop(self) -> None:
        """Look no more."""
        if self._timer:
            self._clockwork.after_cancel(self._timer)
            self._timer = ""

    def _look(self) -> None:
        self.watch()
        visit = self._visit()
        if visit is None or visit.session is None or (me := visit.room.person(visit.room.nick)) is None:
            return
        if self._is_gone():
            if not me.away:
                visit.session.set_away(_("Away from the computer"))
                self._by_us = visit
        elif self._by_us is visit:
            self._by_us = None
            if me.away:
                visit.session.set_away("")

    def _is_gone(self) -> bool:
        limit = self._settings.choices.away_minutes * 60
        if not limit or self._window_idle() < limit:
            return False
        elsewhere = self._system_idle()  # asked last: it may take a moment
        return elsewhere is None or elsewhere >= limit
