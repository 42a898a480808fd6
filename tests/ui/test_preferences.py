"""The settings: each choice in force at once, and what is chosen elsewhere is shown."""

import pytest

from app.models.settings import Appearance, Choices, Density, Settings
from ui.actions import SettingsActions
from ui.views.preferences import show_preferences


@pytest.fixture
def settings():
    return Settings(Choices(text_size=175))


@pytest.fixture
def page(root, settings):
    dialog = show_preferences(root, settings, SettingsActions(choose=settings.choose))
    root.update()
    return dialog.body.winfo_children()[0]


def test_every_choice_is_in_force_at_once(page, settings, press, click):
    press(page.appearance, "Right")
    press(page.density, "Right")
    click(page.reduced_motion)
    click(page.send_typing)
    click(page.isolated)
    assert settings.choices == Choices(
        appearance=Appearance.LIGHT,
        density=Density.COMPACT,
        reduced_motion=True,
        send_typing=False,
        isolated_hosting=True,
        text_size=175,
    )


def test_the_text_size_goes_by_steps_and_stops_at_the_largest(page, settings, click):
    sizes = page.text_size
    assert sizes._size.cget("text") == "175 %"
    click(sizes.larger)
    assert (settings.choices.text_size, sizes._size.cget("text")) == (200, "200 %")
    assert not sizes.larger.enabled
    click(sizes.larger)
    click(sizes.smaller)
    assert (settings.choices.text_size, sizes.larger.enabled) == (175, True)


def test_what_is_chosen_elsewhere_is_shown(page, settings):
    settings.choose(appearance=Appearance.DARK, density=Density.COMPACT, send_typing=False, isolated_hosting=True)
    assert (page.appearance.chosen, page.density.chosen) == (Appearance.DARK, Density.COMPACT)
    assert (page.send_typing.on, page.isolated.on) == (False, True)
