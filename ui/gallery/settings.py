"""Scenes of the settings, page by page."""

from functools import partial
from typing import Any

from app.models.settings import Choices, Settings
from ui.actions import SettingsActions
from ui.gallery.scenes import Stage, scene
from ui.gallery.welcome import lobby, welcome
from ui.views.preferences import show_preferences
from ui.views.settings_pages import PAGES

LOW = (640, 360)
"""What is left of 1280 x 720 with text of twice the size."""


def _page(stage: Stage, page: str) -> Any:
    view = welcome(stage, lobby())
    choices = Settings(Choices(nick="Ada"))
    actions = SettingsActions(choose=choices.choose, rename=stage.recorder("rename", ""))
    stage.then(lambda: show_preferences(view, choices, actions, page=page))
    return view


for one in PAGES:
    scene(f"settings, {one.name}")(partial(_page, page=one.name))


@scene("settings, large text", size=LOW)
def large_text(stage: Stage) -> Any:
    return _page(stage, "notifications")
