"""What should not happen: errors of ours are logged with their traceback, and said once, quietly. Knows no window."""

import logging
import logging.handlers
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

log = logging.getLogger(__name__)

FILE = "parlor.log"
LOG_BYTES = 512 * 1024

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def log_to(folder: Path) -> None:
    """Keep a small log beside the settings, for when somebody asks what went wrong."""
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)] if sys.stderr else []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / FILE
        handlers.append(logging.handlers.RotatingFileHandler(file, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8"))
    except OSError:
        pass  # a full or read-only disk is said when the settings are to be stored
    logging.basicConfig(
        level=logging.WARNING, handlers=handlers, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )


def watch(tell: Callable[[], object]) -> Hook:
    """Log what threads raise from now on. Returns what Tk has to call for errors in the window; each is told of."""

    def in_callback(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log.error("an error in the window", exc_info=(kind, error, trace))
        tell()

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            trace = (arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
            log.error("an error in thread %s", arguments.thread and arguments.thread.name, exc_info=trace)

    threading.excepthook = in_thread
    return in_callback
