"""Passwords that are kept so that who reads them has gained nothing."""

import pytest

from server.passwords import hash_password, matches


@pytest.mark.parametrize("password", ["sesame", "", "пароль", "a$b$c", "x" * 500])
def test_only_the_password_itself_matches(password):
    kept = hash_password(password)
    assert matches(password, kept)
    assert not matches(password + "x", kept)
    assert password == "" or password not in kept


def test_the_same_password_is_never_kept_the_same_way_twice():
    assert hash_password("sesame") != hash_password("sesame")


def test_a_plain_one_matches_itself():
    assert matches("sesame", "sesame")
    assert not matches("sesam", "sesame")


@pytest.mark.parametrize("kept", ["$scrypt$", "$scrypt$1,2$a$b", "$scrypt$16384,8,1$!$!", "$scrypt$3,8,1$AAAA$AAAA"])
def test_what_is_written_wrongly_matches_nothing(kept):
    assert not matches("", kept)
    assert not matches(kept, kept)
