"""What a host has decided about a room, in the room's own file."""

import os

import pytest

from app.models.hosted import FileLimits, HostChoices
from app.services.room_settings import RoomSettings
from server.config import FilesTable
from server.config_file import load


@pytest.fixture
def settings(tmp_path):
    return RoomSettings(tmp_path)


def test_where_nothing_was_decided_it_is_as_usual(settings):
    assert settings.load() == HostChoices()


@pytest.mark.parametrize("password", ["", "tea time", 'with "quotes" and \\', "密码", "tab\tor worse"])
def test_what_was_decided_is_read_back_and_understood_by_the_room(settings, password):
    choices = HostChoices(password, unencrypted=True)
    settings.save(choices)
    assert settings.load() == choices
    if password.isprintable():
        config = load(settings.path)
        assert (config.server.password, config.tls.allow_plaintext) == (password, "all")


def test_what_somebody_has_written_by_hand_stays(settings):
    settings.path.write_text('[server]\nmotd = "Be kind"\n[limits]\nmax_channels = 5\n', encoding="utf-8")
    settings.save(HostChoices("tea"))
    config = load(settings.path)
    assert (config.server.motd, config.server.password, config.limits.max_channels) == ("Be kind", "tea", 5)
    assert config.tls.allow_plaintext == "loopback"


def test_nobody_else_on_this_computer_reads_the_password(settings):
    settings.save(HostChoices("tea"))
    if os.name == "posix":
        assert settings.path.stat().st_mode & 0o077 == 0
    assert "tea" not in repr(HostChoices("tea"))


def test_what_cannot_be_read_counts_as_nothing(settings, caplog):
    settings.path.write_text("no [ toml", encoding="utf-8")
    assert settings.load() == HostChoices()
    assert "room.toml" in caplog.text


def test_what_guests_may_have_is_understood_by_the_room_and_offered_as_long_as_it_is_there(settings, tmp_path):
    file = tmp_path / "Parlor 1.0.AppImage"
    file.write_bytes(b"all of it")
    choices = HostChoices(application=str(file))
    settings.save(choices)
    assert settings.load() == choices
    assert load(settings.path).files.application == str(file)
    file.unlink()
    assert settings.load() == HostChoices()


def test_which_files_a_room_keeps_is_understood_by_the_room(settings):
    choices = HostChoices(files=FileLimits(from_everybody=False, longest=5, altogether=50, days=7))
    settings.save(choices)
    assert settings.load() == choices
    files = load(settings.path).files
    assert (files.who, files.max_bytes, files.quota_bytes, files.expiry_days) == ("operators", 5, 50, 7)


def test_what_a_host_may_choose_begins_with_what_a_room_has():
    limits, usual = FileLimits(), FilesTable()
    assert (limits.longest, limits.altogether, limits.days) == (usual.max_bytes, usual.quota_bytes, usual.expiry_days)
