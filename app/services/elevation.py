"""Has a command run by an administrator, whom the system itself asks. Blocks while it asks: for a thread."""

import logging
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

from app.words import _

log = logging.getLogger(__name__)

PATIENCE = 300.0
"""Seconds within which somebody has found the password."""


def can_ask(environment: dict[str, str] | None = None) -> bool:
    """Whether the system has a window of its own in which an administrator is asked."""
    environment = dict(os.environ) if environment is None else environment
    if sys.platform in ("win32", "darwin"):
        return True
    screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    return bool(screen and environment.get("XDG_CURRENT_DESKTOP") and shutil.which("pkexec"))


def run_as_administrator(argv: Sequence[str]) -> str:
    """Run it, if an administrator agrees. Why it was not done, or the empty text."""
    command = wrapped(argv)
    try:
        done = subprocess.run(  # noqa: S603 - one of our own orders
            command, capture_output=True, text=True, errors="replace", timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        log.info("%s: %s", command[0], error)
        return _("This computer could not be asked to let others in.")
    if done.returncode:
        log.info("%s: %s", command[0], done.stderr.strip())
        return _("Nothing was changed. Only an administrator of this computer can let others in.")
    return ""


def wrapped(argv: Sequence[str], platform: str = sys.platform) -> list[str]:
    """The command by which the system asks an administrator, and then runs this one."""
    if platform == "darwin":
        quoted = shlex.join(argv).replace("\\", "\\\\").replace('"', '\\"')
        return ["osascript", "-e", f'do shell script "{quoted}" with administrator privileges']
    if platform == "win32":
        program, *words = (word.replace("'", "''") for word in argv)
        listed = ",".join(f"'{word}'" for word in words)
        start = f"$p = Start-Process '{program}' -ArgumentList {listed} -Verb RunAs -WindowStyle Hidden -Wait -PassThru"
        return ["powershell", "-NoProfile", "-NonInteractive", "-Command", f"{start}; exit $p.ExitCode"]
    return ["pkexec", *argv]
