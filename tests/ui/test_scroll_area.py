"""A part that scrolls: by wheel, by thumb, and to where the keyboard goes."""

import pytest

from ui.theme import theme
from ui.widgets.button import Button
from ui.widgets.scroll_area import ScrollArea


@pytest.fixture
def area(root):
    area = ScrollArea(root)
    area.pack(fill="both", expand=True)
    return area


@pytest.fixture
def buttons(root, area):
    made = [Button(area.content, f"Button {n}", lambda: None) for n in range(40)]
    for button in made:
        button.pack()
    root.update()
    return made


def where(area):
    return area._view.canvasy(0)


def test_what_fits_neither_scrolls_nor_shows_a_thumb(root, area):
    Button(area.content, "One", lambda: None).pack()
    root.update()
    area.scroll(100)
    assert not area.scrolls
    assert where(area) == 0
    assert not area._thumb.winfo_ismapped()
    assert area.content.winfo_height() == root.winfo_height()


def test_the_wheel_scrolls_and_stops_at_the_ends(root, area, buttons):
    buttons[0].canvas.event_generate("<Button-5>", x=2, y=2)
    root.update()
    assert where(area) == 60
    for _ in range(50):
        buttons[0].canvas.event_generate("<Button-5>", x=2, y=2)
    root.update()
    assert where(area) == area.content.winfo_height() - root.winfo_height()
    for _ in range(50):
        buttons[0].canvas.event_generate("<Button-4>", x=2, y=2)
    assert where(area) == 0


def test_it_brings_what_has_the_keyboard_into_view(root, area, buttons):
    buttons[30].canvas.focus_force()
    root.update()
    top = buttons[30].winfo_rooty() - root.winfo_rooty()
    assert 0 < top < root.winfo_height() - buttons[30].winfo_height()
    buttons[0].canvas.focus_force()
    root.update()
    assert where(area) == 0


def test_it_follows_what_grows_in_it(root, area):
    theme.show(scale=1.5)
    button = Button(area.content, "One", lambda: None, height=400)
    button.pack()
    root.update()
    assert not area.scrolls
    theme.show(scale=2)
    root.update()
    assert area.scrolls
    assert area._thumb.winfo_ismapped()
    button.configure(height=100)
    root.update()
    assert not area.scrolls
    assert area.content.winfo_height() == root.winfo_height()


def test_dragging_the_thumb_takes_the_content_along(root, area, buttons):
    canvas = area._thumb.canvas
    assert area._thumb.winfo_ismapped()
    canvas.event_generate("<Button-1>", x=2, y=10)
    canvas.event_generate("<B1-Motion>", x=2, y=110)
    root.update()
    assert where(area) > 100
