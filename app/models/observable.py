"""Telling others that something has changed. Knows nothing of what changed or who listens."""

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Signal(Generic[P]):
    """Calls everybody who connected, in the order in which they did.

    Not thread-safe: a signal belongs to the thread of its model. Listeners may
    connect and disconnect (themselves or others) while the signal is being emitted;
    whoever has been disconnected by then is not called any more.

        changed: Signal[[int, str]] = Signal()
        stop = changed.connect(lambda index, text: ...)
        changed.emit(3, "three")
        stop()
    """

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: dict[object, Callable[P, object]] = {}  # by a token: one may listen twice

    def connect(self, listener: Callable[P, object]) -> Callable[[], None]:
        """Have ``listener`` called at each emit; return the function that ends it."""
        token = object()
        self._listeners[token] = listener

        def disconnect() -> None:
            self._listeners.pop(token, None)

        return disconnect

    def emit(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Call every listener. An error in one is the caller's to see."""
        for token, listener in tuple(self._listeners.items()):
            if token in self._listeners:
                listener(*args, **kwargs)

    def __len__(self) -> int:
        """How many listen: what a leak test asks."""
        return len(self._listeners)
