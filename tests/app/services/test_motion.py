"""Whether the system wants less motion."""

import sys

import pytest

from app.services.motion import wants_less_motion


@pytest.fixture
def gsettings(monkeypatch, tmp_path):
    """A desktop that answers this."""
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems have no such program")

    def answer(words: str) -> None:
        program = tmp_path / "gsettings"
        program.write_text(f"#!/bin/sh\n{words}\n")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    return answer


@pytest.mark.parametrize(("words", "less"), [("echo false", True), ("echo true", False), ("exit 1", False)])
def test_the_desktop_says_it(gsettings, words, less):
    gsettings(words)
    assert wants_less_motion() is less


def test_a_desktop_that_cannot_be_asked_wants_none(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert wants_less_motion() is False
