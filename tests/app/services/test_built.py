"""What is remembered lies beside the program where somebody made a folder for it, on every system."""

import sys

import pytest

from app.services.built import FOLDER, one_file, portable_folder, program_for_links
from app.services.files import data_folder


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A folder from which the built program runs."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "parlor"))
    monkeypatch.delenv("APPIMAGE", raising=False)
    return tmp_path


def test_a_folder_beside_the_program_is_used(stick):
    (stick / FOLDER).mkdir()
    assert data_folder() == stick / FOLDER
    assert data_folder("ada") == stick / FOLDER / "profiles" / "ada"


def test_without_one_the_system_says_where(stick):
    assert portable_folder() is None
    assert not data_folder().is_relative_to(stick)


def test_a_file_of_that_name_is_no_folder(stick):
    (stick / FOLDER).touch()
    assert portable_folder() is None


def test_a_program_that_runs_from_its_sources_has_none(stick, monkeypatch):
    (stick / FOLDER).mkdir()
    monkeypatch.delattr(sys, "frozen")
    assert portable_folder() is None


def test_an_image_has_it_beside_the_image(stick, monkeypatch, tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    (home / FOLDER).mkdir()
    monkeypatch.setenv("APPIMAGE", str(home / "Parlor.AppImage"))
    assert portable_folder() == home / FOLDER


def test_an_image_is_one_file_for_others_and_a_folder_is_none(stick, monkeypatch):
    assert one_file() is None
    monkeypatch.setenv("APPIMAGE", str(stick / "Parlor.AppImage"))
    assert one_file() == stick / "Parlor.AppImage"
    monkeypatch.delattr(sys, "frozen")  # started by an image of something else
    assert one_file() is None


def test_a_bundle_has_it_beside_the_bundle(stick, monkeypatch):
    (stick / FOLDER).mkdir()
    monkeypatch.setattr(sys, "executable", str(stick / "Parlor.app" / "Contents" / "MacOS" / "parlor"))
    assert portable_folder() == stick / FOLDER


@pytest.mark.skipif(sys.platform == "win32", reason="packages install under /usr elsewhere")
def test_links_are_asked_for_unless_they_are_or_it_is_carried_about(stick, monkeypatch):
    assert program_for_links() == stick / "parlor"
    (stick / FOLDER).mkdir()
    assert program_for_links() is None
    monkeypatch.setattr(sys, "executable", "/usr/lib/parlor/parlor")
    assert program_for_links() is None
    monkeypatch.delattr(sys, "frozen")
    assert program_for_links() is None
