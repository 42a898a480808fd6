"""The page about Parlor names whose work is in it, and shows every licence."""

import importlib.metadata
import sys
import tkinter as tk

import pytest

import assets
from app import __version__
from ui import thanks
from ui.thanks import WORKS, Library, libraries
from ui.views.about import show_about, show_licence


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


@pytest.fixture
def installed(monkeypatch):
    """Packages that need each other, as metadata tell it."""
    needs = {
        "parlor": ["babel>=2", "pillow>=11; sys_platform != 'nothing'", "gone>=1", "pytest; extra == 'dev'"],
        "babel": ["parlor"],
        "pillow": ["Babel"],
    }

    class Package:
        def __init__(self, name):
            self.requires = needs[name]
            self.metadata = {"Name": name.title(), "License": "MIT", "Summary": "Does something."}

    def distribution(name):
        if name not in needs:
            raise importlib.metadata.PackageNotFoundError(name)
        return Package(name)

    monkeypatch.setattr(thanks, "distribution", distribution)


def test_every_library_is_named_that_is_needed_and_here(installed):
    assert [(library.name, library.words) for library in libraries()] == [
        ("Babel", "Does something. MIT."),
        ("Pillow", "Does something. MIT."),
    ]


def test_the_built_application_names_what_it_took_from_the_system(installed, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    *others, last = thanks.works()
    assert [work.name for work in others] == [*(work.name for work in WORKS), "Babel", "Pillow"]
    assert last.words == "What Parlor was built with, each part under a licence of its own."
    monkeypatch.delattr(sys, "frozen")
    assert len(thanks.works()) == len(others)


def test_the_licence_of_a_library_is_what_its_own_files_say():
    library = Library(importlib.metadata.distribution("customtkinter"))
    assert library.licence
    assert library.has_text
    assert "Permission is hereby granted" in library.text() or "copyright" in library.text().lower()
