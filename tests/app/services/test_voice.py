"""The system's own voice."""

import sys

import pytest

from app.services.voice import WAITING, Voice, speaker

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others have another one")


@pytest.fixture
def spoken(monkeypatch, tmp_path):
    """A voice that writes down what it says, one line each; it waits as long as there is a file ``hush``."""
    program, heard = tmp_path / "spd-say", tmp_path / "heard"
    program.write_text(f"#!/bin/sh\nwhile [ -e {tmp_path}/hush ]; do :; done\n/bin/cat >> {heard}\necho >> {heard}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    return lambda: heard.read_text().split("\n")[:-1] if heard.exists() else []


@pytest.fixture
def voice():
    voice = Voice()
    yield voice
    thread = voice._thread
    voice.stop()
    if thread:
        thread.join(10)


def test_one_thing_is_said_after_the_other(voice, spoken, until):
    voice.say("Ben: tea?")
    voice.say("Cleo: ¿té?")
    until(lambda: len(spoken()) == 2)
    assert spoken() == ["Ben: tea?", "Cleo: ¿té?"]


def test_where_too_much_is_said_the_older_is_left_out(voice, spoken, until, tmp_path):
    (tmp_path / "hush").touch()
    voice.say("first")
    until(lambda: voice._speaking)
    for number in range(20):
        voice.say(str(number))
    (tmp_path / "hush").unlink()
    until(lambda: len(spoken()) == 1 + WAITING)
    assert spoken() == ["first", *map(str, range(20 - WAITING, 20))]


def test_it_can_be_silenced_in_the_middle(voice, spoken, until, tmp_path):
    (tmp_path / "hush").touch()
    voice.say("first")
    voice.say("second")
    until(lambda: voice._speaking)
    thread = voice._thread
    voice.stop()
    thread.join(10)
    assert not thread.is_alive()
    assert spoken() == []


def test_a_computer_without_a_voice_is_silent(monkeypatch, tmp_path, voice):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert speaker() is None
    voice.say("tea?")
