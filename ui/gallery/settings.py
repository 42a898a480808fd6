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


def _page(stage: Stage, number: int) -> Any:
    view = welcome(stage, lobby())
    choices = Settings(Choices(nick="Ada"))
    actions = SettingsActions(choose=choices.choose, rename=stage.recorder("rename", ""))
    stage.then(lambda: show_preferences(view, choices, actions, page=number))
    return view


for number, page in enumerate(PAGES):
    scene(f"settings, {page.title.lower()}")(partial(_page, number=number))


@scene("settings, large text", size=LOW)
def large_text(stage: Stage) -> Any:
    return _page(stage, 2)
