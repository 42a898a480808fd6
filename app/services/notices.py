"""Shows short notices on the desktop, outside our window. Knows nothing of rooms.

The desktop's own service does it (D-Bus, Windows' and macOS' notification centres), which wants an event loop. That
lives on the thread ``notices``, begun with the first notice: loading all that takes a quarter of a second.
"""

import logging
import queue
import threading
from collections.abc import Callable, Coroutine
from typing import Any

import assets

log = logging.getLogger(__name__)

APP = "Parlor"
LONGEST = 240
"""Characters of a notice; what desktops show of more is up to them."""
PATIENCE = 5.0
"""Seconds that a desktop may take to answer. One that does not must not hold up those that follow."""

Work = Callable[[Any], Coroutine[Any, Any, object]]


class Notices:
    """Where the desktop shows no notices, nothing happens, and the log says so once."""

    def __init__(self) -> None:
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._failed = False

    def show(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        """Show a notice. ``clicked`` is called on the thread ``notices``, if the person clicks it."""
        words = text[:LONGEST]
        self._do(lambda notifier: notifier.send(title=title, message=words, on_clicked=clicked))

    def clear(self) -> None:
        """Take all of them away: the person has come."""
        if self._thread is not None:
            self._do(lambda notifier: notifier.clear_all())

    def stop(self) -> None:
        """Show none any more."""
        if self._thread is not None:
            self._work.put(None)

    def _do(self, work: Work) -> None:
        if self._thread is None:
            # A daemon: a desktop that does not answer keeps nobody from leaving.
            self._thread = threading.Thread(target=self._run, name="notices", daemon=True)
            self._thread.start()
        self._work.put(work)

    # -- the thread "notices"

    def _run(self) -> None:
        import asyncio  # here: the window appears sooner without

        library = logging.getLogger("desktop_notifier.backends.base")
        library.addFilter(self._is_first)
        try:
            asyncio.run(self._serve())
        except Exception as error:  # noqa: BLE001 - a safety net: what desktops and their libraries fail with is endless
            self._complain(error)
        finally:
            library.removeFilter(self._is_first)

    async def _serve(self) -> None:
        import asyncio

        from desktop_notifier import DesktopNotifier, Icon

        icon = Icon(path=assets.path("icon/parlor-128.png"))
        notifier = DesktopNotifier(app_name=APP, app_icon=icon)
        while (work := await asyncio.to_thread(self._work.get)) is not None:
            try:
                await asyncio.wait_for(work(notifier), PATIENCE)
            except Exception as error:  # noqa: BLE001 - as above
                self._complain(error)

        # The library has no way to say that it is not needed any more, and on Linux keeps its connection open.
        if bus := getattr(notifier._backend, "bus", None):  # noqa: SLF001
            bus.disconnect()
            await bus.wait_for_disconnect()

    def _is_first(self, _record: logging.LogRecord) -> bool:
        """Whether a complaint of the library is to be heard: it catches what goes wrong, and logs it each time."""
        first, self._failed = not self._failed, True
        return first

    def _complain(self, error: Exception) -> None:
        if not self._failed:
            self._failed = True
            log.warning("this desktop shows no notices: %s", error)
