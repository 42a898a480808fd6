"""People's pictures as Tk shows them: made once for each size, the last used kept. Knows no files. Tk thread only.

Unlike what the program draws itself (``images``) there is no end of these, so that the oldest have to go.
"""

import tkinter as tk
from collections import OrderedDict

from PIL import Image, ImageDraw, ImageTk

_KEPT = 60
"""More than are ever on the screen at once; what is drawn there was used last."""
_FINER = 4

_photos: OrderedDict[tuple[str, str, int, int, int], ImageTk.PhotoImage] = OrderedDict()


def fitted(size: tuple[int, int], most: tuple[int, int], least: int = 0) -> tuple[int, int]:
    """How large something of that size becomes so that it fits, never larger than it is."""
    share = min(most[0] / size[0], most[1] / size[1], 1.0)
    return max(least, round(size[0] * share)), max(least, round(size[1] * share))


def picture(
    window: tk.Misc, key: str, image: Image.Image, size: tuple[int, int], radius: int = 0
) -> ImageTk.PhotoImage:
    """A picture in this size, which has its shape, with round corners. ``key`` tells it from others."""
    root = window.winfo_toplevel()
    name = (str(id(root)), key, *size, radius)
    photo = _photos.pop(name, None)
    if photo is None:
        photo = ImageTk.PhotoImage(_rounded(_filling(image, size), radius), master=root)
        root.bind("<Destroy>", lambda event: _forget(root) if event.widget is root else None, add="+")
    _photos[name] = photo
    while len(_photos) > _KEPT:
        _photos.popitem(last=False)
    return photo


def _filling(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of a picture that has another shape than its place."""
    share = max(size[0] / image.width, size[1] / image.height)
    wide, high = max(1, round(size[0] / share)), max(1, round(size[1] / share))
    left, top = (image.width - wide) // 2, (image.height - high) // 2
    return image.resize(size, Image.Resampling.BICUBIC, box=(left, top, left + wide, top + high), reducing_gap=2.0)


def _rounded(image: Image.Image, radius: int) -> Image.Image:
    if not radius:
        return image
    mask = Image.new("L", (image.width * _FINER, image.height * _FINER), 0)
    edge = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(edge, radius * _FINER, fill=255)
    mask = mask.resize(image.size, Image.Resampling.BOX)
    if image.mode == "RGBA":
        mask = Image.composite(image.getchannel("A"), Image.new("L", image.size), mask)
    rounded = image.convert("RGB")
    rounded.putalpha(mask)
    return rounded


def _forget(root: tk.Misc) -> None:
    for name in [name for name in _photos if name[0] == str(id(root))]:
        del _photos[name]
