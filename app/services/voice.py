"""Says words by the system's own voice. Knows nothing of who said them first."""

import logging
import queue
import shutil
import subprocess
import sys
import threading

log = logging.getLogger(__name__)

_WINDOWS = (
    "Add-Type -AssemblyName System.Speech; [Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)
LONGEST = 60.0
"""Seconds that one message may take."""
WAITING = 5
"""Messages that may wait to be said; in a lively room the older ones are left out."""


def speaker() -> list[str] | None:
    """The command that says what comes in by its standard input; None where there is none."""
    if sys.platform == "win32":
        found, options = shutil.which("powershell"), ["-NoProfile", "-NonInteractive", "-Command", _WINDOWS]
    elif sys.platform == "darwin":
        found, options = shutil.which("say"), ["-f", "-"]
    else:
        found, options = shutil.which("spd-say"), ["--wait", "--pipe-mode"]
    return [found, *options] if found else None


class Voice:
    """Says one thing after the other, on the thread ``voice``, begun with the first."""

    def __init__(self) -> None:
        self._waiting: queue.Queue[str | None] = queue.Queue()
        self._thread: threading.Thread | None = None
        self._speaking: subprocess.Popen[bytes] | None = None

    def say(self, words: str) -> None:
        """Say this when what came before is said."""
        if self._thread is None:
            # A daemon: a voice that hangs keeps nobody from leaving.
            self._thread = threading.Thread(target=self._run, name="voice", daemon=True)
            self._thread.start()
        while self._waiting.qsize() >= WAITING:
            self._waiting.get_nowait()
        self._waiting.put(words)

    def stop(self) -> None:
        """Be silent, in the middle of a word too."""
        while not self._waiting.empty():
            self._waiting.get_nowait()
        if self._thread is not None:
            self._waiting.put(None)
            self._thread = None
        if self._speaking is not None:
            self._speaking.kill()

    # -- the thread "voice"

    def _run(self) -> None:
        while (words := self._waiting.get()) is not None:
            if command := speaker():
                self._say(command, words)

    def _say(self, command: list[str], words: str) -> None:
        try:
            with subprocess.Popen(  # noqa: S603 - ours; the words come by a pipe
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as self._speaking:
                self._speaking.communicate(words.encode(), timeout=LONGEST)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("nothing can be said aloud: %s", error)
        finally:
            self._speaking = None
