"""PING, which is answered a moment late: once all that was said before it has been brought. Engine's thread.

Whose line came first is known only once it is read, and each visitor has a thread for that. Who sends PING
wants to know what was said until then, so others' threads get a moment to bring what is already on its way.
Nobody else waits for that.
"""

from __future__ import annotations

import time

from server import speech
from server.session import Session

MOMENT = 0.0002
"""Seconds of silence after which nothing is on its way any more."""
_LONGEST_MOMENT = 0.001
"""Seconds after which who sent PING is answered where it is never silent."""


class LateAnswers:
    """Whose PING is to be answered in a moment; until then what they say after it is held back."""

    def __init__(self) -> None:
        self._asking: list[Session] = []
        self._answer_at = 0.0

    def __bool__(self) -> bool:
        return bool(self._asking)

    def take(self, session: Session, lines: list[bytes]) -> None:
        """Do what a client sent in one go; if that ends with PING, the answer has to wait."""
        if lines[-1].startswith(b"PING "):
            speech.take(session, lines[:-1])
            self._postpone(session)
            lines = lines[-1:]
        speech.take(session, lines)

    def _postpone(self, session: Session) -> None:
        if session.held is None:
            if not self._asking:
                self._answer_at = time.monotonic() + _LONGEST_MOMENT
            speech.hold_back(session)
            self._asking.append(session)

    def due(self, *, is_silent: bool) -> list[Session]:
        """Who is to be answered now, by ``speech.take_up``: nobody, unless the moment is over."""
        if not is_silent and time.monotonic() < self._answer_at:
            return []
        due, self._asking = self._asking, []
        return due

    def hurry(self, session: Session) -> None:
        """Answer at once: who has nothing more to say still hears the answer."""
        if session in self._asking:
            self._asking.remove(session)
            speech.take_up(session)
