"""Files that are sent in several goes. Quotations are from draft-ietf-httpbis-resumable-upload."""

import base64
import hashlib
import socket

import pytest

from tests.server.files.asking import path_of

CONTENT = bytes(range(256)) * 40
DIGEST = hashlib.sha256(CONTENT).hexdigest()
REPR_DIGEST = f"sha-256=:{base64.b64encode(bytes.fromhex(DIGEST)).decode()}:"
PARTIAL = "application/partial-upload"


def begin(client, **headers):
    """An upload of which nothing has come yet."""
    headers = {"Upload_Complete": "?0", "Upload_Length": str(len(CONTENT)), **headers}
    answer = client.send(b"", "x.bin", **headers)
    assert answer.status == 201
    return answer


def add(client, path, offset, data, *, last=False, **headers):
    headers = {
        "Upload_Offset": str(offset),
        "Upload_Complete": "?1" if last else "?0",
        "Content_Type": PARTIAL,
        **headers,
    }
    return client.ask("PATCH", path, data, **headers)


def test_a_file_comes_in_three_goes(open_room, ada):
    """ "The client can append representation data to the upload resource by sending a PATCH request"."""
    client = ada(open_room())
    path = path_of(begin(client))
    first = add(client, path, 0, CONTENT[:4000])
    assert (first.status, first.headers["upload-offset"], first.headers["upload-complete"]) == (204, "4000", "?0")
    assert add(client, path, 4000, CONTENT[4000:7000]).headers["upload-offset"] == "7000"
    done = add(client, path, 7000, CONTENT[7000:], last=True)
    assert (done.status, done.headers["upload-complete"]) == (201, "?1")
    assert path_of(done) == f"/files/{DIGEST}/x.bin"
    assert client.ask("GET", path_of(done)).body == CONTENT
    assert client.ask("HEAD", path).status == 404


def test_how_far_it_came_can_be_asked(open_room, ada):
    """ "The response MUST include the Upload-Offset ... Upload-Complete header field" """
    client = ada(open_room())
    path = path_of(begin(client))
    add(client, path, 0, CONTENT[:4000])
    head = client.ask("HEAD", path)
    assert head.status == 204
    assert head.headers["upload-offset"] == "4000"
    assert head.headers["upload-complete"] == "?0"
    assert head.headers["upload-length"] == str(len(CONTENT))
    assert head.headers["cache-control"] == "no-store"


def test_the_first_go_may_bring_something_already_and_the_length_follow(open_room, ada):
    client = ada(open_room())
    begun = client.send(CONTENT[:100], "x.bin", Upload_Complete="?0")
    assert (begun.status, begun.headers["upload-offset"]) == (201, "100")
    done = add(client, path_of(begun), 100, CONTENT[100:], last=True)
    assert path_of(done) == f"/files/{DIGEST}/x.bin"


def test_what_came_before_the_connection_broke_is_kept(open_room, ada, anybody, until):
    room = open_room()
    client = ada(room)
    path = path_of(begin(client))
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as sock:
        head = (
            f"PATCH {path} HTTP/1.1\r\nHost: a\r\nUpload-Offset: 0\r\nUpload-Complete: ?1\r\n"
            f"Content-Type: {PARTIAL}\r\nContent-Length: {len(CONTENT)}\r\n\r\n"
        )
        sock.sendall(head.encode() + CONTENT[:5000])
    place = room._files.depot.unfinished / path.rpartition("/")[2]
    until(lambda: place.stat().st_size == 5000)
    assert client.ask("HEAD", path).headers["upload-offset"] == "5000"
    assert add(client, path, 5000, CONTENT[5000:], last=True).status == 201
    assert anybody(room).ask("GET", f"/files/{DIGEST}/y").body == CONTENT


def test_it_goes_on_after_the_room_was_closed(open_room, ada):
    room = open_room()
    client = ada(room)
    path = path_of(begin(client))
    add(client, path, 0, CONTENT[:5000])
    room.stop()
    client = ada(open_room())
    assert client.ask("HEAD", path).headers["upload-offset"] == "5000"
    assert add(client, path, 5000, CONTENT[5000:], last=True).status == 201


def test_the_later_connection_has_it(open_room, ada, until):
    """What its sender has given up may seem alive to the room for a while."""
    room = open_room()
    client = ada(room)
    path = path_of(begin(client))
    with socket.create_connection(("127.0.0.1", room.port), timeout=20) as lost:
        head = (
            f"PATCH {path} HTTP/1.1\r\nHost: a\r\nUpload-Offset: 0\r\nUpload-Complete: ?1\r\n"
            f"Content-Type: {PARTIAL}\r\nContent-Length: {len(CONTENT)}\r\n\r\n"
        )
        lost.sendall(head.encode() + CONTENT[:5000])
        place = room._files.depot.unfinished / path.rpartition("/")[2]
        until(lambda: place.stat().st_size == 5000)
        assert client.ask("HEAD", path).headers["upload-offset"] == "5000"
        lost.sendall(CONTENT[5000:6000])
        assert lost.recv(1000).startswith(b"HTTP/1.1 409 ")
        assert add(client, path, 5000, CONTENT[5000:], last=True).status == 201


def test_an_offset_that_is_not_the_files_is_a_conflict(open_room, ada):
    """ "the upload resource MUST reject the request with a 409 (Conflict)" """
    client = ada(open_room())
    path = path_of(begin(client))
    add(client, path, 0, CONTENT[:4000])
    for offset in (0, 3999, 4001):
        answer = add(client, path, offset, CONTENT[offset:])
        assert (answer.status, answer.headers["upload-offset"]) == (409, "4000")


@pytest.mark.parametrize(
    ("headers", "data", "last", "status"),
    [
        ({"Content_Type": "application/octet-stream"}, CONTENT, True, 415),
        ({}, CONTENT + b"x", True, 400),
        ({}, CONTENT[:-1], True, 400),
        ({"Upload_Offset": "many"}, CONTENT, True, 400),
    ],
)
def test_what_does_not_fit_is_refused(open_room, ada, headers, data, last, status):
    client = ada(open_room())
    assert add(client, path_of(begin(client)), 0, data, last=last, **headers).status == status


def test_what_is_announced_as_too_large_is_refused_at_once(open_room, ada):
    client = ada(open_room(max_bytes=1000))
    answer = client.send(b"", Upload_Complete="?0", Upload_Length="1001")
    assert answer.status == 413
    begun = client.send(b"", Upload_Complete="?0")
    assert add(client, path_of(begun), 0, b"x" * 1001).status == 413


def test_an_upload_can_be_given_up(open_room, ada):
    """ "the client can cancel an upload by sending a DELETE request to the upload resource" """
    room = open_room()
    client = ada(room)
    path = path_of(begin(client))
    add(client, path, 0, CONTENT[:4000])
    assert client.ask("DELETE", path).status == 204
    assert client.ask("HEAD", path).status == 404
    assert not list(room._files.depot.unfinished.iterdir())
    assert room._files.depot._kept == 0


def test_what_is_there_already_need_not_be_sent_again(open_room, ada):
    client = ada(open_room())
    client.send(CONTENT, "first.bin")
    answer = begin(client, Repr_Digest=REPR_DIGEST)
    assert answer.headers["upload-complete"] == "?1"
    assert path_of(answer) == f"/files/{DIGEST}/x.bin"


def test_who_announces_the_same_file_again_goes_on_where_they_were(open_room, ada, anybody, connect):
    room = open_room()
    client = ada(room)
    path = path_of(begin(client, Repr_Digest=REPR_DIGEST))
    add(client, path, 0, CONTENT[:4000])
    again = begin(client, Repr_Digest=REPR_DIGEST)
    assert (path_of(again), again.headers["upload-offset"]) == (path, "4000")
    assert path_of(begin(client)) != path, "without a digest it may be another file"

    connect(room.port).enter("bob")
    bob = anybody(room)
    ticket = room.engine.ask(lambda: next(one.ticket for one in room.room.visitors))
    head = {"Upload_Complete": "?0", "Upload_Length": str(len(CONTENT)), "Repr_Digest": REPR_DIGEST}
    others = bob.ask("POST", f"/files/for/{ticket}", b"", Content_Disposition='attachment; filename="x.bin"', **head)
    assert path_of(others) != path, "what somebody else has begun is theirs"
    assert add(client, path, 4000, CONTENT[4000:], last=True).status == 201


def test_what_changed_on_its_way_is_not_kept(open_room, ada):
    client = ada(open_room())
    path = path_of(begin(client, Repr_Digest=REPR_DIGEST))
    assert add(client, path, 0, CONTENT[::-1], last=True).status == 422
    assert client.ask("HEAD", path).status == 404
    path = path_of(begin(client, Repr_Digest=REPR_DIGEST))
    assert add(client, path, 0, CONTENT, last=True).status == 201


def test_files_that_stay_unfinished_are_forgotten(open_room, ada):
    room = open_room(forgets=True)
    client = ada(room)
    path = path_of(begin(client))
    add(client, path, 0, CONTENT[:4000])
    depot = room._files.depot
    depot._clock = lambda: room.room.clock() + 25 * 60 * 60
    depot.tidy()
    assert client.ask("HEAD", path).status == 404
    assert depot._kept == 0


def test_nobody_can_begin_without_end(open_room, ada, monkeypatch):
    monkeypatch.setattr("server.files.uploads._MOST_UNFINISHED", 3)
    client = ada(open_room())
    for _ in range(4):
        begin(client)
    assert client.send(b"", Upload_Complete="?0").status == 503
