"""How long nobody touched the computer, as the system tells it."""

import os
import shutil
import subprocess
import sys

import pytest

from app.services.idle import SystemIdle

needs_display = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("xdotool"), reason="needs a display and a hand"
)


@needs_display
def test_a_touch_anywhere_is_noticed(monkeypatch):
    if not os.environ.get("DISPLAY"):
        pytest.skip("there is no display")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    idle = SystemIdle()
    subprocess.run(["xdotool", "mousemove_relative", "1", "1"], check=True)
    seconds = idle.seconds()
    assert seconds is not None
    assert 0 <= seconds < 5


@pytest.mark.skipif(sys.platform != "linux", reason="others always know")
def test_where_it_cannot_be_known_nothing_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("PATH", str(tmp_path))
    idle = SystemIdle()
    assert idle.seconds() is None
    assert idle.seconds() is None
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setenv("DISPLAY", ":none")
    assert SystemIdle().seconds() is None


@pytest.mark.skipif(sys.platform != "linux", reason="others have no such program")
@pytest.mark.parametrize(("answer", "seconds"), [("(uint64 125000,)", 125.0), ("nonsense", None)])
def test_gnome_says_it_under_wayland(monkeypatch, tmp_path, answer, seconds):
    program = tmp_path / "gdbus"
    program.write_text(f'#!/bin/sh\necho "{answer}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert SystemIdle().seconds() == seconds
