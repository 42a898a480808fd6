"""The register of names, with people who have nothing but a name."""

from types import SimpleNamespace

import pytest

from server.register import Register


@pytest.fixture
def register():
    return Register()


def enter(register, nick, person=None):
    person = person or SimpleNamespace(nick="")
    register.write(nick, person)
    person.nick = nick
    return person


def test_somebody_is_found_however_their_name_is_written(register):
    ada = enter(register, "Ada")
    assert register.find("aDA") is ada
    assert register.find("Adam") is None


def test_a_name_is_held_by_who_has_one_that_looks_the_same(register):
    ada = enter(register, "Ada")
    assert register.holder("\N{CYRILLIC CAPITAL LETTER A}da") is ada
    assert register.find("\N{CYRILLIC CAPITAL LETTER A}da") is None


def test_another_name_frees_the_one_before(register):
    ada = enter(register, "Ada")
    enter(register, "Zoë", ada)
    assert register.holder("Ada") is None
    assert list(register.values()) == [ada]


def test_the_same_name_can_be_written_otherwise(register):
    ada = enter(register, "ada")
    enter(register, "ADA", ada)
    assert register.find("ada") is ada
    assert len(register) == 1


def test_who_is_struck_is_not_found_and_a_namesake_stays(register):
    ada = enter(register, "Ada")
    register.strike(SimpleNamespace(nick="Ada"))
    assert register.find("Ada") is ada
    register.strike(ada)
    assert register == {}
    assert register.holder("Ada") is None
    register.strike(SimpleNamespace(nick=""))


def test_it_can_be_emptied(register):
    enter(register, "Ada")
    register.clear()
    assert len(register) == 0
    assert register.holder("Ada") is None
