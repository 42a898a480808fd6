"""What a person may choose, each choice in force at once. Follows the settings."""

from collections.abc import Callable
from typing import Any

import customtkinter as ctk

from app.models.settings import TEXT_SIZES, Appearance, Density, Settings
from app.words import N_, _
from ui.actions import SettingsActions
from ui.widgets.basics import COMMAND_NAME, box, follow, label, line
from ui.widgets.button import IconButton
from ui.widgets.choice import Segments, Toggle
from ui.widgets.dialog import Dialog

WIDTH = 560
APPEARANCES = [(Appearance.SYSTEM, N_("System")), (Appearance.LIGHT, N_("Light")), (Appearance.DARK, N_("Dark"))]
DENSITIES = [(Density.COSY, N_("Bubbles")), (Density.COMPACT, N_("Compact"))]


def show_preferences(widget: Any, settings: Settings, actions: SettingsActions) -> Dialog:
    """Open the settings over the window."""
    dialog = Dialog(widget, _("Settings"), width=WIDTH)
    Preferences(dialog.body, settings, actions).pack(fill="x")
    return dialog


class Preferences(ctk.CTkFrame):
    """All choices, one below the other, with words on what each one does."""

    def __init__(self, master: Any, settings: Settings, actions: SettingsActions) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self._settings, self._choose = settings, actions.choose
        choices = settings.choices
        self.appearance = self._row(
            _("Appearance"),
            _("System follows this computer."),
            lambda row: Segments(
                row, _said(APPEARANCES), choices.appearance, lambda value: self._choose(appearance=value)
            ),
        )
        self.density = self._row(
            _("Messages"),
            _("Compact shows more of them at once."),
            lambda row: Segments(row, _said(DENSITIES), choices.density, lambda value: self._choose(density=value)),
        )
        self.text_size = self._row(
            _("Text size"),
            _("Also with {key}plus, {key}minus and {key}0.").format(key=COMMAND_NAME),
            lambda row: TextSize(row, settings, self._choose),
        )
        self.reduced_motion = self._row(
            _("Less motion"),
            _("What turns or slides stands still."),
            lambda row: Toggle(row, lambda on: self._choose(reduced_motion=on), on=choices.reduced_motion),
        )
        self.send_typing = self._row(
            _("Show others when I am typing"),
            _("Only that you are, never what."),
            lambda row: Toggle(row, lambda on: self._choose(send_typing=on), on=choices.send_typing),
        )
        self.isolated = self._row(
            _("Run hosted rooms in a process of their own"),
            _("Keeps a busy room and this window out of each other's way. Holds for the next room that you host."),
            lambda row: Toggle(row, lambda on: self._choose(isolated_hosting=on), on=choices.isolated_hosting),
        )
        follow(self, settings.changed, lambda _before, _after: self._show())

    def _row(self, title: str, text: str, make: Callable[[Any], Any]) -> Any:
        if self.winfo_children():
            line(self).pack(fill="x")
        row = box(self)
        row.pack(fill="x", pady=14)
        control = make(row)
        control.pack(side="right", padx=(16, 0))
        words = box(row)
        words.pack(side="left", fill="x", expand=True)
        label(words, title, 14, "semibold").pack(anchor="w")
        label(words, text, 12, colour="text2", wrap=WIDTH - 48 - control.cget("width") - 24).pack(
            anchor="w", pady=(2, 0)
        )
        return control

    def _show(self) -> None:
        choices = self._settings.choices
        self.appearance.set(choices.appearance)
        self.density.set(choices.density)
        self.reduced_motion.set(choices.reduced_motion)
        self.send_typing.set(choices.send_typing)
        self.isolated.set(choices.isolated_hosting)


class TextSize(ctk.CTkFrame):
    """The text size in per cent, and a step down or up."""

    def __init__(self, master: Any, settings: Settings, choose: Callable[..., None]) -> None:
        super().__init__(master, fg_color="transparent", width=160, height=0)
        self._settings, self._choose = settings, choose
        self.smaller = IconButton(self, "minus", _("Smaller"), lambda: self._step(-1), kind="secondary")
        self.smaller.pack(side="left")
        self._size = label(self, "", 14, "semibold", width=64, justify="center")
        self._size.pack(side="left", padx=4)
        self.larger = IconButton(self, "plus", _("Larger"), lambda: self._step(1), kind="secondary")
        self.larger.pack(side="left")
        follow(self, settings.changed, lambda _before, _after: self._show())
        self._show()

    def _show(self) -> None:
        size = self._settings.choices.text_size
        self._size.configure(text=f"{size} %")
        self.smaller.enable(size > TEXT_SIZES[0])
        self.larger.enable(size < TEXT_SIZES[-1])

    def _step(self, by: int) -> None:
        index = TEXT_SIZES.index(self._settings.choices.text_size) + by
        self._choose(text_size=TEXT_SIZES[min(max(index, 0), len(TEXT_SIZES) - 1)])


def _said(options: list[tuple[Any, str]]) -> list[tuple[Any, str]]:
    """The options of a choice in the language that is spoken."""
    return [(value, _(words)) for value, words in options]
