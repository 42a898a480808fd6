"""The answers of rooms in the language of the person."""

from pathlib import Path

import pytest

from app.client.answers import KNOWN, in_our_words
from app.words import speak
from tests.app.controllers.stay import Stay

SERVER = Path(__file__).resolve().parents[3] / "server"


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


def test_rooms_say_what_is_known_of_them():
    source = "".join(path.read_text(encoding="utf-8") for path in SERVER.rglob("*.py"))
    assert [answer for answer in KNOWN if answer not in source] == []


def test_a_known_answer_is_translated_and_any_other_is_left_as_it_is():
    speak("de")
    assert in_our_words("The channel is full") == "Der Kanal ist voll"
    assert in_our_words("Cancel") == "Cancel"


def test_what_a_room_refuses_is_said_in_our_language(clockwork):
    speak("de")
    stay = Stay(clockwork).come_in()
    stay.hear(":room 482 Ada #general :Only operators may change the topic")
    assert stay.shown()[-1] == "! Nur Moderatoren dürfen das Thema ändern"
