"""The answers of rooms in the language of the person."""

import re
from pathlib import Path

import pytest

from app.client.answers import IN_OTHER_WORDS, KNOWN, in_our_words
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
    parts = [part for answer in IN_OTHER_WORDS for part in re.split(r"{\w+}", answer)]
    assert [part for part in parts if part not in source] == []


def test_what_a_room_says_in_its_own_terms_is_said_so_that_one_knows_what_to_do():
    assert in_our_words("Slow mode: wait another 28 s").endswith("Try again in 28 seconds.")
    assert in_our_words("One comes into #general first").startswith("To come in here you have to be in #general.")
    assert in_our_words("You are banned from this channel").endswith("Whoever looks after it can lift that.")


def test_a_known_answer_is_translated_and_any_other_is_left_as_it_is():
    speak("de")
    assert in_our_words("The channel is full") == "Der Kanal ist voll"
    assert in_our_words("Cancel") == "Cancel"


def test_what_a_room_refuses_is_said_in_our_language(clockwork):
    speak("de")
    stay = Stay(clockwork).come_in()
    stay.hear(":room 482 Ada #general :Only operators may change the topic")
    assert stay.shown()[-1].startswith("! Nur wer diesen Kanal betreut, ")
