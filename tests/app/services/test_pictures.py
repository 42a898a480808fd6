"""Pictures from others: made small, the right way up, and harmless."""

import threading

import pytest
from PIL import Image

from app.services.pictures import SMALL, Pictures, decode


def made(folder, name, size=(1000, 500), mode="RGB", **how):
    path = folder / name
    Image.new(mode, size).save(path, **how)
    return path


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.gif", "a.webp", "a.bmp"])
def test_a_picture_is_made_small_and_its_measures_are_known(tmp_path, name):
    seen = decode(made(tmp_path, name), SMALL)
    assert seen
    assert seen.size == (1000, 500)
    assert seen.image.size == (640, 320)


def test_a_small_one_stays_as_it_is_and_what_is_clear_stays_clear(tmp_path):
    seen = decode(made(tmp_path, "a.png", (20, 10), "RGBA"), SMALL)
    assert seen
    assert (seen.image.size, seen.image.mode) == ((20, 10), "RGBA")


def test_a_photo_taken_upright_stands_upright(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    seen = decode(made(tmp_path, "a.jpg", exif=exif), SMALL)
    assert seen
    assert seen.size == (500, 1000)
    assert seen.image.size == (240, 480)


def test_what_would_unfold_to_too_much_is_left_alone(tmp_path):
    assert decode(made(tmp_path, "bomb.png", (9_000, 9_000), "1"), SMALL) is None


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x89PNG\r\n\x1a\n" + b"\0" * 100, b"GIF89a" + b"\xff" * 100])
def test_what_is_no_picture_is_none(tmp_path, content):
    (tmp_path / "a.png").write_bytes(content)
    assert decode(tmp_path / "a.png", SMALL) is None
    assert decode(tmp_path / "nothing.png", SMALL) is None


def test_formats_that_are_more_than_pictures_are_not_opened(tmp_path):
    assert decode(made(tmp_path, "a.tiff"), SMALL) is None
    (tmp_path / "a.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n")
    assert decode(tmp_path / "a.png", SMALL) is None


def test_it_is_done_on_another_thread(tmp_path):
    pictures, done = Pictures(), threading.Event()
    threads = []

    def note(_seen):
        threads.append(threading.current_thread())
        done.set()

    pictures.show(made(tmp_path, "a.png"), SMALL, note)
    assert done.wait(20)
    pictures.close()
    assert threads[0] is not threading.current_thread()
