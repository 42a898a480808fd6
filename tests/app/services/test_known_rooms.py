"""What rooms prove themselves by, remembered."""

import pytest

from app.services import known_rooms
from app.services.files import Files
from app.services.invites import Invite
from app.services.known_rooms import KnownRooms

ONE, OTHER = "ab" * 32, "cd" * 32


@pytest.fixture
def known(tmp_path):
    return KnownRooms(Files(tmp_path))


def test_a_room_that_was_met_is_recognised_by_each_of_its_addresses_even_later(known, tmp_path):
    known.remember(Invite(("192.168.1.5", "Ada.local"), 7000, fingerprint=ONE))
    again = KnownRooms(Files(tmp_path))
    for address in ("192.168.1.5", "ada.local"):
        assert again.recognise(Invite((address,), 7000)).fingerprint == ONE
    assert again.recognise(Invite(("10.0.0.1", "192.168.1.5"), 7000)).fingerprint == ONE


def test_a_room_may_be_again_wherever_it_was_before(known):
    known.remember(Invite(("192.168.1.5",), 7000, fingerprint=ONE))
    known.remember(Invite(("10.0.0.5",), 7000, fingerprint=ONE))
    known.remember(Invite(("10.0.0.6",), 7001, fingerprint=ONE))
    known.remember(Invite(("10.0.0.7",), 7000, fingerprint=OTHER))
    assert known.recognise(Invite(("192.168.1.5",), 7000)).addresses == ("192.168.1.5", "10.0.0.5")


def test_another_port_is_another_room(known):
    known.remember(Invite(("192.168.1.5",), 7000, fingerprint=ONE))
    assert known.recognise(Invite(("192.168.1.5",), 7001)).fingerprint == ""


def test_an_invite_knows_better_than_we_do(known):
    """Who sent it knows the room; we only know what was at that address once."""
    known.remember(Invite(("192.168.1.5",), 7000, fingerprint=ONE))
    assert known.recognise(Invite(("192.168.1.5",), 7000, fingerprint=OTHER)).fingerprint == OTHER
    known.remember(Invite(("192.168.1.5",), 7000, fingerprint=OTHER))
    assert known.recognise(Invite(("192.168.1.5",), 7000)).fingerprint == OTHER


def test_nobody_talks_us_into_speaking_to_a_known_room_in_the_clear(known):
    known.remember(Invite(("192.168.1.5",), fingerprint=ONE))
    assert known.recognise(Invite(("192.168.1.5",), in_clear=True)) == Invite(("192.168.1.5",), fingerprint=ONE)
    assert known.recognise(Invite(("192.168.1.6",), in_clear=True)) == Invite(("192.168.1.6",), in_clear=True)


def test_a_room_that_proved_nothing_is_not_remembered(known, tmp_path):
    known.remember(Invite(("192.168.1.5",)))
    assert not (tmp_path / "known.json").exists()


def test_only_the_latest_are_kept(known, monkeypatch):
    monkeypatch.setattr(known_rooms, "MAX_KNOWN", 2)
    for number in range(3):
        known.remember(Invite((f"192.168.1.{number}",), fingerprint=ONE))
    found = [known.recognise(Invite((f"192.168.1.{number}",))).fingerprint for number in range(3)]
    assert found == ["", ONE, ONE]


@pytest.mark.parametrize("content", ["[]", '{"192.168.1.5 6697": "x"}', '{"a": 1}', "{"])
def test_a_damaged_memory_is_put_aside_and_said(tmp_path, content):
    (tmp_path / "known.json").write_text(content)
    files = Files(tmp_path)
    assert KnownRooms(files).recognise(Invite(("192.168.1.5",))).fingerprint == ""
    assert "What is known of rooms could not be read" in files.trouble[0]
    assert not (tmp_path / "known.json").exists()


def test_a_full_disk_keeps_nobody_out(known, monkeypatch):
    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(known._files, "save_known", fail)
    known.remember(Invite(("192.168.1.5",), fingerprint=ONE))
    assert known.recognise(Invite(("192.168.1.5",))).fingerprint == ONE
