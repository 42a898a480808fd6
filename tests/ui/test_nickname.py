"""The dialogs that ask for a line: what they hand over, and what they say when it cannot be taken."""

import pytest

from ui.views.nickname import ask_nick, ask_password


@pytest.fixture
def given() -> list[str]:
    return []


def judge(given, problem=""):
    def submit(text: str) -> str:
        given.append(text)
        return problem

    return submit


def test_the_proposed_name_is_marked_so_that_typing_replaces_it(root, given, type_keys, press):
    dialog = ask_nick(root, text="Somebody is called Ada already.", nick="Ada2", submit=judge(given))
    root.update()
    assert root.focus_get() is dialog.field.input.entry
    type_keys(dialog.field.input, "Grace")
    press(dialog.field.input, "Return")
    assert given == ["Grace"]
    assert not dialog.winfo_exists()


def test_a_refused_name_stays_with_the_reason_until_it_is_changed(root, given, type_keys, press):
    dialog = ask_nick(root, text="", nick="Ada L", submit=judge(given, "A name cannot have spaces."))
    root.update()
    press(dialog.field.input, "Return")
    assert dialog.winfo_exists()
    assert dialog.field.error == "A name cannot have spaces."
    type_keys(dialog.field.input, "A")
    assert dialog.field.error == ""


def test_escape_hands_over_nothing(root, given, press):
    gone = []
    dialog = ask_nick(root, text="", nick="Ada", submit=judge(given), on_cancel=lambda: gone.append(True))
    root.update()
    press(dialog.field.input, "Escape")
    assert (given, gone) == ([], [True])


def test_a_password_is_not_shown(root, given, type_keys, press):
    dialog = ask_password(root, text="Ask whoever hosts the room.", submit=judge(given))
    root.update()
    type_keys(dialog.field.input, "sesame")
    assert dialog.field.input.entry.cget("show") == "•"
    press(dialog.field.input, "Return")
    assert given == ["sesame"]
