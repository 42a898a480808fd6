"""What on this computer keeps others from a room, found without an administrator's rights. Changes nothing.

One module for each system, each with a pure half that reads what the system says. May take a second: for a thread.
"""

import logging
import subprocess
import sys
from collections.abc import Callable

from app.services.firewalls import linux, macos, windows
from app.services.firewalls.wall import Wall

log = logging.getLogger(__name__)

PATIENCE = 5.0
"""Seconds that a command of the system may take."""

__all__ = ["Wall", "this_wall"]


def this_wall(port: int) -> Wall | None:
    """What keeps others from this port of this computer; None where nothing does, as far as can be seen."""
    systems: dict[str, Callable[[], Wall | None]] = {
        "linux": lambda: linux.wall(port, ask),
        "win32": lambda: windows.wall(port, sys.executable, ask),
        "darwin": lambda: macos.wall(sys.executable, ask),
    }
    look = systems.get(sys.platform)
    return look() if look else None


def ask(*command: str) -> str:
    """What a command of the system says; empty where there is none of that name, or it says no."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would show one
    try:
        done = subprocess.run(  # noqa: S603 - the words are ours
            command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=True, creationflags=flags
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.debug("%s: %s", command[0], error)
        return ""
    return done.stdout
