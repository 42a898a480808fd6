"""What is selected, and what a copy of it reads."""

import pytest

from app.models.conversation import Cleared, Inserted, Removed, Replaced
from app.models.entries import Arrival, Voice
from ui.views.entries import lay_out
from ui.views.grouping import Standing
from ui.views.selection import Selection, boxes, copied, offset_at, word_at


@pytest.fixture
def entries(say):
    return [
        say("Grace", "one *bold* word"),
        Arrival("a", say("x", "").time, "Linus"),
        say("Ada", "two\nlines 👍"),
        say("Grace", "three"),
    ]


@pytest.fixture
def layouts(entries, page):
    return [lay_out(entry, Standing(), page) for entry in entries]


def read(start, end, entries, layouts, page):
    selection = Selection(start, end)
    return copied(selection, entries, layouts[start[0]], layouts[end[0]], page.calendar)


def test_a_part_of_one_message_is_copied_as_it_reads(entries, layouts, page):
    assert read((0, 4), (0, 8), entries, layouts, page) == "bold"
    assert read((2, 0), (2, 11), entries, layouts, page) == "two\nlines 👍"


def test_several_messages_are_copied_as_lines_with_time_and_name(entries, layouts, page):
    assert read((0, 9), (3, 2), entries, layouts, page).split("\n") == [
        "[12:00] Grace: word",
        "[12:00] * Linus joined",
        "[12:00] Ada: two",
        "lines 👍",
        "[12:00] Grace: th",
    ]


def test_what_somebody_did_is_copied_as_a_sentence_wholly_or_in_part(say, page):
    entries = [say("Ada", "hears music"), *(say(who, "dances", voice=Voice.ACTED) for who in ("Grace", "Linus"))]
    layouts = [lay_out(entry, Standing(), page) for entry in entries]
    assert read((0, 6), (2, 8), entries, layouts, page).split("\n") == [
        "[12:00] Ada: music",
        "[12:00] * Grace dances",
        "[12:00] * Linus da",
    ]


def test_edges_without_text_add_no_lines(entries, layouts, page):
    end = len(layouts[0].plain)
    assert read((0, end), (3, 0), entries, layouts, page).startswith("[12:00] * Linus")
    assert read((0, end), (1, 5), entries, layouts, page) == "[12:00] * Linus"


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        (Inserted(0, 5), (7, 9)),
        (Inserted(3, 1), (2, 5)),
        (Inserted(9, 1), (2, 4)),
        (Removed(0), (1, 3)),
        (Removed(3), (2, 3)),
        (Replaced(3), (2, 4)),
    ],
)
def test_a_selection_stays_on_its_text_when_rows_come_and_go(change, rows):
    after = Selection((2, 1), (4, 1)).after(change)
    assert after is not None
    assert (after.start[0], after.end[0]) == rows


@pytest.mark.parametrize("change", [Removed(2), Removed(4), Cleared()])
def test_a_selection_whose_edge_is_gone_is_gone(change):
    assert Selection((2, 1), (4, 1)).after(change) is None


def test_every_place_has_the_nearest_offset(layouts, page):
    layout = layouts[2]  # "two", then "lines 👍", letters 7 wide
    (x, y) = layout.runs[0].x, layout.runs[0].y

    def at(dx, dy):
        return offset_at(layout, x + dx, y + dy, page.measure)

    assert [at(-50, -99), at(-50, 5), at(3, 5), at(4, 5), at(999, 5)] == [0, 0, 0, 1, 3]
    assert [at(-50, 26), at(0, 26), at(10, 26), at(999, 26), at(0, 999)] == [4, 4, 5, 11, 11]


def test_an_emoji_is_taken_whole(layouts, page):
    layout = layouts[2]
    run = layout.runs[-1]
    assert run.text == "👍"
    assert offset_at(layout, run.x + 3, run.y, page.measure) == run.start
    assert offset_at(layout, run.x + run.width - 3, run.y, page.measure) == run.end
    assert list(boxes(layout, (run.start, run.end), page.measure)) == [(run.x, run.y, run.x + run.width, run.y + 21)]


def test_boxes_cover_what_is_selected_and_no_more(layouts, page):
    first = layouts[0].runs[0]
    (box,) = boxes(layouts[0], (1, 3), page.measure)
    assert box == (first.x + 7, first.y, first.x + 21, first.y + 21)
    assert len(list(boxes(layouts[0], (0, 99), page.measure))) == 3


@pytest.mark.parametrize(
    ("offset", "word"),
    [(0, "one"), (2, "one"), (3, ", "), (5, "two"), (8, "-"), (9, "three"), (14, "")],
)
def test_a_double_click_takes_the_word(offset, word):
    text = "one, two-three"
    begin, end = word_at(text, offset)
    assert text[begin:end] == word.strip() or (word == ", " and text[begin:end] == ",")
