"""Somebody chooses what the whole application does, in the middle of a room."""

import json

from tests.e2e.test_two_people import open_room


def test_another_language_is_spoken_at_once_and_nothing_of_the_room_is_lost(sit_down, tmp_path):
    alice = sit_down("Alice")
    open_room(alice)
    alice.types("Hello")
    alice.presses("Return")
    alice.types("A draft")
    alice.presses("Control-comma")
    alice.sees("Settings", "Notifications")
    alice.presses("Down")
    alice.sees("Also decides how days and hours are written.")
    for _ in range(6):  # from the names of the pages to the last control of this one
        alice.presses("Tab")
    alice.presses("Return", "Down", "Down", "Down", "Return")
    alice.sees("Einstellungen", "Benachrichtigungen", "Deutsch")
    alice.presses("Escape")
    alice.sees("Heute", "Kanäle", "Hello", "A draft")
    kept = json.loads((tmp_path / "Alice" / "settings.json").read_text())
    assert kept["language"] == "de"
