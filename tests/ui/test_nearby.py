"""The list of rooms nearby as a person uses it, and the rooms we have been in as far as looking tells of them."""

from dataclasses import replace

import pytest

from app.models.lobby import Lobby, NearbyRoom, RecentRoom, Search
from ui.theme import theme
from ui.views.calendar import Calendar
from ui.views.nearby import NearbyRooms
from ui.views.recent import RecentRooms
from ui.widgets.spinner import Spinner

TEA = NearbyRoom("a" * 64, "Tea house", ("192.168.1.50",), 6697, "#general", "grace-pc", 12)
CLUB = NearbyRoom("b" * 64, "Chess club", ("192.168.1.51",), 6697, "#general", "ken-pc", 1, locked=True)
THEN = 1_700_000_000.0


@pytest.fixture
def lobby():
    return Lobby()


@pytest.fixture
def asked():
    return []


@pytest.fixture
def nearby(root, lobby, asked):
    view = NearbyRooms(root, lobby, join=asked.append, paste=lambda: asked.append("paste"))
    view.pack(fill="x")
    lobby.set_nearby((), Search.LOOKING)
    root.update()
    return view


def written(view):
    """What the rows say, from top to bottom, and the words beside and instead of them."""
    canvas, words = view.list, []
    for item in canvas.find_all() if canvas.winfo_ismapped() else ():
        if canvas.type(item) == "text":
            x, y, *_ = canvas.bbox(item)
            words.append((y // 8, x, canvas.itemcget(item, "text")))
    return [text for *_, text in sorted(words)] + labels(view)


def labels(widget):
    found = []
    for child in widget.winfo_children():
        if child.winfo_ismapped():
            text = getattr(child, "_text", "")
            found += [text] if isinstance(text, str) and text else []
            found += labels(child)
    return found


def spinners(view):
    return [child for child in view.beside.winfo_children() if isinstance(child, Spinner)]


def test_while_nothing_is_found_it_says_that_it_looks_and_what_else_there_is(nearby):
    said = labels(nearby)
    assert {"Rooms near you", "Looking…", "No rooms found yet"} <= set(said)
    assert any("paste an invite link" in text for text in said)
    assert len(spinners(nearby)) == 1


def test_a_room_has_its_name_its_computer_and_how_many_people_are_in_it(nearby, lobby, root):
    lobby.set_nearby([TEA, CLUB], Search.LOOKING)
    root.update()
    said = written(nearby)
    assert said[:4] == ["Tea house", "Join", "grace-pc", "·"]
    assert {"12 people", "Chess club", "ken-pc", "1 person", "Looking…"} <= set(said)
    assert "No rooms found yet" not in said


def test_a_click_joins(nearby, lobby, root, click, asked):
    lobby.set_nearby([TEA, CLUB], Search.LOOKING)
    root.update()
    click(nearby.list, 100, 20 + theme.px(58))
    assert asked == [CLUB]


def test_the_keyboard_joins(nearby, lobby, root, press, asked):
    lobby.set_nearby([TEA, CLUB], Search.LOOKING)
    root.update()
    press(nearby.list, "Down")
    press(nearby.list, "Return")
    assert asked == [CLUB]


def test_what_is_new_about_a_room_is_shown_in_its_place_and_the_keyboard_stays_there(nearby, lobby, root, press, asked):
    lobby.set_nearby([TEA, CLUB], Search.LOOKING)
    root.update()
    press(nearby.list, "Down")
    lobby.set_nearby([TEA, replace(CLUB, people=7), replace(TEA, fingerprint="c" * 64)], Search.LOOKING)
    root.update()
    assert "7 people" in written(nearby)
    press(nearby.list, "Return")
    assert asked == [replace(CLUB, people=7)]


def test_a_room_gone_quiet_is_grey_before_it_goes(nearby, lobby, root):
    lobby.set_nearby([TEA], Search.LOOKING)
    root.update()
    names = [i for i in nearby.list.find_all() if nearby.list.type(i) == "text"]
    fresh = nearby.list.itemcget(names[0], "fill")
    lobby.set_nearby([replace(TEA, fresh=False)], Search.LOOKING)
    root.update()
    names = [i for i in nearby.list.find_all() if nearby.list.type(i) == "text"]
    assert nearby.list.itemcget(names[0], "fill") != fresh
    assert "No longer answering" in written(nearby)
    lobby.set_nearby((), Search.LOOKING)
    root.update()
    assert "No rooms found yet" in written(nearby)


def test_where_one_cannot_look_there_is_another_way_in(nearby, lobby, root, click, asked):
    lobby.set_nearby((), Search.UNABLE)
    root.update()
    said = labels(nearby)
    assert "Cannot look for rooms on this network" in said
    assert "Looking…" not in said
    assert spinners(nearby) == []
    click(nearby._words.button)
    assert asked == ["paste"]


def test_names_from_the_network_are_shown_in_one_line_however_long_they_are(nearby, lobby, root):
    lobby.set_nearby([replace(CLUB, name="Wine " * 40)], Search.LOOKING)
    root.update()
    canvas = nearby.list
    right = max(canvas.bbox(item)[2] for item in canvas.find_all())
    assert right <= canvas.winfo_width()
    assert any(text.endswith("…") for text in written(nearby))


# -- the rooms we have been in


@pytest.fixture
def recent(root, lobby):
    lobby.set_recent(
        [
            RecentRoom("Tea house", "192.168.1.9", 6697, THEN, fingerprint=TEA.fingerprint),
            RecentRoom("Old club", "192.168.1.77", 6697, THEN),
        ]
    )
    view = RecentRooms(root, lobby, rejoin=print, forget=print, calendar=Calendar(now=lambda: THEN))
    view.pack(fill="x")
    root.update()
    return view


def test_of_a_room_it_says_where_it_was_until_it_is_known_whether_it_is_there(recent, lobby, root):
    assert {"192.168.1.9", "192.168.1.77"} <= set(written(recent))
    lobby.set_nearby([TEA], Search.LOOKING)
    root.update()
    assert {"Online now", "192.168.1.77"} <= set(written(recent))
    lobby.set_nearby([TEA], Search.SETTLED)
    root.update()
    assert {"Online now", "Not on this network"} <= set(written(recent))
