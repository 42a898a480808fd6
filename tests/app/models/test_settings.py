"""What may be chosen, and that a choice is told."""

import pytest

from app.models.settings import TEXT_SIZES, Appearance, Choices, Settings


def test_a_choice_is_told_with_what_was_before():
    settings = Settings()
    told = []
    settings.changed.connect(lambda before, after: told.append((before, after)))
    settings.choose(appearance=Appearance.DARK, nick="Ada")
    assert told == [(Choices(), Choices(nick="Ada", appearance=Appearance.DARK))]
    assert settings.choices == told[0][1]


def test_choosing_what_is_chosen_tells_nothing():
    settings = Settings(Choices(nick="Ada"))
    told = []
    settings.changed.connect(lambda *both: told.append(both))
    settings.choose(nick="Ada")
    assert told == []


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_every_text_size_on_offer_can_be_chosen(size):
    settings = Settings()
    settings.choose(text_size=size)
    assert settings.choices.text_size == size


def test_what_cannot_be_chosen_is_refused_by_name_and_nothing_changes():
    settings = Settings()
    with pytest.raises(ValueError, match="text_size is 101; it can be 80, 90"):
        settings.choose(nick="Ada", text_size=101)
    assert settings.choices == Choices()
