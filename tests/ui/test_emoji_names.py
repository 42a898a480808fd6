"""Finding an emoji by a few letters."""

import pytest

from app.words import speak
from ui.emoji import emoji_pattern
from ui.emoji_names import GROUPS, Favourites, by_name, found, groups, load, name_of, title_of


@pytest.mark.parametrize(
    ("letters", "first"), [("tada", "tada"), (":hear", "heart"), ("thumbs up", "thumbsup"), ("SMIL", "smile")]
)
def test_names_that_begin_so_come_first_and_short_ones_before_long_ones(letters, first):
    assert found(letters)[0][0] == first


def test_letters_inside_a_name_are_found_too_and_each_emoji_is_there_once():
    hits = found("cat")
    assert "smirk_cat" in [name for name, _ in hits]
    assert len({emoji for _, emoji in hits}) == len(hits)


@pytest.mark.parametrize("letters", ["", "  ", ":", "nothing is called so"])
def test_nothing_is_found_by_nothing(letters):
    assert found(letters) == []


def test_every_group_is_there_and_has_pictures():
    assert list(groups()) == list(GROUPS)
    for emoji in groups().values():
        assert sum(emoji_pattern().fullmatch(each) is not None for each in emoji) > 0.9 * len(emoji)


def test_an_emoji_is_called_by_the_name_that_says_most():
    assert name_of(by_name()["+1"]) == "thumbsup"
    assert name_of("x") == ""


def test_what_was_chosen_last_is_offered_first():
    favourites = Favourites(["heart", "joy"])
    favourites.note("🎈")
    favourites.note(by_name()["joy"])
    assert favourites.all == [by_name()["joy"], "🎈", by_name()["heart"]]


@pytest.fixture
def spoken():
    """Speak a language for as long as the test takes."""
    yield speak
    speak("en")


@pytest.mark.parametrize(
    ("language", "letters", "emoji", "title"),
    [
        ("de", "Herz", "❤️", "rotes Herz"),
        ("de", "konfetti", "🎉", "Konfettibombe"),
        ("de", "kuss", "💋", "Kussabdruck"),
        ("es", "corazon", "❤️", "corazón rojo"),
        ("es", "pulgar", "👍", "pulgar hacia arriba"),
        ("zh_CN", "派对", "🎉", "拉炮彩带"),
        ("zh_CN", "心", "❤️", "红心"),
    ],
)
def test_emoji_are_found_by_what_people_here_call_them(spoken, language, letters, emoji, title):
    spoken(language)
    load()
    assert emoji in [emoji for _, emoji in found(letters)]
    assert title_of(emoji) == title


def test_short_names_are_the_same_in_every_language(spoken):
    spoken("de")
    assert ("tada", "🎉") in found("tada")
    assert ("tada", "🎉") in found("konfettibombe")
    assert title_of("x") == ""


def test_what_is_its_name_comes_before_what_it_is_also_found_by(spoken):
    spoken("de")
    names = [name for name, _ in found("par")]
    assert names.index("parrot") < names.index("national_park")


def test_in_english_the_short_names_are_all_there_is():
    assert title_of("🎉") == ""
