"""How the windows look, by what was chosen and by what the system says."""

import pytest

from app import look as look_module
from app.look import Look
from app.models.settings import Appearance, Density, Settings
from ui.theme import theme


@pytest.fixture(autouse=True)
def as_before():
    names = ("dark", "compact", "reduced_motion")
    before = {name: getattr(theme, name) for name in names} | {"scale": theme.text_size}
    yield
    theme.show(**before)


@pytest.fixture
def look(monkeypatch):
    monkeypatch.setattr(look_module, "is_dark", lambda: True)
    monkeypatch.setattr(look_module, "wants_less_motion", lambda: True)
    return Look(Settings(), lambda work: work())


def looks(*names):
    return tuple(getattr(theme, name) for name in names)


def test_it_is_the_system_s_until_somebody_chooses(look):
    assert looks("dark") == (True,)
    look._hear(False)
    assert looks("dark") == (False,)
    look._settings.choose(appearance=Appearance.DARK)
    assert looks("dark") == (True,)
    look._hear(False)
    assert looks("dark") == (True,)


def test_what_is_chosen_is_in_force_at_once(look):
    look._settings.choose(text_size=150, density=Density.COMPACT)
    assert looks("text_size", "compact") == (1.5, True)


def test_nothing_moves_where_the_system_or_the_person_wants_it_still(look):
    look.ask_for_calm()
    assert looks("reduced_motion") == (True,)
    look._system_calmed(False)
    assert looks("reduced_motion") == (False,)
    look._settings.choose(reduced_motion=True)
    assert looks("reduced_motion") == (True,)
