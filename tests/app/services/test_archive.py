"""The file that everything is kept in: what is written is there, whatever happens to it."""

import sqlite3
import sys
import time

import pytest

from app.services.archive import FILE, MIGRATIONS, Archive


@pytest.fixture
def open_archive(tmp_path):
    """Open the archive of one profile; it is closed after the test."""
    opened = []

    def open_(complain=pytest.fail):
        opened.append(Archive(tmp_path / FILE, complain))
        return opened[-1]

    yield open_
    for archive in opened:
        archive.close()


def rooms(archive):
    return [identity for (identity,) in archive.read("SELECT identity FROM rooms ORDER BY id")]


def write(archive, *identities):
    for identity in identities:
        archive.write("INSERT INTO rooms (identity) VALUES (?)", identity)


def test_what_was_written_is_there_when_it_is_read(open_archive):
    archive = open_archive()
    write(archive, "tea", "chess")
    assert rooms(archive) == ["tea", "chess"]


@pytest.mark.skipif(sys.platform == "win32", reason="there the folder's own rights say who may read")
def test_others_on_this_computer_cannot_read_it(open_archive, tmp_path):
    archive = open_archive()
    write(archive, "tea")
    assert rooms(archive) == ["tea"]
    assert [file.name for file in tmp_path.iterdir() if file.stat().st_mode & 0o077] == []


def test_what_was_written_survives_the_program(open_archive):
    archive = open_archive()
    write(archive, "tea")
    archive.close()
    assert rooms(open_archive()) == ["tea"]


def test_memory_needs_neither_a_file_nor_a_thread():
    archive = Archive()
    write(archive, "tea")
    assert rooms(archive) == ["tea"]
    archive.close()


def test_who_writes_does_not_wait(open_archive):
    """The least of many tries: another program may have had the processor meanwhile."""
    archive = open_archive()
    took = []
    for number in range(200):
        start = time.perf_counter()
        write(archive, str(number))
        took.append(time.perf_counter() - start)
    assert sorted(took)[len(took) // 2] < 0.0003
    assert len(rooms(archive)) == 200


def test_a_file_of_a_newer_version_is_left_as_it_is(open_archive, tmp_path):
    open_archive().close()
    with sqlite3.connect(tmp_path / FILE) as file:
        file.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    file.close()
    complaints: list[str] = []
    archive = open_archive(complaints.append)
    write(archive, "tea")
    assert rooms(archive) == ["tea"]  # in memory
    assert len(complaints) == 1
    assert "newer" in complaints[0]
    archive.close()
    with sqlite3.connect(tmp_path / FILE) as file:
        assert file.execute("SELECT count(*) FROM rooms").fetchone() == (0,)
    file.close()


def test_a_damaged_file_is_kept_aside_and_said(open_archive, tmp_path):
    (tmp_path / FILE).write_bytes(b"this is no database at all, but long enough to look like one" * 20)
    complaints: list[str] = []
    archive = open_archive(complaints.append)
    write(archive, "tea")
    assert rooms(archive) == ["tea"]
    assert len(complaints) == 1
    aside = tmp_path / "history.broken-1.sqlite"
    assert str(aside) in complaints[0]
    assert aside.read_bytes().startswith(b"this is no database")


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("")
    complaints: list[str] = []
    archive = Archive(tmp_path / "file" / "profile" / FILE, complaints.append)
    write(archive, "tea")
    assert rooms(archive) == ["tea"]
    assert len(complaints) == 1
    archive.close()


def test_a_file_that_takes_nothing_is_said_once_and_tried_again(open_archive):
    complaints: list[str] = []
    archive = open_archive(complaints.append)
    for _ in range(3):
        archive.write("INSERT INTO nowhere VALUES (1)")
        assert rooms(archive) == []
    assert len(complaints) == 1
    write(archive, "tea")
    assert rooms(archive) == ["tea"]


def test_what_a_full_disk_did_not_take_is_written_once_there_is_room(open_archive):
    complaints: list[str] = []
    archive = open_archive(complaints.append)
    write(archive, "before")
    assert rooms(archive) == ["before"]
    (pages,) = archive.connection.execute("PRAGMA page_count").fetchone()
    archive.connection.execute(f"PRAGMA max_page_count = {pages}")
    write(archive, "x" * 20_000)
    write(archive, "after it")
    assert rooms(archive) == ["before"]
    assert len(complaints) == 1
    archive.connection.execute("PRAGMA max_page_count = 100000")
    write(archive, "last")
    assert rooms(archive) == ["before", "x" * 20_000, "after it", "last"]
