"""Where what is to be said comes from when nobody types: a pipe, an argument, or nowhere. See ``prompt`` for people."""

import os
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

from app.terminal.talk import Talk


class Pipe:
    """Standard input, line by line, until it ends."""

    interactive = False

    def __init__(self) -> None:
        if sys.stdin is None:  # whoever started us has closed it: nothing will be typed
            sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - it stays open, as stdin does

    def begin(self, talk: Talk) -> None:
        # A daemon, since nobody can interrupt a read from a pipe.
        threading.Thread(target=self._read, args=(talk,), name="input", daemon=True).start()

    def stop(self) -> None:
        pass

    def _read(self, talk: Talk) -> None:
        """Without sys.stdin, whose lock a thread that waits for input would keep when Python ends."""
        rest = b""
        with open(sys.stdin.fileno(), "rb", buffering=0, closefd=False) as pipe:
            while data := pipe.read(65536):
                *lines, rest = (rest + data).split(b"\n")
                for line in lines:
                    talk.type(line.decode(errors="replace").rstrip("\r"))
        if rest:
            talk.type(rest.decode(errors="replace"))
        talk.end()


class Given:
    """These lines, and no more."""

    interactive = False

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)

    def begin(self, talk: Talk) -> None:
        for line in self._lines:
            talk.type(line)
        talk.end()

    def stop(self) -> None:
        pass


class Nobody:
    """Says nothing, and stays until the room or the person ends it."""

    interactive = False

    def begin(self, talk: Talk) -> None:
        pass

    def stop(self) -> None:
        pass
