"""The one writer: the thread that everything in the room happens on.

Visitors' threads only read; what they read they put into the inbox as tasks. A turn is: take all
tasks there are, do them, then send every mailbox that got something, each with one call. Batches grow
by themselves under load, and nobody ever waits for somebody else's socket. Where many are to be sent to and
one turn follows another, those who are about to speak are given a moment to be part of the turn.

What it is made of: what goes out (``outgoing``), answers that wait a moment (``late_answers``), and jobs that
would keep everybody waiting (``worker``).
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import TypeVar

from server import speech
from server.late_answers import MOMENT, LateAnswers
from server.outgoing import Outgoing
from server.room import Room
from server.session import Session
from server.threads import about_to_wait
from server.transport import Link
from server.worker import Worker

log = logging.getLogger(__name__)

_RETRY = 0.01
_TICK = 1.0
_TASKS_A_TURN = 2000
"""After so many tasks mailboxes are sent even if there is more to do."""

_MANY = 16
"""Mailboxes from which on to send takes as long as to wait for more that could go with it."""
_BUSY = 0.002
"""Seconds after a turn in which the next one begins where people answer each other."""
_SILENCE = 0.0001
"""Seconds after which nobody is about to speak."""
_LONGEST_MOMENT = 0.0005

_ANSWER_TIMEOUT = 10.0

Task = Callable[[], None]
T = TypeVar("T")


class Engine:
    """Owns the room. All that comes first may be called from any thread."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._inbox: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._outgoing = Outgoing(room)
        self._late_answers = LateAnswers()
        self._lent: set[Link] = set()
        self._next_tick = 0.0
        self._busy_until = 0.0
        self._stop_at: float | None = None
        self._has_ended = False
        self._worker = Worker(self.post)
        room.work = self._worker.work
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)

    # Any thread

    def start(self) -> None:
        self._thread.start()

    @property
    def started(self) -> bool:
        """Whether it was ever started."""
        return self._thread.ident is not None

    def stop(self, timeout: float) -> None:
        """Say goodbye to everybody and end. What is not gone after ``timeout`` seconds is cut off."""
        self.post(partial(self._begin_to_stop, timeout))
        self._thread.join(timeout + 1.0)

    def post(self, task: Task) -> None:
        """Have something done on the engine's thread."""
        self._inbox.put(task)

    def arrive(self, session: Session, link: Link) -> None:
        self._inbox.put(partial(self._arrived, session, link))
        if self._has_ended:
            link.cut()
            link.release()

    def read(self, session: Session, link: Link, lines: list[bytes], size: int) -> None:
        """Hand over what a visitor's client sent. Waits while the engine is behind with this one visitor."""
        self._inbox.put(partial(self._came_in, session, link, lines, size))
        link.hold_back(size)

    def nudge(self, session: Session) -> None:
        """Have sent what a visitor's link has to say of itself."""
        self._inbox.put(partial(self._outgoing.nudge, session))

    def leave(self, session: Session, link: Link, reason: str) -> None:
        """A visitor's socket is at its end."""
        self._inbox.put(partial(self._left, session, link, reason))
        if self._has_ended:
            link.release()

    def lend(self, session: Session, link: Link) -> bool:
        """Leave a link to its visitor's thread until that says ``leave``: they have not come to be in the room.

        False if it has ended instead: then there is nothing to be left.
        """
        self._inbox.put(partial(self._lend, session, link))
        link.wait_until_released()
        return not link.ending.is_set()

    def ask(self, question: Callable[[], T]) -> T:
        """Have something looked up on the engine's thread, and wait for it. Raises TimeoutError if the room closes."""
        answer: Future[T] = Future()
        self.post(partial(_answer, question, answer))
        about_to_wait()
        return answer.result(_ANSWER_TIMEOUT)

    # The engine's thread

    def _run(self) -> None:
        self.room.engine_thread = threading.get_ident()
        while self._stop_at is None or (self._outgoing and self.room.monotonic() < self._stop_at):
            self._take_turn()
        self._has_ended = True  # from here on newcomers are turned away by the thread that brings them
        self._worker.end()
        for link in (*self._outgoing, *self._lent):
            link.cut()
            link.release()
        while True:
            try:
                self._do(self._inbox.get_nowait())
            except queue.Empty:
                self._do(self.room.memory.close)
                self.room.engine_thread = None
                return

    def _take_turn(self) -> None:
        about_to_wait()
        is_silent = not self._do_what_came()
        if len(self.room.dirty) >= _MANY and time.monotonic() < self._busy_until:
            self._wait_for_more()
        for session in self._late_answers.due(is_silent=is_silent):
            self._do(partial(speech.take_up, session))
        now = self.room.monotonic()
        if now >= self._next_tick:
            self._next_tick = now + _TICK
            self._do(self.room.tick)
        self._do(self.room.memory.write)
        self._do(partial(self._outgoing.flush, now))
        if not is_silent:
            self._busy_until = time.monotonic() + _BUSY

    def _do_what_came(self) -> bool:
        """Wait for something to do, and do all there is; whether there was anything."""
        try:
            task = self._inbox.get(timeout=self._patience())
        except queue.Empty:
            return False
        try:
            for _ in range(_TASKS_A_TURN):
                self._do(task)
                task = self._inbox.get_nowait()
            self._do(task)
        except queue.Empty:
            pass
        return True

    def _wait_for_more(self) -> None:
        """Do what others are about to bring, so that it goes out by the same calls.

        People who answer each other speak at once, but each is brought by a thread of their own: who comes
        first would be told to everybody alone, then the rest. With a hundred people that was nearly twice the calls.
        """
        until = time.monotonic() + _LONGEST_MOMENT
        try:
            while time.monotonic() < until:
                self._do(self._inbox.get(timeout=_SILENCE))
        except queue.Empty:
            pass

    def _patience(self) -> float:
        if self._late_answers:
            return MOMENT
        if self._outgoing.is_behind or self._stop_at is not None:
            return _RETRY
        return max(0.0, self._next_tick - self.room.monotonic())

    def _do(self, task: Task) -> None:
        try:
            task()
        except Exception:
            log.exception("A mistake of the room")
            self.room.log("problem", "Something went wrong in the room; it goes on.")

    def _arrived(self, session: Session, link: Link) -> None:
        if self._stop_at is not None:
            link.cut()
            link.release()
            return
        self._outgoing.add(session, link)
        self.room.arrive(session)

    def _came_in(self, session: Session, link: Link, lines: list[bytes], size: int) -> None:
        try:
            if not session.closing:
                session.heard_at = self.room.monotonic()
                session.pinged = False
                self._late_answers.take(session, lines)
        finally:
            link.digest(size)

    def _left(self, session: Session, link: Link, reason: str) -> None:
        link.at_end = True
        self._late_answers.hurry(session)
        if link in self._lent:
            self._lent.discard(link)
            link.release()
        elif session in self._outgoing:
            self.room.dismiss(session, reason)

    def _lend(self, session: Session, link: Link) -> None:
        if session.closing or not self._outgoing.take_out(session):
            link.at_end = True  # the visitor waits until their goodbye is said
            return
        self.room.dismiss(session, "they came for files")
        self.room.parting.remove(session)
        session.mailbox.clear()
        self._lent.add(link)
        link.release()

    def _begin_to_stop(self, timeout: float) -> None:
        self._stop_at = self.room.monotonic() + timeout
        self.room.close()


def _answer(question: Callable[[], T], answer: Future[T]) -> None:
    try:
        answer.set_result(question())
    except Exception as error:
        answer.set_exception(error)
        raise  # the engine's safety net logs it
