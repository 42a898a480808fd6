"""The table of scenes. Knows how a scene is announced and set up, not what is in it."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import ui.gallery

Build = Callable[["Stage"], Any]
WHOLE_WINDOW = (1040, 696)


@dataclass(frozen=True, slots=True)
class Scene:
    """One view in one state. ``size`` is the window's, in logical pixels."""

    name: str
    build: Build
    size: tuple[int, int]

    @property
    def file_name(self) -> str:
        """The name as a file may have it: ``welcome, empty`` → ``welcome_empty``."""
        return "_".join("".join(c if c.isalnum() else " " for c in self.name).split())


@dataclass(slots=True)
class Stage:
    """Where a scene puts its widget, and what it wants done once that is on the screen."""

    window: Any
    """The parent of the scene's widget."""
    done: list[str] = field(default_factory=list)
    """What the actions of the scene were called with, as words for the window's foot."""
    afterwards: list[Callable[[], object]] = field(default_factory=list)
    note: Callable[[str], None] = lambda _text: None

    def recorder(self, name: str, answer: Any = None) -> Callable[..., Any]:
        """An action that only says that it was called, and gives this answer."""

        def record(*arguments: Any, **options: Any) -> Any:
            words = [repr(a) for a in arguments] + [f"{key}={value!r}" for key, value in options.items()]
            self.done.append(f"{name}({', '.join(words)})")
            self.note(self.done[-1])
            return answer

        return record

    def then(self, function: Callable[[], object]) -> None:
        """Do this once the scene is on the screen: bring the keyboard somewhere, open a menu."""
        self.afterwards.append(function)


_scenes: dict[str, Scene] = {}


def scene(name: str, *, size: tuple[int, int] = WHOLE_WINDOW) -> Callable[[Build], Build]:
    """Add a scene to the table: the function makes a widget in ``stage.window`` and returns it."""

    def add(build: Build) -> Build:
        assert name not in _scenes, f"there are two scenes called {name!r}"
        _scenes[name] = Scene(name, build, size)
        return build

    return add


def all_scenes() -> list[Scene]:
    """Every scene of every module in this package, in the order of their modules."""
    for module in pkgutil.iter_modules(ui.gallery.__path__):
        importlib.import_module(f"ui.gallery.{module.name}")
    return list(_scenes.values())
