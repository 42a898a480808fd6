"""A thread for what would keep everybody waiting: passwords take a moment to be looked at, on purpose.

Knows nothing of what is done there. Only who asked for it waits, and what they say meanwhile is held back.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

from server import speech
from server.commands.registry import finish
from server.session import Session


class Worker:
    """Does one job after the other. ``post`` has something done on the engine's thread, to which the rest belongs."""

    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        self._post = post
        self._jobs = ThreadPoolExecutor(1, thread_name_prefix="worker")

    def work(self, session: Session, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do a job on the other thread; then go on here with what came of it, which carries the command's label."""
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
                self._post(partial(go_on, done))

        self._jobs.submit(job).add_done_callback(finished)

    def end(self) -> None:
        """Begin nothing more. Does not wait for what is under way."""
        self._jobs.shutdown(wait=False, cancel_futures=True)
