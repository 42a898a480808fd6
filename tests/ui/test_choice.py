"""Switches and rows of choices, by pointer and by key."""

import pytest

from ui.widgets.choice import Segments, Toggle


@pytest.fixture
def chosen() -> list[object]:
    return []


@pytest.mark.parametrize("key", ["Return", "space"])
def test_a_switch_is_switched_by_key(root, chosen, press, key):
    toggle = Toggle(root, chosen.append)
    toggle.pack()
    press(toggle, key)
    press(toggle, key)
    assert chosen == [True, False]


def test_a_switch_is_switched_by_click_and_not_told_when_it_is_set(root, chosen, click):
    toggle = Toggle(root, chosen.append, on=True)
    toggle.pack()
    click(toggle)
    toggle.set(True)
    assert (chosen, toggle.on) == ([False], True)


@pytest.fixture
def segments(root, chosen):
    segments = Segments(root, [("s", "System"), ("l", "Light"), ("d", "Dark")], "l", chosen.append)
    segments.pack()
    root.update()
    return segments


def test_a_click_chooses_what_is_under_it(segments, chosen, click):
    width = segments.winfo_width()
    click(segments, width - 10)
    click(segments, 10)
    assert chosen == ["d", "s"]


def test_choosing_what_is_chosen_says_nothing(segments, chosen, click):
    click(segments)
    assert chosen == []


def test_arrows_choose_the_neighbour_and_stop_at_the_end(segments, chosen, press):
    for _ in range(3):
        press(segments, "Right")
    press(segments, "Left")
    assert chosen == ["d", "l"]


def test_what_is_set_is_shown_and_not_told(segments, chosen):
    segments.set("s")
    assert (segments.chosen, chosen) == ("s", [])
