"""Whether the desktop is dark, and word of it when it turns."""

import sys
import threading

import darkdetect
import pytest

from app.services import appearance
from app.services.appearance import AppearanceWatch, is_dark


@pytest.mark.parametrize(("answer", "dark"), [(True, True), (False, False), (None, False)])
def test_a_desktop_that_does_not_say_is_light(monkeypatch, answer, dark):
    monkeypatch.setattr(darkdetect, "isDark", lambda: answer)
    assert is_dark() is dark


def test_a_desktop_that_fails_to_say_is_light(monkeypatch):
    def fail():
        raise OSError("no such thing here")

    monkeypatch.setattr(darkdetect, "isDark", fail)
    assert is_dark() is False


@pytest.fixture
def turned():
    return []


@pytest.fixture
def gnome(monkeypatch, tmp_path):
    """A desktop that says once that something has changed, and then waits."""
    if not sys.platform.startswith("linux"):
        pytest.skip("other systems have no such program")
    program = tmp_path / "gsettings"
    program.write_text("#!/bin/sh\necho \"font-name: 'x'\"\necho \"color-scheme: 'prefer-dark'\"\nexec sleep 600\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setattr(darkdetect, "isDark", lambda: True)


def test_a_desktop_that_turns_dark_is_heard_once_for_what_matters(gnome, turned, until):
    watch = AppearanceWatch(turned.append)
    watch.start()
    until(lambda: turned, what="word from the desktop")
    watch.stop()
    assert turned == [True]


def test_a_desktop_that_tells_nothing_is_no_mistake(monkeypatch, tmp_path, turned):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    watch = AppearanceWatch(turned.append)
    watch.start()
    watch.stop()
    assert turned == []


def test_other_systems_tell_through_the_library(monkeypatch, turned, until):
    heard = threading.Event()

    def listener(tell):
        tell("Dark")
        tell("Light")
        heard.wait(5)
        tell("Dark")

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(darkdetect, "listener", listener)
    watch = AppearanceWatch(turned.append)
    watch.start()
    until(lambda: len(turned) == 2)
    watch.stop()
    heard.set()
    until(lambda: not any(thread.name == "appearance" for thread in threading.enumerate()))
    assert turned == [True, False]


def test_a_mac_is_asked_now_and_then_and_told_of_once(monkeypatch, turned, until):
    answers = iter([False, False, True, True])
    asked_enough = threading.Event()

    def answer():
        if (dark := next(answers, None)) is None:
            asked_enough.set()
            return True
        return dark

    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(darkdetect, "isDark", answer)
    monkeypatch.setattr(appearance, "ASK_EVERY", 0.001)
    watch = AppearanceWatch(turned.append)
    watch.start()
    assert asked_enough.wait(5)
    watch.stop()
    until(lambda: not any(thread.name == "appearance" for thread in threading.enumerate()))
    assert turned == [True]
