"""Choosing an emoji."""

import pytest

from ui.emoji_names import Favourites, by_name
from ui.views import emoji_picker
from ui.views.emoji_picker import EmojiPicker


@pytest.fixture
def chosen():
    return []


@pytest.fixture
def picker(root, chosen, monkeypatch):
    monkeypatch.setattr(emoji_picker, "favourites", Favourites())
    picker = EmojiPicker(root, choose=chosen.append)
    picker.ask_by((600, 20, 640, 60))
    root.update()
    return picker


def test_a_few_letters_and_enter_choose(picker, chosen, type_keys, root):
    type_keys(picker._field, "tada")
    assert picker._name.cget("text") == ":tada:"
    type_keys(picker._field, "\n")
    assert chosen == [by_name()["tada"]]
    assert not picker.winfo_exists()


def test_arrows_move_among_them(picker, chosen, press):
    press(picker._field, "Down")
    press(picker._field, "Right")
    press(picker._field, "Return")
    assert chosen == [by_name()["heart"]]


def test_a_click_chooses_and_groups_are_a_click_away(picker, chosen, click):
    picker._go_to("Flags")
    click(picker.tiles, 20, 46)
    assert chosen == [by_name()["checkered_flag"]]


def test_letters_without_an_emoji_are_told(picker, chosen, type_keys):
    type_keys(picker._field, "qqqq\n")
    assert picker._name.cget("text") == "No emoji is called so"
    assert chosen == []
