"""What keys do on the chat screen, by the names that the table of keys has for it."""

import tkinter as tk
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.widgets.basics import holds_focus

if TYPE_CHECKING:  # the screen asks us, and gives us itself
    from ui.views.chat import ChatScreen

CONVERSATIONS = range(1, 10)


def commands(screen: "ChatScreen") -> dict[str, Callable[[], object]]:
    """Everything that a key can do here."""
    guide, panels = screen.guide, screen.panels
    numbered = {f"conversation {number}": partial(guide.show_nth, number) for number in CONVERSATIONS}
    return {
        "invite": screen.toggle_invite,
        "copy invite": screen.copy_invite,
        "go to": guide.ask_where,
        "search here": partial(panels.search, everywhere=False),
        "search everywhere": partial(panels.search, everywhere=True),
        "save": guide.save,
        "previous": partial(guide.step, -1),
        "next": partial(guide.step, 1),
        "previous unread": partial(guide.step, -1, unread=True),
        "next unread": partial(guide.step, 1, unread=True),
        "next region": partial(_go_round, screen, 1),
        "previous region": partial(_go_round, screen, -1),
        "escape": partial(_escape, screen),
        **numbered,
    }


def _escape(screen: "ChatScreen") -> None:
    """Close the panel; else go back to writing; from there, mark all as read."""
    if screen.panel is not None:
        screen.panels.close()
    elif holds_focus(screen.composer):
        screen.mark_read()
    else:
        screen.composer.focus_text()


def _go_round(screen: "ChatScreen", step: int) -> None:
    """Bring the keyboard to the next region: sidebar, log, composer, panel."""
    regions: list[tuple[tk.Misc, Callable[[], object]]] = [
        (screen.sidebar, screen.sidebar.focus_list),
        (screen.log, screen.log.take_focus),
        (screen.composer, screen.composer.focus_text),
    ]
    if screen.panel is not None:
        regions.append((screen.panel, screen.panel.focus_first))
    inside = [place for place, (region, _) in enumerate(regions) if holds_focus(region)]
    here = inside[0] if inside else 2
    regions[(here + step) % len(regions)][1]()
