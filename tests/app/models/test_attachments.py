"""Files in a conversation: what a link to one says, and what it does not."""

import pytest

from app.models.attachments import Attachment, attachment_in, in_short

DIGEST = "ab" * 32
LINK = f"https://192.168.1.23:6697/files/{DIGEST}/sunset.png"


def test_a_link_to_a_file_of_a_room_is_a_file():
    found = attachment_in(LINK)
    assert found == Attachment(LINK, DIGEST, "sunset.png")
    assert found.is_picture
    assert found.path == f"/files/{DIGEST}/sunset.png"


def test_size_and_measures_stand_behind_it():
    found = attachment_in(f"{LINK}#size=12345&picture=640x480")
    assert found == Attachment(LINK, DIGEST, "sunset.png", 12345, (640, 480))
    assert attachment_in(found.written()) == found
    assert Attachment(LINK, DIGEST, "sunset.png").written() == LINK


@pytest.mark.parametrize(
    "more", ["size=-1", "size=many", "picture=0x10", "picture=10", "picture=999999x1", "&&==", "size=" + "9" * 40, "x"]
)
def test_what_is_odd_there_is_not_taken(more):
    assert attachment_in(f"{LINK}#{more}") == Attachment(LINK, DIGEST, "sunset.png")


def test_only_a_picture_has_measures():
    link = LINK.replace("png", "zip")
    assert attachment_in(f"{link}#picture=10x10") == Attachment(link, DIGEST, "sunset.zip")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        f"look: {LINK}",
        f"{LINK} and more",
        LINK.replace("https", "ftp"),
        LINK.replace(DIGEST, "ab"),
        LINK.replace("/files/", "/other/"),
        f"https://192.168.1.23/files/{DIGEST}/",
        f"https://192.168.1.23/files/{DIGEST.upper()}/x",
    ],
)
def test_what_is_something_else_is_no_file(text):
    assert attachment_in(text) is None


def test_a_name_is_made_safe():
    names = ("..%2F..%2Fcon.txt", "Gr%C3%BC%C3%9Fe%E2%80%AEgpj.exe")
    found = [attachment_in(LINK.replace("sunset.png", name)) for name in names]
    assert [one and one.name for one in found] == ["_con.txt", "Grüßegpj.exe"]


@pytest.mark.parametrize(
    ("name", "runs"),
    [("a.exe", True), ("a.SH", True), ("a.png.bat", True), ("a.docm", True), ("a.pdf", False), ("exe", False)],
)
def test_what_does_something_when_it_is_opened_is_known(name, runs):
    assert Attachment("", DIGEST, name).runs is runs


def test_where_there_is_little_room_a_file_is_its_name():
    assert in_short(f"{LINK}#size=5") == "sunset.png"
    assert in_short(f"see {LINK}") == f"see {LINK}"
