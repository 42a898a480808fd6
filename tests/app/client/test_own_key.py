"""Our own key: made once, kept, and nobody else's to read."""

import stat
import sys

import pytest

from app.client.own_key import keep_own_key


def certificate(file):
    own = keep_own_key(file)
    assert own
    return own.certificate


def test_it_is_the_same_every_time_and_another_one_elsewhere(tmp_path):
    first = certificate(tmp_path / "a" / "key.pem")
    assert certificate(tmp_path / "a" / "key.pem") == first
    assert certificate(tmp_path / "b" / "key.pem") != first


def test_it_says_nothing_of_whose_it_is(tmp_path):
    assert certificate(tmp_path / "ada" / "key.pem").subject.rfc4514_string() == "CN=Parlor"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps such folders to their owner")
def test_only_its_owner_can_read_it(tmp_path):
    keep_own_key(tmp_path / "key.pem")
    assert stat.S_IMODE((tmp_path / "key.pem").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key.pem"]


@pytest.mark.parametrize("content", [b"", b"nonsense"])
def test_a_damaged_one_is_left_alone_and_done_without(tmp_path, content):
    file = tmp_path / "key.pem"
    file.write_bytes(content)
    assert keep_own_key(file) is None
    assert file.read_bytes() == content


def test_without_a_place_to_keep_it_there_is_none(tmp_path):
    (tmp_path / "file").write_text("")
    assert keep_own_key(tmp_path / "file" / "key.pem") is None
