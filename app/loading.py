"""Loads what the first screen does without: called once that is shown, on a thread, so that the next click finds it.

Whoever needs some of it imports it where it is needed, and waits only if that is sooner.
"""

from importlib import import_module

from app.services.built import program_for_links

NEXT = (
    "app.client.connection",
    "app.controllers.visit",
    "server.hosting",
    "ui.views.chat",
    "app.controllers.sharing",
    "ui.views.preferences",
)
"""What a room and its window are made of, what is needed soonest first."""


def load_the_rest() -> None:
    """Load it, and see to it that the system knows whose links are ours."""
    for name in NEXT:
        import_module(name)

    from ui.views import syntax

    syntax.warm_up()

    if program := program_for_links():
        from app.services.link_scheme import register

        register(program)
