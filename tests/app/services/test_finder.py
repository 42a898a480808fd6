"""Looking through what is kept."""

import threading

import pytest

from app.models.conversation import Kind
from app.models.entries import Arrival, Text
from app.services.archive import FILE, Archive
from app.services.finder import MOST, Finder
from app.services.shelf import Shelf


class Library:
    """An archive with two conversations, and what was told of a search."""

    def __init__(self, path=None):
        self.archive = Archive(path)
        self.shelf = Shelf(self.archive, "room")
        self.numbers = {name: self.shelf.open(name, Kind.CHANNEL, 1).number for name in ("#general", "#tea")}
        other = Shelf(self.archive, "another room")
        self.put(other.open("#general", Kind.CHANNEL, 1).number, "a needle elsewhere")
        self.told = []
        self.done = threading.Event()
        self.finder = Finder(self.archive, self.shelf.number, lambda work: work())

    def put(self, number, *texts, start=0):
        self.shelf.put(number, (Text(f"k{start + n}", start + n, "Ben", text) for n, text in enumerate(texts)))

    def tell(self, found, more):
        self.told.append(([one.entry.text for one in found], more))
        if not found:
            self.done.set()

    def look(self, text, place=None):
        self.told.clear()
        self.done.clear()
        self.finder.look(text, self.numbers[place] if place else None, self.tell)
        if text.strip():
            assert self.done.wait(10)
        return [text for found, _ in self.told for text in found]


@pytest.fixture
def library():
    library = Library()
    yield library
    library.archive.close()


def test_words_are_found_anywhere_in_a_message_in_whatever_case(library):
    library.put(library.numbers["#general"], "The Needle", "a haystack", "needles in Haystacks", "ÉCOLE 学校へ行く")
    assert library.look("needle") == ["needles in Haystacks", "The Needle"]
    assert library.look("hay NEEDLE") == ["needles in Haystacks"]
    assert library.look("école") == ["ÉCOLE 学校へ行く"]
    assert library.look("学校") == ["ÉCOLE 学校へ行く"]
    assert library.look("in st") == ["needles in Haystacks"]
    assert library.look("é") == library.look("Éc") == library.look("校") == ["ÉCOLE 学校へ行く"]
    assert library.look("nowhere") == []
    assert library.look("   ") == []


def test_here_or_everywhere_but_never_in_another_room(library):
    library.put(library.numbers["#general"], "a needle")
    library.put(library.numbers["#tea"], "another needle")
    assert library.look("needle", "#tea") == ["another needle"]
    assert library.look("needle") == ["another needle", "a needle"]


@pytest.mark.parametrize(
    "text", ['"', 'needle" OR text:x', "*", "NEAR(a b)", "-needle", "50%", "%", "_", "a_b", "\\", "\\%", "é%"]
)
@pytest.mark.parametrize("place", [None, "#general"])
def test_what_is_looked_for_means_only_itself(library, text, place):
    library.put(library.numbers["#general"], "plain words", "needle", "a b", f"so {text} it is", "a-b é")
    assert library.look(text, place) == [f"so {text} it is"]


def test_a_word_is_found_as_it_is_written_in_the_index_too(library):
    library.put(library.numbers["#general"], "Maße in der STRASSE", "eine Straße")
    assert library.look("Straße") == ["eine Straße"]
    assert library.look("masse") == []


def test_only_what_was_said_is_found_and_as_it_was_said_last(library):
    number = library.numbers["#general"]
    library.shelf.put(number, [Arrival("a", 1.0, "needle")])
    library.put(number, "a neddle")
    library.put(number, "a needle")
    assert library.look("neddle") == []
    assert library.look("needle") == ["a needle"]


def test_of_very_many_the_newest_are_told_and_that_there_are_more(library):
    library.put(library.numbers["#general"], *(f"needle {number}" for number in range(MOST + 1)))
    found = library.look("needle")
    assert len(found) == MOST
    assert found[0] == f"needle {MOST}"
    assert library.told[-1] == ([], True)


def test_what_was_found_is_told_while_the_rest_is_looked_through(library, monkeypatch):
    monkeypatch.setattr("app.services.finder.WAIT", 0)
    monkeypatch.setattr("app.services.finder.LOOK_EVERY", 1)
    library.put(library.numbers["#general"], "no", "a needle", "no", "needles", "no")
    library.look("le")
    assert library.told == [(["needles"], True), (["a needle"], True), ([], False)]


def test_a_file_is_searched_on_a_thread_and_what_was_just_written_is_found(tmp_path, until):
    library = Library(tmp_path / FILE)
    library.put(library.numbers["#general"], *(f"needle {number}" for number in range(30)))
    assert len(library.look("needle")) == 30
    assert [len(found) for found, _ in library.told] == [20, 10, 0]
    library.finder.look("needle", None, library.tell)
    library.finder.stop()  # and nobody is told any more, whether it had begun or not
    library.archive.close()
    until(lambda: not any(thread.name == "search" for thread in threading.enumerate()))
