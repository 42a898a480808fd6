"""Dialogs: they hold the keyboard, close at Esc, fit the window, and give the keyboard back."""

import pytest

from ui.theme import theme
from ui.widgets.basics import label
from ui.widgets.button import Button
from ui.widgets.dialog import Dialog, ask


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
    card = dialog.card
    assert card.winfo_y() > 0
    assert card.winfo_y() + card.winfo_height() < root.winfo_height()
    assert card.winfo_width() <= root.winfo_width()
    assert dialog._area.scrolls
    dialog.close()


def test_it_dims_the_window_in_either_look(root, question):
    light = question.cget("bg")
    theme.show(dark=True)
    root.update()
    assert question.cget("bg") != light
