"""The one writer: the thread that everything in the room happens on.

Visitors' threads only read; what they read they put into the inbox as tasks. A turn is: take all
tasks there are, do them, then send every mailbox that got something, each with one call. Batches grow
by themselves under load, and nobody ever waits for somebody else's socket.

Whose line came first is known only once it is read, and each visitor has a thread for that. Who sends
PING wants to know what was said until then, so others' threads get a moment to bring what is already on
its way before it is answered. Nobody else waits for that.

People whose socket takes no more are tried again every few milliseconds. A selector would do it
sooner, but needs a thread of its own, and care about sockets that close under it; the socket's own
buffer covers the few milliseconds.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from server import speech
from server.commands.registry import finish
from server.room import Room
from server.session import Session
from server.threads import about_to_wait
from server.transport import Link

log = logging.getLogger(__name__)

_RETRY = 0.01
_TICK = 1.0
_GRACE = 2.0
"""Seconds that a visitor who was said goodbye to has to take it and hang up."""
_MOMENT = 0.0002
"""Seconds of silence after which nothing is on its way any more."""
_LONGEST_MOMENT = 0.001
"""Seconds after which who sent PING is answered where it is never silent."""
_TASKS_A_TURN = 2000
"""After so many tasks mailboxes are sent even if there is more to do."""

_ANSWER_TIMEOUT = 10.0

Task = Callable[[], None]
T = TypeVar("T")


class Engine:
    """Owns the room. All that comes first may be called from any thread."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._inbox: queue.SimpleQueue[Task] = queue.SimpleQueue()
        self._links: dict[Session, Link] = {}
        self._blocked: dict[Session, Link] = {}
        self._ending: dict[Session, float] = {}
        self._nudged: list[Session] = []
        self._asking: list[Session] = []
        """Whose PING is to be answered in a moment."""
        self._answer_at = 0.0
        self._lent: set[Link] = set()
        self._next_tick = 0.0
        self._stop_at: float | None = None
        self._has_ended = False
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="worker")
        room.work = self._work
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
        self._inbox.put(partial(self._nudged.append, session))

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
        while self._stop_at is None or (self._links and self.room.monotonic() < self._stop_at):
            self._take_turn()
        self._has_ended = True  # from here on newcomers are turned away by the thread that brings them
        self._workers.shutdown(wait=False, cancel_futures=True)
        for link in (*self._links.values(), *self._lent):
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
        is_silent = True
        try:
            task = self._inbox.get(timeout=self._patience())
            is_silent = False
            for _ in range(_TASKS_A_TURN):
                self._do(task)
                task = self._inbox.get_nowait()
            self._do(task)
        except queue.Empty:
            pass
        if self._asking and (is_silent or time.monotonic() >= self._answer_at):
            for session in self._asking:
                self._do(partial(speech.take_up, session))
            self._asking.clear()
        now = self.room.monotonic()
        if now >= self._next_tick:
            self._next_tick = now + _TICK
            self._do(self.room.tick)
        self._do(self.room.memory.write)
        self._do(partial(self._flush, now))

    def _patience(self) -> float:
        if self._asking:
            return _MOMENT
        if self._blocked or self._stop_at is not None:
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
        self._links[session] = link
        self.room.arrive(session)

    def _came_in(self, session: Session, link: Link, lines: list[bytes], size: int) -> None:
        try:
            if not session.closing:
                session.heard_at = self.room.monotonic()
                session.pinged = False
                if lines[-1].startswith(b"PING "):
                    speech.take(session, lines[:-1])
                    self._postpone(session)
                    lines = lines[-1:]
                speech.take(session, lines)
        finally:
            link.digest(size)

    def _postpone(self, session: Session) -> None:
        """Do in a moment what a session says from here on."""
        if session.held is None:
            if not self._asking:
                self._answer_at = time.monotonic() + _LONGEST_MOMENT
            speech.hold_back(session)
            self._asking.append(session)

    def _left(self, session: Session, link: Link, reason: str) -> None:
        link.at_end = True
        if session in self._asking:  # who has nothing more to say still hears the answer
            self._asking.remove(session)
            speech.take_up(session)
        if link in self._lent:
            self._lent.discard(link)
            link.release()
        elif session in self._links:
            self.room.dismiss(session, reason)

    def _lend(self, session: Session, link: Link) -> None:
        if session.closing or self._links.pop(session, None) is None:
            link.at_end = True  # the visitor waits until their goodbye is said
            return
        self._blocked.pop(session, None)
        self.room.dismiss(session, "they came for files")
        self.room.parting.remove(session)
        session.mailbox.clear()
        self._lent.add(link)
        link.release()

    def _work(self, session: Session, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do on another thread what would keep everybody waiting; then go on here. Meanwhile only the session waits."""
        label, session.label = session.label, ""
        speech.hold_back(session)

        def go_on(done: Future[Any]) -> None:
            try:
                if not session.closing:
                    finish(session, label, partial(then, done.result()))
            finally:
                speech.take_up(session)

        def finished(done: Future[Any]) -> None:
            if not done.cancelled():
                self.post(partial(go_on, done))

        self._workers.submit(job).add_done_callback(finished)

    def _begin_to_stop(self, timeout: float) -> None:
        self._stop_at = self.room.monotonic() + timeout
        self.room.close()

    # Sending

    def _flush(self, now: float) -> None:
        if self._blocked:
            self._retry()
        dirty = self.room.dirty
        if self.room.last_to_flush:
            late = set(self.room.last_to_flush)
            self.room.last_to_flush.clear()
            dirty.sort(key=late.__contains__)
        for session in dirty:
            if session.mailbox:
                self._send(session)
        dirty.clear()
        for session in self._nudged:
            self._send(session)
        self._nudged.clear()
        if self.room.parting or self._ending:
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
            self._blocked[session] = link
            limits = self.room.config.limits
            limit = limits.sendq_bytes if session.registered else limits.sendq_unregistered_bytes
            if link.waiting > limit and not session.closing:
                link.forget_waiting()
                self.room.dismiss(session, "SendQ exceeded")

    def _retry(self) -> None:
        for session, link in list(self._blocked.items()):
            try:
                link.resume()
            except OSError:
                self._lost(session, link)
            if not link.waiting:
                self._blocked.pop(session, None)

    def _lost(self, session: Session, link: Link) -> None:
        link.cut()
        self.room.dismiss(session, "Connection lost")

    def _see_out(self, now: float) -> None:
        """Half-close the links of those who have their goodbye, cut those who dawdle, let go of those at the end."""
        for session in self.room.parting:
            if session in self._links:
                self._ending[session] = now + _GRACE
        self.room.parting.clear()
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
        self._blocked.pop(session, None)
        link.release()


def _answer(question: Callable[[], T], answer: Future[T]) -> None:
    try:
        answer.set_result(question())
    except Exception as error:
        answer.set_exception(error)
        raise  # the engine's safety net logs it
