"""Loads what the first screen does without: called once that is shown, on a thread, so that the next click finds it.

Whoever needs some of it imports it where it is needed, and waits only if that is sooner.
"""

import gc
from importlib import import_module

from app.services.built import program_for_links

NEXT = (
    "app.client.connection",
    "app.controllers.visit",
    "app.controllers.pursuit",
    "app.beyond",
    "server.hosting",
    "ui.views.chat",
    "app.controllers.sharing",
    "ui.views.preferences",
)
"""What a room and its window are made of, what is needed soonest first."""


def load_the_rest() -> None:
    """Load it, and see to it that the system knows whose links are ours."""
    gc.disable()
    try:
        for name in NEXT:
            import_module(name)

        from ui import emoji_names
        from ui.emoji import emoji_pattern
        from ui.views import syntax

        emoji_pattern()
        syntax.warm_up()
        emoji_names.load()
    finally:
        gc.freeze()  # it stays: to search it for garbage, now or ever, would keep the window waiting for nothing
        gc.enable()

    if program := program_for_links():
        from app.services.link_scheme import register

        register(program)
