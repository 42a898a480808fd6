"""Keeps images for as long as the window lives that they were made for. Knows nothing of what is on them.

An image belongs to one root window and is lost with it; whoever asks in the next window
gets one drawn anew. Tk thread only.
"""

import tkinter as tk
from collections.abc import Callable, Hashable

from PIL import Image, ImageTk

_kept: dict[tk.Misc, "_Images"] = {}


class _Images:
    """The images of one root.

    Tk puts an image into the screen's own form when the first item shows it, and throws that away with
    the last item. So each is held by an item of a canvas that is never seen: a log of a thousand
    messages is shown in half the time then.
    """

    def __init__(self, root: tk.Misc) -> None:
        self._root = root
        self._photos: dict[Hashable, ImageTk.PhotoImage] = {}
        self._holder = tk.Canvas(root, width=1, height=1, takefocus=0)

    def photo(self, key: Hashable, draw: Callable[[], Image.Image]) -> ImageTk.PhotoImage:
        if (image := self._photos.get(key)) is None:
            if not self._holder.winfo_exists():  # it was cleared away with all that the window showed
                self._holder = tk.Canvas(self._root, width=1, height=1, takefocus=0)
            image = self._photos[key] = ImageTk.PhotoImage(draw(), master=self._root)
            self._holder.create_image(0, 0, image=image)
        return image


def photo(key: Hashable, draw: Callable[[], Image.Image]) -> ImageTk.PhotoImage:
    """The image kept under ``key`` for the present root, drawn if there is none yet."""
    root = tk._get_default_root("draw an image")  # type: ignore[attr-defined]  # noqa: SLF001
    if (images := _kept.get(root)) is None:
        images = _kept[root] = _Images(root)
        root.bind("<Destroy>", lambda event: _forget(root, event), add="+")
    return images.photo(key, draw)


def _forget(root: tk.Misc, event: "tk.Event[tk.Misc]") -> None:
    if event.widget is root:
        _kept.pop(root, None)
