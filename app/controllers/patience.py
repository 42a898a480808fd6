"""What the welcome window says while a way into a room takes its time. Tk thread only; writes the lobby."""

from collections.abc import Callable

from app.models.lobby import Busy, Idle, Lobby
from app.pump import Clockwork
from app.words import N_, _

BUSY_AFTER_MS = 300
"""Opening a room is shown as work only when it takes longer than this."""

HINT_AFTER_MS = 5000
"""When nobody has answered for so long, say what to look at."""

FIREWALL_HINT = N_("Nobody answers yet. Is the room still open? A firewall there may be in the way.")


class Patience:
    """One wait at a time: a new one ends the one before."""

    def __init__(self, lobby: Lobby, clockwork: Clockwork) -> None:
        self._lobby = lobby
        self._clockwork = clockwork
        self._timer: str | None = None

    def with_opening(self) -> None:
        """A room of our own is being opened."""
        self._lobby.set_hosting(Idle())
        self._later(BUSY_AFTER_MS, lambda: self._lobby.set_hosting(Busy(_("Starting…"))))

    def with_connecting(self, name: str, *, slow: Callable[[], object]) -> None:
        """We are on our way to the room of this name, or at this address. ``slow`` is called when nobody answers."""
        text = _("Connecting to {name}…").format(name=name)
        self._lobby.set_joining(Busy(text))

        def hint() -> None:
            self._lobby.set_joining(Busy(text, _(FIREWALL_HINT)))
            slow()

        self._later(HINT_AFTER_MS, hint)

    def with_waiting(self, name: str) -> None:
        """Somebody in the room of this name has been asked to let us in."""
        self.end()
        self._lobby.set_joining(
            Busy(_("Waiting to be let into {room}. Whoever hosts it has been asked.").format(room=name))
        )

    def end(self) -> None:
        """There is nothing to be waited for any more. What is said stays until something else is."""
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None

    def _later(self, ms: int, work: Callable[[], object]) -> None:
        self.end()

        def due() -> None:
            self._timer = None
            work()

        self._timer = self._clockwork.after(ms, due)
