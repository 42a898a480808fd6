"""Answers the host's app when it asks whether we reach the room's addresses. Tk thread; trying has a thread.

Laws:
1. Only who hosts the room is answered, and only about the port by which we came into it, with that of its page.
2. Nothing is tried that an invite could not make us try: addresses by number, sixteen at most, and the room has to
   prove itself there.
3. Once in ``PAUSE`` seconds: nobody makes us knock at doors all day.
"""

from collections.abc import Callable
from typing import Protocol

from app.client.events import ReachAsked
from app.client.link import Place
from app.client.reach import Answer
from app.client.session import Session
from app.controllers.outside import Outside
from app.models.people import Role
from app.models.room import Room

PAUSE = 5.0


class Line(Protocol):
    """What is needed of the connection: the session while we are registered, and where the room was reached."""

    session: Session | None
    place: Place | None


class Witness:
    """For one stay in a room."""

    def __init__(
        self, room: Room, line: Line, post: Callable[[Callable[[], object]], object], outside: Outside
    ) -> None:
        self._room, self._line, self._post, self._outside = room, line, post, outside
        self._free_at = 0.0

    def asked(self, event: ReachAsked) -> None:
        """Somebody asks; the answer follows when there is one, if it is theirs to ask."""
        place, question, outside = self._line.place, event.question, self._outside
        host = self._room.person(event.nick)
        if host is None or host.role is not Role.HOST or not place or not place.fingerprint:
            return
        if question.port != place.port or outside.clock() < self._free_at:
            return
        self._free_at = outside.clock() + PAUSE

        def work() -> None:
            found = outside.try_addresses(question.addresses, place.port, place.fingerprint)
            answer = Answer(question.token, outside.as_seen_here(found))
            self._post(lambda: self._tell(event.nick, answer))

        outside.background(work)

    def _tell(self, nick: str, answer: Answer) -> None:
        if session := self._line.session:
            session.tell_reach(nick, answer)
