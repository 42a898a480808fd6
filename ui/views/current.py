"""Following whichever conversation is the current one. Knows nothing of what is shown of it."""

import tkinter as tk
from collections.abc import Callable, Iterable

from app.models.conversation import Conversation
from app.models.observable import Signal
from app.models.room import Room
from ui.widgets.basics import follow, on_destroy


def follow_current(
    widget: tk.Misc,
    room: Room,
    changed: Callable[..., object],
    signals: Callable[[Conversation], Iterable[Signal[...]]],
) -> None:
    """Call ``changed`` now, when another conversation becomes current, and at each of the current one's ``signals``.

    Ends with the widget.
    """
    stops: list[Callable[[], None]] = []

    def leave() -> None:
        while stops:
            stops.pop()()

    def turn() -> None:
        leave()
        if room.current is not None:
            stops.extend(signal.connect(changed) for signal in signals(room.current))
        changed()

    follow(widget, room.current_changed, turn)
    on_destroy(widget, leave)
    turn()
