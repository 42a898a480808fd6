"""A page of settings: rows of words with a control each, which show what is in force. Knows no setting by name."""

import tkinter as tk
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Protocol

import customtkinter as ctk

from app.models.settings import Settings
from ui.theme import theme
from ui.widgets.basics import box, follow, label, line
from ui.widgets.choice import Segments, Toggle
from ui.widgets.picker import Picker

BESIDE = 230
"""Logical pixels that words need to have a control beside them; where there are fewer, it stands below."""
GAP = 16

Options = Sequence[tuple[Any, str]]


class Control(Protocol):
    """What shows and changes one setting."""

    def set(self, value: Any, /) -> None:
        """Show this value."""


class SettingsPage(ctk.CTkFrame):
    """Rows, one below the other. ``choose`` takes the keywords of ``Settings.choose``."""

    def __init__(self, master: Any, settings: Settings, choose: Callable[..., None]) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self.settings, self.choose = settings, choose
        self.controls: dict[str, Any] = {}
        """The control of each setting on this page, by the setting's name."""
        self._rows: list[_Row] = []
        self._fitted = 0.0
        follow(self, settings.changed, lambda _before, _after: self.show())
        tk.Misc.bind(self, "<Configure>", lambda event: self._fit(event.width / theme.scale), add="+")

    def toggle(self, name: str, title: str, text: str) -> None:
        """A setting that is on or off."""
        self.add(name, title, text, lambda row: Toggle(row, lambda on: self.choose(**{name: on}), on=self.value(name)))

    def segments(self, name: str, title: str, text: str, options: Options) -> None:
        """A setting of two or three values that are best seen together."""
        self.add(name, title, text, lambda row: Segments(row, options, self.value(name), self._chooser(name)))

    def picker(self, name: str, title: str, text: str, options: Options) -> None:
        """A setting of several values."""
        self.add(name, title, text, lambda row: Picker(row, options, self.value(name), self._chooser(name)))

    def add(self, name: str, title: str, text: str, make: Callable[[Any], Any]) -> None:
        """A setting with a control of its own, which has a ``set``."""
        if self._rows:
            line(self).pack(fill="x")
        row = _Row(self, title, text, make)
        row.pack(fill="x", pady=14)
        self._rows.append(row)
        self.controls[name] = row.control

    def value(self, name: str) -> Any:
        """What is in force."""
        return getattr(self.settings.choices, name)

    def show(self) -> None:
        """Show what is in force in every control."""
        for name, control in self.controls.items():
            control.set(self.value(name))

    def _chooser(self, name: str) -> Callable[[bool | int | str | Enum], None]:
        return lambda value: self.choose(**{name: value})

    def _fit(self, width: float) -> None:
        if abs(width - self._fitted) > 1:
            self._fitted = width
            for row in self._rows:
                row.fit(width)


class _Row(ctk.CTkFrame):
    """Words, and a control at their right, or below where it is too wide for that."""

    def __init__(self, master: Any, title: str, text: str, make: Callable[[Any], Any]) -> None:
        super().__init__(master, fg_color="transparent", width=0, height=0)
        self.grid_columnconfigure(0, weight=1)
        words = box(self)
        words.grid(row=0, column=0, sticky="w")
        self._labels = [label(words, title, 14, "semibold", wrap=1)]
        if text:
            self._labels.append(label(words, text, 12, colour="text2", wrap=1))
        for number, part in enumerate(self._labels):
            part.pack(anchor="w", pady=(2 * number, 0))
        self.control = make(self)

    def fit(self, width: float) -> None:
        """Stand in so many logical pixels."""
        needed = self.control.winfo_reqwidth() / theme.scale
        beside = width - needed - GAP >= BESIDE
        if beside:
            self.control.grid(row=0, column=1, sticky="e", padx=(GAP, 0), pady=0)
        else:
            self.control.grid(row=1, column=0, columnspan=2, sticky="w", padx=0, pady=(10, 0))
        for part in self._labels:
            part.configure(wraplength=max(120, width - (needed + GAP if beside else 0)))
