"""The page about Parlor names whose work is in it, and shows every licence."""

import tkinter as tk

import pytest

import assets
from app import __version__
from ui.views.about import WORKS, show_about, show_licence


def texts(widget):
    found = [widget.cget("text")] if isinstance(widget, tk.Label) else []
    for child in tk.Misc.winfo_children(widget):
        found += texts(child)
    return found


def test_it_names_the_version_and_every_work(root):
    page = " ".join(texts(show_about(root)))
    assert f"Parlor {__version__}" in page
    for work in WORKS:
        assert work.name in page
        assert work.licence in page


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_every_licence_can_be_read(root, work):
    dialog = show_licence(root, work)
    (text,) = [child for child in dialog.body.winfo_children() if isinstance(child, tk.Text)]
    assert text.get("1.0", "end").strip() == assets.path(work.file).read_text(encoding="utf-8").strip()
    assert text.cget("state") == "disabled"


def test_no_licence_in_the_assets_is_left_out():
    folder = assets.path("fonts").parent
    there = {str(file.relative_to(folder).as_posix()) for file in folder.rglob("*LICENSE*")}
    assert there == {work.file for work in WORKS}
