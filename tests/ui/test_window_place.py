"""The window stands where it stood, as long as there is a screen there, and comes with all that is in it."""

import sys
from typing import Any

import pytest

from app.models.lobby import Lobby
from app.models.settings import Settings
from ui.actions import SettingsActions, WelcomeActions
from ui.place import Place
from ui.window import MainWindow


@pytest.fixture
def hidden(open_window):
    window = open_window(lambda: MainWindow(on_close=lambda: None))
    actions = {name: lambda *_: None for name in WelcomeActions.__dataclass_fields__}
    window.show_welcome(
        Lobby(),
        WelcomeActions(**actions),
        Settings(),
        SettingsActions(choose=lambda **_: None, rename=lambda _nick: ""),
    )
    return window


@pytest.fixture
def window(hidden):
    hidden.appear()
    hidden.update()
    return hidden


def test_who_has_typed_a_name_already_is_asked_only_whether_it_is_to_be_this_one(window, type_keys, press):
    given: list[str] = []
    type_keys(window.screen.name.input, "Ada")
    window.ask_nick("What should the people in Tea house call you?", "", given.append)
    window.update()
    press(window.focus_get(), "Return")
    assert given == ["Ada"]


def test_it_is_put_where_it_was(window, until):
    window.where.put("1000x700+33+44")
    until(lambda: window.where.written == "1000x700+33+44")


@pytest.mark.parametrize("place", ["", "nonsense", "1000x700+5000+44", "1000x700+-900+0", "9000x700+0+0"])
def test_it_stays_where_it_is_rather_than_go_where_nobody_sees_it(window, place):
    before = window.where.written
    window.where.put(place)
    window.update()
    assert window.where.written == before


def test_it_is_not_to_be_seen_before_it_is_finished(hidden):
    hidden.update()
    assert not hidden.winfo_viewable()


def test_what_is_in_it_takes_keys_before_anything_else_happens(hidden):
    screen = hidden.screen
    hidden.appear()  # and no event after it: the first may be a key
    name, host = screen.name.input.entry, screen.host_card.input.entry
    assert hidden.focus_lastfor() is name
    assert name.winfo_viewable()
    assert name.tk_focusNext() is host
    assert host.winfo_rooty() > name.winfo_rooty() > 0
    name.focus_force()  # without a window manager nobody gives the keyboard to the window
    name.event_generate("<Tab>")
    assert hidden.focus_lastfor() is host


def test_it_appears_at_once_where_and_as_large_as_it_was(hidden):
    hidden.where.put("1000x700+33+44")
    hidden.appear()
    assert hidden.where.written == "1000x700+33+44"
    assert hidden.screen.winfo_width() == 1000


class OnAnotherSystem:
    """A window of another system, as far as its place is concerned."""

    def __init__(self):
        self.done: list[tuple[str, ...]] = []
        self.is_zoomed = False
        self.where = "1200x800+10+20"

    def geometry(self, where=""):
        self.done.append(("geometry", where)) if where else None
        return self.where

    def state(self, state=""):
        if state:
            self.done.append(("state", state))
            self.is_zoomed = state == "zoomed"
        return "zoomed" if self.is_zoomed else "normal"

    def attributes(self, name, value=None):
        if value is not None:
            self.done.append((name, value))
            self.is_zoomed = value
        return int(self.is_zoomed)

    def deiconify(self):
        self.done.append(("deiconify",))

    def winfo_vrootx(self):
        return 0

    def winfo_vrootwidth(self):
        return 3000

    winfo_vrooty, winfo_vrootheight = winfo_vrootx, winfo_vrootwidth


@pytest.mark.parametrize(
    ("system", "steps"),
    [
        ("linux", [("-zoomed", True), ("deiconify",)]),  # a window manager never shows it smaller
        ("win32", [("deiconify",), ("state", "zoomed")]),
        ("darwin", [("deiconify",), ("state", "zoomed")]),
    ],
)
def test_a_window_that_filled_the_screen_does_so_again(monkeypatch, system, steps):
    monkeypatch.setattr(sys, "platform", system)
    window: Any = OnAnotherSystem()
    place = Place(window)
    place.put("1000x700+33+44 zoomed")
    place.appear()
    assert window.done == [("geometry", "1000x700+33+44"), *steps]
    assert place.written == "1000x700+33+44 zoomed"
    window.is_zoomed = False
    assert place.written == window.where


@pytest.mark.parametrize("system", ["linux", "win32", "darwin"])
def test_what_the_window_is_like_without_filling_the_screen_is_remembered(monkeypatch, system):
    monkeypatch.setattr(sys, "platform", system)
    window: Any = OnAnotherSystem()
    place = Place(window)
    assert place.written == window.where
    window.is_zoomed, window.where = True, "2000x1500+0+0"
    assert place.written == "1200x800+10+20 zoomed"
