"""Pictures of every scene, light and dark, at two scales, for the eye. Knows the screen, and no scene from inside."""

import sys
import tkinter as tk
from pathlib import Path
from typing import Any

from PIL import Image, ImageGrab

from ui.gallery.scenes import Scene, Stage
from ui.theme import theme

SCALES = (1.0, 1.5)
ROUNDS = 6
"""How often the window is let to do all it has to do until a scene is settled."""


def take_shots(window: Any, scenes: list[Scene], folder: Path) -> list[Path]:
    """Show each scene in each look in this window, and save what is on the screen."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for scale in SCALES:
        for dark in (False, True):
            theme.show(dark=dark, scale=scale)
            for scene in scenes:
                look = "dark" if dark else "light"
                suffix = "" if scale == 1 else f"_{scale:g}x"
                made.append(folder / f"{scene.file_name}_{look}{suffix}.png")
                show_scene(window, scene)
                _grab(window).save(made[-1])
    return made


def show_scene(window: Any, scene: Scene) -> Any:
    """Put a scene in the place of what the window shows, and let it settle."""
    for child in tk.Misc.winfo_children(window):
        child.destroy()
    width, height = (theme.px(length) for length in scene.size)
    window.geometry(f"{width}x{height}+0+0")
    window.update()
    window.focus_force()
    stage = Stage(window)
    widget = scene.build(stage)
    if not widget.winfo_manager():
        widget.pack(fill="both", expand=True)
    settle(window)
    for function in stage.afterwards:
        function()
    settle(window)
    return widget


def settle(window: Any) -> None:
    """Let everything happen that is to happen at once."""
    for _ in range(ROUNDS):
        window.update()


def _grab(window: Any) -> Image.Image:
    left, top = window.winfo_rootx(), window.winfo_rooty()
    box = (left, top, left + window.winfo_width(), top + window.winfo_height())
    xdisplay = None if sys.platform in {"win32", "darwin"} else ""
    return ImageGrab.grab(box, xdisplay=xdisplay)
