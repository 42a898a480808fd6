"""Keeps images for as long as the window lives that they were made for. Knows nothing of what is on them.

An image belongs to one root window and is lost with it; whoever asks in the next window
gets one drawn anew. Tk thread only.
"""

import tkinter as tk
from collections.abc import Callable, Hashable

from PIL import Image, ImageTk

_images: dict[tk.Misc, dict[Hashable, ImageTk.PhotoImage]] = {}


def photo(key: Hashable, draw: Callable[[], Image.Image]) -> ImageTk.PhotoImage:
    """The image kept under ``key`` for the present root, drawn if there is none yet."""
    root = tk._get_default_root("draw an image")  # type: ignore[attr-defined]  # noqa: SLF001
    if (kept := _images.get(root)) is None:
        kept = _images[root] = {}
        root.bind("<Destroy>", lambda event: _forget(root, event), add="+")
    if (image := kept.get(key)) is None:
        image = kept[key] = ImageTk.PhotoImage(draw(), master=root)
    return image


def _forget(root: tk.Misc, event: "tk.Event[tk.Misc]") -> None:
    if event.widget is root:
        _images.pop(root, None)
