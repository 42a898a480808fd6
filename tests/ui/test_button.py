"""Buttons: who may press them, with what, and what they show meanwhile."""

import pytest

from ui.theme import theme
from ui.widgets.button import Button, IconButton


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def button(root, pressed):
    button = Button(root, "Host room", lambda: pressed.append("pressed"))
    button.pack()
    root.update()
    return button


def test_a_click_presses_it(button, pressed, click):
    click(button)
    assert pressed == ["pressed"]


def test_a_release_outside_does_not(button, pressed):
    button.canvas.event_generate("<ButtonPress-1>", x=5, y=5)
    button.canvas.event_generate("<ButtonRelease-1>", x=5, y=-20)
    assert pressed == []


def test_a_release_of_what_was_pressed_elsewhere_does_not(button, pressed):
    button.canvas.event_generate("<ButtonRelease-1>", x=5, y=5)
    assert pressed == []


@pytest.mark.parametrize("key", ["Return", "space", "KP_Enter"])
def test_keys_press_it(button, pressed, press, key):
    press(button, key)
    assert pressed == ["pressed"]


def test_tab_reaches_it_unless_that_is_turned_off(root, button):
    hidden = Button(root, "x", lambda: None, takefocus=False)
    hidden.pack()
    root.update()
    assert root.tk_focusNext() is button.canvas
    assert button.canvas.tk_focusNext() is button.canvas


def test_a_click_leaves_the_keyboard_where_it_was(root, button, click):
    other = Button(root, "Other", lambda: None)
    other.pack()
    other.canvas.focus_force()
    root.update()
    click(button)
    assert root.focus_get() is other.canvas


def test_a_busy_one_keeps_its_width_and_ignores_clicks(button, pressed, click):
    width = button.winfo_width()
    button.set_busy(True)
    click(button)
    assert button.busy
    assert (pressed, button.winfo_width()) == ([], width)
    button.set_busy(False)
    click(button)
    assert pressed == ["pressed"]


def test_a_disabled_one_cannot_be_pressed_or_reached(root, button, pressed, click):
    button.enable(False)
    click(button)
    button.invoke()
    assert pressed == []
    assert root.tk_focusNext() is not button.canvas


def test_it_is_as_wide_as_its_words_at_every_scale(root, button):
    narrow = button.winfo_reqwidth()
    button.show(text="Host a room with a long name")
    root.update()
    wide = button.winfo_reqwidth()
    assert wide > narrow
    theme.show(scale=1.5)
    root.update()
    assert button.winfo_reqwidth() == pytest.approx(wide * 1.5, rel=0.05)  # letters are whole pixels wide


def test_the_focus_ring_is_drawn_while_it_has_the_keyboard(root, button):
    def colours():
        canvas = button.canvas
        return {canvas.itemcget(i, "fill") for i in canvas.find_all() if canvas.type(i) == "rectangle"}

    assert theme.tokens.accent not in colours()
    button.canvas.focus_force()
    root.update()
    assert theme.tokens.accent in colours()


def test_an_icon_button_says_in_words_what_it_does(root, until):
    button = IconButton(root, "search", "Search", lambda: None, key="Ctrl+F")
    button.pack()
    root.update()
    button.canvas.event_generate("<Enter>", x=3, y=3)

    def words():
        return [
            child.cget("text")
            for box in root.winfo_children()
            if "floating" in str(box)
            for child in box.winfo_children()
        ]

    until(words, what="the tooltip came")
    assert words() == ["Search   Ctrl+F"]
    button.canvas.event_generate("<Leave>", x=-3, y=-3)
    root.update()
    assert words() == []
