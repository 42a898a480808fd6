"""The engine's sending half: whose link is whose, who is behind with reading, and who is on the way out.

Everybody's mailbox is sent with one call each turn. People whose socket takes no more are tried again every
few milliseconds. A selector would do it sooner, but needs a thread of its own, and care about sockets that
close under it; the socket's own buffer covers the few milliseconds. Engine's thread, but for ``nudge``.
"""

from __future__ import annotations

from collections.abc import Iterator

from server.room import Room
from server.session import Session
from server.transport import Link

_GRACE = 2.0
"""Seconds that a visitor who was said goodbye to has to take it and hang up."""


class Outgoing:
    """The links of everybody in the room, and what waits to go out by them."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._links: dict[Session, Link] = {}
        self._behind: dict[Session, Link] = {}
        self._ending: dict[Session, float] = {}
        self._nudged: list[Session] = []

    def __contains__(self, session: Session) -> bool:
        return session in self._links

    def __len__(self) -> int:
        return len(self._links)

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links.values())

    @property
    def is_behind(self) -> bool:
        """Whether something waits for a socket to take it."""
        return bool(self._behind)

    def add(self, session: Session, link: Link) -> None:
        self._links[session] = link

    def take_out(self, session: Session) -> bool:
        """Send nothing to somebody from now on; returns whether there was anybody to send to."""
        self._behind.pop(session, None)
        return self._links.pop(session, None) is not None

    def nudge(self, session: Session) -> None:
        """Have sent what a link has to say of itself."""
        self._nudged.append(session)

    def flush(self, now: float) -> None:
        """Send all mailboxes that got something, and see out those who leave."""
        if self._behind:
            self._retry()
        dirty = self._room.dirty
        if self._room.last_to_flush:
            late = set(self._room.last_to_flush)
            self._room.last_to_flush.clear()
            dirty.sort(key=late.__contains__)
        for session in dirty:
            if session.mailbox:
                self._send(session)
        dirty.clear()
        for session in self._nudged:
            self._send(session)
        self._nudged.clear()
        if self._room.parting or self._ending:
            self._see_out(now)

    def _send(self, session: Session) -> None:
        link = self._links.get(session)
        if link is None:
            session.mailbox.clear()
            return
        try:
            link.send(session.mailbox)
        except OSError:
            self._lost(session, link)
            return
        if link.waiting:
            self._behind[session] = link
            if link.waiting > self._most_waiting(session) and not session.closing:
                link.forget_waiting()
                self._room.dismiss(session, "SendQ exceeded")

    def _most_waiting(self, session: Session) -> int:
        limits = self._room.config.limits
        return limits.sendq_bytes if session.registered else limits.sendq_unregistered_bytes

    def _retry(self) -> None:
        for session, link in list(self._behind.items()):
            try:
                link.resume()
            except OSError:
                self._lost(session, link)
            if not link.waiting:
                self._behind.pop(session, None)

    def _lost(self, session: Session, link: Link) -> None:
        link.cut()
        self._room.dismiss(session, "Connection lost")

    def _see_out(self, now: float) -> None:
        """Half-close the links of those who have their goodbye, cut those who dawdle, let go of those at the end."""
        for session in self._room.parting:
            if session in self._links:
                self._ending[session] = now + _GRACE
        self._room.parting.clear()
        for session, deadline in list(self._ending.items()):
            link = self._links[session]
            if not link.waiting and not session.mailbox:
                link.finish()
                if link.at_end:
                    self._let_go(session, link)
                    continue
            if now > deadline:
                link.cut()

    def _let_go(self, session: Session, link: Link) -> None:
        del self._ending[session], self._links[session]
        self._behind.pop(session, None)
        link.release()
