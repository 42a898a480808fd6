"""Sounds: played on a thread of their own, and not all the time."""

import sys
import wave

import pytest

import assets
from app.services.chime import PAUSE, Chime


def test_a_sound_is_played_and_another_one_only_after_a_pause(until):
    now, played = [0.0], []
    chime = Chime(lambda path: played.append(path.stem), clock=lambda: now[0])
    chime.ring("message")
    chime.ring("mention")
    until(lambda: played)
    now[0] = PAUSE
    chime.ring("mention")
    until(lambda: len(played) == 2)
    assert played == ["message", "mention"]


def test_where_nothing_plays_sounds_it_is_silent_and_logged_once(caplog, until):
    def fail(_path):
        raise OSError("no player")

    now = [0.0]
    chime = Chime(fail, clock=lambda: now[0])
    with caplog.at_level("INFO"):
        chime.ring("message")
        until(lambda: caplog.messages)
        now[0] = PAUSE
        chime.ring("message")
    assert caplog.messages == ["no sound can be played here: no player"]


@pytest.mark.parametrize("name", ["message", "mention"])
def test_a_sound_is_short_and_soft(name):
    with wave.open(str(assets.path(f"sounds/{name}.wav"))) as sound:
        assert 0.2 < sound.getnframes() / sound.getframerate() < 0.8
        frames = memoryview(sound.readframes(sound.getnframes())).cast("h")
    assert 2000 < max(map(abs, frames)) < 16000


@pytest.mark.skipif(sys.platform == "win32", reason="others have their own ways")
def test_the_player_of_the_desktop_is_asked_first(monkeypatch, tmp_path, until):
    program, heard = tmp_path / "paplay", tmp_path / "heard"
    program.write_text(f'#!/bin/sh\necho "$1" > {heard}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    Chime().ring("mention")
    until(lambda: heard.exists() and heard.read_text())
    assert heard.read_text().strip() == str(assets.path("sounds/mention.wav"))
