"""Names from elsewhere: what is left of them, and what they say of their files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.protocol.filenames import (
    LONGEST,
    UNKNOWN,
    disposition,
    is_shown,
    media_type,
    name_in,
    safe_name,
    with_ending,
)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("photo.png", "photo.png"),
        ("Grüße aus Köln.pdf", "Grüße aus Köln.pdf"),
        ("小明.txt", "小明.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Windows\\system.ini", "system.ini"),
        ("..", "file"),
        ("...", "file"),
        ("", "file"),
        ("a\0b\nc\x1b[31m.txt", "abc[31m.txt"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("zero\u200bwidth.txt", "zerowidth.txt"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("console.log", "console.log"),
        ("what?.txt", "what_.txt"),
        ("file.txt:stream", "file.txt_stream"),
        ("trailing. . ", "trailing"),
        (".bashrc", "bashrc"),
        ("lone\ud800surrogate", "lonesurrogate"),
    ],
)
def test_a_name_from_elsewhere_becomes_one_that_every_system_can_have(name, safe):
    assert safe_name(name) == safe


def test_a_long_name_keeps_its_ending():
    assert safe_name("é" * 300 + ".jpeg").endswith("é.jpeg")
    assert len(safe_name("é" * 300 + ".jpeg").encode()) <= LONGEST
    assert len(safe_name("a." + "b" * 300).encode()) <= LONGEST


@given(st.text())
def test_no_name_leads_out_of_its_folder_and_safe_names_stay_as_they_are(name):
    safe = safe_name(name)
    assert safe
    assert not set(safe) & set('/\\<>:"|?*\0')
    assert safe not in (".", "..")
    assert len(safe.encode()) <= LONGEST
    assert safe_name(safe) == safe


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("a.png", "image/png", True),
        ("A.JPG", "image/jpeg", True),
        ("a.webp", "image/webp", True),
        ("a.mp4", "video/mp4", True),
        ("a.txt", "text/plain", True),
        ("a.svg", "image/svg+xml", False),
        ("a.html", "text/html", False),
        ("a.pdf", "application/pdf", False),
        ("a.tar.gz", UNKNOWN, False),
        ("a.exe", "application/octet-stream", False),
        ("data:text/html,x", UNKNOWN, False),
        ("none", UNKNOWN, False),
    ],
)
def test_the_kind_of_a_file_follows_from_its_name_and_what_could_run_is_not_shown(name, kind, shown):
    assert media_type(name) in (kind, "application/x-msdownload", "application/x-msdos-program")
    assert is_shown(media_type(name)) is shown


def test_a_file_without_an_ending_gets_that_of_its_kind():
    assert with_ending("file", "image/png") == "file.png"
    assert with_ending("file", "text/plain; charset=utf-8") == "file.txt"
    assert with_ending("file.doc", "image/png") == "file.doc"
    assert with_ending("file", "nonsense") == "file"


@pytest.mark.parametrize("name", ["photo.png", 'a"b.txt', "Grüße 100%.pdf", "小明.zip"])
def test_a_name_survives_the_way_through_a_header(name):
    assert name_in(disposition(safe_name(name))) == safe_name(name)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ('attachment; filename="x.txt"', "x.txt"),
        ("attachment; filename=x.txt", "x.txt"),
        ("attachment; filename*=UTF-8''na%C3%AFve.txt", "naïve.txt"),
        ('attachment; filename="naïve.txt"', "naïve.txt"),
        ('attachment; filename="../x.txt"', "x.txt"),
        ("attachment; filename*=unheard-of''x.txt", "x.txt"),
        ("attachment", ""),
        ("", ""),
        (";;;=", ""),
    ],
)
def test_a_header_gives_a_safe_name_or_none(header, name):
    assert name_in(header) == name


@given(st.text())
def test_no_header_is_too_odd(header):
    assert safe_name(name_in(header) or "file")
