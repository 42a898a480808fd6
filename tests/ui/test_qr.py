"""QR codes: what they say, and that every square is as large as the next."""

import segno

from ui.widgets.qr import DARK, QUIET, QrCode, squares

PAGE = "https://192.168.1.23:6697/#fp=K7Zc1n0xVfQeGm3tYd5sUwRb9hLpJ2aO8iXk4NvTqEg"


def test_the_squares_are_those_of_the_standard():
    side, runs = squares(PAGE)
    dark = {(row, column) for row, start, end in runs for column in range(start, end)}
    matrix = segno.make_qr(PAGE, error="l").matrix
    assert dark == {(y, x) for y, row in enumerate(matrix) for x, square in enumerate(row) if square}
    assert side == len(matrix)


def test_an_invite_of_usual_length_has_large_squares():
    assert squares(PAGE)[0] <= 33


def test_it_is_drawn_sharp_at_every_size_with_enough_white_around_it(root):
    code = QrCode(root, PAGE)
    code.pack()
    for scale in (1, 1.25, 1.5, 2):
        code._set_scaling(scale, 1)
        root.update()
        boxes = [code.canvas.coords(item) for item in code.canvas.find_all() if fill(code.canvas, item) == DARK]
        heights = {y1 - y0 for _, y0, _, y1 in boxes}
        assert len(heights) == 1
        (unit,) = heights
        assert unit == int(unit) >= 5
        edges = [edge for box in boxes for edge in box]
        assert min(edges) >= QUIET * unit
        assert max(edges) <= code.canvas.winfo_width() - QUIET * unit


def test_it_says_something_else_when_told(root):
    code = QrCode(root, "")
    code.pack()
    root.update()
    assert not any(fill(code.canvas, item) == DARK for item in code.canvas.find_all())
    code.show(PAGE)
    root.update()
    assert code.text == PAGE
    assert any(fill(code.canvas, item) == DARK for item in code.canvas.find_all())


def fill(canvas, item):
    return canvas.itemcget(item, "fill") if canvas.type(item) == "rectangle" else ""
