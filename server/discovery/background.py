"""The thread on which looking or announcing lives: one event loop, started and ended from outside."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from server.threads import Lock

if TYPE_CHECKING:
    import asyncio

log = logging.getLogger(__name__)

Work = Callable[["asyncio.Event"], Coroutine[None, None, None]]
"""What goes on until the event is set."""


class Background:
    """Work on a thread of its own, from being made until ``stop``. A daemon: the program's end does not wait for it."""

    def __init__(self, name: str, load: Callable[[], Work]) -> None:
        """``load`` is called on the thread: what the work needs is slow to import, and windows are waiting."""
        self._load = load
        self._end: Callable[[], object] | None = None
        self._stopping = False
        self._lock = Lock()  # between stop and a loop that is just coming up or going down
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 0.0) -> None:
        """Have it end, and wait so many seconds for that. Any thread; a second time does nothing."""
        with self._lock:
            self._stopping = True
            if self._end is not None:
                self._end()
                self._end = None
        if timeout:
            self._thread.join(timeout)

    def _run(self) -> None:
        import asyncio  # here, as all that is loaded below

        try:
            work = self._load()
            # Windows' own loop forgets to listen on after somebody we wrote to was not there.
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._main(work))
        except Exception:  # a safety net in case of bugs: people can still join by an invite
            log.exception("finding rooms nearby has failed")

    async def _main(self, work: Work) -> None:
        import asyncio

        stopped, loop = asyncio.Event(), asyncio.get_running_loop()
        with self._lock:
            if self._stopping:
                return
            self._end = lambda: loop.call_soon_threadsafe(stopped.set)
        try:
            await work(stopped)
        finally:
            with self._lock:
                self._end = None
