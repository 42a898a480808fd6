"""How the dialogs for files look that Tk draws itself, under X11."""

import tkinter as tk

import pytest

from app.words import speak
from ui.theme import DARK, LIGHT, theme
from ui.widgets import drawn_dialogs, file_dialogs


@pytest.fixture
def look(root, until):
    """What a look at the open dialog finds: the colours of paper and ground, and all words; then it is cancelled."""
    if root.tk.call("tk", "windowingsystem") != "x11":
        pytest.skip("the system draws it")
    found: dict[str, object] = {}

    def words(widget):
        for child in root.tk.splitlist(root.tk.call("winfo", "children", widget)):
            try:
                yield str(root.tk.call(child, "cget", "-text"))
            except tk.TclError:  # it has no words
                yield from words(child)

    def look():
        path = ".__tk_filedialog.contents"
        found["paper"] = str(root.tk.call(f"{path}.icons.cHull.canvas", "cget", "-background"))
        found["ground"] = str(root.tk.call("ttk::style", "lookup", "TFrame", "-background"))
        found["words"] = list(words(path))
        root.tk.eval("set ::tk::Priv(selectFilePath) {}")

    def open_and_look():
        root.after(50, look)
        assert file_dialogs.ask_for_files(root, "Attach") == []
        return found

    return open_and_look


@pytest.mark.parametrize(("dark", "tokens"), [(False, LIGHT), (True, DARK)])
def test_they_have_the_colours_of_the_moment(look, dark, tokens):
    theme.show(dark=dark)
    found = look()
    assert (found["paper"], found["ground"]) == (tokens.raised, tokens.side)


def test_they_speak_the_language_of_the_moment(look):
    assert "Folder:" in look()["words"]
    speak("de")
    try:
        assert "Ordner:" in look()["words"]
    finally:
        speak("en")


def test_tk_still_says_what_is_put_in_other_words(root):
    source = root.tk.eval("set file [open $tk_library/tkfbox.tcl]; set text [read $file]; close $file; set text")
    dialogs = [said for said in drawn_dialogs._WORDS if said not in ("&Yes", "&No") and "already exists" not in said]
    assert [said for said in dialogs if f'"{said}"' not in source] == []
