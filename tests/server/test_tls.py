"""TLS without sockets: a client's and a server's layer, joined in memory."""

import pytest

from server import tls
from server.listener import _tls_context
from server.tls import Tls, TlsError, certificate_fingerprint, key_fingerprint, proves, room_fingerprint
from server.trust import make_identity


class Pair:
    """Both ends. What one has to say is carried over by ``carry``."""

    def __init__(self, client_identity=None):
        self.identity = make_identity("room")
        context = tls.context(server=False)
        if client_identity:
            context.use_privatekey(client_identity.key)
            context.use_certificate(client_identity.certificate)
        self.server = Tls(_tls_context(self.identity), server_side=True)
        self.client = Tls(context, server_side=False)

    def shake_hands(self):
        self.client.start()
        while self.client.has_answers or self.server.has_answers:
            assert self.server.receive(self.client.wrap(b"")) == b""
            assert self.client.receive(self.server.wrap(b"")) == b""
        assert self.client.established
        assert self.server.established
        return self


@pytest.fixture
def pair():
    return Pair().shake_hands()


def test_both_sides_read_what_the_other_says(pair):
    assert pair.server.receive(pair.client.wrap(b"NICK ada\r\n")) == b"NICK ada\r\n"
    assert pair.client.receive(pair.server.wrap(b"PING x\r\n")) == b"PING x\r\n"


@pytest.mark.parametrize("size", [1, 16 * 1024, 16 * 1024 + 1, 1_000_000])
def test_what_is_long_arrives_whole(pair, size):
    data = bytes(index % 251 for index in range(size))
    assert pair.client.receive(pair.server.wrap(data)) == data


def test_it_does_not_matter_how_bytes_are_cut():
    pair = Pair()
    pair.client.start()
    got = b""
    while not (pair.server.established and pair.client.established):
        for byte in pair.client.wrap(b""):
            pair.server.receive(bytes([byte]))
        pair.client.receive(pair.server.wrap(b""))
    for byte in pair.client.wrap(b"hello"):
        got += pair.server.receive(bytes([byte]))
    assert got == b"hello"


def test_what_is_said_before_hands_are_shaken_is_dropped():
    assert Pair().server.wrap(b"ERROR :Closing link\r\n") == b""


def test_the_client_sees_the_rooms_certificate_and_who_vouches_for_it(pair):
    certificate, authority = pair.client.peer_certificates()
    assert certificate == pair.identity.certificate
    assert key_fingerprint(authority) == pair.identity.fingerprint


def test_a_client_may_show_a_certificate_that_nobody_knows():
    ada = make_identity("ada")
    pair = Pair(ada).shake_hands()
    assert pair.server.receive(pair.client.wrap(b"x")) == b"x"
    (shown,) = pair.server.peer_certificates()
    assert certificate_fingerprint(shown) == certificate_fingerprint(ada.certificate)


def test_a_client_need_not_show_one(pair):
    assert pair.server.peer_certificates() == []


def test_the_end_is_told_and_nothing_before_it_is_lost(pair):
    data = pair.server.wrap(b"bye") + pair.server.end()
    assert pair.client.receive(data) == b"bye"
    assert pair.client.ended
    assert not pair.server.ended


@pytest.mark.parametrize("garbage", [b"\x16" + b"x" * 100, b"GET / HTTP/1.1\r\n\r\n", bytes(100)])
def test_garbage_is_an_error_and_not_a_crash(garbage):
    with pytest.raises(TlsError):
        Pair().server.receive(garbage)


def test_a_byte_changed_on_the_way_is_an_error(pair):
    sealed = bytearray(pair.client.wrap(b"PRIVMSG #general :I owe you 5\r\n"))
    sealed[-1] ^= 1
    with pytest.raises(TlsError):
        pair.server.receive(bytes(sealed))


# Who a room is


def test_a_room_is_known_by_its_authoritys_key():
    identity = make_identity("room")
    shown = [identity.certificate, *identity.issuers]
    assert room_fingerprint(shown) == identity.fingerprint == key_fingerprint(identity.issuers[0])
    assert proves(shown, identity.fingerprint)
    assert proves(shown, key_fingerprint(identity.certificate))


def test_to_show_somebody_elses_authority_proves_nothing():
    """Certificates are public: what counts is whether one has signed the other."""
    room, mallory = make_identity("room"), make_identity("room")
    shown = [mallory.certificate, *room.issuers, *mallory.issuers]
    assert not proves(shown, room.fingerprint)
    assert room_fingerprint(shown) == key_fingerprint(mallory.certificate)


def test_a_rooms_certificate_cannot_vouch_for_another():
    room = make_identity("room")
    assert not proves([room.issuers[0], room.certificate], key_fingerprint(room.certificate))


def test_who_shows_nothing_proves_nothing():
    assert not proves([], make_identity("room").fingerprint)
