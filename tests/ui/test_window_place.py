"""The window stands where it stood, as long as there is a screen there."""

import pytest

from app.models.lobby import Lobby
from app.models.settings import Settings
from ui.actions import SettingsActions, WelcomeActions
from ui.window import MainWindow


@pytest.fixture
def window(open_window):
    window = open_window(lambda: MainWindow(on_close=lambda: None))
    actions = {name: lambda *_: None for name in WelcomeActions.__dataclass_fields__}
    window.show_welcome(Lobby(), WelcomeActions(**actions), Settings(), SettingsActions(choose=lambda **_: None))
    window.update()
    return window


def test_it_is_put_where_it_was(window, until):
    window.put("1000x700+33+44")
    until(lambda: window.place == "1000x700+33+44")


@pytest.mark.parametrize("place", ["", "nonsense", "1000x700+5000+44", "1000x700+-900+0", "9000x700+0+0"])
def test_it_stays_where_it_is_rather_than_go_where_nobody_sees_it(window, place):
    before = window.place
    window.put(place)
    window.update()
    assert window.place == before
