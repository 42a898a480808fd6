"""The system's dialogs for files: where they begin, and what comes of them."""

from pathlib import Path

import pytest

from ui.widgets import file_dialogs


@pytest.fixture
def opened(monkeypatch):
    """How the dialogs were opened; they answer what was put into ``answer``."""
    opened: list[dict[str, object]] = []
    answer: list[object] = []

    def ask(**options):
        opened.append(options)
        return answer.pop() if answer else ""

    for name in ("askopenfilenames", "asksaveasfilename"):
        monkeypatch.setattr(f"tkinter.filedialog.{name}", ask)
    monkeypatch.setattr(file_dialogs, "_last", [])
    return opened, answer


def test_they_begin_at_home_and_then_where_one_was_last(root, opened):
    dialogs, answer = opened
    assert file_dialogs.ask_for_files(root, "Attach") == []
    answer += ["/music/tea.txt", ("/photos/a.png", "/photos/b.png")]
    assert file_dialogs.ask_for_files(root, "Attach") == [Path("/photos/a.png"), Path("/photos/b.png")]
    kinds = [("Text", "*.txt"), ("Page", "*.html")]
    assert file_dialogs.ask_for_place(root, "Save", "tea", kinds) == Path("/music/tea.txt")
    assert file_dialogs.ask_for_place(root, "Save", "tea") is None
    assert [each["initialdir"] for each in dialogs] == [Path.home(), Path.home(), Path("/photos"), Path("/music")]
    assert [each.get("defaultextension") for each in dialogs] == [None, None, ".txt", ""]


def test_hidden_files_are_hidden_where_tk_draws_the_dialog(root, opened):
    if root.tk.call("tk", "windowingsystem") != "x11":
        pytest.skip("the system draws it")
    file_dialogs.ask_for_files(root, "Attach")
    assert root.tk.eval("set ::tk::dialog::file::showHiddenVar") == "0"
