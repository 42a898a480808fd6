"""Requests that nobody should send, by the hundred: the room answers or hangs up, and goes on."""

import random
import socket

import pytest

from tests.server.files.asking import path_of

WORDS = (
    *(b"GET", b"POST", b"PATCH", b"HEAD", b"DELETE", b"OPTIONS", b"BREW", b"HTTP/1.1", b"HTTP/9.9"),
    *(b" ", b"\r\n", b"\r\n\r\n", b"\n", b":", b"\x00", b"\xff\xfe", b"\xe2\x80\xae", b"a" * 5000),
    *(b"/files", b"/files/uploads/", b"/files/" + b"ab" * 32, b"/../", b"%2e%2e%2f", b"%00", b"?for=x"),
    *(b"Host: a", b"Content-Length: ", b"Transfer-Encoding: chunked", b"Expect: 100-continue", b"Range: bytes="),
    *(b"0-", b"-1", b"99999999999999999999", b"Upload-Complete: ?0", b"Upload-Offset: ", b"Upload-Length: "),
    *(b"Authorization: Basic YWRhOmxv", b"Content-Disposition: attachment; filename*=utf-8''%ff"),
)


def odd(chance):
    """The beginning of something sensible, and then anything."""
    begun = chance.choice(
        [b"GET /files", b"POST /files HTTP/1.1\r\nHost: a\r\n", b"PATCH /files/uploads/x HTTP/1.1\r\n"]
    )
    return begun + b"".join(chance.choice(WORDS) for _ in range(chance.randrange(40)))


@pytest.mark.parametrize("seed", range(4))
def test_no_request_is_too_odd(one_room, ada, seed):
    chance = random.Random(seed)
    for _ in range(50):
        with socket.create_connection(("127.0.0.1", one_room.port), timeout=20) as sock:
            try:
                sock.sendall(odd(chance))
                sock.shutdown(socket.SHUT_WR)
                while sock.recv(65536):
                    pass
            except ConnectionError:
                pass  # it hung up, which is an answer
    client = ada(one_room)
    path = path_of(client.send(b"still here"))
    assert client.ask("GET", path).body == b"still here"
    assert one_room._files.depot._coming == 0
