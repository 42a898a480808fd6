"""Whose names are whose, also when another program has a hand in the file."""

from __future__ import annotations

import sqlite3

import pytest

from server.accounts import AccountError, Accounts
from server.store import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "room.sqlite"


@pytest.fixture
def accounts(path):
    return Accounts(Store(path), 4096)


def add_from_outside(path, name):
    other = Store(path)
    Accounts(other, 4096).add(name)
    other.close()


def test_a_name_is_somebodys_however_it_is_written_and_if_it_only_looks_the_same(accounts):
    accounts.add("Zoë")
    accounts.add("paul")
    assert [accounts.resembling(name) for name in ("zoë", "PAUL", "раul", "Ada")] == ["Zoë", "paul", "paul", None]


def test_names_are_known_again_in_the_next_room(accounts, path):
    add_from_outside(path, "Ada")
    assert Accounts(Store(path), 4096).resembling("ada") == "Ada"


def test_what_another_program_adds_is_known_after_a_look_and_its_password_at_once(accounts, path):
    add_from_outside(path, "Ada")
    assert accounts.find("ada").name == "Ada"
    assert accounts.resembling("ada") is None
    accounts.look_again()
    assert accounts.resembling("ada") == "Ada"


def test_nobody_makes_the_account_that_another_program_has_just_made(accounts, path):
    add_from_outside(path, "Ada")
    with pytest.raises(AccountError, match="has that account already"):
        accounts.add("ada")


def test_a_name_that_another_program_has_struck_is_free_after_a_look(accounts, path):
    accounts.add("Ada")
    accounts._store.commit()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("DELETE FROM accounts")
    other.close()
    accounts.look_again()
    assert accounts.resembling("ada") is None


def test_an_account_that_could_not_be_written_is_nobodys(make_room, tmp_path):
    room = make_room({"data_dir": str(tmp_path)})
    room.accounts.add("Ada")
    room.memory.store._fail(sqlite3.OperationalError("the disk is full"))
    room.memory.write()
    room.accounts.add("Bob")
    room.memory.write()
    assert [room.accounts.resembling(name) for name in ("ada", "bob")] == [None, "Bob"]
    room.memory.close()
