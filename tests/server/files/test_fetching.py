"""Files that are fetched: whole, in parts, again, and not any more. Quotations are from RFC 9110."""

import hashlib
import socket
import threading
from functools import partial

import pytest

from server.config import FilesTable, LimitsTable
from server.files.depot import Depot
from server.files.ranges import wanted_range
from server.files.refusal import RefusedError
from server.listener import allow_many_visitors
from tests.server.files.asking import path_of

CONTENT = bytes(range(256)) * 4
DIGEST = hashlib.sha256(CONTENT).hexdigest()
TAG = f'"{DIGEST}"'


@pytest.fixture
def there(one_room, ada):
    """Somebody who asks a room that has a file, and the file's path."""
    client = ada(one_room)
    return client, path_of(client.send(CONTENT, "x.bin"))


def test_what_a_file_is_stands_in_the_head(there):
    client, path = there
    head = client.ask("GET", path).headers
    assert head["etag"] == TAG
    assert head["accept-ranges"] == "bytes"
    assert head["content-length"] == "1024"
    assert head["content-disposition"] == "attachment; filename=\"x.bin\"; filename*=UTF-8''x.bin"
    assert head["x-content-type-options"] == "nosniff"
    assert "sandbox" in head["content-security-policy"]
    assert "default-src 'none'" in head["content-security-policy"]


@pytest.mark.parametrize(
    ("name", "kind", "way"),
    [
        ("a.png", "image/png", "inline"),
        ("a.txt", "text/plain; charset=utf-8", "inline"),
        ("a.html", "text/html", "attachment"),
        ("a.svg", "image/svg+xml", "attachment"),
        ("a.js", None, "attachment"),
        ("", "application/octet-stream", "attachment"),
    ],
)
def test_a_browser_shows_nothing_that_could_run(there, name, kind, way):
    client, path = there
    head = client.ask("HEAD", path.replace("x.bin", name)).headers
    assert kind in (None, head["content-type"])
    assert head["content-disposition"].startswith(f"{way};")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-0", 0, 0),
        ("bytes=10-19", 10, 19),
        ("bytes=1000-", 1000, 1023),
        ("bytes=1000-5000", 1000, 1023),
        ("bytes=-24", 1000, 1023),
        ("bytes=-5000", 0, 1023),
    ],
)
def test_a_part_can_be_asked_for(there, asked, first, last):
    client, path = there
    got = client.ask("GET", path, Range=asked)
    assert (got.status, got.body) == (206, CONTENT[first : last + 1])
    assert got.headers["content-range"] == f"bytes {first}-{last}/1024"


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_that_is_not_there_is_said_not_to_be(there, asked):
    client, path = there
    got = client.ask("GET", path, Range=asked)
    assert got.status == 416
    assert got.headers["content-range"] == "bytes */1024"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-1", "lines=1-2", "bytes=-", "bytes=a-b", "bytes=0-1,5-6", "bytes=" + ",".join(["0-"] * 1000), "bytes=1"],
)
def test_ranges_that_are_odd_or_many_are_ignored(there, asked):
    """ "A server MAY ignore the Range header field." """
    client, path = there
    got = client.ask("GET", path, Range=asked)
    assert (got.status, len(got.body)) == (200, 1024)


def test_a_part_is_given_only_of_what_was_meant(there):
    """ "If the validator ... matches ... the recipient SHOULD process the Range header field as requested." """
    client, path = there
    assert client.ask("GET", path, Range="bytes=1000-", If_Range=TAG).status == 206
    assert client.ask("GET", path, Range="bytes=1000-", If_Range='"another"').status == 200
    assert client.ask("GET", path, Range="bytes=1000-", If_Range=f"W/{TAG}").status == 200


def test_what_one_has_need_not_be_fetched(there):
    client, path = there
    again = client.ask("GET", path, If_None_Match=TAG)
    assert (again.status, again.body) == (304, b"")
    assert client.ask("GET", path, If_None_Match='"another"').status == 200


def test_an_empty_file_is_a_file(open_room, ada):
    client = ada(open_room())
    path = path_of(client.send(b"", "empty.txt"))
    assert client.ask("GET", path).body == b""
    with pytest.raises(RefusedError):
        wanted_range({"range": "bytes=0-"}, 0, "")


def test_the_same_content_is_kept_once_under_all_its_names(open_room, ada, tmp_path):
    client = ada(open_room())
    paths = [path_of(client.send(CONTENT, name)) for name in ("a.txt", "b.png")]
    assert [client.ask("GET", path).body for path in paths] == [CONTENT, CONTENT]
    assert [path.name for path in (tmp_path / "room" / "files").iterdir() if path.is_file()] == [DIGEST]


def test_files_expire_and_are_as_new_when_they_are_sent_again(tmp_path):
    now = [1_700_000_000.0]
    depot = Depot(tmp_path, lambda: FilesTable(expiry_days=2), lambda: now[0])
    for name in ("a" * 64, "b" * 64):
        (tmp_path / "coming").write_bytes(b"12345")
        depot.count(5)
        depot.keep(tmp_path / "coming", name)
    now[0] += 1.5 * 24 * 60 * 60
    assert depot.refresh("b" * 64)
    now[0] += 1.0 * 24 * 60 * 60
    assert depot.find("a" * 64) is None
    assert depot.find("b" * 64)
    depot.tidy()
    assert not (tmp_path / ("a" * 64)).exists()
    assert depot._kept == 5


def test_files_are_still_there_after_the_room_was_closed(open_room, ada, anybody):
    room = open_room()
    path = path_of(ada(room).send(CONTENT))
    room.stop()
    assert anybody(open_room()).ask("GET", path).body == CONTENT


def test_who_reads_slowly_or_not_at_all_delays_nobody(open_room, ada, connect):
    room = open_room()
    path = path_of(ada(room).send(bytes(8_000_000)))
    deaf = [socket.create_connection(("127.0.0.1", room.port), timeout=20) for _ in range(20)]
    for sock in deaf:
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    bob = connect(room.port).enter("bob")
    assert len(bob.sync()) == 0
    room.stop()
    for sock in deaf:
        sock.close()


def test_a_thousand_fetch_at_once(open_room, ada, connect):
    allow_many_visitors()
    room = open_room(LimitsTable(max_per_address=0))
    path = path_of(ada(room).send(CONTENT))
    bob = connect(room.port).enter("bob")
    wires = [socket.create_connection(("127.0.0.1", room.port), timeout=60) for _ in range(1000)]
    for wire in wires:
        wire.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
    bob.sync()
    for wire in wires:
        with wire:
            answer = b"".join(iter(partial(wire.recv, 65536), b""))
        assert answer.endswith(CONTENT)
    assert threading.active_count() < 900
