"""One window for each profile: who starts Parlor a second time rings at the one that is open. Knows no windows.

The open one listens on this computer alone, and leaves a note in the profile's folder: where, and a key that both
sides have to know before either says anything (an exchange of ``multiprocessing.connection``). Only who may read the
folder can ring, and a stranger who has the port by now, after a crash, learns nothing.
"""

import json
import logging
import os
import secrets
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener, answer_challenge, deliver_challenge
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)

PATIENCE = 3.0
"""Seconds in which the open one has to answer; it may be drawing."""
LONGEST = 10_000
"""Bytes of what is handed over: more than any invite has."""
_HEARD = b"heard"


class Doorbell:
    """Heard by ``heard``, on a thread of ours, with what the second start was given."""

    def __init__(self, note: Path, heard: Callable[[str], object]) -> None:
        self._note = note
        self._heard = heard
        self._key = secrets.token_bytes(32)
        self._listener: Listener | None = None
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="doorbell", daemon=True)

    def hang(self) -> None:
        """Listen from now on. Without a folder or a way to listen there is no bell: two windows do no harm."""
        try:
            listener = Listener(("127.0.0.1", 0), "AF_INET")
        except OSError as error:
            log.warning("a second start cannot be noticed: %s", error)
            return
        try:
            _write(self._note, json.dumps({"port": listener.address[1], "key": self._key.hex()}))
        except OSError as error:
            log.warning("a second start cannot be told where to ring: %s", error)
            listener.close()
            return
        self._listener = listener
        self._thread.start()

    def take_down(self) -> None:
        """Listen no more."""
        if self._listener is None or self._closing.is_set():
            return
        self._closing.set()
        with suppress(OSError):
            self._note.unlink()
        with suppress(OSError), socket.create_connection(self._listener.address, timeout=PATIENCE):
            self._thread.join(PATIENCE)  # what waits for a visitor would not notice that nobody can come any more
        self._listener.close()

    def _listen(self) -> None:
        assert self._listener is not None
        while True:
            try:
                visitor = self._listener.accept()
            except OSError:  # who came has gone again, or there is no room for anybody now
                self._closing.wait(0.1)
                continue
            if self._closing.is_set():
                visitor.close()
                return
            # On a thread: who says nothing keeps nobody else from ringing.
            threading.Thread(target=self._answer, args=(visitor,), name="visitor", daemon=True).start()

    def _answer(self, visitor: "Connection[Any, Any]") -> None:
        with visitor:
            try:
                deliver_challenge(visitor, self._key)
                answer_challenge(visitor, self._key)
                text = visitor.recv_bytes(LONGEST).decode()
            except (OSError, EOFError, ValueError, AuthenticationError) as error:
                log.info("somebody rang who does not know how: %r", error)
                return
            self._heard(text)
            visitor.send_bytes(_HEARD)


def ring(note: Path, text: str) -> bool:
    """Hand something over to the Parlor that is open with this profile; whether there is one. Takes seconds at most."""
    try:
        written = json.loads(note.read_text(encoding="utf-8"))
        port, key = int(written["port"]), bytes.fromhex(written["key"])
    except (OSError, ValueError, TypeError, LookupError):
        return False
    heard = threading.Event()
    # A daemon that is waited for in bounded time: what listens there now may be anything, and say nothing for ever.
    ringing = threading.Thread(target=_ring, args=(port, key, text, heard), name="ring", daemon=True)
    ringing.start()
    ringing.join(PATIENCE)
    return heard.is_set()


def _ring(port: int, key: bytes, text: str, heard: threading.Event) -> None:
    try:
        with Client(("127.0.0.1", port), "AF_INET") as door:
            answer_challenge(door, key)
            deliver_challenge(door, key)
            _let_it_come_forward()
            door.send_bytes(text.encode())
            if door.recv_bytes(len(_HEARD)) == _HEARD:
                heard.set()
    except (OSError, EOFError, ValueError, AuthenticationError) as error:
        log.info("nobody is at the door any more: %r", error)


def _let_it_come_forward() -> None:
    """Windows lets only the program that the person is using put a window in front; that is us, and we pass it on."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _write(note: Path, text: str) -> None:
    """Put it there whole, for its owner's eyes."""
    note.parent.mkdir(parents=True, exist_ok=True)
    partial = note.with_suffix(".new")
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
    partial.replace(note)
