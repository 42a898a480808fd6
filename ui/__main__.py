"""``python -m ui``: the gallery. Every view with sample models, live; or as pictures, with ``--shots FOLDER``."""

import argparse
import sys
import tkinter as tk
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import customtkinter as ctk

from app.words import LANGUAGES, speak
from ui import fonts, scaling
from ui.gallery.scenes import Scene, all_scenes
from ui.theme import pair


def main(argv: Sequence[str] | None = None) -> int:
    """Open the gallery, or take the pictures; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui", description="Every view of Parlor, with sample models.")
    parser.add_argument("--shots", type=Path, metavar="FOLDER", help="save a picture of every scene here, and end")
    parser.add_argument("--only", default="", metavar="WORD", help="only the scenes whose name has this in it")
    parser.add_argument("--language", choices=LANGUAGES, default="en", help="what the views say")
    options = parser.parse_args(argv)
    speak(options.language)
    scenes = [scene for scene in all_scenes() if options.only in scene.name]
    if not scenes:
        parser.error(f"no scene has {options.only!r} in its name")
    scaling.prepare()
    fonts.load_private_fonts()
    try:
        window = _window()
    except tk.TclError as error:
        print(f"The gallery needs a display: {error}.", file=sys.stderr)
        return 1
    return _take(window, scenes, options.shots) if options.shots else _browse(window, scenes)


def _window() -> Any:
    window = ctk.CTk(className="Parlor gallery", fg_color=pair("canvas"))
    window.title("Parlor: the gallery")
    window.unbind_all("<Button-1>")
    return window


def _take(window: Any, scenes: list[Scene], folder: Path) -> int:
    from ui.gallery.shots import take_shots  # here: Pillow's grabbing of screens is slow to load

    made = take_shots(window, scenes, folder)
    window.destroy()
    print(f"{len(made)} pictures are in {folder}.")
    return 0


def _browse(window: Any, scenes: list[Scene]) -> int:
    from ui.gallery.browser import Browser

    window.geometry("1320x820")
    Browser(window, scenes).pack(fill="both", expand=True)
    window.mainloop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
