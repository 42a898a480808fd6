"""How the windows look: as the person chose, and as the system has it where they leave it to that. Knows no window.

Tk thread, but where something else is said.
"""

from collections.abc import Callable

from app.models.settings import Appearance, Density, Settings
from app.services.appearance import AppearanceWatch, is_dark
from app.services.motion import wants_less_motion
from ui.theme import theme


class Look:
    """Puts the look in force, now and whenever a choice or the system changes. ``post`` may be called later only."""

    def __init__(self, settings: Settings, post: Callable[[Callable[[], object]], object]) -> None:
        self._settings = settings
        self._post = post
        self._system_is_dark = is_dark()
        self._system_is_calm = False
        self._watch = AppearanceWatch(self._hear)
        settings.changed.connect(lambda _before, _after: self._show())
        self._show()

    def follow_system(self) -> None:
        """Hear from now on when the system turns dark or light."""
        self._watch.start()

    def ask_for_calm(self) -> None:
        """Find out whether the system wants less motion. Any thread: it may take a while."""
        calm = wants_less_motion()
        self._post(lambda: self._system_calmed(calm))

    def stop(self) -> None:
        """Hear no more of the system."""
        self._watch.stop()

    def _hear(self, dark: bool) -> None:
        """On the thread of the watch."""
        self._post(lambda: self._system_turned(dark))

    def _system_turned(self, dark: bool) -> None:
        self._system_is_dark = dark
        self._show()

    def _system_calmed(self, calm: bool) -> None:
        self._system_is_calm = calm
        self._show()

    def _show(self) -> None:
        choices = self._settings.choices
        system = choices.appearance is Appearance.SYSTEM
        theme.show(
            dark=self._system_is_dark if system else choices.appearance is Appearance.DARK,
            scale=choices.text_size / 100,
            compact=choices.density is Density.COMPACT,
            reduced_motion=choices.reduced_motion or self._system_is_calm,
        )
