"""A conversation as a file for people."""

import threading
from html.parser import HTMLParser

import pytest

from app.models.conversation import Kind
from app.models.entries import Arrival, Entry, Text, Voice
from app.services.archive import FILE, Archive
from app.services.export import Export, as_page, as_text
from app.services.shelf import Shelf

NOON = 1714564800.0
SAID: list[Entry] = [
    Arrival("a", NOON, "Ben"),
    Text("1", NOON + 60, "Ben", "two\nlines <b>"),
    Text("2", NOON + 120, "Ada", "waves", voice=Voice.ACTED),
    Text("3", NOON + 180, "Ada", "*see* https://example.org/?a=1&b=2\n```python\nx < 1\n```"),
    Text("4", 1e20, "Eve", "<script>alert(1)</script>"),
]


def test_as_text_every_line_says_when_and_who():
    lines = "".join(as_text("Tea: #general", SAID)).split("\n")
    assert lines[0] == "Tea: #general"
    words = [line.partition("] ")[2] or line for line in lines[2:]]
    assert words[:4] == ["* Ben joined", "Ben: two", "    lines <b>", "* Ada waves"]
    assert lines[2].startswith("[2024-05-0")
    assert words[-2] == "Eve: <script>alert(1)</script>"


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs).get("href")))

    def handle_data(self, data):
        self.text += data


def test_as_a_page_it_looks_as_it_was_written_and_nothing_in_it_is_code():
    tags = _Tags()
    tags.feed("".join(as_page("Tea <3", SAID)))
    assert ("a", "https://example.org/?a=1&b=2") in tags.seen
    assert ("script", None) not in tags.seen
    assert sum(tag == "pre" for tag, _ in tags.seen) == 1
    for words in ("Tea <3", "two\nlines <b>", "x < 1", "<script>alert(1)</script>", "Ben joined"):
        assert words in tags.text


@pytest.fixture
def saved():
    return []


def test_what_is_kept_is_written_at_once_where_it_is_in_memory(tmp_path, saved):
    archive = Archive()
    shelf = Shelf(archive, "room")
    number = shelf.open("#general", Kind.CHANNEL, 1).number
    shelf.put(number, SAID)
    export = Export(archive, lambda work: work())
    export.save(number, "Tea", tmp_path / "tea.HTML", saved.append)
    export.save(number, "Tea", tmp_path / "tea.txt", saved.append)
    export.save(number, "Tea", tmp_path / "nowhere" / "tea.txt", saved.append)
    assert [(one.messages, bool(one.failure)) for one in saved] == [(4, False), (4, False), (0, True)]
    assert (tmp_path / "tea.HTML").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["tea.HTML", "tea.txt"]
    archive.close()


def test_a_file_is_written_by_a_thread(tmp_path, saved):
    done = threading.Event()
    archive = Archive(tmp_path / FILE)
    shelf = Shelf(archive, "room")
    number = shelf.open("#general", Kind.CHANNEL, 1).number
    shelf.put(number, SAID)

    def note(one):
        saved.append(one)
        done.set()

    Export(archive, lambda work: work()).save(number, "Tea", tmp_path / "tea.txt", note)
    assert done.wait(10)
    assert "Ben: two" in (tmp_path / "tea.txt").read_text(encoding="utf-8")
    archive.close()
