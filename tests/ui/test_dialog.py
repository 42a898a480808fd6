"""Dialogs: they hold the keyboard, close at Esc, fit the window, and give the keyboard back."""

import pytest

from ui.theme import theme
from ui.widgets.basics import label
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog, ask
from ui.widgets.menu import Item, Menu


@pytest.fixture
def below(root):
    button = Button(root, "Below", lambda: None)
    button.pack()
    button.canvas.focus_force()
    root.update()
    return button


@pytest.fixture
def answers() -> list[str]:
    return []


@pytest.fixture
def question(root, below, answers):
    dialog = ask(
        root,
        "Close the room?",
        "3 people are here.",
        confirm="Close room",
        on_confirm=lambda: answers.append("confirmed"),
        on_cancel=lambda: answers.append("cancelled"),
        danger=True,
    )
    root.update()
    return dialog


def buttons(widget):
    found = [widget] if isinstance(widget, Button) else []
    for child in widget.winfo_children():
        found += buttons(child)
    return found


def named(dialog, text):
    return next(button for button in buttons(dialog) if button.text == text)


def test_the_keyboard_is_on_the_answer_that_changes_nothing(root, question):
    assert root.focus_get() is named(question, "Cancel").canvas


def test_return_there_cancels(root, question, answers, press, below):
    press(named(question, "Cancel"), "Return")
    assert (answers, root.focus_get()) == (["cancelled"], below.canvas)
    assert not question.winfo_exists()


def test_a_key_that_was_on_its_way_to_it_reaches_who_has_the_keyboard_then(root, question, below):
    keys = []
    below.canvas.bind("<Key>", lambda event: keys.append(event.keysym), add="+")
    cancel = named(question, "Cancel").canvas
    question.cancel()
    cancel.event_generate("<KeyPress>", keysym="a", when="tail")
    root.update()
    assert keys == ["a"]
    assert not question.winfo_exists()


def test_a_click_confirms(question, answers, click):
    click(named(question, "Close room"))
    assert answers == ["confirmed"]


def test_escape_cancels_from_anywhere_in_it(question, answers, press):
    press(named(question, "Close room"), "Escape")
    assert answers == ["cancelled"]


def test_tab_goes_round_and_never_leaves(root, question, press, below):
    seen = []
    for _ in range(4):
        press(root.focus_get(), "Tab")
        seen.append(root.focus_get())
    assert seen[0] is named(question, "Close room").canvas
    assert seen[3] is seen[0]
    assert below.canvas not in seen
    press(root.focus_get(), "Shift-Tab")
    assert root.focus_get() is named(question, "Cancel").canvas


def test_the_one_on_top_is_closed_first(root, question, press):
    upper = ask(root, "Sure?", "Really.", confirm="Yes", on_confirm=lambda: None)
    root.update()
    press(root.focus_get(), "Escape")
    assert (upper.winfo_exists(), question.winfo_exists()) == (0, 1)
    assert root.focus_get() is named(question, "Cancel").canvas


def test_without_a_dialog_tab_goes_its_usual_way(root, question, press, below):
    question.cancel()
    other = Button(root, "Other", lambda: None)
    other.pack()
    root.update()
    press(below, "Tab")
    assert root.focus_get() is other.canvas


@pytest.mark.parametrize("scale", [1, 2])
def test_one_that_is_too_high_fits_the_window_and_scrolls(root, scale):
    theme.show(scale=scale)
    dialog = Dialog(root, "Long")
    for number in range(60):
        label(dialog.body, f"Line {number}").pack()
    root.update()
    assert dialog.winfo_y() > 0
    assert dialog.winfo_y() + dialog.winfo_height() < root.winfo_height()
    assert dialog.winfo_width() <= root.winfo_width()
    assert dialog._area.scrolls
    dialog.close()


def test_what_lies_below_stays_visible_and_takes_no_clicks(root, below, question, answers, click):
    pressed = []
    below.command = lambda: pressed.append(below)
    assert below.winfo_viewable()
    assert question.winfo_height() < root.winfo_height() / 2
    click(below)
    assert (pressed, answers, question.winfo_exists()) == ([], [], 1)
    question.cancel()
    root.update()
    click(below)
    assert pressed == [below]


def test_its_corners_have_the_colour_of_what_lies_behind_them_in_either_look(root, question):
    for dark in (False, True):
        theme.show(dark=dark)
        root.update()
        assert set(question._corners) == {root.cget("bg")}


def test_it_stays_in_the_middle(root, question):
    root.geometry("700x500")
    root.update()
    middle = question.winfo_x() + question.winfo_width() / 2, question.winfo_y() + question.winfo_height() / 2
    assert middle == pytest.approx((root.winfo_width() / 2, root.winfo_height() / 2), abs=1)


def test_a_menu_in_it_gives_the_pointer_back(root, question, click):
    menu = Menu(named(question, "Cancel"), [Item("Nothing", lambda: None)])
    menu.show_beside(named(question, "Cancel"))
    root.update()
    menu.close()
    assert root.grab_current() is question
    upper = ask(root, "Sure?", "Really.", confirm="Yes", on_confirm=lambda: None)
    root.update()
    assert root.grab_current() is upper
    click(named(upper, "Cancel"))
    assert root.grab_current() is question


def test_one_that_was_cleared_away_with_the_rest_is_in_nobodys_way(root, question):
    for child in root.winfo_children():
        child.destroy()
    again = Dialog(root, "Another")
    label(again.body, "line\n" * 5, 14).pack()
    root.update()
    root.update()
    assert again.winfo_height() > theme.px(5 * 14)
    root.event_generate("<Escape>")
    root.update()
    assert not again.winfo_exists()
