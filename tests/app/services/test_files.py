"""What is remembered between two starts, and what happens when the disk has other ideas."""

import json
import sys

import pytest

from app.models.lobby import RecentRoom
from app.models.settings import Appearance, Choices, Density
from app.services.files import RECENT_ROOMS, Files, Left, data_folder

CHOICES = Choices(
    nick="José",
    appearance=Appearance.DARK,
    density=Density.COMPACT,
    text_size=125,
    isolated_hosting=True,
    send_typing=False,
    reduced_motion=True,
)
ROOMS = (
    RecentRoom("Tea house", "192.168.1.5", 6697, 1714564800.5, fingerprint="5e" * 32),
    RecentRoom("Mine", "127.0.0.1", 7000, 0.0, hosted=True),
)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path / "profile")


def test_settings_are_read_back_as_they_were(files):
    files.save_choices(CHOICES)
    assert files.load_choices() == CHOICES
    assert files.trouble == []


@pytest.mark.parametrize("left", [Left("1200x800+40+-20", ROOMS[0], ("🎉", "👍")), Left()])
def test_how_the_application_was_left_is_read_back_as_it_was(files, left):
    files.save_left(left)
    assert files.load_left() == left
    assert files.trouble == []


@pytest.mark.parametrize("damaged", ["[]", "{}", '{"window": "", "room": {"name": "x"}}'])
def test_how_it_was_left_is_forgotten_when_damaged_and_said(files, damaged):
    files.folder.mkdir()
    (files.folder / "left.json").write_text(damaged)
    assert files.load_left() == Left()
    assert len(files.trouble) == 1


def test_recent_rooms_are_read_back_as_they_were(files):
    files.save_recent(ROOMS)
    assert files.load_recent() == ROOMS


def test_at_first_there_is_nothing(files):
    assert files.load_choices() == Choices()
    assert files.load_recent() == ()
    assert files.trouble == []
    assert not files.folder.exists()


def test_the_files_can_be_read_by_people(files):
    files.save_choices(CHOICES)
    text = (files.folder / "settings.json").read_text(encoding="utf-8")
    assert '"nick": "José"' in text
    assert json.loads(text)["appearance"] == "dark"


def test_only_so_many_rooms_are_kept(files):
    files.save_recent(tuple(RecentRoom(str(n), "h", 1, 0.0) for n in range(RECENT_ROOMS + 5)))
    assert len(files.load_recent()) == RECENT_ROOMS


def test_what_another_version_wrote_is_left_out_or_as_usual(files):
    files.folder.mkdir()
    (files.folder / "settings.json").write_text('{"nick": "Ada", "hologram": true}')
    assert files.load_choices() == Choices(nick="Ada")
    assert files.trouble == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"nick"',
        b'{"nick": 3}',
        b'{"text_size": 101}',
        b'{"text_size": true}',
        b'{"appearance": "mauve"}',
        b'{"notify": "sometimes"}',
        b'{"away_minutes": 7}',
        b'{"kept_days": "0"}',
        b'{"language": "tlh"}',
        b'{"colour": 9}',
        b'{"appearance": []}',
        b"[" * 100_000,
    ],
)
def test_broken_settings_are_kept_aside_and_told(files, content):
    files.folder.mkdir()
    (files.folder / "settings.json").write_bytes(content)
    assert files.load_choices() == Choices()
    aside = files.folder / "settings.broken-1.json"
    assert files.trouble == [f"Your settings could not be read and start afresh. The old file is kept as {aside}."]
    assert aside.read_bytes() == content
    files.save_choices(CHOICES)
    assert files.load_choices() == CHOICES
    assert aside.read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        "{}",
        "[1]",
        '[{"name": "x"}]',
        '[{"name": "x", "address": "h", "port": "y", "last": 0}]',
        '[{"name": "x", "address": "h", "port": Infinity, "last": 0}]',
        '[{"name": "x", "address": "h", "port": 70000, "last": 0}]',
    ],
)
def test_a_broken_list_of_rooms_is_kept_aside_and_told(files, content):
    files.folder.mkdir()
    (files.folder / "recent.json").write_text(content)
    assert files.load_recent() == ()
    assert files.trouble[0].startswith("The list of your rooms could not be read")


def test_what_broke_earlier_is_not_overwritten_by_what_breaks_later(files):
    files.folder.mkdir()
    for content in ("one", "two"):
        (files.folder / "settings.json").write_text(content)
        files.load_choices()
    assert (files.folder / "settings.broken-1.json").read_text() == "one"
    assert (files.folder / "settings.broken-2.json").read_text() == "two"


def test_a_file_is_whole_or_as_it_was(files, monkeypatch):
    files.save_choices(CHOICES)

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dump", full)
    with pytest.raises(OSError, match="No space left"):
        files.save_choices(Choices())
    assert [path.name for path in files.folder.iterdir()] == ["settings.json"]
    assert files.load_choices() == CHOICES


def test_a_folder_that_cannot_be_made_is_an_error_to_be_told(tmp_path):
    (tmp_path / "profile").write_text("a file")
    with pytest.raises(FileExistsError):
        Files(tmp_path / "profile").save_choices(Choices())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights otherwise")
def test_others_cannot_read_what_is_kept(files):
    files.save_choices(CHOICES)
    assert (files.folder / "settings.json").stat().st_mode & 0o077 == 0


def test_profiles_lie_beside_each_other():
    assert data_folder("alice") != data_folder("bob")
    assert data_folder("alice").parent.parent == data_folder()
