"""How people read keys, and that every key of the window is told of."""

import sys

import pytest

from app.words import speak
from ui.keys import FIRST_KEYS, GROUPS
from ui.shortcuts import shortcut, with_command


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has signs for its keys")
@pytest.mark.parametrize(
    ("sequence", "english", "german"),
    [
        ("<Control-Shift-C>", "Ctrl+Shift+C", "Strg+Umschalt+C"),
        ("<Control-comma>", "Ctrl+,", "Strg+,"),
        ("<Control-Key-0>", "Ctrl+0", "Strg+0"),
        ("<Alt-Up>", "Alt+↑", "Alt+↑"),
        ("<Prior>", "Page up", "Bild auf"),
        ("<F6>", "F6", "F6"),
        ("<c>", "C", "C"),
    ],
)
def test_a_key_is_called_as_it_is_on_the_keyboard(sequence, english, german):
    assert shortcut(sequence) == english
    speak("de")
    assert shortcut(sequence) == german


def test_ctrl_is_another_key_on_a_mac():
    assert with_command("i") in {"Ctrl+I", "⌘I"}


def test_every_key_of_the_window_is_in_the_settings():
    said = {sequence for _title, rows in GROUPS for sequence, _words in rows}
    commands = {name: sequence for sequence, name in FIRST_KEYS if sequence in said}
    twins = {"next region", "previous region"} | {f"conversation {number}" for number in range(1, 10)}
    assert {name for _sequence, name in FIRST_KEYS} - commands.keys() <= twins
