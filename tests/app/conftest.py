"""Time as the controllers are given it: it passes when a test says so."""

from collections.abc import Callable

import pytest


class Clockwork:
    """Timers by name, as a Tk widget has them; ``pass_by`` lets time pass."""

    def __init__(self) -> None:
        self.now = 0
        self.delays: list[int] = []
        self.timers: dict[str, tuple[int, Callable[[], object]]] = {}

    def after(self, ms: int, func: Callable[[], object], /) -> str:
        name = f"after#{len(self.delays)}"
        self.delays.append(ms)
        self.timers[name] = (self.now + ms, func)
        return name

    def after_cancel(self, timer: str, /) -> None:
        del self.timers[timer]

    def pass_by(self, ms: int) -> None:
        """Run what is due within so many milliseconds, in order."""
        end = self.now + ms
        while due := sorted((at, name) for name, (at, _) in self.timers.items() if at <= end):
            self.now, name = due[0]
            self.timers.pop(name)[1]()
        self.now = end

    def tick(self) -> None:
        """Run the one timer there is."""
        (name,) = self.timers
        self.now, work = self.timers.pop(name)
        work()


@pytest.fixture
def clockwork() -> Clockwork:
    return Clockwork()
