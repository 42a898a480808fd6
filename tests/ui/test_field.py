"""Where a line is typed: what it holds, when it tells, and what it shows of what is wrong."""

import pytest

from ui.theme import theme
from ui.widgets.field import Field, Input
from ui.widgets.menu import Item, Menu


@pytest.fixture
def told() -> list[tuple[str, str]]:
    return []


@pytest.fixture
def box(root, told):
    box = Input(
        root,
        placeholder="What others call you",
        on_submit=lambda text: told.append(("submit", text)),
        on_leave=lambda text: told.append(("leave", text)),
        on_change=lambda text: told.append(("change", text)),
    )
    box.pack()
    root.update()
    return box


def edges(box):
    canvas = box.canvas
    return {canvas.itemcget(item, "fill") for item in canvas.find_all() if canvas.type(item) == "rectangle"}


def test_return_hands_over_what_was_typed(box, told, type_keys, press):
    type_keys(box, "Ada")
    press(box, "Return")
    assert told[-1] == ("submit", "Ada")


def test_each_change_by_the_person_is_told_and_none_by_the_program(box, told, type_keys):
    type_keys(box, "Ad")
    box.text = "Grace"
    type_keys(box, "x")
    assert told == [("change", "A"), ("change", "Ad"), ("change", "Gracex")]


def test_leaving_is_told_with_the_text(root, box, told, type_keys):
    other = Input(root)
    other.pack()
    type_keys(box, "Ada")
    other.entry.focus_force()
    root.update()
    assert told[-1] == ("leave", "Ada")


def test_the_placeholder_is_no_text_and_goes_with_the_first_letter(root, box, type_keys):
    assert (box.text, bool(box._hint.winfo_ismapped())) == ("", True)
    type_keys(box, "A")
    assert (box.text, bool(box._hint.winfo_ismapped())) == ("A", False)
    box.text = ""
    root.update()
    assert box._hint.winfo_ismapped()


def test_a_click_on_the_placeholder_begins_to_type(root, box):
    box._hint.event_generate("<Button-1>", x=5, y=5)
    root.update()
    assert root.focus_get() is box.entry


def test_its_edge_tells_of_focus_and_of_a_mistake(root, box):
    assert theme.tokens.border_strong in edges(box)
    box.entry.focus_force()
    root.update()
    assert theme.tokens.accent in edges(box)
    box.set_wrong(True)
    root.update()
    assert theme.tokens.danger in edges(box)


def test_what_is_pasted_takes_the_place_of_what_is_marked(root, box):
    root.clipboard_clear()
    root.clipboard_append("parlor://join/x")
    box.text = "old"
    box.select()
    box.entry.focus_force()
    box.entry.event_generate("<<Paste>>")
    root.update()
    assert box.text == "parlor://join/x"


def test_all_of_it_is_marked_by_one_key(box, press, type_keys):
    box.text = "one two"
    press(box, "Control-a")
    type_keys(box, "x")
    assert box.text == "x"


def test_a_disabled_one_keeps_its_text_and_takes_none(box, type_keys):
    box.text = "Ada"
    box.enable(False)
    type_keys(box, "x")
    assert box.text == "Ada"
    box.text = "Grace"
    assert box.text == "Grace"


@pytest.fixture
def menu_texts(root):
    def texts() -> list[str]:
        (menu,) = [child for child in root.winfo_children() if isinstance(child, Menu)]
        return [entry.text for entry in menu.rows._entries if isinstance(entry, Item)]

    return texts


def test_a_right_click_offers_what_can_be_done_with_the_text(root, box, click, press, menu_texts):
    root.clipboard_clear()
    root.clipboard_append("Ada")
    click(box, button=3)
    assert menu_texts() == ["Paste"]
    press(root.focus_get(), "Up")
    press(root.focus_get(), "Return")
    assert box.text == "Ada"
    press(box, "Shift-F10")
    assert menu_texts() == ["Paste", "Select all"]
    press(root.focus_get(), "Up")
    press(root.focus_get(), "Return")
    press(box, "Shift-F10")
    assert menu_texts() == ["Cut", "Copy", "Paste", "Select all"]
    press(root.focus_get(), "Down")
    press(root.focus_get(), "Return")
    assert box.text == ""


def test_a_secret_is_not_copied(root, press, menu_texts):
    box = Input(root, text="sesame", secret=True)
    box.pack()
    root.clipboard_clear()
    root.update()
    box.select()
    press(box, "Shift-F10")
    assert menu_texts() == ["Select all"]


def test_a_secret_shows_as_dots(root):
    box = Input(root, text="sesame", secret=True)
    assert (box.text, box.entry.cget("show")) == ("sesame", "•")


def test_it_follows_the_look_and_the_scale(root, box):
    theme.show(dark=True, scale=2)
    root.update()
    assert box.entry.cget("bg") == theme.tokens.raised
    assert box.winfo_height() == 80


def test_nothing_moves_when_a_field_says_what_is_wrong(root):
    field = Field(root, "Your name")
    field.pack()
    root.update()
    height = field.winfo_height()
    field.show_error("A name cannot have spaces.")
    root.update()
    assert (field.error, field.winfo_height()) == ("A name cannot have spaces.", height)
    field.show_error("")
    assert field.error == ""
