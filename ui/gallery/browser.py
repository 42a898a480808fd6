"""The gallery's window: a list of scenes, the chosen one live, and switches for the look."""

from typing import Any

import customtkinter as ctk

from app.models.settings import TEXT_SIZES
from ui.gallery.scenes import Scene, Stage
from ui.theme import pair, theme
from ui.widgets.basics import box, label
from ui.widgets.button import Button
from ui.widgets.choice import Segments, Toggle
from ui.widgets.scroll_area import ScrollArea

LIST_WIDTH = 240


class Browser(ctk.CTkFrame):
    """What is chosen on the left is built anew on the right, in the look chosen above."""

    def __init__(self, master: Any, scenes: list[Scene]) -> None:
        super().__init__(master, fg_color=pair("side"), corner_radius=0, width=0, height=0)
        side = ScrollArea(self)
        side.configure(width=LIST_WIDTH)
        side.pack_propagate(False)
        side.pack(side="left", fill="y")
        for scene in scenes:
            Button(side.content, scene.name, lambda scene=scene: self.show(scene), kind="ghost", height=32).pack(  # type: ignore[misc]
                anchor="w", padx=8, pady=1
            )
        self._switches().pack(side="top", fill="x", padx=16, pady=8)
        self._said = label(self, "", 12, colour="text3")
        self._said.pack(side="bottom", anchor="w", padx=16, pady=6)
        self._stage: Any = ctk.CTkFrame(self, fg_color=pair("canvas"), corner_radius=0)
        self._stage.pack(fill="both", expand=True)
        self.show(scenes[0])

    def _switches(self) -> Any:
        row = box(self)
        looks = [(False, "Light"), (True, "Dark")]
        Segments(row, looks, theme.dark, lambda dark: theme.show(dark=dark)).pack(side="left", padx=(0, 16))
        sizes = [(size, f"{size} %") for size in TEXT_SIZES[::2]]
        Segments(row, sizes, 100, lambda size: theme.show(scale=size / 100)).pack(side="left", padx=(0, 16))
        for text, option in (("Compact", "compact"), ("Less motion", "reduced_motion")):
            label(row, text, 14).pack(side="left", padx=(0, 8))
            Toggle(row, lambda on, option=option: theme.show(**{option: on})).pack(side="left", padx=(0, 16))  # type: ignore[misc]
        return row

    def show(self, scene: Scene) -> None:
        """Build this scene."""
        for child in self._stage.winfo_children():
            child.destroy()
        self._said.configure(text="")
        stage = Stage(self._stage, note=lambda text: self._said.configure(text=text))
        widget = scene.build(stage)
        if not widget.winfo_manager():
            widget.pack(fill="both", expand=True)
        self.after_idle(lambda: self._finish(stage, widget))

    def _finish(self, stage: Stage, widget: Any) -> None:
        if widget.winfo_exists():  # another scene may have been chosen meanwhile
            for function in stage.afterwards:
                function()
