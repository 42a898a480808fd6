"""Plays our short sounds, on every system. Knows nothing of what they mean."""

import logging
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import assets

log = logging.getLogger(__name__)

PLAYERS = ("pw-play", "paplay")
"""What plays sounds on most Linux desktops, and the library does not know."""
LONGEST = 10.0
"""Seconds that a player may take; then the sound comes too late anyway."""
PAUSE = 2.0
"""Seconds between the beginnings of two sounds: a lively room is no alarm."""


class Chime:
    """Where nothing can play a sound, it is silent, and the log says so once."""

    def __init__(
        self, play: Callable[[Path], object] | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._play = play or _play
        self._clock = clock
        self._last = float("-inf")
        self._failed = False

    def ring(self, name: str) -> None:
        """Play ``assets/sounds/NAME.wav``, unless something was played just now. Returns at once."""
        now = self._clock()
        if now - self._last < PAUSE:
            return
        self._last = now
        path = assets.path(f"sounds/{name}.wav")
        # A thread each: it ends with its sound, and a program that hangs hangs there. A daemon, for that reason.
        threading.Thread(target=self._ring, args=(path,), name="chime", daemon=True).start()

    def _ring(self, path: Path) -> None:
        try:
            self._play(path)
        except Exception as error:  # noqa: BLE001 - a safety net: every system and its players fail in their own way
            if not self._failed:
                self._failed = True
                log.info("no sound can be played here: %s", error)


def _play(path: Path) -> None:
    if player := next(filter(None, map(shutil.which, PLAYERS)), None):
        subprocess.run([player, path], check=True, timeout=LONGEST, capture_output=True)  # noqa: S603 - ours
        return
    from playsound3 import playsound  # here: it tries out which players there are, which takes a while

    playsound(path, block=True)
