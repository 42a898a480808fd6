"""The language that is spoken: which one it is, and how texts, numbers and lists are said in it."""

import pytest

from app import words
from app.words import N_, _, counted, listed, ngettext, speak, told
from server.protocol.names import channel_problem, nick_problem


@pytest.fixture(autouse=True)
def english_again():
    yield
    speak("en")


@pytest.mark.parametrize(
    ("chosen", "system", "spoken"),
    [
        ("", "de_AT", "de"),
        ("", "zh_CN", "zh_CN"),
        ("", "zh_TW", "zh_CN"),
        ("", "es", "es"),
        ("", "fi_FI", "en"),
        ("", "", "en"),
        ("es", "de_DE", "es"),
        ("en", "de_DE", "en"),
        ("tlh", "de_DE", "de"),
    ],
)
def test_the_language_is_what_was_chosen_or_the_systems(chosen, system, spoken):
    speak(chosen, system)
    assert words.language() == spoken


def test_a_text_is_said_in_the_language_that_is_spoken():
    assert _("Cancel") == "Cancel"
    speak("de")
    assert _("Cancel") == "Abbrechen"
    assert _(N_("Cancel")) == "Abbrechen"
    assert _("Nobody has translated this") == "Nobody has translated this"
    assert _("") == ""


@pytest.mark.parametrize(("language", "one", "many"), [("en", "1 person", "2 people"), ("de", "1 Person", "2 Leute")])
def test_a_number_decides_on_the_form(language, one, many):
    speak(language)

    def people(number: int) -> str:
        return ngettext("{people} person", "{people} people", number).format(people=number)

    assert (people(1), people(2)) == (one, many)


def test_what_the_protocol_says_is_translated_with_what_is_in_it():
    speak("de")
    spaces, too_long = nick_problem("a b"), channel_problem("#" + "a" * 100)
    assert spaces is not None
    assert too_long is not None
    assert told(spaces) == "Ein Name kann keine Leerzeichen haben."
    assert told(too_long) == "Der Name eines Kanals kann höchstens 64 Zeichen haben."
    assert told("Something that another server said.") == "Something that another server said."


@pytest.mark.parametrize(
    ("language", "system", "number", "names"),
    [
        ("en", "", "12,345", "Ada, Grace and Lin"),
        ("en", "en_US", "12,345", "Ada, Grace, and Lin"),
        ("de", "", "12.345", "Ada, Grace und Lin"),
        ("es", "es_MX", "12,345", "Ada, Grace y Lin"),
        ("zh_CN", "", "12,345", "Ada、Grace和Lin"),
    ],
)
def test_numbers_and_lists_are_written_as_where_the_language_is_spoken(language, system, number, names):
    speak(language, system)
    assert counted(12345) == number
    assert listed(["Ada", "Grace", "Lin"]) == names
