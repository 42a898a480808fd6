"""The system's own dialogs for files, and in which folder they begin. Knows nothing of what the files are for."""

import tkinter as tk
from collections.abc import Iterable
from pathlib import Path
from tkinter import filedialog

from ui.widgets.drawn_dialogs import dress

_last: list[Path] = []
"""The folder that was chosen last, if any."""


def ask_for_files(widget: tk.Misc, title: str) -> list[Path]:
    """Let files be chosen; none if the person thinks better of it."""
    dress(widget.winfo_toplevel())
    names = filedialog.askopenfilenames(parent=widget.winfo_toplevel(), title=title, initialdir=_folder())
    return _noted([Path(name) for name in names])


def ask_for_place(widget: tk.Misc, title: str, name: str, kinds: Iterable[tuple[str, str]] = ()) -> Path | None:
    """Ask where to save a file, offering ``name``; None if the person thinks better of it.

    ``kinds`` are the forms it can have, each as words and a pattern (``*.txt``); the first is the usual one.
    """
    dress(widget.winfo_toplevel())
    kinds = list(kinds)
    path = filedialog.asksaveasfilename(
        parent=widget.winfo_toplevel(),
        title=title,
        initialdir=_folder(),
        initialfile=name,
        defaultextension=kinds[0][1].removeprefix("*") if kinds else "",
        filetypes=kinds,
    )
    return next(iter(_noted([Path(path)] if path else [])), None)


def _folder() -> Path:
    return _last[0] if _last else Path.home()


def _noted(chosen: list[Path]) -> list[Path]:
    if chosen:
        _last[:] = [chosen[0].parent]
    return chosen
