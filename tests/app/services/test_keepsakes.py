"""What was fetched is kept, but not for ever."""

import os

from app.services.keepsakes import note_use, tidy


def kept(folder, name, size, time):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(bytes(size))
    os.utime(path, (time, time))
    return path


def test_what_was_not_looked_at_for_longest_goes_when_it_is_too_much(tmp_path):
    for number in range(5):
        kept(tmp_path, f"file-{number}", 100, 1000 + number)
    note_use(tmp_path / "file-0")
    tidy(tmp_path, most=300)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file-0", "file-3", "file-4"]


def test_copies_for_one_visit_are_gone_with_the_next(tmp_path):
    kept(tmp_path, "opened/ab/notes.txt", 1, 1000)
    kept(tmp_path, "pasted/x.png", 1, 1000)
    kept(tmp_path, "file", 1, 1000)
    tidy(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_where_nothing_was_fetched_there_is_nothing_to_do(tmp_path):
    tidy(tmp_path / "nothing")
    note_use(tmp_path / "nothing")
