"""What controllers ask of the windows. Knows no window: whoever has one implements it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # whoever has a visit has loaded it
    from app.controllers.visit import Visit


class Stage(Protocol):
    """What the windows do for us. ``done`` is called with the answer, on the Tk thread, or never."""

    def show_welcome(self) -> None: ...

    def show_chat(self, visit: "Visit") -> None: ...

    def ask(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        """Ask whether to do something that cannot be undone; ``done`` if so."""

    def ask_nick(self, text: str, suggestion: str, done: Callable[[str], None]) -> None:
        """Ask for a name, saying why."""

    def ask_password(self, text: str, done: Callable[[str], None]) -> None:
        """Ask for the room's password."""

    def ask_trust(self, title: str, text: str, confirm: str, done: Callable[[], None]) -> None:
        """Ask whether a room is the right one; ``done`` if so."""
