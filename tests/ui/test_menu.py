"""Menus: opened from something, chosen from or closed, and the keyboard back where it was."""

import pytest

from ui.widgets.button import Button
from ui.widgets.menu import Item, Menu, Rule


@pytest.fixture
def done() -> list[str]:
    return []


@pytest.fixture
def opener(root):
    button = Button(root, "Open", lambda: None)
    button.place(x=40, y=40)
    button.canvas.focus_force()
    root.update()
    return button


@pytest.fixture
def menu(root, opener, done):
    items: list[Item | Rule] = [
        Item("Invite people", lambda: done.append("invite"), "user-plus", "Ctrl+I"),
        Rule(),
        Item("Close room", lambda: done.append("close"), "door-closed", danger=True),
    ]
    menu = Menu(opener.canvas, items, on_close=lambda: done.append("closed"))
    menu.show_beside(opener)
    root.update()
    return menu


def test_it_takes_the_keyboard_and_lies_below_its_opener(root, opener, menu):
    assert root.focus_get() is menu.rows.canvas
    assert menu.winfo_rooty() >= opener.winfo_rooty() + opener.winfo_height()


def test_down_and_return_choose(root, menu, done, press):
    press(menu.rows, "Down")
    press(menu.rows, "Down")
    press(menu.rows, "Return")
    assert done == ["closed", "close"]


def test_up_from_nothing_begins_at_the_end(menu, done, press):
    press(menu.rows, "Up")
    press(menu.rows, "Return")
    assert done == ["closed", "close"]


def test_a_click_chooses_what_is_under_it(menu, done, click):
    click(menu.rows, 30, 10)
    assert done == ["closed", "invite"]


def test_a_click_on_the_line_between_does_nothing(menu, done, click):
    click(menu.rows, 30, 36)
    assert done == []


def test_escape_closes_it_and_gives_the_keyboard_back(root, opener, menu, done, press):
    press(menu.rows, "Escape")
    assert (done, root.focus_get()) == (["closed"], opener.canvas)
    assert not menu.winfo_exists()


def test_a_click_outside_closes_it_and_does_nothing_else(root, menu, done, click):
    pressed = []
    other = Button(root, "Other", lambda: pressed.append(1))
    other.place(x=400, y=400)
    click(other)
    menu.event_generate("<ButtonPress-1>", x=400, y=300)  # how Tk reports it to who holds the pointer
    root.update()
    assert (done, pressed) == (["closed"], [])


def test_it_closes_when_the_keyboard_goes_elsewhere(root, menu, done):
    other = Button(root, "Other", lambda: None)
    other.place(x=400, y=400)
    root.update()
    other.canvas.focus_force()
    root.update()
    assert done == ["closed"]
    assert root.focus_get() is other.canvas


def test_who_leaves_the_window_finds_the_keyboard_where_it_was(root, opener, menu, done):
    root.tk.eval("focus -force {}")  # no window of ours has it now
    menu.close()
    root.update()
    assert root.focus_lastfor() is opener.canvas


@pytest.mark.parametrize("corner", [(880, 690), (2, 2), (880, 2), (2, 690)])
def test_it_stays_within_the_window(root, opener, corner):
    menu = Menu(opener.canvas, [Item(f"Item {n}", lambda: None) for n in range(6)])
    menu.show_at(root.winfo_rootx() + corner[0], root.winfo_rooty() + corner[1])
    root.update()
    assert menu.winfo_x() >= 0
    assert menu.winfo_y() >= 0
    assert menu.winfo_x() + menu.winfo_width() <= root.winfo_width()
    assert menu.winfo_y() + menu.winfo_height() <= root.winfo_height()
    menu.close()


def test_its_corners_have_the_colour_of_what_lies_there(root, opener):
    import customtkinter as ctk

    ctk.CTkFrame(root, width=300, height=700, fg_color="#123456", corner_radius=0).place(x=0, y=0)
    root.update()
    menu = Menu(opener.canvas, [Item("Item", lambda: None)])
    menu.show_at(root.winfo_rootx() + 200, root.winfo_rooty() + 200)
    assert menu._corners
    nw, ne, se, sw = menu._corners
    assert (nw, sw) == ("#123456", "#123456")
    assert ne == se != "#123456"
    menu.close()
