"""The second start: heard by the first, if there is one, and by nobody else."""

import json
import queue
import socket
import stat
import sys

import pytest

from app.services import doorbell
from app.services.doorbell import Doorbell, ring


@pytest.fixture
def note(tmp_path):
    return tmp_path / "running.json"


@pytest.fixture
def heard():
    return queue.Queue()


@pytest.fixture
def bell(note, heard):
    made = Doorbell(note, heard.put)
    made.hang()
    yield made
    made.take_down()


def test_what_the_second_start_was_given_is_heard(bell, note, heard):
    assert ring(note, "parlor://join/ada.local/#sésame")
    assert heard.get(timeout=5) == "parlor://join/ada.local/#sésame"
    assert ring(note, "")
    assert heard.get(timeout=5) == ""


def test_where_nobody_is_nobody_hears(note):
    assert not ring(note, "hello")


def test_who_has_gone_does_not_hear(bell, note):
    bell.take_down()
    assert not note.exists()
    assert not ring(note, "hello")


def test_a_note_that_was_left_behind_by_a_crash_leads_nowhere(bell, note):
    text = note.read_text()
    bell.take_down()
    note.write_text(text)
    assert not ring(note, "hello")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps such folders to their owner")
def test_only_its_owner_can_read_the_note(bell, note):
    assert stat.S_IMODE(note.stat().st_mode) == 0o600


def test_who_does_not_know_the_key_is_not_heard(bell, note, heard, tmp_path):
    guess = tmp_path / "guess.json"
    guess.write_text(json.dumps(json.loads(note.read_text()) | {"key": "00" * 32}))
    assert not ring(guess, "hello")
    assert ring(note, "the right one")
    assert heard.get(timeout=5) == "the right one"
    assert heard.empty()


def test_a_stranger_at_the_same_place_learns_nothing(note, monkeypatch):
    """After a crash another program may have the port."""
    monkeypatch.setattr(doorbell, "PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as stranger:
        note.write_text(json.dumps({"port": stranger.getsockname()[1], "key": "ab" * 32}))
        assert not ring(note, "parlor://join/ada.local/#sesame")
        visitor, _ = stranger.accept()
        visitor.setblocking(False)
        with visitor, pytest.raises(BlockingIOError):
            visitor.recv(100)


def test_who_says_nothing_keeps_nobody_else_from_ringing(bell, note, heard):
    port = json.loads(note.read_text())["port"]
    with socket.create_connection(("127.0.0.1", port)):
        assert ring(note, "hello")
    assert heard.get(timeout=5) == "hello"


@pytest.mark.parametrize("text", ["", "[]", '{"port": "x"}', '{"port": 1, "key": "zz"}', '{"port": 1}', "\0"])
def test_a_note_that_makes_no_sense_is_no_note(note, text):
    note.write_text(text)
    assert not ring(note, "hello")


def test_a_profile_that_cannot_be_written_has_no_bell(tmp_path, heard):
    (tmp_path / "file").touch()
    bell = Doorbell(tmp_path / "file" / "running.json", heard.put)
    bell.hang()
    bell.take_down()
