"""A desk with a screen, a keyboard and one program on it, for trying a built application as a person would.

Linux only: the screen is Xvfb's, windows are kept by Openbox, keys are pressed by xdotool.
"""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from PIL import Image, ImageChops, ImageGrab

Answer = TypeVar("Answer")

PATIENCE = 15.0  # how long anything may take on a machine that is busy with other things
STILL = 0.3  # after how long without a change a person takes a screen for finished
A_LITTLE = 500  # so many pixels change where a caret blinks and a spinner turns


class TrialError(Exception):
    """What should have happened did not. Its words say what."""


def wait_for(condition: Callable[[], Answer], what: str, patience: float = PATIENCE, pause: float = 0.05) -> Answer:
    """The first true answer of `condition`, asked every `pause` seconds; TrialError if there is none in time."""
    end = time.monotonic() + patience
    while not (answer := condition()):
        if time.monotonic() > end:
            raise TrialError(f"waited {patience:g} s in vain: {what}")
        time.sleep(pause)  # noqa: TID251 - a trial from outside has nothing to wait on but the clock
    return answer


class Desk:
    """One person's screen and keyboard, and the program they have started."""

    def __init__(self, who: str, folder: Path) -> None:
        """Set up a desk for `who`; `folder` is theirs."""
        self.who, self.folder = who, folder
        reading, writing = os.pipe()
        self._screen = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as answer:
            self.display = f":{answer.readline().strip()}"
        # What the trial reads in windows is English, whoever tries.
        self._environment = {**os.environ, "DISPLAY": self.display, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        # Openbox runs this command when it is ready. A window that appears while it is starting would get no keys.
        ready = folder / "desk-is-ready"
        self._windows = subprocess.Popen(
            ["openbox", "--startup", f"touch {shlex.quote(str(ready))}"],
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(ready.exists, "Openbox to be there")
        self._terminal = folder / "terminal.txt"
        self.program: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Desk:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the desk, whatever still runs on it."""
        for process in (self.program, self._windows, self._screen):
            if process is not None and process.poll() is None:
                process.send_signal(signal.SIGTERM)
                try:
                    process.wait(5)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    def start(self, command: list[str]) -> float:
        """Start the program; how many seconds went by until something of it was on the screen."""
        empty, began = self.look(), time.monotonic()
        with self._terminal.open("wb") as file:
            self.program = subprocess.Popen(
                command, env=self._environment, stdin=subprocess.DEVNULL, stdout=file, stderr=file
            )
        wait_for(lambda: differ(empty, self.look()), f"{self.who}'s window", pause=0.03)
        return time.monotonic() - began

    def said(self) -> str:
        """What the program has said to its terminal."""
        return self._terminal.read_text(encoding="utf-8", errors="replace")

    def _xdotool(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()

    def title(self) -> str:
        """The title of the window the keys go to; empty if there is none."""
        return self._xdotool("getactivewindow", "getwindowname")

    def wait_for_title(self, part: str) -> None:
        wait_for(lambda: part in self.title(), f"a window of {self.who}'s with {part!r} in its title")

    def type(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other: ``press("Tab", "ctrl+a")``."""
        for key in keys:
            self._xdotool("key", key)

    def clipboard(self) -> str:
        """What was copied last on this desk; empty if nothing was."""
        # In a process of its own: Tk in this one would hold on to every screen it has once seen, and end with it.
        read = "import tkinter; print(tkinter.Tk().clipboard_get(), end='')"
        done = subprocess.run(
            [sys.executable, "-c", read], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def copy_picture(self, path: Path) -> None:
        """Put a picture (PNG) on the clipboard, as another program does."""
        command = ["xclip", "-selection", "clipboard", "-t", "image/png", "-i", str(path)]
        # It stays behind until somebody else copies something, so it must not hold on to our pipes.
        subprocess.run(command, env=self._environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def look(self) -> Image.Image:
        return ImageGrab.grab(xdisplay=self.display)

    def wait_for_news(self, before: Image.Image) -> None:
        """Wait until the screen shows something else than `before`, and all of it."""
        last, since = before, time.monotonic()

        def finished() -> bool:
            nonlocal last, since
            now = self.look()
            if differ(last, now):
                last, since = now, time.monotonic()
            return differ(before, last) and time.monotonic() - since > STILL

        wait_for(finished, f"something new on {self.who}'s screen")

    def picture(self, path: Path) -> None:
        self.look().save(path)

    def exit_status(self) -> int:
        """What the program ended with; TrialError if it does not end."""
        program = self.program
        assert program is not None, "nothing was started"
        wait_for(lambda: program.poll() is not None, f"{self.who}'s window to close")
        return int(program.returncode)


def differ(one: Image.Image, other: Image.Image) -> bool:
    """Whether two looks at a screen show different things; what moves in its place counts for nothing."""
    _, *changed = ImageChops.difference(one, other).convert("L").histogram()
    return sum(changed) > A_LITTLE
