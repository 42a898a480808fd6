"""What is kept on this computer, outside of it."""

import json

import pytest

from app.models.conversation import Kind
from app.models.entries import Arrival, Text
from app.models.lobby import RecentRoom
from app.services.archive import FILE, Archive
from app.services.shelf import Shelf
from app.terminal import FAILED, OK
from app.terminal.export import export

TEA, HALL = "ab" * 32, "cd" * 32
RECENT = [RecentRoom("Tea house", "192.0.2.1", 6697, 0.0, fingerprint=TEA)]


@pytest.fixture
def folder(tmp_path):
    archive = Archive(tmp_path / FILE)
    for identity, channel, words in ((TEA, "#general", "hi"), (TEA, "#cups", "*blue*"), (HALL, "#general", "<echo>")):
        number = Shelf(archive, identity).open(channel, Kind.CHANNEL, 1).number
        Shelf(archive, identity).put(number, [Arrival("a", 1.0, "Ben"), Text("k", 2.0, "Ben", words)])
    archive.close()
    return tmp_path


def test_what_there_is_is_listed_with_the_names_of_rooms(folder, capsys):
    assert export(folder, recent=RECENT) == OK
    assert capsys.readouterr().out.splitlines() == [
        "Tea house, #general: 2 lines",
        "Tea house, #cups: 2 lines",
        "cdcdcdcdcdcd, #general: 2 lines",
    ]


def test_a_channel_is_printed_as_text(folder, capsys):
    assert export(folder, "tea house", "cups", recent=RECENT) == OK
    said = capsys.readouterr().out
    assert said.startswith("Tea house, #cups\n")
    assert "Ben: *blue*\n" in said
    assert "hi" not in said


def test_a_whole_room_is_told_to_programs(folder, capsys):
    assert export(folder, "abab", json=True, recent=RECENT) == OK
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["in"], line["kind"]) for line in told] == [
        ("#general", "joined"),
        ("#general", "message"),
        ("#cups", "joined"),
        ("#cups", "message"),
    ]


def test_what_programs_are_told_can_be_written_to_a_file(folder, tmp_path, capsys):
    assert export(folder, "Tea house", out=tmp_path / "tea.jsonl", json=True, recent=RECENT) == OK
    assert capsys.readouterr().out == ""
    lines = (tmp_path / "tea.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines
    assert all(json.loads(line)["kind"] for line in lines)


def test_a_page_is_written_whole_or_not_at_all(folder, tmp_path, capsys):
    page = tmp_path / "hall.html"
    assert export(folder, HALL, out=page) == OK
    assert "&lt;echo&gt;" in page.read_text(encoding="utf-8")
    assert export(folder, HALL, out=tmp_path / "nowhere" / "hall.html") == FAILED
    assert "cannot be written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.glob("*.part")] == []


def test_what_is_not_kept_is_said_not_to_be(folder, tmp_path, capsys):
    assert export(folder, "elsewhere") == FAILED
    assert "lists what there is" in capsys.readouterr().err
    assert export(tmp_path / "empty", "elsewhere") == FAILED
    assert "Nothing is kept" in capsys.readouterr().err
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / FILE).write_bytes(b"no database" * 100)
    assert export(tmp_path / "broken", "elsewhere") == FAILED
    assert "cannot be read" in capsys.readouterr().err
