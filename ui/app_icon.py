"""The window's icon, and the count of mentions on it, for taskbars and docks."""

import sys
import tkinter as tk
from pathlib import Path

from PIL import Image, ImageDraw, ImageTk

import assets
from ui.icons import face
from ui.theme import LIGHT

SIZES = (512,) if sys.platform == "darwin" else (256, 64, 48, 32, 16)
"""The Dock wants one; others choose what fits."""
PART = 0.56
"""How much of the icon the count's disc takes."""
FINER = 4
MOST = 9
"""From here on there are many, and the room on a disc is little."""


class AppIcon:
    """The icon of one window."""

    def __init__(self, window: tk.Tk | tk.Toplevel) -> None:
        self._window = window
        self._count = -1
        self._images: list[ImageTk.PhotoImage] | list[tk.PhotoImage] = []
        self.show(0)

    def show(self, count: int) -> None:
        """Carry this number; none for 0."""
        count = min(count, MOST + 1)
        if count == self._count:
            return
        plain, self._count = self._count < 0 and count == 0, count
        if plain and sys.platform == "darwin":
            return  # the application's bundle has it
        if count == 0 and sys.platform == "win32":
            self._window.iconbitmap(default=str(assets.path("icon/parlor.ico")))  # drawn for small sizes
            return
        if count:
            self._images = [ImageTk.PhotoImage(drawn(size, count), master=self._window) for size in SIZES]
        else:  # by Tk itself, so that nobody waits at the start for Pillow to learn all its formats
            self._images = [tk.PhotoImage(master=self._window, file=str(_file(size))) for size in SIZES]
        self._window.iconphoto(True, *map(str, self._images))


def drawn(size: int, count: int) -> Image.Image:
    """The icon of this size with a count in its corner."""
    with Image.open(_file(size)) as file:
        icon = file.convert("RGBA")
    if count:
        edge = round(size * PART)
        icon.alpha_composite(_disc(edge, f"{MOST}+" if count > MOST else str(count)), (size - edge, size - edge))
    return icon


def _file(size: int) -> Path:
    return assets.path(f"icon/parlor-{size}.png")


def _disc(edge: int, text: str) -> Image.Image:
    big = edge * FINER
    image = Image.new("RGBA", (big, big))
    pen = ImageDraw.Draw(image)
    pen.ellipse((0, 0, big - 1, big - 1), fill="white")  # a rim: it stands out on every icon and every bar
    rim = big // 12
    pen.ellipse((rim, rim, big - 1 - rim, big - 1 - rim), fill=LIGHT.danger)
    font = face("Inter-Bold.ttf", round(big * (0.66 if len(text) == 1 else 0.5)))
    pen.text((big / 2, big / 2), text, font=font, fill="white", anchor="mm")
    return image.resize((edge, edge), Image.Resampling.LANCZOS)
