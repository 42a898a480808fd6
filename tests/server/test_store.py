"""The file a room is kept in."""

from __future__ import annotations

import sqlite3
import sys

import pytest

from server import store as store_module
from server.schema import MIGRATIONS
from server.store import Store, StoreError, open_store


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def path(tmp_path):
    return tmp_path / "room.sqlite"


def mark(store, name):
    store.write("INSERT INTO identities VALUES (?, ?)", name, name)


def marks(store):
    return [name for (name,) in store.rows("SELECT identity FROM identities")]


def test_what_is_committed_is_there_again(path):
    store = Store(path)
    mark(store, "a")
    store.commit()
    mark(store, "b")  # and not committed: as if the program had been killed
    assert marks(Store(path)) == ["a"]


def test_closing_commits(path):
    store = Store(path)
    mark(store, "a")
    store.close()
    assert marks(Store(path)) == ["a"]


def test_a_file_is_a_log_of_its_own_and_holds_its_references(path):
    store = Store(path)
    assert store.row("PRAGMA journal_mode") == ("wal",)
    assert store.row("PRAGMA foreign_keys") == (1,)
    assert store.row("PRAGMA synchronous") == (1,)
    assert store.row("PRAGMA user_version") == (len(MIGRATIONS),)


def test_a_file_of_an_older_version_is_brought_up_to_date(path, monkeypatch):
    Store(path).close()
    monkeypatch.setattr(
        store_module, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE more (x);\nINSERT INTO more VALUES (1);")
    )
    assert list(Store(path).rows("SELECT x FROM more")) == [(1,)]
    assert list(Store(path).rows("SELECT x FROM more")) == [(1,)]


def test_what_guests_left_behind_in_a_file_of_version_1_is_not_taken_over(path, monkeypatch):
    monkeypatch.setattr(store_module, "MIGRATIONS", MIGRATIONS[:1])
    old = Store(path)
    for who in ("~0123", "=ada"):
        old.write("INSERT INTO marks VALUES (?, '#general', 1)", who)
        old.write("INSERT INTO metadata VALUES (?, 'color', 'red')", who)
    old.close()
    monkeypatch.undo()
    store = Store(path)
    assert list(store.rows("SELECT identity FROM marks UNION ALL SELECT target FROM metadata")) == [("=ada",)] * 2
    assert list(store.rows("SELECT target, key, value FROM metadata_changes")) == [("=ada", "color", "red")]


def test_a_step_that_fails_leaves_the_file_as_it_was(path, monkeypatch):
    Store(path).close()
    monkeypatch.setattr(
        store_module, "MIGRATIONS", (*MIGRATIONS, "CREATE TABLE more (x);\nINSERT INTO less VALUES (1);")
    )
    with pytest.raises(StoreError, match="less"):
        Store(path)
    monkeypatch.undo()
    assert Store(path).row("SELECT count(*) FROM sqlite_master WHERE name = 'more'") == (0,)


def test_a_file_of_a_newer_version_is_refused(path):
    store = Store(path)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(StoreError, match="newer version of Parlor"):
        open_store("", str(path.parent), print)


def test_a_file_that_is_none_is_left_alone_and_the_room_opens_all_the_same(path, complaints):
    path.write_bytes(b"This is a letter to my mother, and no database at all." * 100)
    before = path.read_bytes()
    store = open_store("", str(path.parent), complaints.append)
    mark(store, "a")
    store.commit()
    assert marks(store) == ["a"]
    assert len(complaints) == 1
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_is_said_to_be_so(path, complaints):
    path.write_text("a file")
    open_store("", str(path / "below"), complaints.append)
    assert "cannot be made" in complaints[0]


@pytest.mark.parametrize(("database", "name"), [("", "room.sqlite"), ("other.db", "other.db")])
def test_the_file_is_in_the_rooms_folder(tmp_path, database, name):
    open_store(database, str(tmp_path / "new" / "folder"), print).close()
    assert (tmp_path / "new" / "folder" / name).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a profile's folder private by other means")
def test_nobody_else_on_this_computer_can_read_it(tmp_path):
    open_store("", str(tmp_path / "new"), print)
    files = [tmp_path / "new", *(tmp_path / "new").iterdir()]
    assert len(files) >= 2
    assert not any(file.stat().st_mode & 0o077 for file in files)


def test_without_a_folder_there_is_no_file():
    assert open_store("", "", print).path is None


def test_a_full_disk_is_said_once_and_what_was_there_stays(path, complaints):
    store = Store(path, complaints.append)
    mark(store, "a")
    store.commit()
    pages = next(store.rows("PRAGMA page_count"))[0]
    store.row(f"PRAGMA max_page_count = {pages + 2}")
    for _ in range(3):
        for number in range(100):
            mark(store, f"{number}" * 500)
        store.commit()
    assert [complaint.partition(":")[0] for complaint in complaints] == ["What is said is not being kept"]
    assert "a" in marks(store)
    store.row(f"PRAGMA max_page_count = {pages + 2000}")
    mark(store, "b")
    store.commit()
    assert complaints[1:] == ["The room's file can be written again."]
    assert {"a", "b"} <= set(marks(Store(path)))


def test_a_file_that_breaks_is_not_written_any_more(path, complaints):
    store = Store(path, complaints.append)
    for number in range(1000):
        mark(store, f"{number:0500}")
    store.close()
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half:] = b"\x55" * (len(data) - half)
    path.write_bytes(data)
    broken = Store(path, complaints.append)
    list(broken.rows("SELECT identity FROM identities ORDER BY nick"))
    mark(broken, "new")
    broken.commit()
    assert len(complaints) == 1
    broken.close()
    assert path.read_bytes()[half:] == data[half:]


def test_others_may_write_to_the_file_meanwhile(path):
    ours, theirs = Store(path), Store(path)
    mark(theirs, "a")
    theirs.commit()
    mark(ours, "b")
    ours.commit()
    assert sorted(marks(theirs)) == ["a", "b"]
