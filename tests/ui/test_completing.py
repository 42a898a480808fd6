"""What is offered above the composer while a word is written."""

import pytest

from tests.ui.test_composer import make
from ui.emoji_names import by_name

TADA = by_name()["tada"]


@pytest.fixture
def composer(root, room, chat_actions):
    room.current.set_members(["Ada", "Ben", "Bertha", "Grace"])
    composer = make(root, room, chat_actions)
    composer.pack(side="bottom", fill="x", padx=24)
    root.update()
    composer.text.focus_force()
    root.update()
    return composer


def offered(composer):
    """What is offered, the marked one first."""
    completion = composer._completing.offered
    if completion is None:
        return []
    assert composer._completing._box.winfo_ismapped()
    return [completion.next(n).text for n in range(len(completion.choices))]


def submitted(asked):
    return [text for what, *rest in asked if what == "submit" for text in rest]


def test_a_sign_and_letters_offer_what_begins_so_and_tab_takes_the_first(composer, type_keys, press):
    type_keys(composer.text, "hi @be")
    assert offered(composer) == ["@Ben ", "@Bertha "]
    press(composer.text, "Tab")
    assert composer.text.content == "hi @Ben "
    assert offered(composer) == []
    press(composer.text, "Tab")
    assert composer.text.content == "hi @Bertha "


def test_arrows_mark_and_enter_takes_instead_of_sending(composer, type_keys, press, asked):
    type_keys(composer.text, "@be")
    press(composer.text, "Down")
    press(composer.text, "Return")
    assert composer.text.content == "@Bertha "
    assert submitted(asked) == []


def test_enter_sends_what_is_whole_already(composer, type_keys, asked):
    type_keys(composer.text, "/help\n")
    type_keys(composer.text, "@ben\n")
    assert submitted(asked) == ["/help", "@ben"]


def test_escape_takes_the_offer_away_and_enter_sends_as_it_is(composer, type_keys, press, asked):
    type_keys(composer.text, "@be")
    press(composer.text, "Escape")
    assert offered(composer) == []
    type_keys(composer.text, "\n")
    assert submitted(asked) == ["@be"]


def test_a_click_takes_one(composer, type_keys, click):
    type_keys(composer.text, "@be")
    click(composer._completing._box._rows, 40, 36 + 18)
    assert composer.text.content == "@Bertha "


def test_names_of_emoji_become_emoji(composer, type_keys, press):
    type_keys(composer.text, ":tad")
    press(composer.text, "Tab")
    assert composer.text.content == f"{TADA} "
    type_keys(composer.text, ":tada:")
    assert composer.text.content == f"{TADA} {TADA}"


def test_what_is_sent_is_what_stands_there(composer, type_keys, asked):
    type_keys(composer.text, "well done :tada:\n")
    assert submitted(asked) == [f"well done {TADA}"]


def test_nothing_is_offered_where_nobody_writes(composer, type_keys, press, root):
    type_keys(composer.text, "@be")
    composer._smile.focus_set()
    root.update()
    assert offered(composer) == []
