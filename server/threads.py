"""Two rules about threads, checked in Python's development mode (``python -X dev``) and free of cost without it.

Rule 1: what is marked ``engine_only`` runs on the engine's thread, once the room has an engine.
Rule 2: nobody waits, for a socket or for another thread, who holds one of the room's locks.

Without the development mode a ``Lock`` is Python's own, and a mark leaves its function as it is.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_here = threading.local()


class WrongThreadError(AssertionError):
    """One of the rules was broken: a mistake of ours."""


class CheckedLock:
    """A lock by which its thread knows that it holds one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()
        _here.held = getattr(_here, "held", 0) + 1

    def __exit__(self, *_: object) -> None:
        _here.held -= 1
        self._lock.release()


def check_nothing_is_held() -> None:
    """Raises WrongThreadError if this thread holds a lock."""
    if getattr(_here, "held", 0):
        raise WrongThreadError("A thread is about to wait, and holds a lock that others may want meanwhile.")


def checked_for_engine(function: Callable[P, R]) -> Callable[P, R]:
    """The same function, which raises WrongThreadError on any thread but that of the engine of its first argument."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        first: Any = args[0]  # a room, or somebody in one
        owner = getattr(first, "room", first).engine_thread
        if owner not in (None, threading.get_ident()):
            name = threading.current_thread().name
            raise WrongThreadError(f"{function.__qualname__} belongs to the engine, and ran on the thread “{name}”.")
        return function(*args, **kwargs)

    return run


def _unchecked(function: Callable[P, R]) -> Callable[P, R]:
    return function


def _nothing() -> None:
    pass


CHECKED = sys.flags.dev_mode
Lock: Callable[[], Any] = CheckedLock if CHECKED else threading.Lock
about_to_wait = check_nothing_is_held if CHECKED else _nothing
engine_only = checked_for_engine if CHECKED else _unchecked
