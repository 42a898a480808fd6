"""The settings: each choice in force at once, and what is chosen elsewhere is shown."""

import pytest

from app.models.settings import Appearance, Choices, Density, Notify, Settings
from ui.actions import SettingsActions
from ui.views.preferences import show_preferences
from ui.views.settings_pages import PAGES

YOU, APPEARANCE, NOTIFICATIONS, PRIVACY, HOSTING, KEYS = range(len(PAGES))


@pytest.fixture
def settings():
    return Settings(Choices(nick="Ada", text_size=175))


@pytest.fixture
def renamed():
    return []


@pytest.fixture
def preferences(root, settings, renamed):
    def rename(nick: str) -> str:
        renamed.append(nick)
        return "A name cannot have spaces." if " " in nick else ""

    root.geometry("1100x800")
    dialog = show_preferences(root, settings, SettingsActions(choose=settings.choose, rename=rename))
    root.update()
    return dialog.body.winfo_children()[0]


def controls(preferences, number):
    preferences.tabs.open(number)
    preferences.update()
    return preferences.page.controls


def test_every_choice_of_how_it_looks_is_in_force_at_once(preferences, settings, press, click):
    shown = controls(preferences, APPEARANCE)
    press(shown["appearance"], "Right")
    press(shown["density"], "Right")
    click(shown["reduced_motion"])
    press(shown["language"], "Down")
    assert settings.choices == Choices(
        nick="Ada",
        appearance=Appearance.LIGHT,
        density=Density.COMPACT,
        reduced_motion=True,
        language="en",
        text_size=175,
    )


def test_every_other_choice_is_in_force_at_once(preferences, settings, press, click):
    click(controls(preferences, NOTIFICATIONS)["do_not_disturb"])
    preferences.page.controls["notify"].pick(Notify.NOTHING)
    click(preferences.page.controls["sounds"])
    click(preferences.page.controls["read_aloud"])
    click(controls(preferences, PRIVACY)["send_typing"])
    click(preferences.page.controls["send_read"])
    preferences.page.controls["kept_days"].pick(30)
    click(controls(preferences, HOSTING)["show_nearby"])
    click(preferences.page.controls["isolated_hosting"])
    controls(preferences, YOU)["away_minutes"].pick(0)
    press(preferences.page.controls["colour"], "Right")
    click(preferences.page.controls["colour"], 4 * 32 + 16)
    assert settings.choices == Choices(
        nick="Ada",
        colour=4,
        text_size=175,
        do_not_disturb=True,
        notify=Notify.NOTHING,
        sounds=False,
        read_aloud=True,
        send_typing=False,
        send_read=False,
        kept_days=30,
        show_nearby=False,
        isolated_hosting=True,
        away_minutes=0,
    )


def test_the_text_size_goes_by_steps_and_stops_at_the_largest(preferences, settings, click):
    sizes = controls(preferences, APPEARANCE)["text_size"]
    assert sizes._size.cget("text") == "175 %"
    click(sizes.larger)
    assert (settings.choices.text_size, sizes._size.cget("text")) == (200, "200 %")
    assert not sizes.larger.enabled
    click(sizes.larger)
    click(sizes.smaller)
    assert (settings.choices.text_size, sizes.larger.enabled) == (175, True)


def test_what_is_chosen_elsewhere_is_shown(preferences, settings):
    shown = controls(preferences, APPEARANCE)
    settings.choose(appearance=Appearance.DARK, density=Density.COMPACT, language="de", reduced_motion=True)
    assert (shown["appearance"].chosen, shown["density"].chosen) == (Appearance.DARK, Density.COMPACT)
    assert (shown["language"].chosen, shown["language"].text) == ("de", "Deutsch")
    assert shown["reduced_motion"].on


def test_a_name_is_taken_at_return_and_what_is_wrong_with_it_is_said(preferences, renamed, press):
    name = controls(preferences, YOU)["nick"]
    assert name.input.text == "Ada"
    name.input.text = "Ada Lovelace"
    press(name.input, "Return")
    assert (renamed, name.error) == (["Ada Lovelace"], "A name cannot have spaces.")
    name.input.text = " Countess "
    name.button.invoke()
    assert (renamed[-1], name.error) == ("Countess", "")


def test_the_pages_are_opened_by_keys_and_by_the_pointer(preferences, press, click):
    press(preferences.tabs, "Down")
    assert preferences.tabs.chosen == APPEARANCE
    press(preferences.tabs, "Up")
    press(preferences.tabs, "Up")
    assert preferences.tabs.chosen == YOU
    x0, y0, x1, y1 = preferences.tabs._place(KEYS)
    click(preferences.tabs, (x0 + x1) // 2, (y0 + y1) // 2)
    assert preferences.tabs.chosen == KEYS
    assert preferences.page.controls == {}


def test_a_value_is_picked_from_a_menu(preferences, settings, press, root):
    shown = controls(preferences, PRIVACY)
    press(shown["kept_days"], "Return")
    menu = root.focus_get()
    press(menu, "Down")
    press(menu, "Down")
    press(menu, "Return")
    assert settings.choices.kept_days == 7
    assert shown["kept_days"].text == "For a week"


def test_where_there_is_little_room_controls_stand_below_their_words(preferences, root):
    shown = controls(preferences, NOTIFICATIONS)
    beside = shown["notify"].winfo_rooty()
    words = shown["notify"].master.winfo_rooty()
    assert beside - words < 30
    root.geometry("400x500")
    root.update()
    assert preferences.tabs.at(1, 1) == 0
    assert shown["notify"].winfo_rooty() - shown["notify"].master.winfo_rooty() > 30
    assert shown["notify"].winfo_rootx() + shown["notify"].winfo_width() <= root.winfo_rootx() + 400
