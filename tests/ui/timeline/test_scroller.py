"""Rows of known heights on a real canvas: what exists, and that nothing moves what is being read."""

import tkinter as tk

import pytest

from ui.theme import theme
from ui.widgets.scroller import END_GAP, RING, Place, Scroller
from ui.widgets.thumb import Thumb

VIEW = 400


class Stripes:
    """Rows that are rectangles; each was guessed too low."""

    def __init__(self, canvas):
        self.canvas = canvas
        self.heights = []
        self.drawings = 0

    def __len__(self):
        return len(self.heights)

    def guesses(self, start, stop):
        return [10] * (stop - start)

    def height(self, index):
        return self.heights[index]

    def draw(self, index, top, tags):
        self.drawings += 1
        self.canvas.create_rectangle(0, top, 50, top + self.heights[index], width=0, tags=tags)


class Scrolled:
    def __init__(self, root):
        self.canvas = tk.Canvas(root, highlightthickness=0, bd=0)
        self.rows = Stripes(self.canvas)
        self.renders = 0
        self.scroller = Scroller(self.canvas, self.rows, scrolled=self.note)
        self.canvas.place(x=0, y=0, width=300, height=VIEW)
        root.update()

    def note(self):
        self.renders += 1

    def load(self, heights, place=Place()):  # noqa: B008
        self.rows.heights = list(heights)
        self.scroller.resized(300, VIEW)
        self.scroller.reset(place)

    def tops(self):
        """Where each row that exists is, as the canvas has it."""
        return {i: self.scroller.top_of(i) for i in self.scroller.drawn()}

    def shown(self):
        boxes = [self.canvas.coords(item) for item in self.canvas.find_withtag("row")]
        return sorted((round(top), round(bottom - top)) for _, top, _, bottom in boxes)

    def agrees(self):
        """What is on the canvas is what the scroller believes."""
        assert self.shown() == sorted((top, self.rows.heights[i]) for i, top in self.tops().items())
        return True


@pytest.fixture
def scrolled(root):
    return Scrolled(root)


def test_it_begins_at_the_end_with_room_below(scrolled):
    scrolled.load([30] * 1000)
    assert scrolled.scroller.at_end
    assert scrolled.tops()[999] == VIEW - END_GAP - 30
    assert scrolled.agrees()


def test_only_what_is_near_the_view_exists(scrolled):
    scrolled.load([30] * 100_000)
    assert len(scrolled.tops()) < 30
    scrolled.scroller.go(Place(50_000))
    assert len(scrolled.tops()) < 30
    assert scrolled.tops()[50_000] == 0


def test_few_rows_stand_at_the_top(scrolled):
    scrolled.load([30] * 3)
    assert scrolled.tops() == {0: 0, 1: 30, 2: 60}
    scrolled.scroller.scroll_by(500)
    scrolled.scroller.scroll_by(-500)
    assert scrolled.tops() == {0: 0, 1: 30, 2: 60}
    assert scrolled.scroller.at_end


def test_scrolling_moves_what_is_there_and_draws_only_what_is_new(scrolled):
    scrolled.load([30] * 1000)
    before, drawings = scrolled.tops()[995], scrolled.rows.drawings
    scrolled.scroller.scroll_by(-35)
    assert scrolled.tops()[995] == before + 35
    assert scrolled.rows.drawings - drawings <= 2
    assert not scrolled.scroller.at_end
    assert scrolled.agrees()


def test_both_ends_stop(scrolled):
    scrolled.load([30] * 50)
    scrolled.scroller.scroll_by(-10_000)
    assert scrolled.tops()[0] == 0
    scrolled.scroller.scroll_by(10_000)
    assert scrolled.tops()[49] == VIEW - END_GAP - 30
    assert scrolled.scroller.at_end


def test_at_the_end_new_rows_come_into_sight(scrolled, root):
    scrolled.load([30] * 50)
    scrolled.rows.heights.append(77)
    scrolled.scroller.inserted(50, 1)
    root.update()
    assert scrolled.tops()[50] == VIEW - END_GAP - 77
    assert scrolled.agrees()


@pytest.mark.parametrize("index", [0, 3, 15, 50])
def test_elsewhere_nothing_moves_what_is_read(scrolled, root, index):
    scrolled.load([30] * 50, Place(15, -7))
    scrolled.rows.heights[index:index] = [55] * 4
    scrolled.scroller.inserted(index, 4)
    root.update()
    reading = 19 if index <= 15 else 15
    assert scrolled.tops()[reading] == -7
    assert scrolled.agrees()


def test_a_row_that_goes_or_grows_above_moves_nothing_either(scrolled, root):
    scrolled.load([30] * 50, Place(15, -7))
    del scrolled.rows.heights[3]
    scrolled.scroller.removed(3)
    scrolled.rows.heights[13] = 500
    scrolled.scroller.changed(13)
    root.update()
    assert scrolled.tops()[14] == -7
    assert scrolled.agrees()


def test_when_the_last_rows_go_the_end_stays_at_the_bottom(scrolled, root):
    scrolled.load([30] * 20)
    for _ in range(19):
        scrolled.rows.heights.pop()
        scrolled.scroller.removed(len(scrolled.rows))
        root.update()
        assert scrolled.agrees()
    assert scrolled.tops() == {0: 0}


def test_a_burst_is_drawn_once(scrolled, root):
    scrolled.load([30] * 50)
    renders = scrolled.renders
    for _ in range(2000):
        scrolled.rows.heights.append(30)
        scrolled.scroller.inserted(len(scrolled.rows) - 1, 1)
    root.update()
    assert scrolled.renders == renders + 1
    assert 2049 in scrolled.tops()


def test_a_resize_keeps_the_place(scrolled):
    scrolled.load([30] * 50, Place(15, -10))
    scrolled.rows.heights = [60] * 50
    scrolled.scroller.resized(150, VIEW)
    assert scrolled.tops()[15] == -20, "as far into the row as before"
    scrolled.scroller.resized(150, VIEW - 100)
    assert scrolled.tops()[15] == -20


def test_rows_are_revealed_by_the_least_movement(scrolled):
    scrolled.load([30] * 50, Place(15, 0))
    scrolled.scroller.reveal(16)
    assert scrolled.tops()[15] == 0
    scrolled.scroller.reveal(14)
    assert scrolled.tops()[14] == RING
    scrolled.scroller.reveal(40)
    assert scrolled.tops()[40] == VIEW - 30 - RING
    scrolled.scroller.reveal(49)
    assert scrolled.scroller.at_end  # with the room below it, so that what comes next is seen as well


def test_before_there_is_a_window_a_place_is_kept_for_later(root):
    canvas = tk.Canvas(root)
    rows = Stripes(canvas)
    rows.heights = [30] * 100
    scroller = Scroller(canvas, rows, scrolled=lambda: None)
    scroller.reset(Place(40, -3))
    assert scroller.drawn() == []
    scroller.resized(300, VIEW)
    assert scroller.top_of(40) == -3


def test_the_names_of_tags_are_used_again(scrolled):
    scrolled.load([30] * 5000)
    for _ in range(300):
        scrolled.scroller.scroll_by(-60)
    tags = {tag for item in scrolled.canvas.find_withtag("row") for tag in scrolled.canvas.gettags(item)}
    assert max(int(tag[3:]) for tag in tags if tag != "row") < 40


# -- the thumb


def thumb_box(scrolled):
    return scrolled.canvas.bbox("thumb")


def test_the_thumb_shows_the_place_and_can_be_dragged(scrolled):
    scrolled.load([30] * 1000)
    thumb = Thumb(scrolled.canvas, scrolled.scroller)
    thumb.draw()
    _, y0, x1, y1 = thumb_box(scrolled)
    assert (x1, y1) == (300 - 4, VIEW - 4)
    assert thumb.is_at(295, (y0 + y1) // 2)
    thumb.hold((y0 + y1) // 2)
    thumb.drag(-500)
    assert scrolled.tops()[0] == 0
    thumb.draw()
    assert thumb_box(scrolled)[1] == 4
    thumb.drag(VIEW * 2)
    thumb.release()
    assert scrolled.scroller.at_end


def test_a_held_thumb_stays_with_the_pointer_whatever_guesses_turn_out_to_be(scrolled):
    scrolled.load([30] * 1000)
    thumb = Thumb(scrolled.canvas, scrolled.scroller)
    thumb.draw()
    grip = thumb_box(scrolled)[1] + 2
    thumb.hold(grip)
    for y in range(grip, 100, -20):
        thumb.drag(y)
        thumb.draw()
        assert thumb_box(scrolled)[1] == y - 2


def test_there_is_no_thumb_when_everything_is_in_sight(scrolled):
    scrolled.load([30] * 3)
    thumb = Thumb(scrolled.canvas, scrolled.scroller)
    thumb.draw()
    assert thumb_box(scrolled) is None
    assert not thumb.is_at(295, 50)


def test_the_thumb_is_never_too_small_to_hit(scrolled):
    scrolled.load([30] * 100_000)
    thumb = Thumb(scrolled.canvas, scrolled.scroller)
    thumb.draw()
    _, y0, _, y1 = thumb_box(scrolled)
    assert y1 - y0 >= theme.px(32) - 1


def test_what_is_in_sight_is_not_moved_to_be_in_sight_though_it_looks_different_now(scrolled):
    scrolled.load([30] * 100)
    before = scrolled.tops()
    scrolled.scroller.changed(95)
    scrolled.scroller.reveal(95)
    assert scrolled.tops() == before
    assert scrolled.scroller.at_end
