"""Files that are dropped onto a window. Knows tkdnd, which brings them; without it nothing can be dropped."""

import logging
import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


def take_dropped_files(widget: Any, dropped: Callable[[list[Path]], object]) -> None:
    """Have ``dropped`` called with the files that somebody drops onto a widget."""
    from tkinterdnd2 import COPY, DND_FILES, TkinterDnD  # here: it is loaded into Tk when a room is shown

    window = widget.winfo_toplevel()
    try:
        TkinterDnD._require(window)  # noqa: SLF001 - its own window class is no CustomTkinter window
    except (RuntimeError, tk.TclError) as error:  # built for other systems than this one
        log.info("files cannot be dropped here: %s", error)
        return

    def take(event: Any) -> str:
        paths = [Path(name) for name in widget.tk.splitlist(event.data)]
        widget.after_idle(lambda: dropped(paths))
        return str(COPY)

    widget.drop_target_register(DND_FILES)
    widget.dnd_bind("<<Drop>>", take)
