"""Before the door of a room: what a closed first channel asks of us, and the wait until somebody lets us in.

An invite may lead to a channel behind the first one; if we cannot come there, we try that door before.

Tk thread only. Asks the session, while there is one. Knows neither what the room is called nor who is inside.
"""

from collections.abc import Callable

from app.client import events
from app.client.session import Session
from app.pump import Clockwork
from server.protocol.names import casefold
from server.protocol.vocabulary import DEFAULT_CHANNEL

KNOCK_AGAIN_MS = 65_000
"""Whoever could let us in may have come only now. Rooms want a minute between two knocks."""


class Admission:
    """One stay's way through the first channel's door.

    ``waits`` is called when somebody has been asked to let us in, ``denied`` when the answer was no, and
    ``locked`` when only a password helps.
    """

    def __init__(
        self,
        channel: str,
        password: str,
        clockwork: Clockwork,
        *,
        waits: Callable[[], object],
        denied: Callable[[], object],
        locked: Callable[[], object],
    ) -> None:
        self._channel, self._password, self._clockwork = channel, password, clockwork
        self._waits, self._denied, self._locked = waits, denied, locked
        self._session: Session | None = None
        self._timer: str | None = None
        self._behind: list[str] = []  # channels that can be asked for once we are through the door

    @property
    def waiting(self) -> bool:
        """Whether we have knocked and have no answer yet."""
        return self._timer is not None

    def ask(self, session: Session, channel: str) -> None:
        """Ask to be let into a channel; the password is for the first of them."""
        self._session = session
        session.join(channel, self._password if self._is_door(channel) else "")

    def shut_out(self, event: events.ShutOut) -> bool:
        """The room does not let us into a channel; whether that is about the door, and dealt with here."""
        session = self._session
        if session is None:
            return False
        if not self._is_door(event.channel):
            if self.waiting:
                self._behind.append(event.channel)
            return self.waiting
        if event.denied:
            self.stop()
            self._denied()
        elif self.waiting and event.wants is events.Wants.INVITATION:
            pass  # we tried the door once more: who was asked has not answered yet
        elif event.wants is events.Wants.PASSWORD:
            self._locked()
        elif event.wants is not events.Wants.INVITATION:
            return False
        elif casefold(self._channel) != casefold(DEFAULT_CHANNEL):
            self._behind.append(self._channel)
            self._channel = DEFAULT_CHANNEL
            self.ask(session, self._channel)
        elif "KNOCK" in session.isupport:
            self._knock(session)
            self._waits()
        else:
            return False
        return True

    def invited(self, event: events.Invited) -> bool:
        """Somebody asks us into a channel; whether that is the answer to our knock."""
        if self._session is None or not self.waiting or not self._is_door(event.channel):
            return False
        self._wait_no_more()
        self.ask(self._session, self._channel)
        return True

    def entered(self, channel: str) -> None:
        """We are in a channel; if it is the first, the way to the others is free."""
        if self._session is not None and self._is_door(channel):
            behind, session = self._behind, self._session
            self.stop()
            for other in behind:
                self.ask(session, other)

    def stop(self) -> None:
        """Wait no longer: we are in, or gone."""
        self._behind = []
        self._wait_no_more()

    def _wait_no_more(self) -> None:
        if self._timer is not None:
            self._clockwork.after_cancel(self._timer)
            self._timer = None

    def _knock(self, session: Session) -> None:
        session.knock(self._channel)
        self._timer = self._clockwork.after(KNOCK_AGAIN_MS, lambda: self._knock(session))

    def _is_door(self, channel: str) -> bool:
        return casefold(channel) == casefold(self._channel)
