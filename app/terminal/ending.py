"""How a command in a terminal ends that somebody else ends: by Ctrl+C, or by reading no further. Knows no command."""

import os
import sys
from collections.abc import Callable

from app.terminal import INTERRUPTED, OK


def quietly(command: Callable[[], int]) -> int:
    """Run a command; its exit status. Without a traceback where nothing went wrong, as in ``parlor tail … | head``."""
    try:
        return command()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # What is still to be written goes nowhere: Python writes it when it ends, and would complain.
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
