"""Whether the desktop is light or dark, and word when that changes.

CustomTkinter's own "system" mode asks 30 times a second, on Linux with a process each time.
Here the system is asked once, and then a thread listens to it where it has something to say,
or asks it every other second.
"""

import logging
import subprocess
import sys
import threading
from collections.abc import Callable

import darkdetect

log = logging.getLogger(__name__)

ASK_EVERY = 2.0
"""Seconds from one question to the next on macOS, which tells only those who bring an event loop of its own."""

_GNOME = ("gsettings", "monitor", "org.gnome.desktop.interface")


def is_dark() -> bool:
    """Whether the desktop is dark now. A desktop that does not say is light. Takes milliseconds."""
    try:
        return bool(darkdetect.isDark())
    except Exception:  # a foreign library asks foreign programs; light is a fine answer
        log.debug("the desktop does not say whether it is dark", exc_info=True)
        return False


class AppearanceWatch:
    """Calls ``turned`` with True or False (dark or not), on a thread of its own, at each change."""

    def __init__(self, turned: Callable[[bool], None]) -> None:
        self._turned = turned
        self._stopped = threading.Event()
        self._monitor: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin to listen. On Linux a process that waits for the desktop is started, and ended by ``stop``."""
        listen = self._listen
        if sys.platform.startswith("linux"):
            try:
                self._monitor = subprocess.Popen(  # noqa: S603 - nothing in it comes from outside
                    _GNOME, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL, text=True
                )
            except OSError:
                return  # another desktop: it stays as it was at the start
            listen = self._listen_to_gnome
        elif sys.platform == "darwin":
            listen = self._ask
        # A daemon: the listener waits for the system, and nobody can interrupt that everywhere.
        threading.Thread(target=listen, name="appearance", daemon=True).start()

    def stop(self) -> None:
        """Call nobody any more."""
        self._stopped.set()
        if self._monitor:
            self._monitor.terminate()
            self._monitor.wait()

    def _listen(self) -> None:
        try:
            darkdetect.listener(lambda appearance: self._heard(appearance == "Dark"))
        except Exception:  # as above; without word from the system the look stays
            log.debug("the desktop does not tell when it turns dark", exc_info=True)

    def _listen_to_gnome(self) -> None:
        # darkdetect's own listener never ends the process that it starts, and follows the older of two settings.
        if self._monitor and self._monitor.stdout:
            with self._monitor.stdout as lines:
                for line in lines:
                    if line.startswith(("color-scheme", "gtk-theme")):
                        self._heard(is_dark())

    def _ask(self) -> None:
        dark = is_dark()
        while not self._stopped.wait(ASK_EVERY):
            if is_dark() is not dark:
                dark = not dark
                self._heard(dark)

    def _heard(self, dark: bool) -> None:
        if not self._stopped.is_set():
            self._turned(dark)
