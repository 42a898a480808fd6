"""Short words over the window: one at a time, and gone by themselves."""

import pytest

from ui.widgets import toast as module
from ui.widgets.toast import Toast


@pytest.fixture
def toast(root, monkeypatch):
    monkeypatch.setattr(module, "STAY_MS", 40)
    monkeypatch.setattr(module, "A_LETTER_MS", 1)
    return Toast(root)


def boxes(root):
    return [child for child in root.winfo_children() if "floating" in str(child)]


def test_it_comes_at_the_top_in_the_middle_and_goes(root, toast, until):
    toast.show("Invite link copied")
    root.update()
    (box,) = boxes(root)
    middle = box.winfo_x() + box.winfo_width() / 2
    assert (box.winfo_y(), middle) == (16, pytest.approx(root.winfo_width() / 2, abs=1))
    until(lambda: not boxes(root), what="the toast went")


def test_what_is_long_stays_for_as_long_as_it_takes_to_read(root, toast, until):
    toast.show("Your settings could not be read and start afresh. " * 10)
    gone = []
    root.after(200, lambda: gone.append(not boxes(root)))
    until(lambda: gone)
    assert gone == [False]
    until(lambda: not boxes(root), what="the toast went")


def test_a_new_one_takes_the_place_of_the_last(root, toast):
    toast.show("One")
    toast.show("Two")
    root.update()
    assert len(boxes(root)) == 1
    toast.hide()
    assert boxes(root) == []


def test_hiding_nothing_is_no_error(toast):
    toast.hide()
    toast.hide()
